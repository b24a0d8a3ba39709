import { Interval, Rational } from '@discreet/numeric';
import type { DivergingCurve, RenyiCurve, RenyiPoint, RenyiTerm } from '../curve.ts';
import * as guess from './guess.ts';
import { discreteLaplaceDivergence, laplaceDivergence } from './laplace.ts';
import { pureDivergence } from './pure.ts';
import type { Divergence } from './renyi.ts';

/** a divergence that grows by a constant a unit of the order */
const linear = (slope: Rational): Divergence => {
  const rough = slope.toNumber();
  return {
    at: (b) => Interval.of(slope, b.bits).mul(b.add(Interval.integer(1, b.bits))),
    about: (b) => rough * (b + 1),
    isConvex: true,
  };
};

const roughLoss = (epsilon: number, b: number): number =>
  epsilon + (guess.log1p(guess.exp(-(2 * b + 1) * epsilon)) - guess.log1p(guess.exp(-epsilon))) / b;

/** The loss of randomized response: ln(truth / (1 - truth)). */
export function lossOf(truth: Rational, bits: number): Interval {
  return Interval.of(truth.div(Rational.one.sub(truth)), bits).ln();
}

/** The divergence of one mechanism, at every order. */
export function divergenceOf(curve: DivergingCurve): Divergence {
  switch (curve.kind) {
    case 'zeroConcentrated':
      return linear(curve.rho);
    case 'gaussian':
      return linear(curve.muSquared.div(Rational.of(2n)));
    case 'pure': {
      const { epsilon } = curve;
      const rough = epsilon.toNumber();
      return {
        at: (b) => pureDivergence(Interval.of(epsilon, b.bits), b),
        about: (b) => roughLoss(rough, b),
        isConvex: true,
      };
    }
    case 'randomizedResponse': {
      const { truth } = curve;
      const rough = lossOf(truth, 64).toEnclosure().upper;
      return {
        at: (b) => pureDivergence(lossOf(truth, b.bits), b),
        about: (b) => roughLoss(rough, b),
        isConvex: true,
      };
    }
    case 'laplace': {
      const total = curve.sensitivity.div(curve.scale);
      const rough = total.toNumber();
      return {
        at: (b) => laplaceDivergence(Interval.of(total, b.bits), b),
        about: (b) =>
          rough + guess.log1p((b / (2 * b + 1)) * guess.expm1(-(2 * b + 1) * rough)) / b,
        isConvex: true,
      };
    }
    case 'discreteLaplace': {
      const { sensitivity, scale } = curve;
      const rough = sensitivity.div(scale).toNumber();
      const at = (b: Interval): Interval =>
        sensitivity.sign() === 0
          ? Interval.integer(0, b.bits)
          : discreteLaplaceDivergence(
              Interval.of(sensitivity, b.bits),
              Interval.of(scale, b.bits),
              b,
            );
      // that of randomized response is above it, and near it where steps are few
      return { at, about: (b) => roughLoss(rough, b), isConvex: true };
    }
  }
}

/** The listed bound at the least order that is not below the given one; undefined above the last. */
export function pointAt(points: readonly RenyiPoint[], order: Rational): RenyiPoint | undefined {
  return points.find((point) => order.lessThanOrEqual(point.order));
}

/** The sum of the terms that are known at every order, and the lists of those that are not. */
export function partsOf(curve: RenyiCurve): {
  readonly smooth: Divergence;
  readonly lists: readonly (readonly RenyiPoint[])[];
} {
  const terms = curve.terms.flatMap((term: RenyiTerm) =>
    term.form === 'curve' ? [{ count: term.count, part: divergenceOf(term.curve) }] : [],
  );
  const lists = curve.terms.flatMap((term) => (term.form === 'points' ? [term.points] : []));
  const smooth: Divergence = {
    at: (b) =>
      terms.reduce(
        (sum, { count, part }) => sum.add(Interval.of(count, b.bits).mul(part.at(b))),
        Interval.integer(0, b.bits),
      ),
    about: (b) => terms.reduce((sum, { count, part }) => sum + count.toNumber() * part.about(b), 0),
    isConvex: terms.every(({ part }) => part.isConvex),
  };
  return { smooth, lists };
}

/** The sum of all terms at one order, or undefined where a list ends below it. */
export function sumAt(curve: RenyiCurve, order: Rational, bits: number): Interval | undefined {
  const { smooth, lists } = partsOf(curve);
  let sum = smooth.at(Interval.of(order.sub(Rational.one), bits));
  for (const points of lists) {
    const found = pointAt(points, order);
    if (found === undefined) return undefined;
    sum = sum.add(Interval.of(found.divergence, bits));
  }
  return sum;
}
