import { Rational } from '@discreet/numeric';
import fc from 'fast-check';
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

const element = fc.oneof(
  fc.constantFrom<unknown[]>(0, 1, 2, NaN, -0, 'a', 'b', true, null, undefined),
  fc.record({ age: fc.constantFrom(1, 2, NaN), city: fc.constantFrom('x', 'y') }),
);
const dataset = fc.array(element, { maxLength: 8 });
const sameSize = fc.nat(6).chain((n) => {
  const one = fc.array(element, { minLength: n, maxLength: n });
  return fc.tuple(one, one, one);
});
const anySize = fc.tuple(dataset, dataset, dataset);
const vectors = fc.nat(4).chain((n) => {
  const one = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
    minLength: n,
    maxLength: n,
  });
  return fc.tuple(one, one, one);
});
const numbers = fc
  .tuple(fc.double(), fc.double(), fc.double())
  .filter((all) => all.every(Number.isFinite));

const finite = (metric: Metric, x: Measured, y: Measured): Rational => {
  const found = distanceBetween(metric, x, y);
  if (found._tag === 'None') throw new Error('infinite');
  return found.value;
};

const axioms = (metric: Metric, [x, y, z]: readonly [Measured, Measured, Measured]): void => {
  const [xy, yz, xz] = [finite(metric, x, y), finite(metric, y, z), finite(metric, x, z)];
  expect(finite(metric, x, x).sign()).toBe(0);
  expect(xy.sign()).toBeGreaterThanOrEqual(0);
  expect(xy.equals(finite(metric, y, x))).toBe(true);
  if (metric.kind === 'l2Distance') {
    // of squares: sqrt(xz) <= sqrt(xy) + sqrt(yz) exactly when xz - xy - yz <= 2 sqrt(xy yz)
    const rest = xz.sub(xy).sub(yz);
    const four = Rational.of(4n);
    expect(rest.sign() <= 0 || rest.square().lessThanOrEqual(four.mul(xy).mul(yz))).toBe(true);
  } else expect(xz.lessThanOrEqual(xy.add(yz))).toBe(true);
};

describe('distanceBetween', () => {
  it.each([1, 2, 3, 7])('is a metric under symmetricDistance with %d contributions', (k) => {
    fc.assert(
      fc.property(anySize, (all) => {
        axioms(symmetricDistance({ contributions: k as never }), all);
      }),
    );
  });

  it('is a metric under changeOneDistance', () => {
    fc.assert(
      fc.property(sameSize, (all) => {
        axioms(changeOneDistance({ size: 5 }), all);
      }),
    );
  });

  it.each([l1Distance, l2Distance])('is a metric on vectors: $kind', (metric) => {
    fc.assert(
      fc.property(vectors, (all) => {
        axioms(metric, all);
      }),
    );
  });

  it('is a metric on numbers', () => {
    fc.assert(
      fc.property(numbers, (all) => {
        axioms(absoluteDistance, all);
      }),
    );
  });

  it('puts permutations at distance 0', () => {
    fc.assert(
      fc.property(
        dataset.chain((x) =>
          fc.tuple(
            fc.constant(x),
            fc.shuffledSubarray(x, { minLength: x.length, maxLength: x.length }),
          ),
        ),
        ([x, y]) => {
          expect(finite(symmetricDistance(), x, y).sign()).toBe(0);
          expect(finite(changeOneDistance({ size: 5 }), x, y).sign()).toBe(0);
        },
      ),
    );
  });

  it('is 0 on datasets for permutations only', () => {
    fc.assert(
      fc.property(anySize, ([x, y]) => {
        const key = (value: unknown): string =>
          typeof value === 'object' && value !== null
            ? JSON.stringify(Object.values(value).map(key))
            : typeof value === 'number'
              ? `${value}`
              : `${typeof value} ${String(value)}`;
        const same = JSON.stringify(x.map(key).sort()) === JSON.stringify(y.map(key).sort());
        expect(finite(symmetricDistance(), x, y).sign() === 0).toBe(same);
      }),
    );
  });

  it('counts a change of one row as at most two rows that come or go', () => {
    fc.assert(
      fc.property(sameSize, ([x, y]) => {
        const changed = finite(changeOneDistance({ size: 5 }), x, y);
        expect(finite(symmetricDistance(), x, y).equals(changed.mul(Rational.of(2n)))).toBe(true);
      }),
    );
  });
});
