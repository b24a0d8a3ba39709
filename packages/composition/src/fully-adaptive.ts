import { proved, readOptions } from '@discreet/core';
import type { FilterKernel, FilterMeasure } from './filter-kernel.ts';
import { makeInteractive, spaceOf } from './internal/interactive.ts';
import { openKernel } from './internal/make-kernel.ts';
import type { PlanSource } from './plan.ts';
import type { Interactive } from './queryable.ts';

/** Where an interactive mechanism states its loss. */
export interface AtDistance {
  /** how many persons differ, 1 unless it is given */
  readonly distance?: number;
}

/**
 * A privacy filter over data: queries come one after another, each chosen, parameters and all, in full knowledge of all answers before it.
 *
 * **Contract** For all x, x' at the distance: all answers together keep what the filter states, whoever asks, in whatever order, and
 * whenever they stop. A query that does not fit is refused before data are touched, costs nothing, and the filter lives on.
 * **Errors** A filter that `pureFilter` and its like have not made is refused.
 * **Source** docs/proofs/composition.md, docs/proofs/privacy-filters.md
 *
 * @example
 * import { chain, count, fullyAdaptive, laplace, pureFilter, real, symmetricDistance, values } from 'discreet';
 * const ages = values(real, symmetricDistance());
 * const queryable = fullyAdaptive(ages, pureFilter({ epsilon: 1 })).invoke([31, 45, 62]);
 * await queryable.ask(chain(ages, count(), laplace({ epsilon: 0.25 })));
 * queryable.remaining()['epsilon']?.toString(); // => '3/4'
 */
export function fullyAdaptive<DI, MI, ME extends FilterMeasure>(
  source: PlanSource<DI, MI>,
  filter: FilterKernel<ME>,
  options?: AtDistance,
): Interactive<DI, MI, ME> {
  const where = 'fullyAdaptive';
  const distance = readOptions(where, options, ['distance']).get('distance');
  const space = spaceOf(source, where, distance);
  const kernel = openKernel(filter, where);
  return proved<Interactive<DI, MI, ME>>(makeInteractive(where, space, { kernel, limited: true }));
}
