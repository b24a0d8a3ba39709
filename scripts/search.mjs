// @ts-check
/**
 * Searches for neighbouring data that refute a claim of the library, with fresh seeds: over every constructor, random chains and parameters.
 * Prints for each the worst ratio of what was reached to what is claimed, and exits with 1 where a claim is refuted.
 *
 * `--minutes M` says how long, 1 unless it is given; `--seed S` begins with this seed, and so repeats what was found with it.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { finish } from './lib/problems.mjs';
import { searchRounds } from './lib/search-rounds.mjs';
import { importTestSide } from './lib/test-side.mjs';
import { textTable } from './lib/text-table.mjs';

/** @import { Rational } from '@discreet/numeric' */
/** @import { Search } from '../packages/testing/test/long-search.ts' */

const { values: options } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
});
const minutes = Number(options.minutes);
if (!(minutes >= 0 && minutes < Infinity)) throw new RangeError('--minutes must be a number >= 0');
const seed = options.seed === undefined ? randomInt(2 ** 31) : Number(options.seed);
if (!Number.isSafeInteger(seed) || seed < 0) {
  throw new RangeError('--seed must be a whole number >= 0');
}

/** Exactly where that is short. @param {Rational} ratio */
const shown = (ratio) => {
  const exact = ratio.toString();
  return exact.length <= 12 ? exact : `~${ratio.toNumber().toPrecision(9)}`;
};

const { searches } = await importTestSide('packages/testing/test/long-search.ts');
const end = performance.now() + minutes * 60_000;
console.log(`searching for ${minutes} min from seed ${seed}`);
const tallies = searchRounds(/** @type {readonly Search[]} */ (searches), {
  seed,
  timeIsUp: () => performance.now() >= end,
  onViolation: (name, violation) => {
    console.error(`${name}, ${violation.title}, seed ${violation.seed}:\n${violation.message}`);
  },
});
const rows = tallies.map(({ name, seeds, pairs, worst, violation }) => [
  name,
  seeds,
  pairs,
  violation !== undefined ? 'REFUTED' : worst === undefined ? '-' : shown(worst.ratio),
  String(violation?.seed ?? worst?.seed ?? '-'),
  violation?.title ?? worst?.title ?? '-',
]);
console.log(textTable(['search', 'seeds', 'pairs', 'worst ratio', 'with seed', 'on'], rows));
const pairs = tallies.reduce((sum, tally) => sum + tally.pairs, 0);
finish(
  `search (${pairs} pairs)`,
  tallies.flatMap(({ name, violation }) =>
    violation === undefined ? [] : [`${name}: refuted; --seed ${violation.seed} finds it again`],
  ),
);
