import type { DiscreetError } from '@discreet/numeric';
import type { Either } from 'fp-ts/lib/Either.js';
import { parseNumber } from './internal/parse-number.ts';
import type { Positive } from './parsed.ts';

/**
 * A number > 0 that is known only at run time, checked.
 *
 * **Contract** Right when x is finite and > 0.
 * **Errors** Anything else, text and bigints among it, in a `Left`; it never throws.
 *
 * @example
 * positive(0.5)._tag; // => 'Right'
 * positive(-1)._tag; // => 'Left'
 */
export function positive(x: number): Either<DiscreetError, Positive> {
  return parseNumber(
    'positive',
    'x must be a finite number > 0',
    x,
    (n) => Number.isFinite(n) && n > 0,
  );
}
