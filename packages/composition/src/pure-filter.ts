import { type MaxDivergence, maxDivergence } from '@discreet/core';
import type { Amount } from './amounts.ts';
import type { FilterKernel } from './filter-kernel.ts';
import { atMost, capacityOf, differences, makeKernel, sums } from './internal/make-kernel.ts';

/** The capacity of `pureFilter`. */
export interface PureCapacity {
  readonly epsilon: Amount;
}

/**
 * A privacy filter of pure differential privacy: the epsilons of all charges sum to at most the capacity.
 *
 * **Contract** For mechanisms chosen adaptively, parameters and all: if each is epsilon_i-DP given what came before, all answers together are
 * epsilon-DP. Equality is taken; a capacity of 0 takes charges of 0 only.
 * **Units** nats
 * **Errors** A capacity that is no finite number >= 0.
 * **Source** docs/proofs/privacy-filters.md; Whitehouse, Ramdas, Rogers, Wu 2023, Fully-adaptive composition in differential privacy, section
 * 2, https://arxiv.org/abs/2203.05481
 *
 * @example
 * import { pureFilter } from '@discreet/composition';
 * const filter = pureFilter({ epsilon: 1 });
 * const charge = filter.parseCharge({ epsilon: 0.1 });
 * let spent = filter.nothing;
 * let taken = 0;
 * if (charge._tag === 'Right')
 *   for (let next = filter.decide(spent, charge.right); next._tag === 'Some'; next = filter.decide(spent, charge.right)) {
 *     spent = next.value;
 *     taken += 1;
 *   }
 * taken; // => 10
 */
export function pureFilter(capacity: PureCapacity): FilterKernel<MaxDivergence> {
  const names = ['epsilon'] as const;
  const cap = capacityOf('pureFilter', names, capacity);
  return makeKernel({
    kind: 'pure',
    measure: maxDivergence,
    capacity: cap,
    chargeNames: names,
    spentNames: names,
    add: sums(names),
    within: atMost(names, cap),
    reading: (spent) => spent,
    remaining: differences(names, cap),
  });
}
