import { nextDown, nextUp } from './directed-next.ts';
import { inBand, productError } from './internal/error-free.ts';
import { exact } from './internal/exact-quotient.ts';

/** Whether the rounded quotient is the whole answer: NaN, an infinite operand, a zero dividend or divisor. */
function settled(a: number, b: number): boolean {
  return a === 0 || b === 0 || !Number.isFinite(a) || !Number.isFinite(b);
}

/**
 * The sign of `a / b - quotient`, for `quotient` within a factor of two of `a / b` and all sizes in the band.
 * With p the rounded `quotient * b`, `a - p` is exact (Sterbenz), so the one subtraction left has the sign of the exact remainder.
 */
function remainderSign(a: number, b: number, quotient: number): number {
  const product = quotient * b;
  const remainder = a - product - productError(quotient, b, product);
  return b > 0 ? remainder : -remainder;
}

/**
 * The quotient, rounded up.
 *
 * **Contract** For all finite `a` and finite `b` other than 0 it is the smallest double at or above `a / b`, with underflow and overflow as
 * in `mulUp`. Division by zero, infinities and NaN follow IEEE 754: `divUp(1, 0)` is Infinity, `divUp(0, 0)` NaN.
 *
 * **Cost** Under 100 ns; microseconds where an operand or the quotient leaves 2^-960 .. 2^990 in size.
 *
 * **Source** As `mulUp`; the remainder: S. Boldo, J.-C. Filliatre, 2007, Formal verification of floating-point programs,
 * section 5, https://doi.org/10.1109/ARITH.2007.20
 *
 * @example
 * import { divDown, divUp } from '@discreet/numeric';
 * divUp(1, 3) > divDown(1, 3); // => true
 * divUp(1, 4); // => 0.25
 */
export function divUp(a: number, b: number): number {
  const quotient = a / b;
  if (settled(a, b)) return quotient;
  if (!(inBand(a) && inBand(b) && inBand(quotient))) return exact(a).div(exact(b)).toNumberUp();
  return remainderSign(a, b, quotient) > 0 ? nextUp(quotient) : quotient;
}

/**
 * The quotient, rounded down.
 *
 * **Contract** The largest double at or below `a / b` for all finite `a` and finite `b` other than 0; otherwise as `divUp`, mirrored:
 * `divDown(1, 0)` is Infinity as in IEEE 754.
 *
 * @example
 * import { divDown } from '@discreet/numeric';
 * divDown(5e-324, 2); // => 0
 */
export function divDown(a: number, b: number): number {
  const quotient = a / b;
  if (settled(a, b)) return quotient;
  if (!(inBand(a) && inBand(b) && inBand(quotient))) return exact(a).div(exact(b)).toNumberDown();
  return remainderSign(a, b, quotient) < 0 ? nextDown(quotient) : quotient;
}
