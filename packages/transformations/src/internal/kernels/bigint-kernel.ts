import type { GridClamp } from './grid-clamp.ts';
import { roundTiesToEven } from './round-ties-to-even.ts';

/**
 * The integer of one value in a BigInt, for any bounds.
 *
 * **Contract** The same function as in every other kernel. A comparison of a number with a BigInt
 * compares their exact values (ECMAScript, BigInt::lessThan on mathematical values) and is false
 * for NaN, which in this order goes to the lower bound. Only a number strictly between the bounds
 * becomes a BigInt, so a value of 10^308 costs no more than any other.
 */
export function clampRoundedBigInt(x: number, clamp: GridClamp): bigint {
  const q = roundTiesToEven(x * clamp.inverse);
  return q > clamp.lower ? (q < clamp.upper ? BigInt(q) : clamp.upper) : clamp.lower;
}
