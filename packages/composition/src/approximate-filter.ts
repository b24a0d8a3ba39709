import { type Approximate, approximate, type MaxDivergence, maxDivergence } from '@discreet/core';
import type { Amount } from './amounts.ts';
import type { FilterKernel } from './filter-kernel.ts';
import { atMost, capacityOf, differences, makeKernel, sums } from './internal/make-kernel.ts';

/** The capacity of `approximateFilter`. */
export interface ApproximateCapacity {
  readonly epsilon: Amount;
  readonly delta: Amount;
}

/**
 * A privacy filter of approximate differential privacy by basic composition: epsilons and deltas each sum to at most the capacity.
 *
 * **Contract** For mechanisms chosen adaptively, parameters and all: if each is (epsilon_i, delta_i)-DP given what came before, all answers
 * together are (epsilon, delta)-DP.
 * **Units** epsilon in nats, delta a probability
 * **Errors** A capacity that is no pair of finite numbers >= 0, the delta < 1.
 * **Source** docs/proofs/privacy-filters.md; Rogers, Roth, Ullman, Vadhan 2016, Privacy odometers and filters, section 3,
 * https://arxiv.org/abs/1605.08294
 *
 * @example
 * import { approximateFilter } from '@discreet/composition';
 * approximateFilter({ epsilon: 1, delta: 1e-6 }).concurrency; // => 'concurrent'
 */
export function approximateFilter(
  capacity: ApproximateCapacity,
): FilterKernel<Approximate<MaxDivergence>> {
  const names = ['epsilon', 'delta'] as const;
  const cap = capacityOf('approximateFilter', names, capacity);
  return makeKernel({
    kind: 'approximate',
    measure: approximate(maxDivergence),
    capacity: cap,
    chargeNames: names,
    spentNames: names,
    add: sums(names),
    within: atMost(names, cap),
    reading: (spent) => spent,
    remaining: differences(names, cap),
  });
}
