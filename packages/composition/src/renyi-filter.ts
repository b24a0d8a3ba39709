import { type RenyiDivergence, renyiDivergence } from '@discreet/core';
import type { Amount } from './amounts.ts';
import type { FilterKernel } from './filter-kernel.ts';
import { atMost, capacityOf, differences, makeKernel, sums } from './internal/make-kernel.ts';
import { renyiOrder } from './internal/renyi-order.ts';

/** The capacity of `renyiFilter`. */
export interface RenyiCapacity {
  /** the order of the divergence, > 1; fixed when the filter is made */
  readonly order: Amount;
  /** the greatest Rényi divergence of that order */
  readonly epsilon: Amount;
}

/**
 * A privacy filter of Rényi differential privacy at one order: the divergences of all charges sum to at most the capacity.
 *
 * **Contract** For mechanisms chosen adaptively, parameters and all: if each is (order, epsilon_i)-RDP given what came before, all answers
 * together are (order, epsilon)-RDP. The order is fixed before the first charge; to choose it afterwards has no proof.
 * **Units** nats
 * **Errors** An order that is not > 1, an epsilon that is no finite number >= 0.
 * **Source** docs/proofs/privacy-filters.md; Feldman, Zrnic 2021, Individual privacy accounting via a Rényi filter, theorem 4.3,
 * https://arxiv.org/abs/2008.11193
 *
 * @example
 * import { renyiFilter } from '@discreet/composition';
 * renyiFilter({ order: 8, epsilon: 1.5 }).chargeNames; // => ['epsilon']
 */
export function renyiFilter(capacity: RenyiCapacity): FilterKernel<RenyiDivergence> {
  const where = 'renyiFilter';
  const names = ['epsilon'] as const;
  const cap = capacityOf(where, ['order', 'epsilon'], capacity);
  const order = renyiOrder(where, cap.order);
  return makeKernel({
    kind: 'renyi',
    measure: renyiDivergence,
    capacity: cap,
    chargeNames: names,
    spentNames: names,
    add: sums(names),
    within: atMost(names, cap),
    reading: (spent) => Object.freeze({ order, ...spent }),
    remaining: differences(names, cap),
  });
}
