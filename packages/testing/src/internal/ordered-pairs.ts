import type { DatasetDomain } from '@discreet/core';
import * as fc from 'fast-check';
import { rowsOf } from '../datasets.ts';
import type { MemberOptions } from '../members.ts';
import type { Pair } from './pair-order.ts';
import { memberCount } from './member-count.ts';
import { common, commonRows, poolOf, taken } from './row-pool.ts';

/** what stands at one place of two datasets */
type Place = readonly [x: unknown, y: unknown];

/** rows at places of their own among others, both in the order in which they are given */
const scattered = <T>(others: readonly T[], rows: readonly T[]): fc.Arbitrary<readonly T[]> => {
  const length = others.length + rows.length;
  return fc
    .shuffledSubarray(
      Array.from({ length }, (_, i) => i),
      { minLength: rows.length, maxLength: rows.length },
    )
    .map((places) => {
      const own = new Set(places);
      // how many of the places before i are the rows' own
      let passed = 0;
      return Array.from({ length }, (_, i) => i).flatMap((i) => {
        if (!own.has(i)) return others.slice(i - passed, i - passed + 1);
        passed += 1;
        return rows.slice(passed - 1, passed);
      });
    });
};

/** a list cut in two, anywhere */
const cut = (rows: readonly unknown[]): fc.Arbitrary<Pair> =>
  fc.nat(rows.length).map((at): Pair => [rows.slice(0, at), rows.slice(at)]);

/** A pool cut into so many parts, each with a row at least. */
const parts = (
  domain: DatasetDomain,
  options: MemberOptions,
  count: number,
): fc.Arbitrary<readonly (readonly unknown[])[]> =>
  poolOf(domain, options, count).map((pool) =>
    Array.from({ length: count }, (_, part) => pool.filter((_row, i) => i % count === part)),
  );

/** Pairs of one length whose rows differ at `distance` places. */
export function replacedInPlace(
  domain: DatasetDomain,
  options: MemberOptions,
  distance: number,
): fc.Arbitrary<Pair> {
  const rest = commonRows(domain, options, distance);
  if (distance === 0) return rest.map((rows): Pair => [rows, rows]);
  const places = { minLength: distance, maxLength: distance };
  return fc
    .tuple(rest, poolOf(domain, options, 2))
    .chain(([both, pool]) => {
      const { length } = pool;
      const pick = fc.tuple(fc.nat(length - 1), fc.integer({ min: 1, max: length - 1 }));
      const different = fc
        .array(pick, places)
        .map((picks) =>
          picks.map(([i, further]): Place => [pool[i], pool[(i + further) % length]]),
        );
      return different.chain((pairs) =>
        scattered(
          both.map((row): Place => [row, row]),
          pairs,
        ),
      );
    })
    .map((pairs): Pair => [pairs.map(([x]) => x), pairs.map(([, y]) => y)]);
}

/** x has rows that y has not, anywhere and of any kind: no fewer deletions than the difference of lengths */
const deleted = (
  domain: DatasetDomain,
  options: MemberOptions,
  distance: number,
): fc.Arbitrary<Pair> =>
  fc
    .tuple(rowsOf(domain, options, 0, common), rowsOf(domain, options, distance, distance))
    .chain(([both, rows]) => fc.tuple(scattered(both, rows), fc.constant(both)));

/** one stretch in place of another, without a row in common: what stands before and after both is as well kept as not */
const swapped = (
  domain: DatasetDomain,
  options: MemberOptions,
  gone: number,
  come: number,
): fc.Arbitrary<Pair> =>
  fc
    .tuple(commonRows(domain, options, gone).chain(cut), parts(domain, options, 2))
    .chain(([[before, after], [a = [], b = []]]) =>
      fc.tuple(taken(a, gone), taken(b, come)).map(([x, y]): Pair => [
        [...before, ...x, ...after],
        [...before, ...y, ...after],
      ]),
    );

/** a stretch that moves from before the others to behind them, no longer than they are: one of both must be deleted and inserted */
const moved = (domain: DatasetDomain, options: MemberOptions, rows: number): fc.Arbitrary<Pair> => {
  const { size } = domain;
  const sized = size !== undefined && options.misfits !== true;
  const length = sized ? fc.constant(size - rows) : fc.integer({ min: rows, max: rows + common });
  return fc
    .tuple(length, parts(domain, options, 2))
    .chain(([n, [a = [], b = []]]) => fc.tuple(taken(a, rows), taken(b, n)))
    .map(([moving, others]): Pair => [
      [...moving, ...others],
      [...others, ...moving],
    ]);
};

/** rows of x alone and rows of y alone at places of their own: nothing but the others can be kept */
const mixed = (
  domain: DatasetDomain,
  options: MemberOptions,
  gone: number,
  come: number,
): fc.Arbitrary<Pair> => {
  const rest = Math.max(0, (domain.size ?? 0) - gone);
  const sized = domain.size !== undefined && options.misfits !== true;
  const length = sized ? fc.constant(rest) : fc.nat(common);
  return fc
    .tuple(length, parts(domain, options, 3))
    .chain(([n, [a = [], b = [], c = []]]) => fc.tuple(taken(a, gone), taken(b, come), taken(c, n)))
    .chain(([x, y, both]) => fc.tuple(scattered(both, x), scattered(both, y)));
};

/** Pairs in order between which `distance` rows are inserted or deleted: at one place, at many, or by rows that move. */
export function edited(
  domain: DatasetDomain,
  options: MemberOptions,
  distance: number,
): fc.Arbitrary<Pair> {
  const { element, size } = domain;
  if (distance === 0) return commonRows(domain, options, 0).map((rows): Pair => [rows, rows]);
  const sized = size !== undefined && options.misfits !== true;
  const different = options.misfits === true ? Infinity : memberCount(element);
  const half = distance / 2;
  const gone = sized ? fc.constant(half) : fc.integer({ min: 0, max: distance });
  const ways: fc.Arbitrary<Pair>[] = [];
  if (!sized) ways.push(deleted(domain, options, distance));
  if (different >= 2) ways.push(gone.chain((n) => swapped(domain, options, n, distance - n)));
  if (different >= 3) ways.push(gone.chain((n) => mixed(domain, options, n, distance - n)));
  if (different >= 2 && Number.isInteger(half) && (!sized || 2 * half <= size))
    ways.push(moved(domain, options, half));
  return fc.oneof(...ways);
}
