import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import type { RenyiCurve } from '../curve.ts';
import { partsOf, sumAt } from './divergences.ts';
import { expOf } from './normal.ts';
import { refineWithin } from './refine.ts';
import { epsilonAt, lnDeltaAt, renyiDelta, renyiEpsilon } from './renyi.ts';

/** The orders at which lists of points jump: between them nothing is gained. */
const listedOrders = (curve: RenyiCurve): readonly Rational[] => {
  const { lists } = partsOf(curve);
  const last = lists
    .map((points) => points[points.length - 1]?.order)
    .reduce((a, b) => (a === undefined || b === undefined ? undefined : Rational.min(a, b)));
  return lists
    .flat()
    .map(({ order }) => order)
    .filter((order) => last !== undefined && order.lessThanOrEqual(last));
};

/** around the least value over listed orders, at one precision */
const leastOver = (
  curve: RenyiCurve,
  bits: number,
  value: (divergence: Interval, b: Interval) => Interval,
): Interval | undefined => {
  let least: Interval | undefined;
  for (const order of listedOrders(curve)) {
    const divergence = sumAt(curve, order, bits);
    if (divergence === undefined) continue;
    const found = value(divergence, Interval.of(order.sub(Rational.one), bits));
    least = least === undefined ? found : Interval.min(least, found);
  }
  return least;
};

const lostOf = (divergence: Interval): Interval => divergence.negate().expm1().negate();

/** The least epsilon >= 0 at delta in (0, 1), over all orders; over the listed ones where there is a list. */
export function renyiCurveEpsilon(curve: RenyiCurve, delta: Rational): Enclosure {
  const { smooth, lists } = partsOf(curve);
  if (lists.length === 0) return renyiEpsilon(smooth, delta);
  return refineWithin(Infinity, (bits) => {
    const [lnDelta, zero] = [Interval.of(delta, bits).ln(), Interval.integer(0, bits)];
    const square = Interval.of(delta.square(), bits);
    const least = leastOver(curve, bits, (divergence, b) =>
      lostOf(divergence).isAtMost(square) ? zero : epsilonAt(divergence, b, lnDelta),
    );
    return least;
  });
}

/** The least delta at epsilon >= 0. */
export function renyiCurveDelta(curve: RenyiCurve, epsilon: Rational): Enclosure {
  const { smooth, lists } = partsOf(curve);
  if (lists.length === 0) return renyiDelta(smooth, epsilon);
  return refineWithin(1, (bits) => {
    const [loss, zero] = [Interval.of(epsilon, bits), Interval.integer(0, bits)];
    return leastOver(curve, bits, (divergence, b) =>
      Interval.min(
        expOf(Interval.min(lnDeltaAt(divergence, b, loss), zero)),
        Interval.max(lostOf(divergence), zero).sqrt(),
      ),
    );
  });
}
