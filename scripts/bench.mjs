// @ts-check
/**
 * Runs benchmarks/*.bench.ts, each in a process of its own, and prints their tables.
 *
 *   npm run bench                     all of them
 *   npm run bench -- samplers         those whose file name begins so
 *   npm run bench -- --json FILE      writes the tables too
 */
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { filesUnder, readJson, repositoryRoot } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';
import { textTable } from './lib/text-table.mjs';

/** @import { BenchTable } from '../benchmarks/bench-table.ts' */

const { values: options, positionals: wanted } = parseArgs({
  options: { json: { type: 'string' } },
  allowPositionals: true,
});

const files = filesUnder(join(repositoryRoot, 'benchmarks'), (path) => {
  const stem = basename(path, '.bench.ts');
  const isWanted = wanted.length === 0 || wanted.some((name) => stem.startsWith(name));
  return path.endsWith('.bench.ts') && isWanted;
});
if (files.length === 0) {
  console.error(`no benchmark is called ${wanted.join(' or ')}`);
  process.exitCode = 1;
}

mkdirSync(join(repositoryRoot, '.work'), { recursive: true });
const folder = mkdtempSync(join(repositoryRoot, '.work', 'bench-'));
/** @type {Record<string, BenchTable>} */
const tables = {};
try {
  for (const file of files) {
    const stem = basename(file, '.bench.ts');
    const result = await runBenchmark(file, join(folder, stem));
    if (typeof result === 'string') {
      console.error(`${stem}: ${result}`);
      process.exitCode = 1;
    } else {
      tables[result.name] = result.table;
      print(result.table);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
if (options.json !== undefined) {
  const machine = {
    cpu: cpus()[0]?.model ?? '?',
    cores: availableParallelism(),
    node: process.version,
  };
  const path = resolve(options.json);
  writeFileSync(path, `${JSON.stringify({ machine, tables }, null, 2)}\n`);
}

/**
 * The file and what it imports by relative path become one module; packages stay what a user has, their builds.
 * @param {string} file
 * @param {string} stem path of the temporary files, without their ends
 * @returns {Promise<{ name: string, table: BenchTable } | string>} the table, or what went wrong
 */
async function runBenchmark(file, stem) {
  const module = `${stem}.mjs`;
  const output = `${stem}.json`;
  try {
    await build({
      entryPoints: [file],
      outfile: module,
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: 'node20',
      logLevel: 'silent',
    });
  } catch (error) {
    return String(error);
  }
  const runner = `
    import { writeFileSync } from 'node:fs';
    import { name, run } from './${basename(module)}';
    writeFileSync(${JSON.stringify(output)}, JSON.stringify({ name, table: await run() }));`;
  writeFileSync(`${stem}.run.mjs`, runner);
  const args = ['--expose-gc', `${stem}.run.mjs`];
  const { status, stderr } = await runCommand(process.execPath, args, {
    cwd: repositoryRoot,
    seconds: 3600,
  });
  return status === 0 ? readJson(output) : `exit status ${status}\n${stderr}`;
}

/** @param {BenchTable} table */
function print({ title, columns, rows, goals }) {
  console.log(`\n${title}\n\n${textTable(columns, rows)}`);
  for (const { goal, measured, limit, met } of goals) {
    console.log(`${met ? 'met   ' : 'MISSED'}  ${goal}: ${shown(measured)}, limit ${shown(limit)}`);
  }
}

/** @param {number} value */
function shown(value) {
  return String(Number(value.toPrecision(4)));
}
