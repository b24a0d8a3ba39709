// Powers of two are written out: engines compute `2 ** n` differently.
/** 2^-53 (1 + 2^-52): times a size, a little over half the spacing there, so that the sum rounds to the neighbour. */
const STEP = 1.1102230246251568e-16;
/** 2^-969: from here on, size * STEP is normal. */
const SMALL = 2.004168360008973e-292;
/** 2^-1021: below it all neighbours are 2^-1074 apart. */
const TINY = 4.450147717014403e-308;
/** 2^53 */
const SCALE = 9007199254740992;

/**
 * The smallest double above `x`.
 *
 * **Contract** For all finite `x` it is the next double upward; the next after `Number.MAX_VALUE` is Infinity, after
 * -5e-324 zero, after zero 5e-324. `nextUp(Infinity)` is Infinity, `nextUp(-Infinity)` is `-Number.MAX_VALUE`, and NaN gives NaN.
 *
 * **Cost** Three flops, no memory.
 *
 * **Source** S. M. Rump, P. Zimmermann, S. Boldo, G. Melquiond, 2009, Computing predecessor and successor in rounding to
 * nearest, BIT 49, https://doi.org/10.1007/s10543-009-0218-z
 *
 * @example
 * import { nextUp } from '@discreet/numeric';
 * nextUp(0); // => 5e-324
 * nextUp(1) - 1 === Number.EPSILON; // => true
 */
export function nextUp(x: number): number {
  const size = Math.abs(x);
  if (size >= SMALL) return x === -Infinity ? -Number.MAX_VALUE : x + size * STEP;
  if (size < TINY) return x + Number.MIN_VALUE;
  // Between, size * STEP would underflow: scale up, which is exact, and back.
  const scaled = x * SCALE;
  return (scaled + Math.abs(scaled) * STEP) / SCALE;
}

/**
 * The largest double below `x`.
 *
 * **Contract** `nextDown(x)` is `-nextUp(-x)` for all `x`, and never -0.
 *
 * @example
 * import { nextDown } from '@discreet/numeric';
 * nextDown(Infinity) === Number.MAX_VALUE; // => true
 */
export function nextDown(x: number): number {
  // Not a plain minus: the neighbour of 5e-324 is 0, not -0.
  return 0 - nextUp(-x);
}
