// @ts-check
/** Figures that are committed and may not grow: what `types:cost` and `size` have in common. */
import { existsSync, writeFileSync } from 'node:fs';
import { readJson } from './repository.mjs';

/** How much a figure may grow over the committed one before it must be looked at. */
const allowedGrowth = 1.05;

/**
 * Prints each figure beside the committed one, and says which have grown too much. With `update` it writes them instead.
 * @param {string} path of the committed file
 * @param {Readonly<Record<string, number>>} measured
 * @param {boolean} update
 * @returns {string[]}
 */
export function figureProblems(path, measured, update) {
  if (update) {
    writeFileSync(path, `${JSON.stringify(measured, null, 2)}\n`);
    for (const [name, value] of Object.entries(measured)) console.log(`${name}: ${value}, written`);
    return [];
  }
  /** @type {Readonly<Record<string, number>>} */
  const committed = existsSync(path) ? readJson(path) : {};
  /** @type {string[]} */
  const problems = [];
  for (const [name, value] of Object.entries(measured)) {
    const limit = committed[name];
    if (limit === undefined) {
      problems.push(`${name}: ${value}, and no committed figure: run with --update`);
      continue;
    }
    const percent = ((value / limit - 1) * 100).toFixed(1);
    console.log(`${name}: ${value}, committed ${limit} (${percent} %)`);
    if (!(value <= limit * allowedGrowth)) {
      problems.push(`${name}: ${value} is more than 5 % over the committed ${limit}`);
    }
  }
  for (const name of Object.keys(committed)) {
    if (!(name in measured)) problems.push(`${name}: committed, and not measured any more`);
  }
  return problems;
}
