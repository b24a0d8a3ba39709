import { DiscreetError } from './discreet-error.ts';
import type { DiscreteLaw } from './discrete-law.ts';
import { expNegativeBits } from './exp-negative-bits.ts';
import { bitLength } from './internal/bit-length.ts';
import { ceilDivide } from './internal/fixed-point.ts';
import { normalQuantile } from './internal/normal-quantile.ts';
import { normaliser, tailParts } from './internal/gaussian-sums.ts';
import { DOUBLE_FLOOR, toEnclosure, type ScaledBits } from './internal/scaled-bits.ts';
import { smallestBound } from './internal/smallest-bound.ts';
import {
  checkAlpha,
  checkCount,
  compareTail,
  perCopyThreshold,
  simultaneousTail,
} from './internal/simultaneous.ts';
import type { Rational } from './rational.ts';

/** Good bits behind every double, and behind the first comparison of an accuracy. */
const GOOD_BITS = 80;
/** A comparison that stays open at four times the first precision counts as "above", so that an accuracy is never too small. */
const MAX_TRIES = 3;

/** `exp(-numerator/denominator)` with `good` bits, or [0, 1] at the floor; and the precision it has. */
function power(numerator: bigint, denominator: bigint, good: number, floor: number): ScaledBits {
  const hidden = expNegativeBits(numerator, denominator, floor)[0] === 0n;
  // log2(e) < 1.4427
  const precision = hidden
    ? floor
    : good + Number((numerator * 14427n) / (denominator * 10000n)) + 1;
  return { bits: expNegativeBits(numerator, denominator, precision), precision };
}

/**
 * The discrete Gaussian distribution: P(Z = x) proportional to exp(-x^2 / (2 sigmaSquared)), on the integers.
 *
 * **Contract** sigmaSquared is the parameter, not the variance, which is a little smaller for small sigma. Tails and probabilities are certified with 80 good
 * bits before they are rounded outward. `accuracy` is never too small. It is the true smallest integer wherever the tail there and one step
 * before differ from alpha by a relative 2^-100 (so always, as far as anyone knows: no rational alpha is known to meet a tail); where they
 * do not, it is one larger. Proof: docs/proofs/discrete-laws.md.
 *
 * **Units** sigmaSquared is in squared steps of the grid on which the noise lives; all integers count steps.
 *
 * **Errors** `discreteGaussianLaw: sigmaSquared must be > 0`; those of `DiscreteLaw`.
 *
 * **Cost** Fewer than two thousand terms at any sigma: a fraction of a millisecond a call, a few milliseconds for `accuracy`.
 *
 * **Source** C. Canonne, G. Kamath, T. Steinke, 2020, The discrete Gaussian for differential privacy, https://arxiv.org/abs/2004.00010 ;
 * the Euler-Maclaurin formula: NIST Digital Library of Mathematical Functions, section 2.10(i), https://dlmf.nist.gov/2.10
 *
 * @example
 * import { Rational, discreteGaussianLaw } from '@discreet/numeric';
 * const law = discreteGaussianLaw(Rational.of(16n));
 * law.accuracy(Rational.of(1n, 20n)); // => 8n
 * law.tail(8n).upper <= 0.05; // => true
 * law.tail(7n).lower > 0.05; // => true
 */
export function discreteGaussianLaw(sigmaSquared: Rational): DiscreteLaw {
  if (sigmaSquared.sign() <= 0) {
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'discreteGaussianLaw',
      rule: 'sigmaSquared must be > 0',
      received: sigmaSquared.toString(),
    });
  }
  const { numerator: top, denominator: bottom } = sigmaSquared;

  const probability = (x: bigint): ScaledBits => {
    const { bits, precision } = power(x * x * bottom, 2n * top, GOOD_BITS, DOUBLE_FLOOR);
    const whole = normaliser(sigmaSquared, GOOD_BITS);
    // 1 / Z may be tiny: keep as many more bits.
    const extra = bitLength(top / bottom);
    const shift = BigInt(GOOD_BITS + extra);
    return {
      bits: [(bits[0] << shift) / whole[1], ceilDivide(bits[1] << shift, whole[0])],
      precision: precision + extra,
    };
  };

  /** P(|Z| > bound) with `good` bits, or below 2^-floor. */
  const tail = (bound: bigint, good: number, floor: number): ScaledBits => {
    if (bound < 0n) return { bits: [1n, 1n], precision: 0 };
    const first = bound + 1n;
    // P(|Z| >= first) <= 2 f(first), and this exponential is at most 2^-(floor + 1).
    if (expNegativeBits(first * first * bottom, 2n * top, floor + 1)[1] <= 1n) {
      return { bits: [0n, 1n], precision: floor };
    }
    const parts = tailParts(first, sigmaSquared, good);
    const { bits, precision } = power(parts.numerator, parts.denominator, good, floor + 64);
    const shift = BigInt(parts.precision);
    return {
      bits: [(bits[0] * parts.factor[0]) >> shift, ((bits[1] * parts.factor[1]) >> shift) + 1n],
      precision,
    };
  };

  const accuracy = (alpha: Rational, count: number): bigint => {
    // One step changes the tail by a relative 1/sigma or so; see that far beyond the good bits.
    const good = GOOD_BITS + bitLength(top / bottom);
    const isWithin = (bound: bigint): boolean => {
      for (let attempt = 0, bits = good; attempt < MAX_TRIES; attempt += 1, bits *= 2) {
        const limit = perCopyThreshold(alpha, count, bits);
        const floor = bitLength(limit.unit) - bitLength(limit.lower) + 8;
        const answer = compareTail(tail(bound, bits, floor), limit);
        if (answer !== 'open') return answer === 'within';
      }
      return false;
    };
    // The guess is within a step or two of the answer; only `isWithin` decides.
    const guess = normalQuantile(perCopyThreshold(alpha, count, good), sigmaSquared);
    return smallestBound(isWithin, guess);
  };

  return {
    probability: (x) => toEnclosure(probability(x)),
    tail: (bound) => toEnclosure(tail(bound, GOOD_BITS, DOUBLE_FLOOR)),
    accuracy: (alpha, count = 1) => {
      checkAlpha('discreteGaussianLaw.accuracy', alpha);
      checkCount('discreteGaussianLaw.accuracy', count);
      return accuracy(alpha, count);
    },
    alpha: (bound, count = 1) => {
      checkCount('discreteGaussianLaw.alpha', count);
      return simultaneousTail(tail(bound, GOOD_BITS, DOUBLE_FLOOR), count);
    },
  };
}
