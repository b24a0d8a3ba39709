import {
  type Approximate,
  approximate,
  DiscreetError,
  type MaxDivergence,
  maxDivergence,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import type { Amount, Amounts } from './amounts.ts';
import type { FilterKernel } from './filter-kernel.ts';
import { lnBounds } from './internal/ln-bounds.ts';
import { amountOf, capacityOf, compact, makeKernel } from './internal/make-kernel.ts';
import { rootDown, rootUp } from './internal/roots.ts';

/** The capacity of `advancedFilter`: what all answers together are is (epsilon, deltaPrime + deltaDoublePrime)-DP. */
export interface AdvancedCapacity {
  readonly epsilon: Amount;
  /** the slack that buys the square root, > 0 and < 1 */
  readonly deltaPrime: Amount;
  /** what the deltas of all charges may sum to */
  readonly deltaDoublePrime: Amount;
}

const two = Rational.of(2n);
const most = 1 << 14;

/**
 * Whether 2 L S <= r^2 for certain, with L = ln(1 / deltaPrime), which is irrational: the two sides never meet, so enough bits tell them
 * apart. Where 2^14 of them do not, the answer is no.
 */
const certainlyBelow = (deltaPrime: Rational, sum: Rational, r: Rational): boolean => {
  if (sum.sign() === 0) return true;
  const bound = r.square().div(two.mul(sum));
  for (let bits = 64; bits <= most; bits *= 2) {
    const [lower, upper] = lnBounds(deltaPrime.inverse(), bits);
    if (upper.lessThanOrEqual(bound)) return true;
    if (bound.lessThan(lower)) return false;
  }
  return false;
};

/**
 * A privacy filter with the rate of advanced composition, for charges of (epsilon_i, delta_i)-DP.
 *
 * With S the sum of the squared epsilons, charges are taken while sqrt(2 ln(1/deltaPrime) S) + S/2 <= epsilon and the deltas sum to at most
 * deltaDoublePrime. Decided exactly: for r = epsilon - S/2 >= 0 the first is 2 ln(1/deltaPrime) S <= r^2, one logarithm against a rational.
 * (Without r >= 0 the square would lose the sign: at epsilon 1 one charge of 10 would pass.)
 *
 * **Contract** For mechanisms chosen adaptively, parameters and all: if each is (epsilon_i, delta_i)-DP given what came before, all answers
 * together are (epsilon, deltaPrime + deltaDoublePrime)-DP.
 * **Units** epsilon in nats, both deltas probabilities
 * **Errors** Amounts that are no finite numbers >= 0; a deltaPrime that is not > 0 and < 1.
 * **Source** docs/proofs/privacy-filters.md; Whitehouse, Ramdas, Rogers, Wu 2023, Fully-adaptive composition in differential privacy, theorem
 * 2, https://arxiv.org/abs/2203.05481
 *
 * @example
 * import { advancedFilter } from '@discreet/composition';
 * const filter = advancedFilter({ epsilon: 1, deltaPrime: 1e-6, deltaDoublePrime: 0 });
 * const charge = filter.parseCharge({ epsilon: 10, delta: 0 });
 * charge._tag === 'Right' && filter.decide(filter.nothing, charge.right)._tag; // => 'None'
 */
export function advancedFilter(
  capacity: AdvancedCapacity,
): FilterKernel<Approximate<MaxDivergence>> {
  const where = 'advancedFilter';
  const cap = capacityOf(where, ['epsilon', 'deltaPrime', 'deltaDoublePrime'], capacity);
  const { epsilon, deltaPrime, deltaDoublePrime } = cap;
  if (deltaPrime.sign() === 0 || !deltaPrime.lessThan(Rational.one))
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: 'deltaPrime must be > 0 and < 1',
      received: deltaPrime.toString().slice(0, 60),
    });
  const squares = (spent: Amounts): Rational => amountOf(spent, 'epsilonSquared');
  return makeKernel({
    kind: 'advanced',
    measure: approximate(maxDivergence),
    capacity: cap,
    chargeNames: ['epsilon', 'delta'],
    spentNames: ['epsilonSquared', 'delta'],
    add: (spent, charge) =>
      Object.freeze({
        epsilonSquared: compact(squares(spent).add(amountOf(charge, 'epsilon').square())),
        delta: compact(amountOf(spent, 'delta').add(amountOf(charge, 'delta'))),
      }),
    within: (spent) => {
      if (deltaDoublePrime.lessThan(amountOf(spent, 'delta'))) return false;
      const rest = epsilon.sub(squares(spent).div(two));
      return rest.sign() >= 0 && certainlyBelow(deltaPrime, squares(spent), rest);
    },
    reading: (spent) => {
      const sum = squares(spent);
      const [, slack] = lnBounds(deltaPrime.inverse(), 256);
      return Object.freeze({
        epsilon: rootUp(two.mul(slack).mul(sum)).add(sum.div(two)),
        deltaPrime,
        deltaDoublePrime: amountOf(spent, 'delta'),
      });
    },
    remaining: (spent) => {
      // sqrt(S) of the largest sum is sqrt(2 L + 2 epsilon) - sqrt(2 L): below it by a hair, so that the rule takes it
      const [, slack] = lnBounds(deltaPrime.inverse(), 256);
      const [base, whole] = [two.mul(slack), two.mul(slack.add(epsilon))];
      const root = Rational.max(Rational.zero, rootDown(whole).sub(rootUp(base)));
      const left = Rational.max(Rational.zero, root.square().sub(squares(spent)));
      const delta = Rational.max(Rational.zero, deltaDoublePrime.sub(amountOf(spent, 'delta')));
      return Object.freeze({ epsilon: rootDown(left), delta });
    },
  });
}
