import { type DatasetDomain, elementKey } from '@discreet/core';
import * as fc from 'fast-check';
import { rowsOf } from '../datasets.ts';
import type { MemberOptions } from '../members.ts';
import type { Pair } from './pair-order.ts';
import { common, commonRows, poolOf, taken } from './row-pool.ts';

/** Rows that go to x or to y, equal ones to the same: their number is the size of the symmetric difference. */
const apart = (rows: readonly unknown[], sides: readonly boolean[]): Pair => {
  const side = new Map<string, boolean>();
  for (const [i, row] of rows.entries()) {
    const key = elementKey(row);
    if (!side.has(key)) side.set(key, sides[i] ?? true);
  }
  const inX = rows.filter((row) => side.get(elementKey(row)) === true);
  const inY = rows.filter((row) => side.get(elementKey(row)) === false);
  return [inX, inY];
};

/** Pairs between which from `least` to `most` rows come or go, mostly `most`. */
export function added(
  domain: DatasetDomain,
  options: MemberOptions,
  least: number,
  most: number,
): fc.Arbitrary<Pair> {
  const moving = fc.oneof(fc.constant(most), fc.integer({ min: least, max: most }));
  return moving.chain((rows) =>
    fc
      .tuple(
        rowsOf(domain, options, 0, common),
        rowsOf(domain, options, rows, rows),
        fc.oneof(
          fc.constant<readonly boolean[]>([]),
          fc.array(fc.boolean(), { minLength: rows, maxLength: rows }),
        ),
      )
      .map(([both, movers, sides]): Pair => {
        const [inX, inY] = apart(movers, sides);
        return [
          [...both, ...inX],
          [...both, ...inY],
        ];
      }),
  );
}

/** Pairs of one size in which `replaced` rows differ. */
export function replacedIn(
  domain: DatasetDomain,
  options: MemberOptions,
  replaced: number,
): fc.Arbitrary<Pair> {
  const rest = commonRows(domain, options, replaced);
  if (replaced === 0) return rest.map((rows): Pair => [rows, rows]);
  // what leaves and what comes have no row in common, or the distance were less
  return fc
    .tuple(poolOf(domain, options, 2), fc.nat())
    .chain(([pool, at]) => {
      const cut = 1 + (at % (pool.length - 1));
      return fc.tuple(rest, taken(pool.slice(0, cut), replaced), taken(pool.slice(cut), replaced));
    })
    .map(([both, leave, come]): Pair => [
      [...both, ...leave],
      [...both, ...come],
    ]);
}
