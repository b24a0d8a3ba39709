import { type AnyTransformation, distanceBetween, openTransformation } from '@discreet/core';
import type { CheckOptions, CheckReport } from './check-report.ts';
import { outputOf } from './internal/deliver.ts';
import { searchNeighbours } from './internal/search.ts';

/**
 * Searches for neighbouring datasets that refute a transformation's stability map.
 *
 * **Contract** A `violation` is a proof that the map is wrong: distances of input and output and the map's claim are exact. Without one
 * nothing is proved; `tightest` then says how close to its claim the map was brought, and a ratio of 1 proves that it cannot be smaller.
 * An exception counts as a violation. So does an answer that depends on the order of rows, or on the way in which they arrive: as an
 * array, a typed array, an iterable or in parts that are merged.
 * **Errors** It throws for options that are none, never because of what it finds.
 * **Cost** Two passes over some ten rows for every pair, and one pass over a dataset of more than one batch.
 *
 * @example
 * import { chain, clamp, real, sum, symmetricDistance, values } from 'discreet';
 * import { checkStability } from '@discreet/testing';
 * const total = chain(values(real, symmetricDistance()), clamp(-5, 100), sum());
 * checkStability(total).holds; // => true
 */
export function checkStability(
  transformation: AnyTransformation,
  options: CheckOptions = {},
): CheckReport {
  const open = openTransformation(transformation, 'checkStability');
  return searchNeighbours(open, options, 'checkStability', ({ x, y, distance }, delivery) => ({
    claimed: open.map(distance),
    reached: distanceBetween(
      open.outputMetric,
      outputOf(open, x, 'array'),
      outputOf(open, y, delivery),
    ),
  }));
}
