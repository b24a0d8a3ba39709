// @ts-check
/**
 * The packed command on a Node: ingest, budget, release, verify, as a user's shell would run it; on a Node that is too old, one sentence and its
 * exit code. One line on stdout, or an uncaught error.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('./node_modules/@discreet/cli/dist/main.js', import.meta.url));

/** @param {string[]} args */
function discreet(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** @param {string[]} args */
function succeed(...args) {
  const { status, stdout, stderr } = discreet(...args, '--json');
  if (status !== 0 || stderr !== '') throw new Error(`discreet ${args[0]}: ${status} ${stderr}`);
  return JSON.parse(stdout);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  const { status, stderr } = discreet('--version');
  if (status !== 9 || !/^discreet needs Node 22\.13 or later, this is v\S+\n$/.test(stderr))
    throw new Error(`expected one sentence and exit code 9, got ${status} ${stderr}`);
  console.log('ok: says that it needs a later Node');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'discreet-smoke-'));
  const at = (/** @type {string} */ name) => join(folder, name);
  const put = (/** @type {string} */ name, /** @type {unknown} */ value) => {
    writeFileSync(at(name), typeof value === 'string' ? value : JSON.stringify(value));
    return at(name);
  };
  const source = {
    columns: { age: 'integer' },
    metric: { kind: 'symmetricDistance', contributions: 1 },
  };
  const data = put('people.csv', 'age\n41\n36\n29\n');
  const schema = put('schema.json', { format: 'discreet/schema', version: 1, ...source });
  const spec = put('spec.json', {
    format: 'discreet/pipeline',
    version: 1,
    steps: [{ step: 'table', ...source }, { step: 'count' }, { step: 'laplace', epsilon: '1/2' }],
  });
  const ledger = ['--ledger', at('ledger')];
  succeed('ingest', data, '--schema', schema);
  succeed('key', at('key'));
  succeed('budget', 'create', 'census', ...ledger, '--epsilon', '1');
  const { answer } = succeed(
    ...['release', spec, '--data', at('people.snapshot'), '--account', 'census', ...ledger],
    ...['--key', 'k', '--signing-key', at('key'), '--certificate', at('certificate')],
  );
  succeed('verify', ...ledger, '--certificate', at('certificate'));
  console.log(`ok: a count of ${answer}, verified`);
}
