// Loaded before the command: ends the process, as SIGKILL does, before or after the n-th thing that it asks of the disk.
// @ts-check
import fs from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';

const [when = 'before', count = '0'] = (process.env['KILL_AT'] ?? '').split(' ');
let left = Number(count);

const point = (/** @type {string} */ here) => {
  if (here !== when || left <= 0) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (sql) {
  // begin and commit: what is between them is nothing to whoever looks later
  const counts = /^(begin|commit)/.test(sql);
  if (counts) point('before');
  exec.call(this, sql);
  if (counts) point('after');
};

// the anchors, and the certificate, which is put in its place by a name
const handle = await fs.open(process.execPath, 'r');
/** @type {{ appendFile: (...args: unknown[]) => Promise<void>, datasync: () => Promise<void>, sync: () => Promise<void> }} */
const prototype = Object.getPrototypeOf(handle);
await handle.close();
for (const name of /** @type {const} */ (['appendFile', 'datasync', 'sync'])) {
  const real = prototype[name];
  prototype[name] = async function (/** @type {unknown[]} */ ...args) {
    point('before');
    await Reflect.apply(real, this, args);
    point('after');
  };
}
