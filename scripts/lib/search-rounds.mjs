// @ts-check
/** The rounds of the long search: one seed after the other, each for every search, until time is up. */

/** @import { Rational } from '@discreet/numeric' */
/** @import { Search } from '../../packages/testing/test/long-search.ts' */

/**
 * @typedef {object} Violation
 * @property {string} title
 * @property {number} seed
 * @property {string} message
 */

/**
 * @typedef {object} Tally what one search came to over all its seeds
 * @property {string} name
 * @property {number} seeds how many it was run with
 * @property {number} pairs
 * @property {{ readonly ratio: Rational, readonly title: string, readonly seed: number } | undefined} worst
 * @property {Violation | undefined} violation
 */

/**
 * Every search is run once, and further rounds are made until time is up. What one search finds ends no other, but is not looked for again.
 * @param {readonly Search[]} searches
 * @param {object} how
 * @param {number} how.seed of the first round; each further round takes the next
 * @param {() => boolean} how.timeIsUp
 * @param {(name: string, violation: Violation) => void} how.onViolation
 * @returns {readonly Tally[]}
 */
export function searchRounds(searches, { seed: first, timeIsUp, onViolation }) {
  const tallies = searches.map(({ name }) => ({
    .../** @type {Tally} */ ({ name, seeds: 0, pairs: 0, worst: undefined, violation: undefined }),
  }));
  for (let round = 0; round === 0 || !timeIsUp(); round++) {
    for (const [i, { name, run }] of searches.entries()) {
      const tally = tallies[i];
      if (tally === undefined || tally.violation !== undefined) continue;
      if (round > 0 && timeIsUp()) break;
      const seed = first + round;
      const { title, pairs, ratio, violation } = run(seed);
      tally.seeds += 1;
      tally.pairs += pairs;
      if (ratio !== undefined && tally.worst?.ratio.lessThan(ratio) !== false)
        tally.worst = { ratio, title, seed };
      if (violation === undefined) continue;
      tally.violation = { title, seed, message: violation };
      onViolation(name, tally.violation);
    }
    if (tallies.every(({ violation }) => violation !== undefined)) break;
  }
  return tallies;
}
