import type { Enclosure } from '../enclosure.ts';
import type { Bits } from './constant-bits.ts';
import { ratioToDouble } from './ratio-to-double.ts';

/** A probability between `bits[0] / 2^precision` and `bits[1] / 2^precision`. */
export interface ScaledBits {
  readonly bits: Bits;
  readonly precision: number;
}

/** Below 2^-DOUBLE_FLOOR no double tells a probability from 0. */
export const DOUBLE_FLOOR = 1100;

/** The doubles around a probability: rounded outward, and cut to [0, 1]. */
export function toEnclosure(value: ScaledBits): Enclosure {
  const unit = 1n << BigInt(value.precision);
  const [lower, upper] = value.bits;
  return {
    lower: ratioToDouble(lower < 0n ? 0n : lower, unit, 'down'),
    upper: ratioToDouble(upper > unit ? unit : upper, unit, 'up'),
  };
}
