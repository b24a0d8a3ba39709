import type { DiscreetError } from '@discreet/numeric';
import type { Either } from 'fp-ts/lib/Either.js';
import { parseNumber } from './internal/parse-number.ts';
import type { Size } from './parsed.ts';

/**
 * A whole number > 0 that is known only at run time, checked: a size or a number of contributions.
 *
 * **Contract** Right when x is a whole number from 1 to 2^53 - 1.
 * **Errors** Anything else, text and bigints among it, in a `Left`; it never throws.
 *
 * @example
 * size(1000)._tag; // => 'Right'
 * size(10.5)._tag; // => 'Left'
 */
export function size(x: number): Either<DiscreetError, Size> {
  return parseNumber(
    'size',
    'x must be a whole number from 1 to 2^53 - 1',
    x,
    (n) => Number.isSafeInteger(n) && n > 0,
  );
}
