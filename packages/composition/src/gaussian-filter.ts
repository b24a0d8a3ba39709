import { type GaussianDP, gaussianDP } from '@discreet/core';
import type { Amount } from './amounts.ts';
import type { FilterKernel } from './filter-kernel.ts';
import { amountOf, capacityOf, compact, makeKernel } from './internal/make-kernel.ts';
import { rootDown, rootUp } from './internal/roots.ts';
import { Rational } from '@discreet/numeric';

/** The capacity of `gaussianFilter`. */
export interface GaussianCapacity {
  readonly mu: Amount;
}

/**
 * A privacy filter of Gaussian differential privacy: the squares of the mus of all charges sum to at most the square of the capacity.
 *
 * **Contract** For mechanisms chosen adaptively, parameters and all: if each is mu_i-GDP given what came before, all answers together are
 * mu-GDP. The state is the exact sum of squares. A discrete Gaussian is not mu-GDP for any mu that its variance suggests: it is zCDP, and has no
 * place here.
 * **Units** mu is a ratio of sensitivity and noise
 * **Errors** A capacity that is no finite number >= 0.
 * **Source** docs/proofs/privacy-filters.md; Smith, Thakurta 2022, Fully adaptive composition for Gaussian differential privacy, theorem 1,
 * https://arxiv.org/abs/2210.17520
 *
 * @example
 * import { gaussianFilter } from '@discreet/composition';
 * const filter = gaussianFilter({ mu: 1 });
 * const [a, b] = [filter.parseCharge({ mu: 0.6 }), filter.parseCharge({ mu: 0.8 })];
 * a._tag === 'Right' && b._tag === 'Right' && filter.within(filter.add(filter.add(filter.nothing, a.right), b.right)); // => true
 */
export function gaussianFilter(capacity: GaussianCapacity): FilterKernel<GaussianDP> {
  const cap = capacityOf('gaussianFilter', ['mu'], capacity);
  const most = amountOf(cap, 'mu').square();
  return makeKernel({
    kind: 'gaussian',
    measure: gaussianDP,
    capacity: cap,
    chargeNames: ['mu'],
    spentNames: ['muSquared'],
    add: (spent, charge) =>
      Object.freeze({
        muSquared: compact(amountOf(spent, 'muSquared').add(amountOf(charge, 'mu').square())),
      }),
    within: (spent) => amountOf(spent, 'muSquared').lessThanOrEqual(most),
    reading: (spent) => Object.freeze({ mu: rootUp(amountOf(spent, 'muSquared')) }),
    remaining: (spent) => {
      const left = most.sub(amountOf(spent, 'muSquared'));
      return Object.freeze({ mu: rootDown(Rational.max(Rational.zero, left)) });
    },
  });
}
