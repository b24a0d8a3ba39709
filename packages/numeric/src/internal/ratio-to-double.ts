import { bitLength } from './bit-length.ts';
import { timesPowerOfTwo } from './power-of-two.ts';

/** Where a value between two doubles goes: to the upper one, the lower one, or the nearest (ties to even). */
export type Rounding = 'up' | 'down' | 'nearest';

const MIRROR = { up: 'down', down: 'up', nearest: 'nearest' } as const;

/**
 * The double of `numerator / denominator`, denominator > 0, correctly rounded in the given direction over the whole range.
 *
 * Above the largest double, `down` gives that double, `up` gives Infinity, and `nearest` follows IEEE 754.
 * Below the smallest, `up` gives 5e-324 and `down` gives 0. The result is never -0.
 */
export function ratioToDouble(numerator: bigint, denominator: bigint, rounding: Rounding): number {
  if (numerator === 0n) return 0;
  if (numerator < 0n) return 0 - ratioToDouble(-numerator, denominator, MIRROR[rounding]);
  // 2^(guess - 1) < value < 2^(guess + 1); one comparison gives exponent = floor(log2 value).
  const guess = bitLength(numerator) - bitLength(denominator);
  const exponent =
    numerator << BigInt(Math.max(0, -guess)) >= denominator << BigInt(Math.max(0, guess))
      ? guess
      : guess - 1;
  if (exponent > 1023) return rounding === 'down' ? Number.MAX_VALUE : Infinity;
  if (exponent < -1075) return rounding === 'up' ? Number.MIN_VALUE : 0;
  // The spacing of doubles there is 2^unit, and 2^-1074 among the subnormals.
  const unit = Math.max(exponent - 52, -1074);
  const dividend = numerator << BigInt(Math.max(0, -unit));
  const divisor = denominator << BigInt(Math.max(0, unit));
  const quotient = dividend / divisor;
  const remainder = dividend - quotient * divisor;
  const increment =
    rounding === 'up'
      ? remainder > 0n
      : rounding === 'nearest' &&
        (2n * remainder > divisor || (2n * remainder === divisor && (quotient & 1n) === 1n));
  // The quotient is at most 2^53, so Number() is exact, and so is the scaling unless it overflows to Infinity.
  return timesPowerOfTwo(Number(increment ? quotient + 1n : quotient), unit);
}
