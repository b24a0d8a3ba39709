import { nextDown, nextUp } from './directed-next.ts';
import { sumError } from './internal/error-free.ts';

/**
 * The sum, rounded up.
 *
 * **Contract** For all finite `a`, `b` it is the smallest double at or above `a + b`; a sum above `Number.MAX_VALUE` gives
 * Infinity, one below `-Number.MAX_VALUE` gives `-Number.MAX_VALUE`. Infinities and NaN follow IEEE 754. The sign of a
 * zero result is that of `a + b`.
 *
 * **Cost** Tens of nanoseconds.
 *
 * **Source** S. Boldo, S. Graillat, J.-M. Muller, 2017, On the robustness of the 2Sum and Fast2Sum algorithms, ACM TOMS 44,
 * https://doi.org/10.1145/3054947
 *
 * @example
 * import { addDown, addUp } from '@discreet/numeric';
 * addUp(1, 1e-30) > 1; // => true
 * addDown(1, 1e-30); // => 1
 */
export function addUp(a: number, b: number): number {
  const sum = a + b;
  if (!Number.isFinite(sum)) {
    return sum === -Infinity && Number.isFinite(a) && Number.isFinite(b) ? -Number.MAX_VALUE : sum;
  }
  return sumError(a, b, sum) > 0 ? nextUp(sum) : sum;
}

/**
 * The sum, rounded down.
 *
 * **Contract** The largest double at or below `a + b` for all finite `a`, `b`; a sum above `Number.MAX_VALUE` gives
 * `Number.MAX_VALUE`, one below `-Number.MAX_VALUE` gives -Infinity. Otherwise as `addUp`.
 *
 * @example
 * import { addDown } from '@discreet/numeric';
 * addDown(1, -1e-30) < 1; // => true
 */
export function addDown(a: number, b: number): number {
  const sum = a + b;
  if (!Number.isFinite(sum)) {
    return sum === Infinity && Number.isFinite(a) && Number.isFinite(b) ? Number.MAX_VALUE : sum;
  }
  return sumError(a, b, sum) < 0 ? nextDown(sum) : sum;
}
