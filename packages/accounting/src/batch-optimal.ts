import type { Enclosure } from '@discreet/numeric';
import { Rational } from '@discreet/numeric';
import type { BatchBound, BatchItem } from './batch-bound.ts';
import { fitsGrid, optimalOnGrid } from './internal/optimal-grid.ts';
import { optimalHomogeneous } from './internal/optimal-homogeneous.ts';
import { type Group, optimalByStates, stateCount } from './internal/optimal-states.ts';
import { productDelta, readBatch } from './internal/read-batch.ts';
import { refineWithin } from './internal/refine.ts';
import type { Parameter } from './parameter.ts';

/** so many outcomes are still told apart */
const mostStates = 1 << 13;

const epsilonOf = (groups: readonly Group[], slack: Rational): Enclosure => {
  const [first] = groups;
  if (first === undefined) return { lower: 0, upper: 0 };
  if (groups.length === 1) return optimalHomogeneous(first.epsilon, first.count, slack);
  if (stateCount(groups) <= mostStates) return optimalByStates(groups, slack);
  const total = groups
    .reduce(
      (sum, { epsilon, count }) => sum.add(epsilon.mul(Rational.of(BigInt(count)))),
      Rational.zero,
    )
    .toNumberUp();
  if (!fitsGrid(groups, slack)) return { lower: 0, upper: total };
  return {
    lower: optimalOnGrid(groups, slack, 'down'),
    upper: Math.min(optimalOnGrid(groups, slack, 'up'), total),
  };
};

/**
 * The least epsilon that a batch of pure and approximate guarantees has, whatever the mechanisms are: optimal composition.
 *
 * For equal epsilons by Kairouz, Oh and Viswanath, for any number of them. For different ones by Murtagh and Vadhan, exactly while no more than 2^13 outcomes differ; beyond that
 * the epsilons are moved up to a grid (#P-hard otherwise), up to 2^12 members. Beyond that too, the sum of all epsilons.
 *
 * **Contract** delta is 1 - (1 - slack) times all (1 - delta_i). Whatever mechanisms have the given guarantees, together they are (`epsilon.upper`, `delta.upper`)-DP; below
 * `epsilon.lower` some are not. A bound for a batch that is fixed beforehand, and no stop rule.
 * **Errors** As `batchClosedForms`.
 * **Cost** Milliseconds for equal epsilons, also for 10^5 of them; up to a second at 2^13 outcomes or on the grid.
 * **Source** docs/proofs/batch-composition.md; Kairouz, Oh, Viswanath 2015, The composition theorem for differential privacy, https://arxiv.org/abs/1311.0776; Murtagh, Vadhan
 * 2016, The complexity of computing the optimal composition of differential privacy, https://arxiv.org/abs/1507.03113
 *
 * @example
 * const { epsilon } = batchOptimal([{ curve: pureCurve({ epsilon: 0.1 }), count: 100 }], { slack: 1e-6 });
 * epsilon.upper.toFixed(3); // => '4.775'
 */
export function batchOptimal(
  items: readonly BatchItem[],
  at: { readonly slack: Parameter },
): BatchBound {
  const batch = readBatch('batchOptimal', items, at);
  return Object.freeze({
    kind: 'batchBound',
    theorem: 'optimal',
    epsilon: epsilonOf(batch.groups, batch.slack),
    delta: refineWithin(1, (bits) => productDelta(batch, bits)),
  });
}
