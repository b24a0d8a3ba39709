import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discreteLaplaceLaw, DiscreetError, Rational } from '../src/index.ts';
import { Decimal60, doubleToDecimal, toDecimal } from './oracle/decimal-oracle.ts';

type D = InstanceType<typeof Decimal60>;
const of = (a: bigint, b?: bigint): Rational => Rational.of(a, b);

/** P(|Z| > a) to 60 digits. */
function tail(scale: Rational, a: bigint): D {
  const q = toDecimal(scale.inverse()).negated().exp();
  const power = toDecimal(scale.inverse())
    .times((a + 1n).toString())
    .negated()
    .exp();
  return power.times(2).div(q.plus(1));
}

/** 1 - (1 - p)^count to about 60 digits, also for a tiny p. */
function simultaneous(p: D, count: number): D {
  if (p.lt('1e-40')) return p.times(count);
  return new Decimal60(1).minus(new Decimal60(1).minus(p).pow(count));
}

const scale = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.integer({ min: -15, max: 6 }))
  .map(([n, e]) => of(n * 10n ** BigInt(Math.max(e, 0)), 10n ** BigInt(Math.max(-e, 0))));
const alpha = fc
  .tuple(fc.bigInt({ min: 1n, max: 999n }), fc.integer({ min: 3, max: 30 }))
  .map(([n, e]) => of(n, 10n ** BigInt(e)));

describe('discreteLaplaceLaw', () => {
  it('sums to one over a small support', () => {
    const law = discreteLaplaceLaw(of(3n, 2n));
    let [lower, upper] = [law.tail(60n).lower, law.tail(60n).upper];
    for (let x = -60n; x <= 60n; x += 1n) {
      lower += law.probability(x).lower;
      upper += law.probability(x).upper;
    }
    expect(lower).toBeLessThanOrEqual(1 + 1e-14);
    expect(upper).toBeGreaterThanOrEqual(1 - 1e-14);
    expect(upper - lower).toBeLessThan(1e-13);
  });

  it('encloses the tail to two doubles', () => {
    fc.assert(
      fc.property(scale, fc.bigInt({ min: 0n, max: 10n ** 12n }), (s, a) => {
        const bound = a % (s.ceil() * 300n);
        const { lower, upper } = discreteLaplaceLaw(s).tail(bound);
        const truth = tail(s, bound);
        expect(doubleToDecimal(lower).lte(truth) && doubleToDecimal(upper).gte(truth)).toBe(true);
        if (upper > 1e-300) expect(upper - lower).toBeLessThanOrEqual(2.3e-16 * upper);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the smallest accuracy: within alpha there, beyond it one step before', () => {
    fc.assert(
      fc.property(scale, alpha, fc.constantFrom(1, 2, 17, 10 ** 6), (s, p, count) => {
        const a = discreteLaplaceLaw(s).accuracy(p, count);
        expect(simultaneous(tail(s, a), count).lte(toDecimal(p))).toBe(true);
        if (a > 0n) expect(simultaneous(tail(s, a - 1n), count).gt(toDecimal(p))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('works from 10^-6 to 10^30', () => {
    const twentieth = of(1n, 20n);
    const tiny = discreteLaplaceLaw(of(1n, 10n ** 6n));
    expect(tiny.probability(0n)).toEqual({ lower: 1 - 2 ** -53, upper: 1 });
    expect(tiny.tail(0n)).toEqual({ lower: 0, upper: 5e-324 });
    expect(tiny.accuracy(twentieth)).toBe(0n);
    const huge = discreteLaplaceLaw(of(10n ** 30n));
    // scale ln 20 + 1/2 = 2995732273553990993435223576143.04..., rounded up, less one.
    expect(huge.accuracy(twentieth)).toBe(2995732273553990993435223576143n);
    expect(huge.probability(0n).upper / 5e-31).toBeCloseTo(1, 14);
    expect(huge.probability(10n ** 30n).upper / (5e-31 / Math.E)).toBeCloseTo(1, 14);
  });

  it('decides an alpha that agrees with the tail to 1000 digits, both ways', () => {
    // P(|Z| > 4) at scale 2, to 1000 digits and one unit more or less.
    const Long = Decimal60.clone({ precision: 1100 });
    const q = new Long('-0.5').exp();
    const digits = q.pow(5).times(2).div(q.plus(1)).times(new Long(10).pow(1000)).floor();
    const below = of(BigInt(digits.toFixed()), 10n ** 1000n);
    const above = of(BigInt(digits.toFixed()) + 1n, 10n ** 1000n);
    const law = discreteLaplaceLaw(of(2n));
    expect(law.accuracy(above)).toBe(4n);
    expect(law.accuracy(below)).toBe(5n);
  });

  it('answers any bound: negative ones certainly, far ones at once', () => {
    const law = discreteLaplaceLaw(of(1n));
    expect(law.tail(-1n)).toEqual({ lower: 1, upper: 1 });
    expect(law.alpha(-5n, 3)).toBe(1);
    expect(law.tail(10n ** 1000n)).toEqual({ lower: 0, upper: 5e-324 });
    expect(law.probability(10n ** 1000n)).toEqual({ lower: 0, upper: 5e-324 });
    // The floor of the doubles: P(|Z| > 743) is above 2^-1074, P(|Z| > 800) is not.
    expect(law.tail(743n).lower).toBeGreaterThan(0);
    expect(law.tail(800n)).toEqual({ lower: 0, upper: 5e-324 });
  });

  it('rounds alpha up for one and for many', () => {
    const s = of(4n);
    const law = discreteLaplaceLaw(s);
    for (const [bound, count] of [
      [12n, 1],
      [12n, 2],
      [40n, 1000],
      [200n, 10],
      [0n, 5],
      [170n, 2 ** 40],
      [190n, 3],
      [500n, 10 ** 9],
    ] as const) {
      const truth = simultaneous(tail(s, bound), count);
      const value = doubleToDecimal(law.alpha(bound, count));
      expect(value.gte(truth)).toBe(true);
      expect(value.lte(truth.times('1.0000000000000005'))).toBe(true);
    }
  });

  it('is inverse: alpha at an accuracy is at most the alpha asked for', () => {
    const law = discreteLaplaceLaw(of(7n, 3n));
    for (const count of [1, 10, 1000]) {
      const a = law.accuracy(of(1n, 100n), count);
      expect(law.alpha(a, count)).toBeLessThanOrEqual(0.01);
      expect(law.alpha(a - 1n, count)).toBeGreaterThan(0.01);
    }
  });

  it('refuses bad parameters', () => {
    expect(() => discreteLaplaceLaw(Rational.zero)).toThrow(
      'discreteLaplaceLaw: scale must be > 0, got 0',
    );
    expect(() => discreteLaplaceLaw(of(-1n))).toThrow(DiscreetError);
    const law = discreteLaplaceLaw(of(1n));
    for (const p of [of(0n), of(1n), of(-1n, 2n), of(3n, 2n)]) {
      expect(() => law.accuracy(p)).toThrow(
        `discreteLaplaceLaw.accuracy: alpha must be > 0 and < 1, got ${p.toString()}`,
      );
    }
    for (const count of [0, -1, 1.5, NaN, Infinity, 2 ** 53]) {
      expect(() => law.accuracy(of(1n, 2n), count)).toThrow(
        `discreteLaplaceLaw.accuracy: count must be a positive safe integer, got ${count}`,
      );
      expect(() => law.alpha(1n, count)).toThrow('discreteLaplaceLaw.alpha: count must be');
    }
  });
});
