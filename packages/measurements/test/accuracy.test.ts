import {
  category,
  chain,
  changeOneDistance,
  DiscreetError,
  l2Distance,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { Rational, rationalFromDecimal } from '@discreet/numeric';
import { clamp, count, countBy, mean, sum, values } from '@discreet/transformations';
import * as O from 'fp-ts/lib/Option.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian, laplace } from '../src/index.ts';

const reals = values(real, symmetricDistance());
const labels = category(['a', 'b', 'c']);

/** exp(-x) as a rational within 10^-80 of it, by its series: no function of the library is asked. */
const expMinus = (x: Rational): Rational => {
  // exp(-x) = exp(-x / 2^k)^(2^k), each factor cut to 120 digits
  const cut = (r: Rational): Rational => {
    const unit = 10n ** 120n;
    return Rational.of(r.mul(Rational.of(unit)).floor(), unit);
  };
  let k = 0;
  let small = x;
  while (Rational.one.lessThan(small.mul(Rational.of(4n)))) {
    small = small.div(Rational.of(2n));
    k += 1;
  }
  let term = Rational.one;
  let sum = Rational.one;
  for (let n = 1n; n < 70n; n++) {
    term = cut(term.mul(small).div(Rational.of(-n)));
    sum = sum.add(term);
  }
  for (; k > 0; k--) sum = cut(sum.square());
  return sum;
};

type Weight = (z: bigint) => Rational;
const laplaceWeight = (scale: Rational): Weight => {
  const q = expMinus(scale.inverse());
  const powers = [Rational.one];
  return (z) => {
    const n = Number(z < 0n ? -z : z);
    while (powers.length <= n)
      powers.push(
        Rational.of(
          (powers.at(-1) ?? Rational.one)
            .mul(q)
            .mul(Rational.of(10n ** 130n))
            .floor(),
          10n ** 130n,
        ),
      );
    return powers[n] ?? Rational.zero;
  };
};
const gaussianWeight =
  (sigmaSquared: Rational): Weight =>
  (z) =>
    expMinus(Rational.of(z * z).div(sigmaSquared.mul(Rational.of(2n))));

/** the least whole a with P(max |Z_i| > a) <= alpha, by adding up the whole law */
const leastBound = (weight: Weight, reach: number, alpha: Rational, copies = 1): number => {
  const weights = Array.from({ length: reach + 1 }, (_, z) => weight(BigInt(z)));
  const two = Rational.of(2n);
  const whole = weights.reduce((sum, w, z) => sum.add(z === 0 ? w : w.mul(two)), Rational.zero);
  let inside = Rational.zero;
  for (const [a, w] of weights.entries()) {
    inside = inside.add(a === 0 ? w : w.mul(two));
    let all = Rational.one;
    for (let i = 0; i < copies; i++) all = all.mul(inside.div(whole));
    if (Rational.one.sub(all).lessThanOrEqual(alpha)) return a;
  }
  throw new RangeError('the reach is too short');
};
const exact = (x: number | string): Rational => {
  const parsed = rationalFromDecimal(x);
  if (O.isNone(parsed)) throw new RangeError(String(x));
  return parsed.value;
};

const alphas = [0.5, 0.25, 0.1, 0.05, 0.01, 0.001, 1e-6, 0.9, 0.999];

describe('accuracy against the law itself', () => {
  for (const scale of [0.3, 1, 2, 3.7])
    it(`is the least bound for Laplace noise of scale ${scale}`, () => {
      const measurement = chain(reals, count(), laplace({ scale: proved<1>(scale) }));
      const weight = laplaceWeight(exact(scale));
      for (const alpha of alphas)
        expect(measurement.accuracy(alpha), `alpha ${alpha}`).toBe(
          leastBound(weight, Math.ceil(40 * scale) + 40, exact(alpha)),
        );
    });

  for (const sigma of [0.3, 1, 2.5])
    it(`is the least bound for Gaussian noise of sigma ${sigma}`, () => {
      const measurement = chain(reals, count(), gaussian({ sigma: proved<1>(sigma) }));
      const weight = gaussianWeight(exact(sigma).square());
      for (const alpha of alphas)
        expect(measurement.accuracy(alpha), `alpha ${alpha}`).toBe(
          leastBound(weight, Math.ceil(14 * sigma) + 6, exact(alpha)),
        );
    });

  it('counts grid steps and answers in the unit of the answer, rounded up', () => {
    const weight = laplaceWeight(exact(5));
    const steps = leastBound(weight, 300, exact(0.05));
    const onTens = chain(reals, clamp(0, 100, { resolution: 10 }), sum(), laplace({ scale: 50 }));
    expect(onTens.accuracy(0.05)).toBe(steps * 10);
    const onTenths = chain(reals, clamp(0, 1, { resolution: 0.1 }), sum(), laplace({ scale: 0.5 }));
    const bound = onTenths.accuracy(0.05);
    expect(bound).toBeGreaterThanOrEqual(steps / 10 - 1e-15);
    expect(onTenths.alpha(bound)).toBeLessThanOrEqual(0.05);
    // the unit of this mean is 1/3: no double is a multiple of it, and the bound is rounded up
    const thirds = chain(
      values(real, changeOneDistance({ size: 3 })),
      clamp(0, 1, { resolution: 1 }),
      mean(),
      laplace({ scale: 5 }),
    );
    const inThirds = Rational.of(
      BigInt(leastBound(laplaceWeight(exact(15)), 700, exact(0.05))),
      3n,
    );
    expect(thirds.accuracy(0.05)).toBe(inThirds.toNumberUp());
    expect(thirds.alpha(thirds.accuracy(0.05))).toBeLessThanOrEqual(0.05);
  });

  it('holds for all coordinates at once where it is asked to', () => {
    const weight = laplaceWeight(exact(2));
    const three = chain(values(labels, symmetricDistance()), countBy(), laplace({ scale: 2 }));
    const normal = chain(
      values(labels, symmetricDistance()),
      countBy(l2Distance),
      gaussian({ sigma: 2 }),
    );
    for (const alpha of alphas) {
      expect(three.accuracy(alpha, { simultaneous: true })).toBe(
        leastBound(weight, 120, exact(alpha), 3),
      );
      expect(three.accuracy(alpha)).toBe(leastBound(weight, 120, exact(alpha)));
      expect(three.accuracy(alpha, { simultaneous: false })).toBe(three.accuracy(alpha));
      expect(normal.accuracy(alpha, { simultaneous: true })).toBe(
        leastBound(gaussianWeight(exact(4)), 40, exact(alpha), 3),
      );
    }
    const single = chain(reals, count(), laplace({ scale: 2 }));
    expect(single.accuracy(0.05, { simultaneous: true })).toBe(single.accuracy(0.05));
  });
});

describe('accuracy and alpha', () => {
  const measurements = [
    chain(reals, count(), laplace({ epsilon: 0.1 })),
    chain(reals, clamp(0, 100), sum(), laplace({ epsilon: 0.5 })),
    chain(reals, clamp(-1e300, 1e300), sum(), laplace({ epsilon: 1e-3 })),
    chain(reals, count(), gaussian({ rho: 0.01 })),
    chain(reals, clamp(0, 1), sum(), gaussian({ sigma: 0.7 })),
    chain(values(real, changeOneDistance({ size: 7 })), clamp(0, 1), mean(), gaussian({ rho: 2 })),
    chain(
      values(labels, symmetricDistance({ contributions: 5 })),
      countBy(),
      laplace({ epsilon: 1 }),
    ),
  ];

  it('are inverse: the bound of an alpha is exceeded with at most that probability', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...measurements),
        fc.oneof(
          fc.double({ min: 1e-12, max: 0.999999, noNaN: true }),
          fc.constantFrom(1e-300, 0.05, 0.5),
        ),
        fc.boolean(),
        (measurement, alpha, simultaneous) => {
          const bound = measurement.accuracy(alpha, { simultaneous });
          expect(Number.isFinite(bound) && bound >= 0).toBe(true);
          expect(measurement.alpha(bound, { simultaneous })).toBeLessThanOrEqual(alpha);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('fall as the other rises', () => {
    for (const measurement of measurements) {
      const bounds = [0.9, 0.5, 0.1, 0.05, 1e-3, 1e-9].map((alpha) => measurement.accuracy(alpha));
      expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
      const step = bounds[3] ?? NaN;
      const tails = [
        0,
        step / 4,
        step / 2,
        step,
        2 * step,
        Math.min(Number.MAX_VALUE, 1e9 * step),
      ].map((a) => measurement.alpha(a));
      expect(tails).toEqual([...tails].sort((a, b) => b - a));
      for (const tail of tails) expect(tail >= 0 && tail <= 1).toBe(true);
    }
  });

  it('know that a bound between two grid steps is the lower step', () => {
    const one = chain(reals, count(), laplace({ scale: 1 }));
    const q = Math.exp(-1);
    expect(one.alpha(2.999)).toBe(one.alpha(2));
    expect(one.alpha(3)).toBeLessThan(one.alpha(2));
    expect(one.alpha(0)).toBeCloseTo((2 * q) / (1 + q), 14);
    expect(one.alpha(1e300)).toBeLessThanOrEqual(5e-324);
  });

  it('read a bound as the decimal that it prints as: 0.3 is three steps of a tenth', () => {
    const tenths = chain(reals, clamp(0, 1, { resolution: 0.1 }), sum(), laplace({ scale: 0.5 }));
    const ones = chain(reals, count(), laplace({ scale: 5 }));
    for (let steps = 0; steps < 100; steps++)
      expect(tenths.alpha(Number(`${steps}e-1`)), `${steps} steps`).toBe(ones.alpha(steps));
    // below the decimal it is a step less
    expect(tenths.alpha(0.29999)).toBe(ones.alpha(2));
  });

  it('are finite or honest beyond the doubles', () => {
    const wild = chain(reals, count(), laplace({ epsilon: 5e-324 }));
    // no double is as great as the bound
    expect(wild.accuracy(0.05)).toBe(Infinity);
    expect(wild.alpha(Number.MAX_VALUE)).toBeGreaterThan(0.999);
    for (let i = 0; i < 50; i++) expect(Number.isFinite(wild.invoke([1, 2]))).toBe(true);
  });

  it('refuse what is no probability and what is no bound', () => {
    const [measurement] = measurements;
    if (measurement === undefined) throw new Error('none');
    for (const alpha of [
      0,
      1,
      -0.1,
      1.1,
      NaN,
      Infinity,
      '0.05',
      undefined,
      null,
      1n,
      Rational.of(1n, 2n),
    ])
      expect(() => measurement.accuracy(proved<number>(alpha))).toThrow(
        'accuracy: alpha must be > 0 and < 1',
      );
    for (const bound of [-1, -5e-324, NaN, Infinity, '1', undefined, null, 1n])
      expect(() => measurement.alpha(proved<number>(bound))).toThrow(
        'alpha: accuracy must be a finite number >= 0',
      );
    expect(() => measurement.accuracy(5)).toThrow(DiscreetError);
  });

  it('refuses a misspelt option, which would give the weaker bound', () => {
    const query = chain(values(labels, symmetricDistance()), countBy(), laplace({ epsilon: 1 }));
    for (const wrong of [{ simultanous: true }, 5, null])
      expect(() => query.accuracy(0.05, proved<object>(wrong))).toThrow(
        'accuracy: the options are an object with simultaneous',
      );
    expect(() => query.alpha(5, proved<object>({ simultaneous: 1 }))).toThrow(
      'alpha: simultaneous must be true or false, got 1',
    );
  });
});
