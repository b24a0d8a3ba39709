import type { Gate } from '@discreet/core';
import { Interval, Rational } from '@discreet/numeric';
import type {
  ApproximateCurve,
  Curve,
  DiscreteGaussianCurve,
  DiscreteLaplaceCurve,
  GaussianCurve,
  LaplaceCurve,
  PureCurve,
  RenyiCurve,
  ZeroConcentratedCurve,
} from './curve.ts';
import type { KindCheck } from './kind-check.ts';
import { exactOf } from './internal/exact-of.ts';
import { groupRenyi } from './internal/group-renyi.ts';
import { isCurve } from './internal/curve-fields.ts';
import { readParameter, refusal } from './internal/read-parameter.ts';
import { refineWithin } from './internal/refine.ts';
import type { Parameter } from './parameter.ts';

/** The guarantees that hold for groups in a form of the same kind. */
export type GroupedCurve =
  | PureCurve
  | ApproximateCurve
  | ZeroConcentratedCurve
  | RenyiCurve
  | GaussianCurve
  | LaplaceCurve
  | DiscreteLaplaceCurve
  | DiscreteGaussianCurve;

/** delta (e^(k epsilon) - 1) / (e^epsilon - 1), the sum of e^(i epsilon) delta for i < k, rounded up. */
const groupDelta = ({ epsilon, delta }: ApproximateCurve, size: Rational): Rational => {
  if (delta.sign() === 0) return delta;
  if (epsilon.sign() === 0) return delta.mul(size);
  const total = epsilon.mul(size);
  // e^x < 2^(2x), so a total beyond this has a delta of 1 and more
  if (Rational.of(1n << 20n).lessThan(total)) return Rational.one;
  const { upper } = refineWithin(Infinity, (bits) => {
    const [all, one] = [Interval.of(total, bits).expm1(), Interval.of(epsilon, bits).expm1()];
    return Interval.of(delta, bits).mul(all.div(one));
  });
  return upper < 1 ? exactOf(upper) : Rational.one;
};

/**
 * The guarantee for neighbours that differ in `size` units instead of one.
 *
 * Pure k epsilon; approximate (k epsilon, delta (e^(k epsilon) - 1)/(e^epsilon - 1)); zCDP k^2 rho; Gaussian k mu; for noise k times the sensitivity. A Rényi curve has its terms for the
 * group; a list of orders halves its orders with each doubling of the group, up to the next power of two, and keeps those above 1.
 *
 * **Contract** If the first guarantee holds for neighbours at distance 1, the second holds at distance `size`. Delta is rounded up, all else is exact.
 * **Errors** A size that is no whole number >= 1; a guarantee whose delta would reach 1, or whose listed orders are all too low, which says nothing; a kind that no theorem takes to groups, which does not
 * compile either.
 * **Source** Dwork, Roth 2014, The algorithmic foundations of differential privacy, section 2.3; Bun, Steinke 2016, proposition 1.9,
 * https://arxiv.org/abs/1605.02065; Dong, Roth, Su 2022, theorem 2.14, https://arxiv.org/abs/1905.02383; Mironov 2017, proposition 11, https://arxiv.org/abs/1702.07476;
 * docs/proofs/group-renyi.md
 *
 * @example
 * groupCurve(zeroConcentratedCurve({ rho: 0.1 }), 3).rho.toString(); // => '9/10'
 */
export function groupCurve<C extends Curve>(
  curve: Gate<C, KindCheck<C, GroupedCurve, 'has no form for groups that a theorem gives'>>,
  size: Parameter,
): C;
export function groupCurve(curve: unknown, size: Parameter): Curve {
  const where = 'groupCurve';
  if (!isCurve(curve)) throw refusal(where, 'the curve must be one that a constructor made', curve);
  const k = readParameter(where, 'size', size, 'a whole number >= 1');
  if (k.equals(Rational.one)) return curve;
  switch (curve.kind) {
    case 'pure':
      return Object.freeze({ ...curve, epsilon: curve.epsilon.mul(k) });
    case 'approximate': {
      const delta = groupDelta(curve, k);
      if (!delta.lessThan(Rational.one))
        throw refusal(where, 'the delta of the group must be < 1', size);
      return Object.freeze({ ...curve, epsilon: curve.epsilon.mul(k), delta });
    }
    case 'zeroConcentrated':
      return Object.freeze({ ...curve, rho: curve.rho.mul(k.square()) });
    case 'gaussian':
      return Object.freeze({ ...curve, muSquared: curve.muSquared.mul(k.square()) });
    case 'laplace':
    case 'discreteLaplace':
    case 'discreteGaussian':
      return Object.freeze({ ...curve, sensitivity: curve.sensitivity.mul(k) });
    case 'renyi': {
      const group = groupRenyi(curve, k);
      if (group === undefined)
        throw refusal(where, 'no listed order is high enough for a group of this size', size);
      return group;
    }
    default:
      throw refusal(where, 'no theorem takes this kind of curve to groups', curve.kind);
  }
}
