import { addDown } from './directed-add.ts';
import { expDown, expUp } from './directed-exp.ts';
import { nextUp } from './directed-next.ts';
import {
  addDouble,
  roundDown,
  roundUp,
  scale,
  type DoubleDouble,
} from './internal/double-double.ts';
import { expm1Reduced, expScaled } from './internal/exp-double-double.ts';
import { timesPowerOfTwo } from './internal/power-of-two.ts';

/** 2^-54: below it x and x + x^2 have no double strictly between them. */
const TINY = 5.551115123125783e-17;
/** ln(2)/2, near enough. */
const REDUCED = 0.3465735902799726;
/** Below it exp(x) is under 2^-86, so the value lies between -1 and the next double. */
const LEAST = -60;
/** Above it exp(x) nears the end of the range; there the 1 is taken off after rounding. */
const MOST = 700;

/** `exp(x) - 1` for |x| >= 2^-54, -60 <= x <= 700, to a relative error of 80u^2. */
function expm1(x: number): DoubleDouble {
  if (Math.abs(x) <= REDUCED) return expm1Reduced({ hi: x, lo: 0 });
  const { exponent, significand } = expScaled(x);
  return addDouble(scale(significand, timesPowerOfTwo(1, exponent)), -1);
}

/**
 * `exp(x) - 1`, rounded up, without loss for small x.
 *
 * **Contract** For all doubles `x`, `exp(x) - 1 <= expm1Up(x)`, and it is the smallest such double or, where the value is within a relative
 * 2^-96 below a double, the next one; above 700 it may always be the next one. Zeros are returned as they are, `expm1Up(-Infinity)` is -1, overflow gives Infinity, and NaN
 * gives NaN. Proof: docs/proofs/directed-rounding.md.
 *
 * **Cost** Under a microsecond.
 *
 * **Source** As `expUp`.
 *
 * @example
 * import { expm1Down, expm1Up } from '@discreet/numeric';
 * expm1Up(1e-20) > 1e-20; // => true
 * expm1Down(1e-20); // => 1e-20
 */
export function expm1Up(x: number): number {
  if (Number.isNaN(x) || x === 0) return x;
  if (Math.abs(x) < TINY) return nextUp(x);
  if (x > MOST) return expUp(x);
  if (x < LEAST) return x === -Infinity ? -1 : nextUp(-1);
  return roundUp(expm1(x));
}

/**
 * `exp(x) - 1`, rounded down, without loss for small x.
 *
 * **Contract** For all doubles `x`, `expm1Down(x) <= exp(x) - 1`, tight as `expm1Up` is; overflow gives `Number.MAX_VALUE`, and Infinity gives
 * Infinity.
 *
 * @example
 * import { expm1Down } from '@discreet/numeric';
 * expm1Down(-1000); // => -1
 */
export function expm1Down(x: number): number {
  if (Number.isNaN(x) || x === 0) return x;
  if (Math.abs(x) < TINY) return x;
  if (x < LEAST) return -1;
  if (x > MOST) {
    const power = expDown(x);
    // MAX_VALUE and Infinity come from an x at which exp(x) - 1 is above MAX_VALUE as well.
    return power >= Number.MAX_VALUE ? power : addDown(power, -1);
  }
  return roundDown(expm1(x));
}
