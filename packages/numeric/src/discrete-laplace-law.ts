import { DiscreetError } from './discreet-error.ts';
import type { DiscreteLaw } from './discrete-law.ts';
import { expNegativeBits } from './exp-negative-bits.ts';
import { bitLength } from './internal/bit-length.ts';
import { ceilDivide } from './internal/fixed-point.ts';
import { DOUBLE_FLOOR, toEnclosure, type ScaledBits } from './internal/scaled-bits.ts';
import {
  checkAlpha,
  checkCount,
  perCopyThreshold,
  simultaneousTail,
} from './internal/simultaneous.ts';
import { lnBits } from './ln-bits.ts';
import type { Rational } from './rational.ts';

/** Good bits behind every double, and behind the first try of an accuracy. */
const GOOD_BITS = 80;
/** An accuracy that 12 doublings of the precision do not decide is rounded up. */
const MAX_TRIES = 12;

/** An upper bound on x / ln 2 for x = numerator / denominator >= 0: log2(e) < 1.4427. */
function bitsOf(numerator: bigint, denominator: bigint): number {
  return Number((numerator * 14427n) / (denominator * 10000n)) + 1;
}

/**
 * The discrete Laplace distribution: P(Z = x) proportional to exp(-|x| / scale), on the integers.
 *
 * **Contract** With q = exp(-1/scale): P(Z = x) = (1 - q)/(1 + q) q^|x| and P(|Z| > a) = 2 q^(a+1) / (1 + q). `accuracy` is the true smallest integer
 * for all rational scales and alphas: equality at a boundary would make q algebraic, which Lindemann's theorem excludes, so a
 * finite precision always decides. The search stops at 2^12 times the first precision, which no known input needs, and would then answer the larger integer.
 * Proof: docs/proofs/discrete-laws.md.
 *
 * **Units** The scale and all integers count steps of the grid on which the noise lives.
 *
 * **Errors** `discreteLaplaceLaw: scale must be > 0`; those of `DiscreteLaw`.
 *
 * **Cost** Some ten microseconds a call at any scale.
 *
 * **Source** A. Ghosh, T. Roughgarden, M. Sundararajan, 2012, Universally utility-maximizing privacy mechanisms, SIAM J.
 * Comput. 41, https://doi.org/10.1137/09076828X ; C. Canonne, G. Kamath, T. Steinke, 2020, https://arxiv.org/abs/2004.00010 section 5.2
 *
 * @example
 * import { Rational, discreteLaplaceLaw } from '@discreet/numeric';
 * const law = discreteLaplaceLaw(Rational.of(4n));
 * law.accuracy(Rational.of(1n, 20n)); // => 12n
 * law.tail(12n).upper <= 0.05; // => true
 * law.tail(11n).lower > 0.05; // => true
 */
export function discreteLaplaceLaw(scale: Rational): DiscreteLaw {
  if (scale.sign() <= 0) {
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'discreteLaplaceLaw',
      rule: 'scale must be > 0',
      received: scale.toString(),
    });
  }
  const { numerator, denominator } = scale;
  // 1 - q is near 1/scale for a large scale: so many of its leading bits are zero.
  const lost = bitLength(numerator / denominator);

  /** q^n at 80 good bits, or [0, 1] at the floor; and the precision it has. */
  const power = (n: bigint): ScaledBits => {
    const exponent = n * denominator;
    const hidden = expNegativeBits(exponent, numerator, DOUBLE_FLOOR)[0] === 0n;
    const precision = hidden ? DOUBLE_FLOOR : GOOD_BITS + lost + bitsOf(exponent, numerator);
    return { bits: expNegativeBits(exponent, numerator, precision), precision };
  };

  const probability = (x: bigint): ScaledBits => {
    const { bits, precision } = power(x < 0n ? -x : x);
    const one = 1n << BigInt(precision);
    const [low, high] = expNegativeBits(denominator, numerator, precision);
    return {
      bits: [(bits[0] * (one - high)) / (one + high), ceilDivide(bits[1] * (one - low), one + low)],
      precision,
    };
  };

  const tail = (bound: bigint): ScaledBits => {
    if (bound < 0n) return { bits: [1n, 1n], precision: 0 };
    const { bits, precision } = power(bound + 1n);
    const one = 1n << BigInt(precision);
    const [low, high] = expNegativeBits(denominator, numerator, precision);
    return {
      bits: [(2n * bits[0] * one) / (one + high), ceilDivide(2n * bits[1] * one, one + low)],
      precision,
    };
  };

  const accuracy = (alpha: Rational, count: number): bigint => {
    // P(|Z| > a) <= p if and only if a + 1 >= scale ln(2 / ((1 + q) p)).
    let high = 0n;
    let precision = GOOD_BITS + lost;
    for (let attempt = 0; attempt <= MAX_TRIES; attempt += 1, precision *= 2) {
      const limit = perCopyThreshold(alpha, count, precision);
      const one = 1n << BigInt(precision);
      const q = expNegativeBits(denominator, numerator, precision);
      const divisor = denominator * one;
      const lower = lnBits(2n * one * limit.unit, (one + q[1]) * limit.upper, precision)[0];
      const upper = lnBits(2n * one * limit.unit, (one + q[0]) * limit.lower, precision)[1];
      const low = ceilDivide(numerator * lower, divisor) - 1n;
      high = ceilDivide(numerator * upper, divisor) - 1n;
      if (low === high || high <= 0n) break;
    }
    return high < 0n ? 0n : high;
  };

  return {
    probability: (x) => toEnclosure(probability(x)),
    tail: (bound) => toEnclosure(tail(bound)),
    accuracy: (alpha, count = 1) => {
      checkAlpha('discreteLaplaceLaw.accuracy', alpha);
      checkCount('discreteLaplaceLaw.accuracy', count);
      return accuracy(alpha, count);
    },
    alpha: (bound, count = 1) => {
      checkCount('discreteLaplaceLaw.alpha', count);
      return simultaneousTail(tail(bound), count);
    },
  };
}
