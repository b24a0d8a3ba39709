// @ts-check
/** Which mutants are run: all of them, or a sample that a seed decides. */
import { createHash } from 'node:crypto';

/**
 * @typedef {object} Placed a mutant, as far as its identity goes
 * @property {string} fileName
 * @property {{ readonly start: { readonly line: number, readonly column: number }, readonly end: { readonly line: number, readonly column: number } }} location
 * @property {string} mutatorName
 * @property {string} [replacement]
 */

/**
 * What tells a mutant from all others of its file: where it is, and what stands there instead.
 * @param {string} file relative to the root, with forward slashes
 * @param {Placed} mutant
 */
export function mutantKey(file, { location: { start, end }, mutatorName, replacement = '' }) {
  const place = `${start.line}:${start.column}-${end.line}:${end.column}`;
  return [file, place, mutatorName, replacement].join('\n');
}

/**
 * The keys in the order of their hashes with the seed: the first n are a uniform sample, for every n, whatever order they came in.
 * @param {readonly string[]} keys
 * @param {number} size how many are drawn; all of them where there are no more
 * @param {number} seed
 * @returns {Set<string>}
 */
export function drawSample(keys, size, seed) {
  const ranked = [...new Set(keys)].map((key) => ({
    key,
    rank: createHash('sha256').update(`${seed}\n${key}`).digest('hex'),
  }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return new Set(ranked.slice(0, size).map(({ key }) => key));
}
