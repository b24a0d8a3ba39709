import {
  type Approximate,
  approximate,
  type ZeroConcentratedDivergence,
  zeroConcentratedDivergence,
} from '@discreet/core';
import type { Amount } from './amounts.ts';
import type { FilterKernel } from './filter-kernel.ts';
import { atMost, capacityOf, differences, makeKernel, sums } from './internal/make-kernel.ts';

/** The capacity of `approximateZeroConcentratedFilter`. */
export interface ApproximateZeroConcentratedCapacity {
  readonly rho: Amount;
  readonly delta: Amount;
}

/**
 * A privacy filter of delta-approximate zCDP: rhos and deltas each sum to at most the capacity.
 *
 * **Contract** For mechanisms chosen adaptively, parameters and all: if each is delta_i-approximately rho_i-zCDP given what came before, all
 * answers together are delta-approximately rho-zCDP. No theorem covers interactive children that are asked in turns, so they are sequential:
 * launching one retires the one before.
 * **Units** rho in nats, delta a probability
 * **Errors** A capacity that is no pair of finite numbers >= 0, the delta < 1.
 * **Source** docs/proofs/privacy-filters.md; Whitehouse, Ramdas, Rogers, Wu 2023, Fully-adaptive composition in differential privacy, theorem
 * 1, https://arxiv.org/abs/2203.05481
 *
 * @example
 * import { approximateZeroConcentratedFilter } from '@discreet/composition';
 * approximateZeroConcentratedFilter({ rho: 0.5, delta: 1e-9 }).concurrency; // => 'sequential'
 */
export function approximateZeroConcentratedFilter(
  capacity: ApproximateZeroConcentratedCapacity,
): FilterKernel<Approximate<ZeroConcentratedDivergence>> {
  const names = ['rho', 'delta'] as const;
  const cap = capacityOf('approximateZeroConcentratedFilter', names, capacity);
  return makeKernel({
    kind: 'approximateZeroConcentrated',
    measure: approximate(zeroConcentratedDivergence),
    capacity: cap,
    chargeNames: names,
    spentNames: names,
    add: sums(names),
    within: atMost(names, cap),
    reading: (spent) => spent,
    remaining: differences(names, cap),
  });
}
