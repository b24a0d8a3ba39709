import {
  clamp,
  column,
  count,
  countBy,
  histogram,
  sum,
  table,
  values,
} from '@discreet/transformations';
import { Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  absoluteDistance,
  answer,
  boolean,
  category,
  chain,
  changeOneDistance,
  coordinateCount,
  describeDomain,
  describeMetric,
  describeStep,
  l2Distance,
  lossName,
  maxDivergence,
  real,
  sameDomain,
  sameMetric,
  symmetricDistance,
  text,
  zeroConcentratedDivergence,
} from '../src/index.ts';

const people = table(
  { age: real, city: category(['Oslo', 'Bergen']) },
  symmetricDistance({ contributions: 3 }),
);

describe('explain', () => {
  it('tells domains, metrics, steps, the map and what it rests on', () => {
    expect(chain(people, column('age'), clamp(0, 100), sum()).explain()).toBe(
      [
        'input        rows of { age: real, city: category(Oslo, Bergen) }; symmetricDistance, 3 rows a person',
        'steps        table(columns: {"age":"real","city":{"category":["Oslo","Bergen"]}}, metric: {"kind":"symmetricDistance","contributions":3}) -> column(name: age) -> clamp(lower: 0, upper: 100, resolution: 0.0000001) -> sum()',
        'output       multiples of 0.0000001; absoluteDistance',
        'stability    absoluteDistance <= 300 d, d in symmetricDistance',
        'assumes      nobody has more than 3 rows',
      ].join('\n'),
    );
  });

  it('has words for every domain and metric', () => {
    const one = Rational.one;
    expect(describeDomain({ kind: 'vector', element: boolean, size: 7 })).toBe('7 rows of boolean');
    expect(describeDomain({ kind: 'grid', unit: Rational.of(1n, 3n) })).toBe('multiples of 1/3');
    expect(describeDomain({ kind: 'counts', labels: ['a', 'b'], unit: one })).toBe(
      'counts of a, b',
    );
    expect(describeDomain({ kind: 'bins', edges: [0, 1, 2], unit: one })).toBe('counts of 2 bins');
    expect(describeMetric(symmetricDistance())).toBe('symmetricDistance');
    expect(describeMetric(changeOneDistance({ size: 3 }))).toBe('changeOneDistance');
    expect(describeMetric(absoluteDistance)).toBe('absoluteDistance');
    expect(describeStep({ step: 'count' })).toBe('count()');
    expect(describeStep({ step: 'x', a: null, b: [1] })).toBe('x(a: null, b: [1])');
    expect(lossName(maxDivergence)).toBe('epsilon');
    expect(lossName(zeroConcentratedDivergence)).toBe('rho');
  });
});

describe('answer', () => {
  const tenth = Rational.of(1n, 10n);

  it('gives whole numbers of units as doubles, each rounded once', () => {
    expect(answer({ kind: 'grid', unit: tenth }, [3n])).toBe(0.3);
    expect(answer({ kind: 'grid', unit: Rational.one }, [2n ** 53n - 1n])).toBe(2 ** 53 - 1);
    // no infinity, which JSON has not, and which no accuracy covers
    expect(answer({ kind: 'grid', unit: Rational.one }, [-(10n ** 400n)])).toBe(-Number.MAX_VALUE);
    expect(answer({ kind: 'grid', unit: tenth }, [10n ** 400n])).toBe(Number.MAX_VALUE);
    expect(Object.is(answer({ kind: 'grid', unit: tenth }, [0n]), 0)).toBe(true);
  });

  it('gives counts by label and bins in order, frozen, under any name', () => {
    const counts = answer({ kind: 'counts', labels: ['__proto__', 'a'], unit: Rational.one }, [
      1n,
      -2n,
    ]);
    expect(Object.entries(counts as object)).toEqual([
      ['__proto__', 1],
      ['a', -2],
    ]);
    const bins = answer({ kind: 'bins', edges: [0, 1, 2], unit: Rational.one }, [4n, 5n]);
    expect(bins).toEqual([4, 5]);
    expect(Object.isFrozen(counts) && Object.isFrozen(bins)).toBe(true);
  });

  it('has as many coordinates as its domain says', () => {
    expect(coordinateCount({ kind: 'grid', unit: tenth })).toBe(1);
    expect(coordinateCount({ kind: 'counts', labels: ['a', 'b', 'c'], unit: tenth })).toBe(3);
    expect(coordinateCount({ kind: 'bins', edges: [0, 1, 2], unit: tenth })).toBe(2);
  });
});

describe('sameDomain and sameMetric', () => {
  const vector = (element: Parameters<typeof values>[0]) =>
    values(element, symmetricDistance()).inputDomain;

  it('know a domain again, whatever the order of its columns', () => {
    const turned = table({ city: category(['Oslo', 'Bergen']), age: real }, symmetricDistance());
    expect(sameDomain(people.inputDomain as never, turned.inputDomain as never)).toBe(true);
    expect(sameDomain(vector(real) as never, vector(real) as never)).toBe(true);
  });

  it('tell apart what differs in one label, one column, one size or one unit', () => {
    const domains = [
      vector(real),
      vector(text),
      vector(category(['real'])),
      vector(category(['a', 'b'])),
      vector(category(['b', 'a'])),
      people.inputDomain,
      table({ age: real }, symmetricDistance()).inputDomain,
      table({ vector: real }, symmetricDistance()).inputDomain,
      table({ age: category(['real']) }, symmetricDistance()).inputDomain,
      values(real, changeOneDistance({ size: 3 })).inputDomain,
      values(real, changeOneDistance({ size: 4 })).inputDomain,
      chain(values(real, symmetricDistance()), clamp(0, 1)).outputDomain,
      chain(values(real, symmetricDistance()), clamp(0, 1, { resolution: 0.1 })).outputDomain,
      chain(values(real, symmetricDistance()), count()).outputDomain,
      chain(values(real, symmetricDistance()), clamp(0, 1), sum()).outputDomain,
      chain(values(category(['0', '1']), symmetricDistance()), countBy()).outputDomain,
      chain(values(real, symmetricDistance()), histogram([0, 1])).outputDomain,
    ];
    for (const [i, a] of domains.entries())
      for (const [j, b] of domains.entries())
        expect([i, j, sameDomain(a as never, b as never)]).toEqual([i, j, i === j]);
  });

  it('tell metrics apart by their rows a person', () => {
    expect(sameMetric(symmetricDistance(), symmetricDistance({ contributions: 1 }))).toBe(true);
    expect(sameMetric(symmetricDistance(), symmetricDistance({ contributions: 2 }))).toBe(false);
    expect(sameMetric(symmetricDistance(), changeOneDistance({ size: 1 }))).toBe(false);
    expect(sameMetric(l2Distance, l2Distance)).toBe(true);
  });
});
