import { outOfBounds } from './out-of-bounds.ts';

/** 2^12 columns of 2^20: one 32-bit word picks a column and a point in it. */
export const COLUMN_BITS = 12;
export const COLUMNS = 4096;
export const CAPACITY = 1048576;
/** The sum of all weights: every value of a word belongs to exactly one entry. */
export const TOTAL = 4294967296;

/**
 * An alias table in integers: entry j is picked by exactly weights[j] of the 2^32 words.
 *
 * Column c holds `threshold` points of its own entry c and leaves the rest to one other entry, its alias; the table's element is
 * threshold 2^12 + alias. A full column has no room for the threshold 2^20 and is written as all alias: threshold 0, alias c.
 * The weights are non-negative integers with sum 2^32, at most 4096 of them. What is built is counted again before it is
 * returned.
 *
 * Source: M. Vose, 1991, A linear algorithm for generating random numbers with a given distribution,
 * https://doi.org/10.1109/32.92917
 */
export function buildAliasTable(weights: Float64Array): Uint32Array {
  const rest = new Float64Array(COLUMNS);
  rest.set(weights);
  const table = new Uint32Array(COLUMNS);
  const small: number[] = [];
  const large: number[] = [];
  for (let column = 0; column < COLUMNS; column += 1) {
    ((rest[column] ?? outOfBounds()) < CAPACITY ? small : large).push(column);
  }
  for (let column = small.pop(); column !== undefined; column = small.pop()) {
    const donor = large[large.length - 1];
    if (donor === undefined) throw new Error('alias table: the weights do not sum to 2^32');
    const own = rest[column] ?? outOfBounds();
    table[column] = own * COLUMNS + donor;
    const left = (rest[donor] ?? outOfBounds()) - (CAPACITY - own);
    rest[donor] = left;
    if (left < CAPACITY) {
      large.pop();
      small.push(donor);
    }
  }
  for (const column of large) table[column] = column;
  const counted = countWords(table);
  for (let entry = 0; entry < COLUMNS; entry += 1) {
    if (counted[entry] !== (weights[entry] ?? 0)) {
      throw new Error(`alias table: entry ${entry} does not keep its weight`);
    }
  }
  return table;
}

/** How many of the 2^32 words pick each entry. */
export function countWords(table: Uint32Array): Float64Array {
  const counts = new Float64Array(COLUMNS);
  for (let column = 0; column < COLUMNS; column += 1) {
    const element = table[column] ?? outOfBounds();
    const threshold = element >>> COLUMN_BITS;
    const alias = element & (COLUMNS - 1);
    counts[column] = (counts[column] ?? outOfBounds()) + threshold;
    counts[alias] = (counts[alias] ?? outOfBounds()) + CAPACITY - threshold;
  }
  return counts;
}
