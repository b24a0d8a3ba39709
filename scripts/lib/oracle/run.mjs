// @ts-check
/** Holds the library against the sets of records in a folder; `scripts/oracle.mjs` starts it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkDecisions } from './check-decisions.mjs';
import { checkRecords } from './check-records.mjs';
import { checkConversionRecord } from './conversions.mjs';
import { checkPldRecord } from './pld.mjs';
import { checkRdpRecord } from './rdp-subsampled-gaussian.mjs';

/** @typedef {import('./check-decisions.mjs').Result} Result */

/** what checks the files of each set, by the beginning of their names */
/** @type {Readonly<Record<string, (files: readonly string[]) => Promise<Result>>>} */
const sets = {
  conversions_: checkRecords('conversions', checkConversionRecord),
  filter_decisions_: checkDecisions,
  pld_: checkRecords('pld', checkPldRecord),
  rdp_subsampled_gaussian_: checkRecords('rdp_subsampled_gaussian', checkRdpRecord),
};

const most = 10;
const folder = process.argv[2] ?? '.';
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort();
let failed = false;
let ran = 0;
for (const [beginning, check] of Object.entries(sets)) {
  const files = names
    .filter((name) => name.startsWith(beginning))
    .map((name) => join(folder, name));
  if (files.length === 0) continue;
  ran += 1;
  const { set, passed, total, misses, worst = [], excused = [] } = await check(files);
  console.log(`${set}: ${passed} of ${total}`);
  for (const line of worst) console.log(`  furthest from the truth: ${line}`);
  if (excused.length > 0)
    console.log(`  passed below the floor of what they are compared with: ${excused.join(', ')}`);
  for (const miss of misses.slice(0, most)) console.log(`  ${miss}`);
  if (misses.length > most) console.log(`  and ${misses.length - most} more`);
  failed ||= passed < total;
}
if (ran === 0) console.error(`no sets of records are in ${folder}`);
process.exit(failed || ran === 0 ? 1 : 0);
