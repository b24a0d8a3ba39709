import { Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  absoluteDistance,
  changeOneDistance,
  distanceBetween,
  l1Distance,
  l2Distance,
  type Measured,
  type Metric,
  symmetricDistance,
} from '../src/index.ts';

const distance = (metric: Metric, x: Measured, y: Measured): string => {
  const found = distanceBetween(metric, x, y);
  return found._tag === 'Some' ? found.value.toString() : 'infinite';
};
const symmetric = symmetricDistance();
const changeOne = changeOneDistance({ size: 3 });

describe('distanceBetween of datasets', () => {
  it('counts rows that come or go', () => {
    expect(distance(symmetric, [], [1, 2])).toBe('2');
    expect(distance(symmetric, [1, 2, 2], [2, 3])).toBe('3');
    expect(distance(symmetric, ['a', 'a'], ['a'])).toBe('1');
  });

  it('counts persons where a person may have several rows, rounded up', () => {
    const three = symmetricDistance({ contributions: 3 });
    expect(distance(three, [], [])).toBe('0');
    expect(distance(three, [], [1])).toBe('1');
    expect(distance(three, [], [1, 2, 3])).toBe('1');
    expect(distance(three, [], [1, 2, 3, 4])).toBe('2');
    expect(distance(three, [1, 2], [3, 4])).toBe('2');
  });

  it('counts rows that change, and is infinite for other sizes', () => {
    expect(distance(changeOne, [1, 2, 3], [3, 2, 1])).toBe('0');
    expect(distance(changeOne, [1, 2, 3], [1, 2, 4])).toBe('1');
    expect(distance(changeOne, [1, 1, 1], [2, 3, 4])).toBe('3');
    expect(distance(changeOne, [1, 2], [1, 2, 3])).toBe('infinite');
  });

  it('takes NaN for NaN wherever it stands, and -0 for another row than 0', () => {
    expect(distance(symmetric, [NaN, 0], [0, NaN])).toBe('0');
    expect(distance(symmetric, [-0], [0])).toBe('2');
    expect(distance(symmetric, [{ age: NaN }], [{ age: NaN }])).toBe('0');
    expect(distance(symmetric, [NaN], [0])).toBe('2');
  });

  it('reads rows by their columns, whatever their order', () => {
    const row = (city: string) => ({ age: 1, city });
    expect(distance(symmetric, [row('a'), row('b')], [{ city: 'b', age: 1 }, row('a')])).toBe('0');
    expect(distance(changeOne, [row('a')], [row('b')])).toBe('1');
    expect(distance(symmetric, [{ a: { b: [1] } }], [{ a: { b: [1] } }])).toBe('0');
    expect(distance(symmetric, [{ a: { b: [1] } }], [{ a: { b: [2] } }])).toBe('2');
  });

  it('reads typed arrays, sets and generators', () => {
    expect(distance(symmetric, Float64Array.of(1, 2), new Set([2, 1]))).toBe('0');
    const three = function* () {
      yield* [1, 2, 3];
    };
    expect(distance(changeOne, three(), [3, 2, 1])).toBe('0');
  });

  it('is infinite between things that are no datasets', () => {
    expect(distance(symmetric, 1, 2)).toBe('infinite');
    expect(distance(symmetric, 'ab' as never, 'ab' as never)).toBe('infinite');
  });
});

describe('distanceBetween of numbers', () => {
  it('is exact on what the doubles hold', () => {
    expect(distance(absoluteDistance, 1, -2.5)).toBe('7/2');
    expect(distance(absoluteDistance, 2 ** 53, 2n ** 53n + 1n)).toBe('1');
    expect(distance(absoluteDistance, Rational.of(1n, 3n), 0)).toBe('1/3');
    // 0.1 + 0.2 and 0.3 are two doubles
    expect(distance(absoluteDistance, 0.1 + 0.2, 0.3)).not.toBe('0');
  });

  it('sums in L1, and sums squares in L2', () => {
    expect(distance(l1Distance, [0, 0], [3, -4])).toBe('7');
    expect(distance(l2Distance, [0, 0], [3, -4])).toBe('25');
    expect(distance(l2Distance, { a: 1, b: 1 }, { b: 2, a: 2 })).toBe('2');
  });

  it('is infinite for vectors that do not match, and for what is not finite', () => {
    expect(distance(l1Distance, [1], [1, 2])).toBe('infinite');
    expect(distance(l1Distance, { a: 1 }, { b: 1 })).toBe('infinite');
    expect(distance(absoluteDistance, NaN, NaN)).toBe('infinite');
    expect(distance(absoluteDistance, Infinity, Infinity)).toBe('infinite');
    expect(distance(l1Distance, ['1'], ['1'])).toBe('infinite');
  });
});
