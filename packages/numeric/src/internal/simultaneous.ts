import { DiscreetError } from '../discreet-error.ts';
import { mulUp } from '../directed-mul.ts';
import { expNegativeBits } from '../exp-negative-bits.ts';
import { lnBits } from '../ln-bits.ts';
import { Rational } from '../rational.ts';
import { bitLength } from './bit-length.ts';
import { ratioToDouble } from './ratio-to-double.ts';
import { toEnclosure, type ScaledBits } from './scaled-bits.ts';

/** A positive number between `lower / unit` and `upper / unit`. */
export interface Threshold {
  readonly lower: bigint;
  readonly upper: bigint;
  readonly unit: bigint;
}

/** Refuses a number of copies that is no positive safe integer. */
export function checkCount(where: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: 'count must be a positive safe integer',
      received: String(count),
    });
  }
}

/** Refuses an alpha outside the open interval (0, 1). */
export function checkAlpha(where: string, alpha: Rational): void {
  if (alpha.sign() <= 0 || !alpha.lessThan(Rational.one)) {
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: 'alpha must be > 0 and < 1',
      received: alpha.toString(),
    });
  }
}

/**
 * The tail that one of `count` independent copies may have: 1 - (1 - p)^count <= alpha if and only if
 * p <= 1 - (1 - alpha)^(1/count). Exact for one copy, else with about `precision` good bits.
 */
export function perCopyThreshold(alpha: Rational, count: number, precision: number): Threshold {
  const { numerator, denominator } = alpha;
  if (count === 1) return { lower: numerator, upper: numerator, unit: denominator };
  // The answer is at least alpha / count, so this many leading bits may be zero.
  const width =
    precision +
    bitLength(BigInt(count)) +
    Math.max(0, bitLength(denominator) - bitLength(numerator)) +
    8;
  const unit = 1n << BigInt(width);
  const [low, high] = lnBits(denominator, denominator - numerator, width);
  const divisor = BigInt(count) << BigInt(width);
  return {
    lower: unit - expNegativeBits(low, divisor, width)[1],
    upper: unit - expNegativeBits(high, divisor, width)[0],
    unit,
  };
}

/** How a tail compares with a threshold: certainly at most it, certainly above it, or not yet decided at this precision. */
export function compareTail(tail: ScaledBits, limit: Threshold): 'within' | 'beyond' | 'open' {
  const shift = BigInt(tail.precision);
  if (tail.bits[1] * limit.unit <= limit.lower << shift) return 'within';
  return tail.bits[0] * limit.unit > limit.upper << shift ? 'beyond' : 'open';
}

/** 2^-60: below it `count p` is within a relative 2^-61 of 1 - (1 - p)^count. */
const SMALL_BITS = 60;

/** 1 - (1 - p)^count for the upper end p of a tail, rounded up. */
export function simultaneousTail(tail: ScaledBits, count: number): number {
  const { upper } = toEnclosure(tail);
  if (count === 1 || upper >= 1) return upper;
  const top = tail.bits[1];
  const unit = 1n << BigInt(tail.precision);
  if ((top * BigInt(count)) << BigInt(SMALL_BITS) < unit) return mulUp(upper, count);
  // Here count * p >= 2^-60, so p >= 2^-113, and 200 bits after the point leave 87 good ones.
  const width = 200 + bitLength(BigInt(count));
  const high = lnBits(unit, unit - top, width)[1];
  const complement = expNegativeBits(high * BigInt(count), 1n << BigInt(width), width)[0];
  const one = 1n << BigInt(width);
  return ratioToDouble(one - complement, one, 'up');
}
