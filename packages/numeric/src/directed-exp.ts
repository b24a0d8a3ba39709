import { roundDown, roundUp } from './internal/double-double.ts';
import { expScaled } from './internal/exp-double-double.ts';
import { timesPowerOfTwo } from './internal/power-of-two.ts';
import { nextDown, nextUp } from './directed-next.ts';

/** The last double whose exp is not over `Number.MAX_VALUE`: ln(MAX_VALUE) = 709.78271289338397309... */
const OVERFLOW = 709.782712893384;
/** exp of anything below is under 2^-1075; -1075 ln 2 = -745.1332191019412... */
const UNDERFLOW = -745.1332191019412;
/** 2^-54: closer to 0 than this, exp(x) lies between 1 and its neighbour on that side. */
const TINY = 5.551115123125783e-17;
/** The least exponent of a normal double, and how far above it a subnormal result is scaled. */
const NORMAL = -1021;

/**
 * `exp(x)`, rounded up.
 *
 * **Contract** For all doubles `x`, `exp(x) <= expUp(x)`, and `expUp(x)` is the smallest such double or, where exp(x) is within a relative 2^-96
 * below a double, the next one. Above ln(MAX_VALUE) it is Infinity; far below, 5e-324; `expUp(-Infinity)` is 0, `expUp(0)` is 1, and NaN gives NaN.
 * Engines disagree on `Math.exp`; this uses only + - * /. Proof: docs/proofs/directed-rounding.md.
 *
 * **Cost** Under a microsecond.
 *
 * **Source** Double-word arithmetic: M. Joldes, J.-M. Muller, V. Popescu, 2017, ACM TOMS 44(2), https://doi.org/10.1145/3121432
 *
 * @example
 * import { expDown, expUp } from '@discreet/numeric';
 * expUp(1); // => 2.7182818284590455
 * expDown(1); // => 2.718281828459045
 */
export function expUp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) < TINY) return x > 0 ? nextUp(1) : 1;
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return x === -Infinity ? 0 : Number.MIN_VALUE;
  const { exponent, significand } = expScaled(x);
  const bound = roundUp(significand);
  const scaled = timesPowerOfTwo(bound, exponent);
  // Among subnormals the scaling rounds; scaling back does not, and tells which way.
  return exponent < NORMAL && timesPowerOfTwo(scaled, -exponent) < bound ? nextUp(scaled) : scaled;
}

/**
 * `exp(x)`, rounded down.
 *
 * **Contract** For all doubles `x`, `expDown(x) <= exp(x)`, tight as `expUp` is. Above ln(MAX_VALUE) it is `Number.MAX_VALUE`, far below 0;
 * `expDown(Infinity)` is Infinity.
 *
 * @example
 * import { expDown } from '@discreet/numeric';
 * expDown(-1e6); // => 0
 */
export function expDown(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) < TINY) return x < 0 ? nextDown(1) : 1;
  if (x > OVERFLOW) return x === Infinity ? x : Number.MAX_VALUE;
  if (x < UNDERFLOW) return 0;
  const { exponent, significand } = expScaled(x);
  const bound = roundDown(significand);
  const scaled = timesPowerOfTwo(bound, exponent);
  return exponent < NORMAL && timesPowerOfTwo(scaled, -exponent) > bound
    ? nextDown(scaled)
    : scaled;
}
