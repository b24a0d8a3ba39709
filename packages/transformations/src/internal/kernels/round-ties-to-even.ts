/** 2^52: doubles of this size and above are integers. */
const INTEGERS_FROM = 0x10000000000000;

/**
 * The integer nearest to a double, ties to the even one; NaN and the infinities stay what they are.
 *
 * **Contract** Exact for every double. Below 2^52 the sum `x + 2^52` lies in [2^52, 2^53], where
 * doubles are the integers, so the processor's own rounding (to nearest, ties to even, which
 * ECMAScript prescribes) does the work, and 2^52 is even, so that parity is kept; the subtraction
 * is exact. From 2^52 on a double is an integer already. The sign of zero is not kept.
 */
export function roundTiesToEven(x: number): number {
  if (x >= 0) return x < INTEGERS_FROM ? x + INTEGERS_FROM - INTEGERS_FROM : x;
  return x > -INTEGERS_FROM ? x - INTEGERS_FROM + INTEGERS_FROM : x;
}
