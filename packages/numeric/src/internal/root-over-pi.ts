import { integerRoot } from '../integer-root.ts';
import { piBits, type Bits } from './constant-bits.ts';
import { divideBits, ratioBits } from './fixed-point.ts';

/**
 * Around `2^precision sqrt(2 numerator / (pi denominator))`, at most 3 apart.
 *
 * The radicand has twice the precision: sqrt(x + d) - sqrt(x) <= sqrt(d), so even a tiny root keeps its absolute error.
 */
export function rootOverPi(numerator: bigint, denominator: bigint, precision: number): Bits {
  const ratio = ratioBits(2n * numerator, denominator, 2 * precision);
  const [lower, upper] = divideBits(ratio, piBits(2 * precision), 2 * precision);
  return [integerRoot(lower), integerRoot(upper) + 1n];
}
