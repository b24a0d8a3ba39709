// @ts-check

/** @import { BenchTable } from '../../benchmarks/bench-table.ts' */

/** A bar inside a cell would end it. @param {string | number} cell */
const escaped = (cell) => String(cell).replaceAll('|', '\\|');
/** @param {readonly (string | number)[]} cells */
const row = (cells) => `| ${cells.map(escaped).join(' | ')} |`;
/** @param {number} value */
const shown = (value) => (Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '-');

/**
 * The section of a page that shows a benchmark's table, and its goals.
 * @param {BenchTable} table
 */
export const benchSection = ({ title, columns, rows, goals }) =>
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
