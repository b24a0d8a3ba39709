// @ts-check
/**
 * Lists every constructor of every package with the checks that it passes, and fails where one has none, fails one, or is not registered.
 * `--seed S` fixes what is drawn; 1 unless it is given.
 */
import { parseArgs } from 'node:util';
import { finish } from './lib/problems.mjs';
import { repositoryRoot, workspacePackages } from './lib/repository.mjs';
import { importTestSide } from './lib/test-side.mjs';

/** @import { RegisteredConstructor } from '../packages/testing/test/registered-checks.ts' */

/** Packages that make no pipelines: what they do has tests of its own. */
const withoutConstructors = [
  'numeric',
  'random',
  'core',
  'accounting',
  'discreet',
  'ledger',
  'charts',
  'cli',
  'testing',
];

const { values: options } = parseArgs({ options: { seed: { type: 'string', default: '1' } } });
const seed = Number(options.seed);
if (!Number.isSafeInteger(seed) || seed < 0) {
  throw new RangeError('--seed must be a whole number >= 0');
}

const { registeredConstructors, exportedConstructors } = await importTestSide(
  'packages/testing/test/registered-checks.ts',
);
const constructors = /** @type {readonly RegisteredConstructor[]} */ (registeredConstructors);
const exported = /** @type {readonly string[]} */ (exportedConstructors);

/** @type {string[]} */
const problems = [];
const width = Math.max(...constructors.map((each) => `${each.package}/${each.name}`.length));
for (const constructor of constructors) {
  const name = `${constructor.package}/${constructor.name}`;
  /** @type {string[]} */
  const passed = [];
  for (const check of constructor.checks) {
    const problem = await check.problem(seed);
    if (problem === undefined) passed.push(check.name);
    else problems.push(`${name}: fails the check of ${check.name}: ${problem}`);
  }
  if (passed.length === 0) problems.push(`${name}: passes no check`);
  console.log(`${name.padEnd(width)}  ${passed.join(', ') || 'NONE'}`);
}

const listed = new Set(constructors.map((each) => `${each.package}/${each.name}`));
for (const name of exported) {
  if (!listed.has(name)) problems.push(`${name}: exported, but not registered`);
}
const known = new Set([...withoutConstructors, ...constructors.map((each) => each.package)]);
for (const { folder } of workspacePackages(repositoryRoot)) {
  if (!known.has(folder))
    problems.push(`packages/${folder}: none of its constructors is registered`);
}
finish(`registered (${constructors.length} constructors)`, problems);
