import { elementKey } from '@discreet/core';
import * as fc from 'fast-check';
import type { NeighbourPair } from '../neighbour-pair.ts';

/** Two datasets, of which nothing is said. */
export type Pair = readonly [x: readonly unknown[], y: readonly unknown[]];

const below = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** numbers by size, NaN as the greatest; all else by its key */
const ascending = (a: unknown, b: unknown): number => {
  const keys = below(elementKey(a), elementKey(b));
  if (typeof a !== 'number' || typeof b !== 'number') return keys;
  const size = (x: number): number => (Number.isNaN(x) ? Infinity : x);
  return below(size(a), size(b)) || keys;
};

/** rows in some order: mixed, as they are, backwards, sorted, or with equal ones as far apart as halves go */
const reordered = (rows: readonly unknown[]): fc.Arbitrary<readonly unknown[]> => {
  const sorted = rows.toSorted(ascending);
  const middle = (sorted.length + 1) >> 1;
  const dealt = sorted.map((_, i) => sorted[i % 2 === 0 ? i / 2 : middle + (i - 1) / 2]);
  return fc.oneof(
    {
      arbitrary: fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length }),
      weight: 4,
    },
    {
      arbitrary: fc.constantFrom(rows, rows.toReversed(), sorted, sorted.toReversed(), dealt),
      weight: 1,
    },
  );
};

/** The same row in another guise: its columns in another order. A metric that calls two rows the same must hold no step that does not. */
const twin = (row: unknown): unknown => {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return row;
  return Object.fromEntries(
    Object.entries(row)
      .reverse()
      .map(([name, value]: readonly [string, unknown]) => [name, twin(value)]),
  );
};

/** The pairs as they are ordered, the rows of one in another guise now and then, either dataset first. */
export function inThisOrder(
  pairs: fc.Arbitrary<Pair>,
  distance: number,
): fc.Arbitrary<NeighbourPair> {
  return fc.tuple(pairs, fc.boolean(), fc.boolean()).map(([[a, b], same, swap]) => {
    const [x, y] = swap ? [b, a] : [a, b];
    return Object.freeze({ x, y: same ? y : y.map(twin), distance });
  });
}

/** The pairs with each dataset in an order of its own. */
export function inAnyOrder(
  pairs: fc.Arbitrary<Pair>,
  distance: number,
): fc.Arbitrary<NeighbourPair> {
  return inThisOrder(
    pairs.chain(([x, y]) => fc.tuple(reordered(x), reordered(y))),
    distance,
  );
}
