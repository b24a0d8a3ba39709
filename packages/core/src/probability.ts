import type { DiscreetError } from '@discreet/numeric';
import type { Either } from 'fp-ts/lib/Either.js';
import { parseNumber } from './internal/parse-number.ts';
import type { Probability } from './parsed.ts';

/**
 * A probability strictly between 0 and 1 that is known only at run time, checked.
 *
 * **Contract** Right when 0 < x < 1.
 * **Errors** Anything else, text and bigints among it, in a `Left`; it never throws.
 *
 * @example
 * probability(0.05)._tag; // => 'Right'
 * probability(1)._tag; // => 'Left'
 */
export function probability(x: number): Either<DiscreetError, Probability> {
  return parseNumber('probability', 'x must be > 0 and < 1', x, (n) => n > 0 && n < 1);
}
