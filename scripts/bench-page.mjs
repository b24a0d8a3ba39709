// @ts-check
/**
 * Writes docs/benchmarks.md from benchmarks/results.json, which `npm run bench -- --json benchmarks/results.json` writes.
 *
 * The page and the JSON are committed together: a figure in the documentation is a figure of that run.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, repositoryRoot } from './lib/repository.mjs';

/** @import { BenchTable } from '../benchmarks/bench-table.ts' */

/** @type {{ machine: { cpu: string, cores: number, node: string }, tables: Record<string, BenchTable> }} */
const { machine, tables } = readJson(join(repositoryRoot, 'benchmarks', 'results.json'));

/** A bar inside a cell would end it. @param {string | number} cell */
const escaped = (cell) => String(cell).replaceAll('|', '\\|');
/** @param {readonly (string | number)[]} cells */
const row = (cells) => `| ${cells.map(escaped).join(' | ')} |`;
/** @param {number} value */
const shown = (value) => (Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '-');

/** @param {BenchTable} table */
const section = ({ title, columns, rows, goals }) =>
  [
    `## ${title}`,
    '',
    row(columns),
    row(columns.map(() => '---')),
    ...rows.map((cells) =>
      row(cells.map((cell) => (typeof cell === 'number' ? shown(cell) : cell))),
    ),
    '',
    row(['goal', 'measured', 'limit', 'met']),
    row(['---', '---', '---', '---']),
    ...goals.map(({ goal, measured, limit, met }) =>
      row([goal, shown(measured), shown(limit), met ? 'yes' : 'no']),
    ),
    '',
  ].join('\n');

const page = `# Benchmarks

One run of \`npm run bench\` on ${machine.cores} cores of ${machine.cpu}, Node ${machine.node}. Machines are noisy and differ:
only ratios within a run mean anything, and each ratio is to a reference that is measured in the same run.

${Object.values(tables).map(section).join('\n')}`;
writeFileSync(join(repositoryRoot, 'docs', 'benchmarks.md'), page);
