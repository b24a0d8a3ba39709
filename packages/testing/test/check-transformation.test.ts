import {
  type AnyTransformation,
  chain,
  changeOneDistance,
  distanceMap,
  openTransformation,
  real,
  symmetricDistance,
} from '@discreet/core';
import { makeTransformation } from '@discreet/core/construction';
import { Rational } from '@discreet/numeric';
import { clamp, count, filter, sum, values } from '@discreet/transformations';
import { describe, expect, it } from 'vitest';
import { checkTransformation, ClaimRefuted } from '../src/index.ts';
import { fromAllRows, withFactor } from './planted/build.ts';
import { wrongCounts } from './planted/counts.ts';
import { wrongRows } from './planted/rows.ts';
import { wrongSums } from './planted/sums.ts';
import { wrongUsersAndOrders } from './planted/users-and-orders.ts';

const rows = values(real, symmetricDistance());
const total: AnyTransformation = chain(rows, clamp(-5, 100, { resolution: 1 }), sum());

const refutationOf = (transformation: AnyTransformation, seed = 1): ClaimRefuted => {
  try {
    checkTransformation(transformation, { seed });
  } catch (error) {
    if (error instanceof ClaimRefuted) return error;
    throw error;
  }
  throw new Error('nothing was refuted');
};

describe('checkTransformation', () => {
  it('gives the report of a map that holds', () => {
    const report = checkTransformation(total);
    expect(report.holds).toBe(true);
    expect(report.pairs).toBeGreaterThan(200);
  });

  it('prints the smallest pair, the distances, the claim and the seed', () => {
    const { message } = refutationOf(withFactor(total, Rational.of(5n)), 3);
    expect(message).toBe(
      [
        'checkTransformation: the stability map does not hold',
        '  x         [10]',
        '  y         []',
        '  distance  1 in symmetricDistance',
        '  claimed   absoluteDistance <= 5, by the map absoluteDistance <= 5 d, d in symmetricDistance',
        '  found     absoluteDistance = 10',
        '  seed      3',
      ].join('\n'),
    );
  });

  it('prints an exception in place of a distance', () => {
    const throwing = fromAllRows(total, (all) => {
      if (all.some((x) => Number.isNaN(x))) throw new RangeError('a value is missing');
      return [0n];
    });
    const { found, x, y } = refutationOf(throwing);
    expect(found).toBe('an exception: a value is missing');
    expect([...x, ...y].filter((row) => Number.isNaN(row)).length).toBeGreaterThan(0);
  });

  it('keeps a public size while it shrinks', () => {
    const sized: AnyTransformation = chain(
      values(real, changeOneDistance({ size: 3 })),
      clamp(-5, 100, { resolution: 1 }),
      sum(),
    );
    const { x, y, distance } = refutationOf(withFactor(sized, Rational.of(100n)));
    expect([y.length, distance]).toEqual([x.length, 1]);
    expect(Math.max(...[...x, ...y].map(Number))).toBeGreaterThanOrEqual(96);
  });

  it('says that a map of an L2 distance is about its square', () => {
    const { claimed } = refutationOf(
      wrongCounts.find(({ title }) => title.includes('tree in L2 with the constant'))!.wrong,
    );
    expect(claimed).toMatch(/^l2Distance\^2 <= 1, by the map l2Distance\^2 <= 1 d\^2/);
  });

  it('finds a filter that remembers what it saw', () => {
    let seen = 0;
    const everyOther = chain(
      rows,
      filter(() => (seen += 1) % 2 === 0),
      count(),
    );
    expect(() => checkTransformation(everyOther)).toThrow(ClaimRefuted);
  });

  it('takes a transformation that was put together by hand', () => {
    const own = makeTransformation({
      ...openTransformation(total, 'test'),
      map: distanceMap({
        kind: 'linear',
        factor: Rational.of(99n),
        from: 'symmetricDistance',
        to: 'absoluteDistance',
      }),
    });
    expect(refutationOf(own)).toMatchObject({ x: [], y: [100], found: 'absoluteDistance = 100' });
  });

  // what shows only beyond one batch of rows stays as long
  const short = wrongRows.filter(({ title }) => !title.includes('one batch and no more'));
  it.each([...wrongSums, ...wrongCounts, ...short, ...wrongUsersAndOrders])(
    'shrinks what refutes $title to a few rows',
    ({ wrong, right }) => {
      const { x, y } = refutationOf(wrong);
      expect(x.length + y.length).toBeLessThanOrEqual(9);
      expect(() => checkTransformation(right)).not.toThrow();
    },
  );
});
