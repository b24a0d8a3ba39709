import { nextDown, nextUp } from './directed-next.ts';
import { inBand, productError } from './internal/error-free.ts';
import { exact } from './internal/exact-quotient.ts';

/** Whether the rounded product is the whole answer: NaN, an infinite operand, or a zero. */
function settled(a: number, b: number): boolean {
  return a === 0 || b === 0 || !Number.isFinite(a) || !Number.isFinite(b);
}

/**
 * The product, rounded up.
 *
 * **Contract** For all finite `a`, `b` it is the smallest double at or above `a * b`: a tiny positive product gives
 * 5e-324, one above `Number.MAX_VALUE` gives Infinity, one below `-Number.MAX_VALUE` gives `-Number.MAX_VALUE`. Zeros,
 * infinities and NaN follow IEEE 754. The sign of a zero result is unspecified.
 *
 * **Cost** Under 100 ns; microseconds where an operand or the product leaves 2^-960 .. 2^990 in size (exact integers decide there).
 *
 * **Source** T. J. Dekker, 1971, A floating-point technique for extending the available precision, Numerische Mathematik 18,
 * https://doi.org/10.1007/BF01397083
 *
 * @example
 * import { mulDown, mulUp } from '@discreet/numeric';
 * mulUp(0.1, 10) > 1; // => true
 * mulDown(0.1, 10); // => 1
 */
export function mulUp(a: number, b: number): number {
  const product = a * b;
  if (settled(a, b)) return product;
  if (!(inBand(a) && inBand(b) && inBand(product))) return exact(a).mul(exact(b)).toNumberUp();
  return productError(a, b, product) > 0 ? nextUp(product) : product;
}

/**
 * The product, rounded down.
 *
 * **Contract** The largest double at or below `a * b` for all finite `a`, `b`; otherwise as `mulUp`, mirrored.
 *
 * @example
 * import { mulDown } from '@discreet/numeric';
 * mulDown(1e200, 1e200) === Number.MAX_VALUE; // => true
 */
export function mulDown(a: number, b: number): number {
  const product = a * b;
  if (settled(a, b)) return product;
  if (!(inBand(a) && inBand(b) && inBand(product))) return exact(a).mul(exact(b)).toNumberDown();
  return productError(a, b, product) < 0 ? nextDown(product) : product;
}
