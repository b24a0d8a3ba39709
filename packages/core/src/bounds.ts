import type { DiscreetError } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import { proved } from './any-pipeline.ts';
import { decimalGrid } from './decimal-grid.ts';
import type { Bounds } from './parsed.ts';
import { readOptions } from './read-options.ts';

/** The options of `bounds`. */
export interface BoundsOptions {
  /** the grid's step: a power of ten of which both bounds are multiples */
  readonly resolution?: number;
}

/**
 * Two bounds that are known only at run time, checked; for `clamp`.
 *
 * **Contract** Right when both are finite, lower < upper, the resolution, if one is given, is a power of ten that divides both, and the
 * grid is no finer than 10^-308, with both bounds fewer than 2^1024 steps from 0. -0 counts as 0.
 * **Errors** Anything else, and options that are none, in a `Left`; it never throws.
 *
 * @example
 * bounds(0, 100)._tag; // => 'Right'
 * bounds(100, 0)._tag; // => 'Left'
 */
export function bounds(
  lower: number,
  upper: number,
  options?: BoundsOptions,
): E.Either<DiscreetError, Bounds> {
  const read = E.tryCatch(
    () => readOptions('bounds', options, ['resolution']).get('resolution'),
    (error) => proved<DiscreetError>(error),
  );
  if (E.isLeft(read)) return read;
  const resolution = read.right;
  const request = { lower, upper, resolution, given: undefined };
  return E.map(() =>
    proved<Bounds>(
      Object.freeze(
        Object.assign([lower + 0, upper + 0], resolution === undefined ? {} : { resolution }),
      ),
    ),
  )(decimalGrid('bounds', request));
}
