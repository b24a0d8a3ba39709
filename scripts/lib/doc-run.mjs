// @ts-check
/** Runs compiled examples one after the other, and writes what they printed and what did not hold: `doc-run.mjs IN OUT`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as runtime from './doc-runtime.mjs';

/** @typedef {{ file: string, where: string }} DocRun */
/** @typedef {{ printed: string, problems: string[] }} DocOutcome */

const [input = '', output = ''] = process.argv.slice(2);
/** @type {unknown} */
const parsed = JSON.parse(readFileSync(input, 'utf8'));
/** @type {DocOutcome[]} */
const outcomes = [];
Object.assign(globalThis, { doc__: runtime });
for (const { file, where } of /** @type {DocRun[]} */ (parsed)) {
  runtime.begin();
  /** @type {string[]} */
  const thrown = [];
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    thrown.push(
      `${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
  const { printed, problems } = runtime.outcome();
  outcomes.push({ printed, problems: [...problems, ...thrown] });
}
writeFileSync(output, JSON.stringify(outcomes));
