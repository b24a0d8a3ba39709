import { type ZeroConcentratedDivergence, zeroConcentratedDivergence } from '@discreet/core';
import type { Amount } from './amounts.ts';
import type { FilterKernel } from './filter-kernel.ts';
import { atMost, capacityOf, differences, makeKernel, sums } from './internal/make-kernel.ts';

/** The capacity of `zeroConcentratedFilter`. */
export interface ZeroConcentratedCapacity {
  readonly rho: Amount;
}

/**
 * A privacy filter of zero-concentrated differential privacy: the rhos of all charges sum to at most the capacity.
 *
 * **Contract** For mechanisms chosen adaptively, parameters and all: if each is rho_i-zCDP given what came before, all answers together are
 * rho-zCDP.
 * **Units** nats
 * **Errors** A capacity that is no finite number >= 0.
 * **Source** docs/proofs/privacy-filters.md; Feldman, Zrnic 2021, Individual privacy accounting via a Rényi filter, section 4,
 * https://arxiv.org/abs/2008.11193
 *
 * @example
 * import { zeroConcentratedFilter } from '@discreet/composition';
 * zeroConcentratedFilter({ rho: 0.5 }).capacity['rho']?.toString(); // => '1/2'
 */
export function zeroConcentratedFilter(
  capacity: ZeroConcentratedCapacity,
): FilterKernel<ZeroConcentratedDivergence> {
  const names = ['rho'] as const;
  const cap = capacityOf('zeroConcentratedFilter', names, capacity);
  return makeKernel({
    kind: 'zeroConcentrated',
    measure: zeroConcentratedDivergence,
    capacity: cap,
    chargeNames: names,
    spentNames: names,
    add: sums(names),
    within: atMost(names, cap),
    reading: (spent) => spent,
    remaining: differences(names, cap),
  });
}
