import {
  type DatasetDomain,
  type DatasetMetric,
  DiscreetError,
  elementKey,
  print,
} from '@discreet/core';
import * as fc from 'fast-check';
import { rowsOf } from './datasets.ts';
import { members, type MemberOptions } from './members.ts';

/** Two datasets at a known distance. */
export interface NeighbourPair {
  readonly x: readonly unknown[];
  readonly y: readonly unknown[];
  /** under the metric that the pair was made for */
  readonly distance: number;
}

/** rows that both datasets have besides those in which they differ */
const common = 6;

const shuffled = (rows: readonly unknown[]): fc.Arbitrary<readonly unknown[]> =>
  fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length });

/** The same row in another guise: its columns in another order. A metric that calls two rows the same must hold no step that does not. */
const twin = (row: unknown): unknown => {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return row;
  return Object.fromEntries(
    Object.entries(row)
      .reverse()
      .map(([name, value]: readonly [string, unknown]) => [name, twin(value)]),
  );
};

/** both datasets in an order of their own, the rows of one in another guise now and then */
const inAnyOrder = (
  pairs: fc.Arbitrary<readonly [x: readonly unknown[], y: readonly unknown[]]>,
  distance: number,
): fc.Arbitrary<NeighbourPair> =>
  pairs
    .chain(([x, y]) => fc.tuple(shuffled(x), shuffled(y), fc.boolean()))
    .map(([x, y, same]) => Object.freeze({ x, y: same ? y : y.map(twin), distance }));

/** Rows that go to x or to y, equal ones to the same: their number is the size of the symmetric difference. */
const apart = (
  rows: readonly unknown[],
  sides: readonly boolean[],
): readonly [readonly unknown[], readonly unknown[]] => {
  const side = new Map<string, boolean>();
  for (const [i, row] of rows.entries()) {
    const key = elementKey(row);
    if (!side.has(key)) side.set(key, sides[i] ?? true);
  }
  const inX = rows.filter((row) => side.get(elementKey(row)) === true);
  const inY = rows.filter((row) => side.get(elementKey(row)) === false);
  return [inX, inY];
};

const added = (
  domain: DatasetDomain,
  contributions: number,
  distance: number,
  options: MemberOptions,
): fc.Arbitrary<NeighbourPair> => {
  const most = distance * contributions;
  const least = distance === 0 ? 0 : most - contributions + 1;
  const moving = fc.oneof(fc.constant(most), fc.integer({ min: least, max: most }));
  const pairs = moving.chain((rows) =>
    fc
      .tuple(
        rowsOf(domain, options, 0, common),
        rowsOf(domain, options, rows, rows),
        fc.oneof(
          fc.constant<readonly boolean[]>([]),
          fc.array(fc.boolean(), { minLength: rows, maxLength: rows }),
        ),
      )
      .map(([both, movers, sides]) => {
        const [inX, inY] = apart(movers, sides);
        return [
          [...both, ...inX],
          [...both, ...inY],
        ] as const;
      }),
  );
  return inAnyOrder(pairs, distance);
};

const changed = (
  domain: DatasetDomain,
  distance: number,
  options: MemberOptions,
): fc.Arbitrary<NeighbourPair> => {
  const { size } = domain;
  const rest = (
    size === undefined
      ? rowsOf(domain, options, 0, common)
      : options.misfits === true
        ? fc.oneof(
            rowsOf(domain, options, Math.max(0, size - distance), Math.max(0, size - distance)),
            rowsOf(domain, options, 0, common),
          )
        : rowsOf(domain, options, size - distance, size - distance)
  ) satisfies fc.Arbitrary<readonly unknown[]>;
  if (distance === 0)
    return inAnyOrder(
      rest.map((rows) => [rows, rows] as const),
      0,
    );
  // what leaves and what comes have no row in common, or the distance were less
  const picks = fc.array(fc.nat(), { minLength: distance, maxLength: distance });
  const pairs = fc
    .tuple(
      rest,
      fc.uniqueArray(members(domain.element, options), {
        minLength: 2,
        maxLength: 6,
        selector: elementKey,
      }),
      fc.nat(),
      picks,
      picks,
    )
    .map(([both, pool, at, from, to]) => {
      const cut = 1 + (at % (pool.length - 1));
      const take = (rows: readonly unknown[], places: readonly number[]): readonly unknown[] =>
        places.map((place) => rows[place % rows.length]);
      return [
        [...both, ...take(pool.slice(0, cut), from)],
        [...both, ...take(pool.slice(cut), to)],
      ] as const;
    });
  return inAnyOrder(pairs, distance);
};

/**
 * Pairs of datasets at distance exactly d, each in random order, so that pairs at distance 0 are permutations.
 *
 * **Contract** `distanceBetween(metric, x, y)` is d for every pair. Under `symmetricDistance` d counts persons, of whom the last may have
 * fewer rows than `contributions`. A domain with a public size gives datasets of that size, unless `misfits` asks for others as well.
 * **Errors** A d that is no whole number >= 0; under `changeOneDistance` one that is more than the public size, or d > 0 in a domain with one
 * member.
 *
 * @example
 * import { distanceBetween, real, symmetricDistance, values } from 'discreet';
 * import { neighbours } from '@discreet/testing';
 * import * as fc from 'fast-check';
 * const metric = symmetricDistance({ contributions: 3 });
 * const pairs = fc.sample(neighbours(values(real, metric).inputDomain, metric, 2), 5);
 * pairs.every(({ x, y }) => {
 *   const distance = distanceBetween(metric, x, y);
 *   return distance._tag === 'Some' && distance.value.toString() === '2';
 * }); // => true
 */
export function neighbours(
  domain: DatasetDomain,
  metric: DatasetMetric,
  distance: number,
  options: MemberOptions = {},
): fc.Arbitrary<NeighbourPair> {
  const refuse = (rule: string): DiscreetError =>
    new DiscreetError({
      tag: 'InvalidDistance',
      where: 'neighbours',
      rule,
      received: print(distance),
    });
  if (!Number.isSafeInteger(distance) || distance < 0)
    throw refuse('the distance must be a whole number >= 0');
  if (metric.kind === 'symmetricDistance')
    return added(domain, metric.contributions, distance, options);
  const { element, size } = domain;
  const single = element.kind === 'category' && element.labels.length === 1;
  if (distance > 0 && single && options.misfits !== true)
    throw refuse('the distance must be 0 where a row can have one value only');
  if (size !== undefined && distance > size && options.misfits !== true)
    throw refuse(`the distance must be <= ${size}, the public size`);
  return changed(domain, distance, options);
}
