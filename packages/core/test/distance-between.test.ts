import { Rational } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import {
  absoluteDistance,
  changeOneDistance,
  changeOneIdDistance,
  discreteDistance,
  distanceBetween,
  hammingDistance,
  insertDeleteDistance,
  l1Distance,
  l2Distance,
  lInfDistance,
  type Measured,
  type Metric,
  symmetricDistance,
  symmetricIdDistance,
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

  it('is infinite from what is no answer, and total', () => {
    for (const nothing of [null, undefined, 'x', true])
      for (const metric of [absoluteDistance, l1Distance, l2Distance, lInfDistance]) {
        expect(distance(metric, nothing as never, 3)).toBe('infinite');
        expect(distance(metric, { a: 3 }, nothing as never)).toBe('infinite');
      }
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

describe('distanceBetween of datasets in order', () => {
  it('counts insertions and deletions, so a row that moves is two and a row that changes is two', () => {
    expect(distance(insertDeleteDistance, [], [])).toBe('0');
    expect(distance(insertDeleteDistance, [1, 2, 3], [])).toBe('3');
    expect(distance(insertDeleteDistance, [1, 2, 3], [1, 3])).toBe('1');
    expect(distance(insertDeleteDistance, [1, 2, 3], [2, 3, 1])).toBe('2');
    expect(distance(insertDeleteDistance, [1, 2, 3], [1, 9, 3])).toBe('2');
    expect(distance(insertDeleteDistance, [1, 2, 3], [3, 2, 1])).toBe('4');
    expect(distance(insertDeleteDistance, [NaN, -0], [NaN, 0])).toBe('2');
    expect(distance(insertDeleteDistance, [1], 1)).toBe('infinite');
  });

  it('counts places that differ, and is infinite for other sizes', () => {
    expect(distance(hammingDistance, [], [])).toBe('0');
    expect(distance(hammingDistance, [1, 2, 3], [1, 9, 3])).toBe('1');
    expect(distance(hammingDistance, [1, 2, 3], [2, 3, 1])).toBe('3');
    expect(distance(hammingDistance, [NaN, 0], [NaN, -0])).toBe('1');
    expect(distance(hammingDistance, [1, 2], [1])).toBe('infinite');
  });

  it('takes as many deletions as there are rows, and no more', () => {
    const many = Array.from({ length: 500 }, (_, i) => i);
    expect(distance(insertDeleteDistance, many, many.toReversed())).toBe('998');
    expect(distance(insertDeleteDistance, many, many.toSpliced(250, 3))).toBe('3');
  });
});

describe('distanceBetween of users', () => {
  const come = symmetricIdDistance({ identifier: 'user' });
  const change = changeOneIdDistance({ identifier: 'user' });
  const row = (user: unknown, wage = 1) => ({ user, wage });

  it('counts a user once who comes or goes, with however many rows', () => {
    expect(distance(come, [], [])).toBe('0');
    expect(distance(come, [], [row('a')])).toBe('1');
    expect(distance(come, [], Array(50).fill(row('a')))).toBe('1');
    expect(distance(come, [row('a')], [row('b')])).toBe('2');
  });

  it('counts a user twice whose rows differ, by however little', () => {
    expect(distance(come, [row('a')], [row('a', 2)])).toBe('2');
    expect(distance(come, [row('a')], [row('a'), row('a')])).toBe('2');
    expect(distance(come, [row('a'), row('a', 2)], [row('a', 2)])).toBe('2');
    // one row that changes hands is of two users
    expect(distance(come, [row('a'), row('a'), row('b')], [row('a'), row('b'), row('b')])).toBe(
      '4',
    );
    expect(distance(come, [row('a'), row('b')], [row('b'), row('b')])).toBe('3');
  });

  it('does not count the order of rows or users', () => {
    const rows = [row('a'), row('b'), row('a', 2), row('c')];
    expect(distance(come, rows, rows.toReversed())).toBe('0');
    expect(distance(change, rows, rows.toReversed())).toBe('0');
  });

  it('counts users who are replaced, and is infinite for other numbers of users', () => {
    expect(distance(change, [], [])).toBe('0');
    expect(distance(change, [row('a')], [row('a'), row('a')])).toBe('1');
    expect(distance(change, [row('a'), row('b')], [row('c', 5), row('b')])).toBe('1');
    expect(distance(change, [row('a'), row('b')], [row('b'), row('a', 2)])).toBe('1');
    expect(distance(change, [row('a'), row('b')], [row('b', 2), row('a', 2)])).toBe('2');
    expect(distance(change, [row('a')], [])).toBe('infinite');
    expect(distance(change, [row('a'), row('a')], [row('a'), row('b')])).toBe('infinite');
  });

  it('takes all rows without an identifier for one user', () => {
    const lost = [row(null), row(undefined), row(NaN), { wage: 1 }, 'no row', null];
    expect(distance(come, [], lost)).toBe('1');
    expect(distance(come, lost, lost.slice(1))).toBe('2');
    expect(distance(change, [row('a'), row(null)], [row('a'), { wage: 3 }])).toBe('1');
    // of a table without the column nothing is known but whether it is the same
    expect(distance(come, [{ wage: 1 }], [{ wage: 2 }, { wage: 3 }])).toBe('2');
  });

  it('tells users apart by value and type, but not -0 from 0', () => {
    expect(distance(come, [], [row('1'), row(1), row(true), row('true'), row('')])).toBe('5');
    expect(distance(come, [], [row(0), row(-0)])).toBe('1');
  });
});

describe('distanceBetween of single values', () => {
  it('is the greatest difference of a coordinate in L infinity', () => {
    expect(distance(lInfDistance, [0, 0], [3, -4])).toBe('4');
    expect(distance(lInfDistance, [], [])).toBe('0');
    expect(distance(lInfDistance, { a: 1, b: 1 }, { b: 2, a: 1.5 })).toBe('1');
    expect(distance(lInfDistance, [1], [1, 2])).toBe('infinite');
    expect(distance(lInfDistance, [NaN], [NaN])).toBe('infinite');
  });

  it('is 0 or 1 where only sameness counts, whatever the spelling of a number', () => {
    expect(distance(discreteDistance, 1, 1n)).toBe('0');
    expect(distance(discreteDistance, 0.5, Rational.of(1n, 2n))).toBe('0');
    expect(distance(discreteDistance, 1, 3)).toBe('1');
    expect(distance(discreteDistance, NaN, NaN)).toBe('0');
    expect(distance(discreteDistance, Infinity, -Infinity)).toBe('1');
    expect(distance(discreteDistance, 0, -0)).toBe('1');
    expect(distance(discreteDistance, 2 ** 53, 2n ** 53n + 1n)).toBe('1');
    expect(distance(discreteDistance, ['a', true], ['a', true])).toBe('0');
    expect(distance(discreteDistance, ['a', 'b'], ['b', 'a'])).toBe('1');
    expect(distance(discreteDistance, [5], 5)).toBe('1');
    expect(distance(discreteDistance, { a: 1, b: 2 }, { b: 2, a: 1 })).toBe('0');
    expect(distance(discreteDistance, { a: 1 }, { b: 1 })).toBe('1');
    expect(distance(discreteDistance, ['1'], [1])).toBe('1');
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

it('calls what is no number and no vector infinitely far', () => {
  for (const metric of [absoluteDistance, l1Distance, l2Distance])
    for (const other of [null, 'a', undefined, {}, []] as never[])
      expect(O.isNone(distanceBetween(metric, 1, other))).toBe(true);
});
