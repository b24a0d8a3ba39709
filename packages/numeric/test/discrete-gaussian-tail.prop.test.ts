import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discreteGaussianLaw, discreteGaussianTail, Interval, Rational } from '../src/index.ts';

const sigmaSquared = fc
  .tuple(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 100 }))
  .map(([top, bottom]) => Rational.of(BigInt(top), BigInt(bottom)));

describe('tails of the discrete Gaussian as intervals', () => {
  it('are half of the two-sided tails of the law', () => {
    fc.assert(
      fc.property(sigmaSquared, fc.integer({ min: 1, max: 400 }), (s, first) => {
        const twice = discreteGaussianTail(BigInt(first), s, 160).scale(1).toEnclosure();
        const law = discreteGaussianLaw(s).tail(BigInt(first) - 1n);
        expect(twice.lower).toBeLessThanOrEqual(law.upper);
        expect(law.lower).toBeLessThanOrEqual(twice.upper);
        if (twice.upper > 1e-300)
          expect(twice.upper).toBeLessThanOrEqual(twice.lower * (1 + 2 ** -51));
      }),
    );
  });

  it('differ by the probability between them, to many bits', () => {
    fc.assert(
      fc.property(sigmaSquared, fc.integer({ min: -50, max: 50 }), (s, first) => {
        const at = (n: number): Interval => discreteGaussianTail(BigInt(n), s, 256);
        const step = at(first)
          .sub(at(first + 1))
          .toEnclosure();
        const { lower, upper } = discreteGaussianLaw(s).probability(BigInt(first));
        expect(step.lower).toBeLessThanOrEqual(upper);
        expect(lower).toBeLessThanOrEqual(step.upper);
      }),
    );
  });

  it('hold far out, where the tail is below every double', () => {
    const far = discreteGaussianTail(10n ** 7n, Rational.one, 128);
    expect(far.toEnclosure()).toEqual({ lower: 0, upper: Number.MIN_VALUE });
    expect(far.isBelow(Interval.integer(-(2 ** 37), 128).exp())).toBe(true);
  });

  it('refuse a sigma that is not positive', () => {
    expect(() => discreteGaussianTail(1n, Rational.zero, 128)).toThrow(
      'discreteGaussianTail: sigmaSquared must be > 0, got 0',
    );
  });
});
