import {
  boolean,
  category,
  changeOneDistance,
  changeOneIdDistance,
  contains,
  type DatasetDomain,
  type DatasetMetric,
  distanceBetween,
  type ElementDomain,
  hammingDistance,
  identifierKey,
  insertDeleteDistance,
  integer,
  openTransformation,
  real,
  symmetricDistance,
  symmetricIdDistance,
  text,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { table as sourceTable, values } from '@discreet/transformations';
import * as fc from 'fast-check';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import { datasets, members, misfits, type NeighbourPair, neighbours } from '../src/index.ts';
import { bruteDistance } from './brute-distance.ts';
import { columns, metrics, registeredTransformations } from './registered.ts';

const elements: readonly ElementDomain[] = [
  real,
  integer,
  text,
  boolean,
  category(['Oslo', 'Bergen']),
  category(['only']),
  { kind: 'row', columns },
];
/** the domains of clamped values, as clamp makes them */
const intervals: readonly ElementDomain[] = registeredTransformations
  .filter(({ name }) => name === 'clamp')
  .flatMap(({ instances }) =>
    instances.flatMap(({ pipeline }) => {
      const { outputDomain } = openTransformation(pipeline, 'test');
      return outputDomain.kind === 'vector' ? [outputDomain.element] : [];
    }),
  );

describe('members', () => {
  it.each([...elements, ...intervals])('are in the domain of $kind', (domain) => {
    fc.assert(
      fc.property(members(domain, { near: [0, 100, 0.5], words: ['a'] }), (value) =>
        contains(domain, value),
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it.each([...elements, ...intervals])('misfits of $kind are not', (domain) => {
    fc.assert(
      fc.property(misfits(domain), (value) => !contains(domain, value)),
      { seed: 1, numRuns: 300 },
    );
  });

  it('meet the edges where steps go wrong', () => {
    const sample = fc.sample(members(real, { near: [0, 100] }), { seed: 1, numRuns: 2000 });
    const edges = [NaN, Infinity, -Infinity, -0, 5e-324, 2 ** 53, Number.MAX_VALUE, 100, 50];
    const beside = [100.00000000000001, 99.99999999999999, 100.5];
    for (const edge of [...edges, ...beside])
      expect(
        sample.some((x) => Object.is(x, edge)),
        `${edge}`,
      ).toBe(true);
    const mixed = fc.sample(members(boolean, { misfits: true }), { seed: 1, numRuns: 200 });
    expect(mixed.filter((x) => contains(boolean, x)).length).toBeGreaterThan(100);
    expect(mixed.some((x) => x === null)).toBe(true);
  });
});

describe('members of an interval', () => {
  const interval = intervals[0] ?? real;
  const sample = (arbitrary: fc.Arbitrary<unknown>): readonly unknown[] =>
    fc.sample(arbitrary, { seed: 1, numRuns: 1000 });
  const holds = (values: readonly unknown[], wanted: readonly number[]): readonly number[] =>
    wanted.filter((edge) => !values.some((value) => Object.is(value, edge)));

  it('are its bounds, the points beside them, and both zeros', () => {
    expect(interval).toMatchObject({ lower: 0, upper: 100, grid: { exponent: -2 } });
    expect(holds(sample(members(interval)), [0, -0, 100, 0.01, 99.99, 50])).toEqual([]);
  });

  it('are missed by a hair, by half a step, and by a step', () => {
    const off = [-0.01, 100.01, 0.005, 99.995, 100.00000000000001, 99.99999999999999, NaN];
    expect(holds(sample(misfits(interval)), [...off, 5e-324, -5e-324])).toEqual([]);
  });
});

describe('members of integer and text', () => {
  it('meet the edges of what is whole and of what reads as a number', () => {
    const whole = fc.sample(members(integer), { seed: 1, numRuns: 1000 });
    for (const edge of [-0, 0, 2 ** 53 - 1, -1, NaN])
      expect(whole.some((x) => Object.is(x, edge))).toBe(true);
    const words = fc.sample(members(text), { seed: 1, numRuns: 2000 });
    for (const edge of ['', '-0', '5e-324', '9007199254740993', 'NaN', 'Infinity', '1e999'])
      expect(words, edge).toContain(edge);
  });
});

describe('datasets', () => {
  it('are empty, of one row, and of repeated rows', () => {
    const { inputDomain } = values(integer, { kind: 'symmetricDistance', contributions: 1 });
    const sample = fc.sample(datasets(inputDomain), { seed: 1, numRuns: 300 });
    expect(sample.some((rows) => rows.length === 0)).toBe(true);
    expect(sample.some((rows) => rows.length === 1)).toBe(true);
    expect(sample.some((rows) => rows.length > 3 && new Set(rows).size === 1)).toBe(true);
  });

  it('have the public size of their domain, and another only as a misfit', () => {
    const domain: DatasetDomain = { kind: 'vector', element: real, size: 40 };
    const sizes = (options: { readonly misfits?: boolean }): readonly number[] =>
      fc.sample(datasets(domain, options), { seed: 1, numRuns: 100 }).map((rows) => rows.length);
    expect(new Set(sizes({}))).toEqual(new Set([40]));
    expect(new Set(sizes({ misfits: true })).size).toBeGreaterThan(2);
  });
});

const dataMetrics: readonly DatasetMetric[] = [
  ...metrics.map(([, metric]) => metric),
  symmetricDistance({ contributions: 2 }),
  insertDeleteDistance,
  hammingDistance,
];
const userMetrics: readonly DatasetMetric[] = Object.keys(columns).flatMap((identifier) => [
  symmetricIdDistance({ identifier }),
  changeOneIdDistance({ identifier }),
]);

/** Pairs at a distance that two ways of computing it agree on; one of them knows nothing of the library. */
const pairsAt = (
  domain: DatasetDomain,
  metric: DatasetMetric,
  distance: number,
  misfit: boolean,
): void => {
  const arbitrary = neighbours(domain, metric, distance, { misfits: misfit });
  fc.assert(
    fc.property(arbitrary, ({ x, y, distance: said }) => {
      const found = distanceBetween(metric, x, y);
      expect(said).toBe(distance);
      expect(bruteDistance(metric, x, y)).toBe(distance);
      expect(O.isSome(found) && found.value.equals(Rational.of(BigInt(distance)))).toBe(true);
      if (domain.size !== undefined && !misfit)
        expect([x.length, y.length]).toEqual([domain.size, domain.size]);
      if (!misfit) expect([...x, ...y].every((row) => contains(domain.element, row))).toBe(true);
    }),
    { seed: 7, numRuns: 25 },
  );
};

const possible = (
  domain: DatasetDomain,
  metric: DatasetMetric,
  misfit: boolean,
): readonly number[] =>
  [0, 1, 2, 3, 4, 5].filter((d) => {
    try {
      neighbours(domain, metric, d, { misfits: misfit });
      return true;
    } catch {
      return false;
    }
  });

const name = (metric: DatasetMetric): string => JSON.stringify(metric);

describe('neighbours are at their distance exactly', () => {
  const cases = [...elements, ...intervals.slice(0, 2)].flatMap((element) =>
    dataMetrics.map((metric) => ({ kind: element.kind, element, metric, title: name(metric) })),
  );
  it.each(cases)('for rows of $kind under $title', ({ element, metric }) => {
    for (const misfit of [false, true])
      for (const domain of [
        { kind: 'vector', element },
        { kind: 'vector', element, size: 9 },
      ] as const)
        for (const d of possible(domain, metric, misfit)) pairsAt(domain, metric, d, misfit);
  });

  const table: DatasetDomain = { kind: 'vector', element: { kind: 'row', columns } };
  it.each(userMetrics.map((metric) => ({ metric, title: name(metric) })))(
    'for the users of a table under $title',
    ({ metric }) => {
      for (const misfit of [false, true])
        for (const d of possible(table, metric, misfit)) pairsAt(table, metric, d, misfit);
    },
  );

  it('at every distance from 0 to 5, but where there are none', () => {
    const all = [0, 1, 2, 3, 4, 5];
    const vector = (element: ElementDomain, size?: number): DatasetDomain =>
      size === undefined ? { kind: 'vector', element } : { kind: 'vector', element, size };
    for (const metric of dataMetrics)
      expect(possible(table, metric, true), name(metric)).toEqual(all);
    for (const metric of dataMetrics) expect(possible(vector(real), metric, false)).toEqual(all);
    // the users that a column can tell apart are these: two, three, or any number
    const users = (identifier: string): readonly (readonly number[])[] => [
      possible(table, symmetricIdDistance({ identifier }), false),
      possible(table, changeOneIdDistance({ identifier }), false),
    ];
    expect(users('name')).toEqual([all, all]);
    expect(users('city')).toEqual([all, [0, 1, 2, 3]]);
    expect(users('member')).toEqual([
      [0, 1, 2, 3, 4],
      [0, 1, 2],
    ]);
    // and, with misfits, the one whose identifier is missing
    const lost = changeOneIdDistance({ identifier: 'member' });
    expect(possible(table, lost, true)).toEqual([0, 1, 2, 3]);
    // at a public size as many come as go
    const sized = (metric: DatasetMetric): readonly number[] =>
      possible(vector(real, 2), metric, false);
    expect(sized(symmetricDistance())).toEqual([0, 2, 4]);
    expect(sized(symmetricDistance({ contributions: 3 }))).toEqual([0, 1, 2]);
    expect(sized(insertDeleteDistance)).toEqual([0, 2, 4]);
    expect(sized(hammingDistance)).toEqual([0, 1, 2]);
    const only = category(['only']);
    expect(possible(vector(only), symmetricDistance(), false)).toEqual(all);
    expect(possible(vector(only), insertDeleteDistance, false)).toEqual(all);
    expect(possible(vector(only), hammingDistance, false)).toEqual([0]);
    expect(possible(vector(only, 4), insertDeleteDistance, false)).toEqual([0]);
  });

  it('for the domains of sources of tables too', () => {
    for (const [, metric] of metrics) {
      const { inputDomain, inputMetric } = openTransformation(sourceTable(columns, metric), 'test');
      expect(inputMetric.kind).toBe(metric.kind);
      pairsAt(inputDomain, metric, 4, false);
    }
  });

  it('or refused where there are none', () => {
    const one: DatasetDomain = { kind: 'vector', element: category(['only']) };
    const metric = { kind: 'changeOneDistance' } as const;
    expect(() => neighbours(one, metric, 1)).toThrow('a row can have one value only, got 1');
    expect(() => neighbours({ ...one, element: real, size: 2 }, metric, 3)).toThrow(
      'the distance must be <= 2, the public size, got 3',
    );
    expect(() => neighbours({ ...one, element: real, size: 2 }, insertDeleteDistance, 6)).toThrow(
      'the distance must be one at which at most 2 rows change, the public size, got 6',
    );
    expect(() => neighbours({ ...one, element: real, size: 2 }, insertDeleteDistance, 1)).toThrow(
      'the distance must be even where the size is public, since as many rows come as go, got 1',
    );
    expect(() => neighbours({ ...one, element: real }, metric, 0.5)).toThrow('a whole number >= 0');
    expect(() => neighbours({ ...one, element: real }, metric, -1)).toThrow('a whole number >= 0');
    pairsAt(one, metric, 1, true);
    const byUser = symmetricIdDistance({ identifier: 'user' });
    for (const misfit of [false, true]) {
      expect(() => neighbours(table, byUser, 0, { misfits: misfit })).toThrow(
        "the rows must have a column 'user', got 0",
      );
      expect(() => neighbours(one, byUser, 1, { misfits: misfit })).toThrow(
        "the rows must have a column 'user', got 1",
      );
    }
    const byMember = symmetricIdDistance({ identifier: 'member' });
    expect(() => neighbours(table, byMember, 5)).toThrow(
      'the distance must be <= 4, there being 2 users, got 5',
    );
    expect(() => neighbours({ ...table, size: 4 }, byMember, 1)).toThrow(
      'the domain must have no public size: users have as many rows as they like, got 1',
    );
  });
});

describe('neighbours meet', () => {
  const some = (
    metric: DatasetMetric,
    distance: number,
    holds: (pair: NeighbourPair) => boolean,
    element: ElementDomain = integer,
  ): boolean =>
    fc
      .sample(neighbours({ kind: 'vector', element }, metric, distance), { seed: 3, numRuns: 400 })
      .some(holds);
  const isIn = (rows: readonly unknown[], row: unknown): boolean =>
    rows.some((one) => Object.is(one, row));

  it('the empty dataset and datasets of one row, on either side', () => {
    for (const metric of [symmetricDistance(), insertDeleteDistance]) {
      expect(some(metric, 1, ({ x, y }) => x.length === 0 && y.length === 1)).toBe(true);
      expect(some(metric, 1, ({ x, y }) => y.length === 0 && x.length === 1)).toBe(true);
    }
    for (const metric of [changeOneDistance({ size: 9 }), hammingDistance])
      expect(some(metric, 1, ({ x, y }) => x.length === 1 && y.length === 1)).toBe(true);
  });

  it('permutations at distance 0 where order does not count, and none where it does', () => {
    const permuted = ({ x, y }: NeighbourPair): boolean =>
      x.some((row, i) => !Object.is(row, y[i]));
    for (const metric of [symmetricDistance(), changeOneDistance({ size: 9 })])
      expect(some(metric, 0, permuted)).toBe(true);
    for (const metric of [insertDeleteDistance, hammingDistance])
      expect(some(metric, 0, permuted)).toBe(false);
    const table: ElementDomain = { kind: 'row', columns };
    for (const metric of userMetrics.slice(0, 2))
      expect(some(metric, 0, ({ x, y }) => x[0] !== y[0] && isIn(y, x[0]), table)).toBe(true);
  });

  it('sorted rows, backwards rows, and repeated rows', () => {
    const ascending = (rows: readonly unknown[]): boolean =>
      rows.every((row, i) => i === 0 || Number(row) > Number(rows[i - 1]));
    const metric = symmetricDistance();
    const five = ({ x, y }: NeighbourPair): boolean => x.length > 3 && y.length > 3;
    expect(some(metric, 1, (pair) => five(pair) && ascending(pair.x))).toBe(true);
    expect(some(metric, 1, (pair) => five(pair) && ascending(pair.x.toReversed()))).toBe(true);
    expect(some(metric, 1, (pair) => five(pair) && new Set(pair.x).size === 1)).toBe(true);
  });

  it('a row that moves, a row inserted in front, and one inserted among equal ones', () => {
    const moves = ({ x, y }: NeighbourPair): boolean =>
      x.length > 2 && x.length === y.length && bruteDistance(symmetricDistance(), x, y) === 0;
    expect(some(insertDeleteDistance, 2, moves)).toBe(true);
    const infront = ({ x, y }: NeighbourPair): boolean =>
      x.length > 2 &&
      y.length === x.length + 1 &&
      x.every((row, i) => Object.is(row, y[i + 1])) &&
      !Object.is(x[0], y[0]);
    expect(some(insertDeleteDistance, 1, infront)).toBe(true);
    const among = ({ x, y }: NeighbourPair): boolean =>
      x.length > 2 && y.length > x.length && new Set(y).size === 1;
    expect(some(insertDeleteDistance, 1, among)).toBe(true);
  });

  it('users who come with several rows, lose one of them, or take the place of another', () => {
    const table: ElementDomain = { kind: 'row', columns };
    const come = symmetricIdDistance({ identifier: 'name' });
    expect(some(come, 1, ({ x, y }) => x.length - y.length > 2, table)).toBe(true);
    expect(some(come, 2, ({ x, y }) => x.length - y.length === 1, table)).toBe(true);
    const change = changeOneIdDistance({ identifier: 'name' });
    const names = (rows: readonly unknown[]): string =>
      [...new Set(rows.map((row) => String(Reflect.get(Object(row), 'name'))))].sort().join();
    expect(some(change, 1, ({ x, y }) => names(x) === names(y), table)).toBe(true);
    expect(some(change, 1, ({ x, y }) => names(x) !== names(y), table)).toBe(true);
    expect(some(change, 1, ({ x, y }) => x.length !== y.length, table)).toBe(true);
  });

  it('rows without an identifier, as misfits', () => {
    const domain: DatasetDomain = { kind: 'vector', element: { kind: 'row', columns } };
    const pairs = fc.sample(
      neighbours(domain, symmetricIdDistance({ identifier: 'name' }), 1, { misfits: true }),
      { seed: 3, numRuns: 400 },
    );
    const lost = pairs.flatMap(({ x }) => x).filter((row) => identifierKey(row, 'name') === '');
    expect(lost.some((row) => typeof row === 'object')).toBe(true);
    expect(lost.some((row) => typeof row !== 'object')).toBe(true);
  });
});
