import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discreteGaussianLaw, DiscreetError, erfcBits, Rational } from '../src/index.ts';
import { Decimal60, doubleToDecimal, toDecimal } from './oracle/decimal-oracle.ts';

type D = InstanceType<typeof Decimal60>;
const of = (a: bigint, b?: bigint): Rational => Rational.of(a, b);

/** The sum of exp(-x^2 / 2s) over x >= first, to about 55 digits, by the recurrence of the ratios. */
function sumFrom(first: number, s: Rational): D {
  const rate = toDecimal(s.inverse()).div(2);
  let term = rate.times(first).times(first).negated().exp();
  let ratio = rate
    .times(2 * first + 1)
    .negated()
    .exp();
  const step = rate.times(2).negated().exp();
  let sum = new Decimal60(0);
  const end = term.times('1e-56');
  while (term.gt(end)) {
    sum = sum.plus(term);
    term = term.times(ratio);
    ratio = ratio.times(step);
  }
  return sum;
}

const whole = (s: Rational): D => sumFrom(1, s).times(2).plus(1);

function holds(e: { readonly lower: number; readonly upper: number }, truth: D): void {
  const slack = truth.times('1e-50');
  expect(doubleToDecimal(e.lower).lte(truth.plus(slack))).toBe(true);
  expect(doubleToDecimal(e.upper).gte(truth.minus(slack))).toBe(true);
  if (e.upper > 1e-300) expect(e.upper - e.lower).toBeLessThanOrEqual(2.3e-16 * e.upper);
}

describe('discreteGaussianLaw', () => {
  it.each([
    [1n, 4n],
    [9n, 10n],
    [1n, 1n],
    [11n, 10n],
    [4n, 1n],
    [50n, 1n],
    [63n, 1n],
    [64n, 1n],
    [100n, 1n],
    [400n, 1n],
    [900n, 1n],
    [10_000n, 1n],
  ])('agrees with direct sums at sigma^2 = %s/%s, in the middle and far out', (a, b) => {
    const s = of(a, b);
    const law = discreteGaussianLaw(s);
    const total = whole(s);
    const sigma = Math.sqrt(s.toNumber());
    holds(law.probability(0n), new Decimal60(1).div(total));
    for (const u of [0.01, 0.5, 1, 2, 3.7, 6, 10, 20, 36]) {
      const bound = Math.floor(u * sigma);
      holds(
        law.tail(BigInt(bound)),
        sumFrom(bound + 1, s)
          .times(2)
          .div(total),
      );
      const density = toDecimal(s.inverse()).div(-2).times(bound).times(bound).exp();
      holds(law.probability(BigInt(-bound)), density.div(total));
    }
  });

  it('gives the smallest accuracy against direct sums', () => {
    const spread = fc.tuple(fc.bigInt({ min: 1n, max: 1000n }), fc.bigInt({ min: 1n, max: 20n }));
    const alpha = fc.tuple(fc.bigInt({ min: 1n, max: 999n }), fc.integer({ min: 3, max: 20 }));
    fc.assert(
      fc.property(spread, alpha, fc.constantFrom(1, 3, 1000), ([a, b], [n, e], count) => {
        const s = of(a, b);
        const p = of(n, 10n ** BigInt(e));
        const found = discreteGaussianLaw(s).accuracy(p, count);
        const total = whole(s);
        const chance = (bound: number): D => {
          const one = sumFrom(bound + 1, s)
            .times(2)
            .div(total);
          return new Decimal60(1).minus(new Decimal60(1).minus(one).pow(count));
        };
        expect(chance(Number(found)).lte(toDecimal(p))).toBe(true);
        if (found > 0n) expect(chance(Number(found) - 1).gt(toDecimal(p))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('approaches the normal law as sigma grows, at the rate of the midpoint rule', () => {
    // |tail / (2 Q((a + 1/2)/sigma)) - 1| is near u^2 / (24 sigma^2), here below 2e-11.
    const sigma = 10n ** 6n;
    const law = discreteGaussianLaw(of(sigma * sigma));
    for (const bound of [sigma, 2n * sigma, 5n * sigma, 20n * sigma]) {
      const [lower] = erfcBits((2n * bound + 1n) ** 2n, 8n * sigma * sigma, 400);
      const normal = Rational.of(lower, 1n << 400n).toNumber();
      const { upper } = law.tail(bound);
      expect(Math.abs(upper / normal - 1)).toBeLessThan(2e-11);
    }
    expect(law.probability(0n).upper * 1e6 * Math.sqrt(2 * Math.PI)).toBeCloseTo(1, 14);
  });

  it('works from 10^-6 to 10^30', () => {
    const twentieth = of(1n, 20n);
    const tiny = discreteGaussianLaw(of(1n, 10n ** 12n));
    expect(tiny.accuracy(twentieth)).toBe(0n);
    expect(tiny.accuracy(of(1n, 10n ** 4000n))).toBe(0n);
    expect(tiny.probability(0n).lower).toBeGreaterThan(1 - 2e-16);
    expect(tiny.tail(0n)).toEqual({ lower: 0, upper: 5e-324 });
    // The normal quantile 1.959963984540054235524594430520551527955550...; one half is lost among 30 digits.
    const huge = discreteGaussianLaw(of(10n ** 60n));
    expect(huge.accuracy(twentieth)).toBe(1959963984540054235524594430521n);
    expect(huge.probability(0n).upper / 3.989422804014327e-31).toBeCloseTo(1, 14);
  });

  it('answers alphas far below the range of doubles', () => {
    const s = of(25n);
    const law = discreteGaussianLaw(s);
    const found = Number(law.accuracy(of(1n, 10n ** 2000n)));
    const total = whole(s);
    const limit = new Decimal60('1e-2000');
    expect(
      sumFrom(found + 1, s)
        .times(2)
        .div(total)
        .lte(limit),
    ).toBe(true);
    expect(sumFrom(found, s).times(2).div(total).gt(limit)).toBe(true);
  });

  it('answers any bound: negative ones certainly, far ones at once', () => {
    const law = discreteGaussianLaw(of(1n));
    expect(law.tail(-1n)).toEqual({ lower: 1, upper: 1 });
    expect(law.alpha(-1n)).toBe(1);
    expect(law.tail(10n ** 1000n)).toEqual({ lower: 0, upper: 5e-324 });
    expect(law.probability(-(10n ** 1000n))).toEqual({ lower: 0, upper: 5e-324 });
    expect(law.tail(37n).lower).toBeGreaterThan(0);
    expect(law.tail(39n)).toEqual({ lower: 0, upper: 5e-324 });
  });

  it('rounds up when a comparison stays open: alpha is the tail to more digits than are compared', () => {
    // P(|Z| > 3) at sigma^2 = 2 to 200 digits: beyond the 320 bits compared, so nobody can tell and the larger answer is given.
    const Long = Decimal60.clone({ precision: 260 });
    const q = new Long('-0.25').exp();
    let [total, far] = [new Long(1), new Long(0)];
    for (let x = 1; x < 60; x += 1) {
      total = total.plus(q.pow(x * x).times(2));
      if (x > 3) far = far.plus(q.pow(x * x).times(2));
    }
    const law = discreteGaussianLaw(of(2n));
    const near = (digits: number, offset: bigint): Rational => {
      const scaled = far.div(total).times(new Long(10).pow(digits)).floor();
      return of(BigInt(scaled.toFixed()) + offset, 10n ** BigInt(digits));
    };
    expect(law.accuracy(near(25, 1n))).toBe(3n);
    expect(law.accuracy(near(25, 0n))).toBe(4n);
    expect(law.accuracy(near(60, 1n))).toBe(3n);
    expect(law.accuracy(near(60, 0n))).toBe(4n);
    expect(law.accuracy(near(200, 1n))).toBe(4n);
    expect(law.accuracy(near(200, 0n))).toBe(4n);
  });

  it('is inverse: alpha at an accuracy is at most the alpha asked for', () => {
    const law = discreteGaussianLaw(of(30n));
    for (const count of [1, 10, 1000]) {
      const a = law.accuracy(of(1n, 100n), count);
      expect(law.alpha(a, count)).toBeLessThanOrEqual(0.01);
      expect(law.alpha(a - 1n, count)).toBeGreaterThan(0.01);
    }
  });

  it('refuses bad parameters', () => {
    expect(() => discreteGaussianLaw(Rational.zero)).toThrow(
      'discreteGaussianLaw: sigmaSquared must be > 0, got 0',
    );
    expect(() => discreteGaussianLaw(of(-1n))).toThrow(DiscreetError);
    const law = discreteGaussianLaw(of(1n));
    expect(() => law.accuracy(of(1n))).toThrow(
      'discreteGaussianLaw.accuracy: alpha must be > 0 and < 1, got 1',
    );
    expect(() => law.accuracy(of(1n, 2n), 0)).toThrow(
      'discreteGaussianLaw.accuracy: count must be a positive safe integer, got 0',
    );
    expect(() => law.alpha(1n, 0.5)).toThrow('discreteGaussianLaw.alpha: count must be');
  });
});
