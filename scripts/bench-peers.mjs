// @ts-check
/**
 * The accountants beside dp_accounting, in one run: needs Python 3 with pip, and says so where it is missing.
 *
 *   npm run bench:peers                prints them
 *   npm run bench:peers -- --write     puts them into benchmarks/peers/results.json and docs/accounting-benchmarks.md too
 *   npm run bench:peers -- --venv DIR  uses a virtual environment that holds dp-accounting already
 */
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accountingTable } from './lib/accounting-contest.mjs';
import { benchSection } from './lib/bench-section.mjs';
import { startWorker } from './lib/line-worker.mjs';
import { pythonPeer } from './lib/python-peer.mjs';
import { repositoryRoot } from './lib/repository.mjs';
import { textTable } from './lib/text-table.mjs';

const { values: options } = parseArgs({
  options: { write: { type: 'boolean' }, venv: { type: 'string' } },
});
const peers = 'benchmarks/peers';
const peer = await pythonPeer(repositoryRoot, `${peers}/requirements.txt`, options.venv);
if ('missing' in peer) console.log(`not run, for want of ${peer.missing}`);
else await run(peer.python);

/**
 * @param {import('./lib/line-worker.mjs').LineWorker<Record<string, string>>} worker
 */
async function versionsOf(worker) {
  const { value } = await worker.ask('versions');
  worker.end();
  return value;
}

/** @param {string} python */
async function run(python) {
  mkdirSync(join(repositoryRoot, '.work'), { recursive: true });
  const folder = mkdtempSync(join(repositoryRoot, '.work', 'bench-peers-'));
  try {
    const outfile = join(folder, 'ours.mjs');
    await build({
      entryPoints: [join(repositoryRoot, peers, 'ours.ts')],
      outfile,
      ...{ bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'silent' },
      // the sources, not the builds: there may be none
      conditions: ['@discreet/source'],
    });
    /** @type {<V>() => import('./lib/line-worker.mjs').LineWorker<V>} */
    const startTheirs = () => startWorker(python, [join(repositoryRoot, peers, 'theirs.py')]);
    const table = await accountingTable(
      () => startWorker(process.execPath, [outfile]),
      startTheirs,
    );
    const versions = await versionsOf(startTheirs());
    console.log(`${table.title}\n\n${textTable(table.columns, table.rows)}`);
    for (const { goal, measured, limit, met } of table.goals)
      console.log(
        `${met ? 'met   ' : 'MISSED'}  ${goal}: ${measured.toPrecision(3)}, limit ${limit}`,
      );
    if (options.write !== true) return;
    const machine = {
      cpu: cpus()[0]?.model ?? 'an unknown kind',
      cores: availableParallelism(),
      node: process.version,
      versions,
    };
    writeFileSync(
      join(repositoryRoot, peers, 'results.json'),
      `${JSON.stringify({ machine, table }, null, 2)}\n`,
    );
    const used = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
    const page = `# What accounting costs

One run of \`npm run bench:peers\` on ${machine.cores} cores of ${machine.cpu}, Node ${machine.node}, ${used.join(', ')}.
Times are of a processor, all threads together: what else the machine does counts less. Machines differ all the same, and ratios within a run mean more than
milliseconds. Each is the median of rounds in which both did the same work in turn, in processes that stayed open and had done it before, for up to two
seconds; "cold" is from the start of a process to its first answer, imports included.

The work: DP-SGD with sampling probability 256/60000, noise multiplier 1.1, 14,062 steps, and its epsilon at delta 10^-5. Privacy loss distributions of
dp_accounting are on a grid of a fixed step, the default 10^-4, and bound epsilon from above; ours choose the step, and bound it from both sides. So they are compared
at that default, and at the first finer step at which dp_accounting's bound is no higher than ours. Ten thousand charges are each of another size, and
include making the events, or reading the charges, and one reading of the total; the exact total of a filter is beside the sum of as many \`fractions.Fraction\` in Python.

${benchSection(table)}`;
    writeFileSync(join(repositoryRoot, 'docs', 'accounting-benchmarks.md'), page);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
