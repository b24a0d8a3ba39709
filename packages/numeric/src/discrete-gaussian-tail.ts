import { DiscreetError } from './discreet-error.ts';
import { tailParts } from './internal/gaussian-sums.ts';
import { Interval } from './interval.ts';
import { Rational } from './rational.ts';

/**
 * P(Z >= first) for the discrete Gaussian, P(Z = x) proportional to exp(-x^2 / (2 sigmaSquared)) on the integers, as an interval.
 *
 * **Contract** The interval holds the probability. It has about `bits` good bits for any `first`, unless sigma is near 10 and more than some 150 bits are
 * asked for: there it may be wider.
 * **Errors** `discreteGaussianTail: sigmaSquared must be > 0`; bits that `Interval` refuses.
 * **Cost** At most some thousand terms; microseconds to milliseconds.
 * **Source** docs/proofs/discrete-laws.md
 *
 * @example
 * import { discreteGaussianTail, Rational } from '@discreet/numeric';
 * const { lower, upper } = discreteGaussianTail(1n, Rational.of(4n), 128).toEnclosure();
 * [lower > 0.40026, upper < 0.40027]; // => [true, true]
 */
export function discreteGaussianTail(
  first: bigint,
  sigmaSquared: Rational,
  bits: number,
): Interval {
  if (sigmaSquared.sign() <= 0)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'discreteGaussianTail',
      rule: 'sigmaSquared must be > 0',
      received: sigmaSquared.toString(),
    });
  // P(Z >= first) = 1 - P(Z >= 1 - first), as the law is symmetric
  if (first <= 0n)
    return Interval.integer(1, bits).sub(discreteGaussianTail(1n - first, sigmaSquared, bits));
  const half = Rational.of(1n, 2n);
  const exponent = Rational.of(first).square().div(sigmaSquared).mul(half);
  // P(Z >= first) <= exp(-first^2 / (2 sigmaSquared)): the shifted terms are each at most so much of f(j), and f(0) + f(1) + ... < Z
  if (Rational.of(1n << 38n).lessThan(exponent)) {
    const least = Interval.integer(-(2 ** 38), bits).exp();
    return Interval.hull(Interval.integer(0, bits), least);
  }
  const parts = tailParts(first, sigmaSquared, bits);
  const factor = (n: bigint): Interval =>
    Interval.of(Rational.of(n), bits).scale(-parts.precision - 1);
  const power = Interval.of(Rational.of(-parts.numerator, parts.denominator), bits).exp();
  return power.mul(Interval.hull(factor(parts.factor[0]), factor(parts.factor[1])));
}
