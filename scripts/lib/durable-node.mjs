// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPinned } from './pinned-folder.mjs';

/** The first Node that has `node:sqlite` without a flag: what the ledger and the command need. */
const least = [22, 13];

/** @param {string} version such as v20.1.0 */
export function hasSqlite(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > (least[0] ?? 0) || (major === least[0] && minor >= (least[1] ?? 0));
}

/**
 * A Node that can run the ledger and the command: this one if it is new enough, else the pinned one, if `installDurableNode` has installed it.
 * @param {string} root
 * @param {string} [version]
 * @returns {string | undefined}
 */
export function durableNode(root, version = process.version) {
  if (hasSqlite(version)) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const path = join(root, 'node_modules/.cache/discreet/durable/node_modules', name, 'bin/node');
  return existsSync(path) ? path : undefined;
}

/**
 * The same, and installs the pinned one where it is needed.
 * @param {string} root
 * @returns {Promise<string | undefined>}
 */
export async function installDurableNode(root) {
  if (!hasSqlite(process.version)) await installPinned(root, 'scripts/durable', 'durable');
  return durableNode(root);
}
