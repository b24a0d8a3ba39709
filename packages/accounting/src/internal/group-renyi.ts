import { Interval, Rational } from '@discreet/numeric';
import type { DivergingCurve, RenyiCurve, RenyiPoint, RenyiTerm } from '../curve.ts';
import { lossOf } from './divergences.ts';
import { exactOf } from './exact-of.ts';
import { refineWithin } from './refine.ts';

const half = Rational.of(1n, 2n);
const two = Rational.of(2n);

/** The curve of a mechanism for groups of k. */
function groupedCurve(curve: DivergingCurve, k: Rational): DivergingCurve {
  switch (curve.kind) {
    case 'pure':
      return Object.freeze({ ...curve, epsilon: curve.epsilon.mul(k) });
    case 'zeroConcentrated':
      return Object.freeze({ ...curve, rho: curve.rho.mul(k.square()) });
    case 'gaussian':
      return Object.freeze({ ...curve, muSquared: curve.muSquared.mul(k.square()) });
    case 'laplace':
    case 'discreteLaplace':
      return Object.freeze({ ...curve, sensitivity: curve.sensitivity.mul(k) });
    case 'randomizedResponse': {
      // pure privacy, k times
      const { upper } = refineWithin(Infinity, (bits) =>
        lossOf(curve.truth, bits).mul(Interval.of(k, bits)),
      );
      return Object.freeze({ kind: 'pure', epsilon: exactOf(upper) });
    }
  }
}

/**
 * One doubling of the group: D_a(P | Q) <= (a - 1/2) / (a - 1) D_2a(P | M) + D_(2a - 1)(M | Q) for a dataset M half way. Orders up to 2 say nothing afterwards.
 *
 * Source: I. Mironov, 2017, Rényi differential privacy, proposition 11, https://arxiv.org/abs/1702.07476
 */
const doubled = (points: readonly RenyiPoint[]): readonly RenyiPoint[] =>
  points
    .filter(({ order }) => two.lessThan(order))
    .map(({ order, divergence }) => {
      const a = order.mul(half);
      const factor = a.sub(half).div(a.sub(Rational.one)).add(Rational.one);
      return Object.freeze({ order: a, divergence: divergence.mul(factor) });
    });

/** A Rényi curve for groups of k; `undefined` where no listed order is high enough. */
export function groupRenyi(curve: RenyiCurve, k: Rational): RenyiCurve | undefined {
  const terms: RenyiTerm[] = [];
  for (const term of curve.terms) {
    if (term.form === 'curve') {
      terms.push(Object.freeze({ ...term, curve: groupedCurve(term.curve, k) }));
      continue;
    }
    let points = term.points;
    for (let size = Rational.one; size.lessThan(k) && points.length > 0; size = size.mul(two))
      points = doubled(points);
    if (points.length === 0) return undefined;
    terms.push(Object.freeze({ ...term, points: Object.freeze(points) }));
  }
  return Object.freeze({ kind: 'renyi', terms: Object.freeze(terms) });
}
