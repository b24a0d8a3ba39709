import {
  boolean,
  category,
  contains,
  type DatasetDomain,
  type DatasetMetric,
  distanceBetween,
  type ElementDomain,
  integer,
  openTransformation,
  real,
  text,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { table, values } from '@discreet/transformations';
import * as fc from 'fast-check';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import { datasets, members, misfits, neighbours } from '../src/index.ts';
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

  it.each(elements)('misfits of $kind are not', (domain) => {
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

const pairsAt = (
  domain: DatasetDomain,
  metric: DatasetMetric,
  distance: number,
  misfit: boolean,
): void => {
  const arbitrary = neighbours(domain, metric, distance, { misfits: misfit });
  let inOrder = 0;
  let out = 0;
  fc.assert(
    fc.property(arbitrary, ({ x, y, distance: said }) => {
      const found = distanceBetween(metric, x, y);
      expect(said).toBe(distance);
      expect(O.isSome(found) && found.value.equals(Rational.of(BigInt(distance)))).toBe(true);
      if (domain.size !== undefined && !misfit) expect(x).toHaveLength(domain.size);
      if (x.every((row, i) => Object.is(row, y[i]))) inOrder += 1;
      else out += 1;
    }),
    { seed: 7, numRuns: 60 },
  );
  expect(distance === 0 ? Math.min(inOrder, out) : out).toBeGreaterThan(0);
};

describe('neighbours are at their distance exactly', () => {
  const several = elements.filter(({ kind }) => kind !== 'boolean');
  it.each(several.filter((d) => d.kind !== 'category' || d.labels.length > 1))(
    'for rows of $kind, under every metric',
    (element) => {
      for (const [, metric] of metrics)
        for (const misfit of [false, true])
          for (let d = 0; d <= 5; d++) {
            pairsAt({ kind: 'vector', element }, metric, d, misfit);
            if (metric.kind === 'changeOneDistance')
              pairsAt({ kind: 'vector', element, size: 9 }, metric, d, misfit);
          }
    },
  );

  it('for the domains of sources of tables too', () => {
    for (const [, metric] of metrics) {
      const { inputDomain, inputMetric } = openTransformation(table(columns, metric), 'test');
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
    expect(() => neighbours({ ...one, element: real }, metric, 0.5)).toThrow('a whole number >= 0');
    expect(() => neighbours({ ...one, element: real }, metric, -1)).toThrow('a whole number >= 0');
    pairsAt(one, metric, 1, true);
  });
});
