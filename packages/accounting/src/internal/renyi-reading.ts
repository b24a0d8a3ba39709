import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import { bestOrder } from './best-order.ts';
import { exp, expm1, log1p } from './guess.ts';
import { expm1Below } from './narrow.ts';
import { epsilonAt, lnDeltaAt } from './renyi.ts';
import type { RenyiFunction } from './renyi-function.ts';

const BITS = 160;
const zero = Interval.integer(0, BITS);
const one = Interval.integer(1, BITS);
/** how far beside the best order the two others are that bound the least value from below */
const spreads = [Rational.of(1n, 8192n), Rational.of(1n, 256n), Rational.of(1n, 8n)] as const;
/** an order near 1, less 1: the least divergence */
const first = Rational.of(1n, 1n << 20n);

/** The least value of a convex function, from below: see `leastOf` in renyi.ts. Points are given by b; the function is convex in `t` of it. */
const belowLeast = (
  central: Interval,
  b: Rational,
  t: (b: Rational) => Rational,
  value: (b: Rational) => Interval,
): Interval | undefined => {
  for (const spread of spreads) {
    const sides = [Rational.one.sub(spread), Rational.one.add(spread)].map((x) => b.mul(x));
    const [near, far] = [sides[0] ?? b, sides[1] ?? b];
    const [below, above] = [value(near), value(far)];
    if (!central.isAtMost(below) || !central.isAtMost(above)) continue;
    const of = (x: Rational): Interval => Interval.of(x.abs(), BITS);
    const [left, right] = [of(t(b).sub(t(near))), of(t(far).sub(t(b)))];
    const fall = Interval.max(
      below.sub(central).mul(right).div(left),
      above.sub(central).mul(left).div(right),
    );
    return central.sub(fall.upper());
  }
  return undefined;
};

/** delta^2 >= 1 - e^-D: then epsilon is 0, by Bretagnolle and Huber. */
const isFree = (divergence: Interval, delta: Interval): boolean =>
  lostOf(divergence).isAtMost(delta.mul(delta).lower());

/** 1 - e^-D, for a divergence of any size */
const lostOf = (divergence: Interval): Interval =>
  expm1Below(Interval.min(divergence.negate(), zero)).negate();

const orderOf = (b: Rational): Rational => b.add(Rational.one);

const atZero: Enclosure = Object.freeze({ lower: 0, upper: 0 });

/** Around the least epsilon at delta, given as an interval in (0, 1), over all orders; or over some, and then only the upper end tells. */
export function readEpsilon(
  divergence: RenyiFunction,
  delta: Interval,
  orders?: readonly Rational[],
): Enclosure {
  const lnDelta = delta.ln();
  const rough = lnDelta.toEnclosure().upper;
  const loose = (b: number): number => divergence.about(b) - log1p(1 / b) - (log1p(b) + rough) / b;
  const lowest = orders?.reduce((a, b) => Rational.min(a, b));
  const nearOne = lowest === undefined ? first : lowest.sub(Rational.one);
  const mayBeFree = -expm1(-divergence.about(nearOne.toNumber())) <= exp(2 * rough) * 1.01;
  if (mayBeFree && isFree(divergence.at(orderOf(nearOne)), delta)) return atZero;
  const value = (b: Rational): Interval =>
    epsilonAt(divergence.at(orderOf(b)), Interval.of(b, BITS), lnDelta);
  const b = orders === undefined ? bestOrder(loose, divergence.isConvex) : bestOf(orders, loose);
  const central = value(b);
  // a loss that is bounded is never more than its bound, whatever delta
  const limit = orders === undefined ? divergence.limit : undefined;
  const least = limit === undefined ? central : Interval.min(central, limit);
  const { upper } = Interval.max(least, zero).toEnclosure();
  if (upper === 0) return atZero;
  const below =
    divergence.isConvex && orders === undefined
      ? // convex in 1/b: the perspective of a convex function of b
        belowLeast(central, b, (x) => x.inverse(), value)
      : undefined;
  return { lower: Math.min(Math.max(0, below?.toEnclosure().lower ?? 0), upper), upper };
}

const bestOf = (orders: readonly Rational[], loose: (b: number) => number): Rational => {
  const found = orders.map((order) => {
    const b = order.sub(Rational.one);
    const value = loose(b.toNumber());
    return { b, value: Number.isNaN(value) ? Infinity : value };
  });
  return found.reduce((x, y) => (y.value < x.value ? y : x)).b;
};

/** Around the least delta at epsilon >= 0, over all orders. */
export function readDelta(divergence: RenyiFunction, epsilon: Rational): Interval {
  const rough = epsilon.toNumber();
  const goal = Interval.of(epsilon, BITS);
  // a loss that is at most epsilon needs no delta
  if (divergence.limit?.isAtMost(goal)) return zero;
  const b = bestOrder(
    (x) => x * (divergence.about(x) - rough - log1p(1 / x)) - log1p(x),
    divergence.isConvex,
  );
  const value = (x: Rational): Interval =>
    lnDeltaAt(divergence.at(orderOf(x)), Interval.of(x, BITS), goal);
  const central = value(b);
  const lowest = divergence.isConvex ? belowLeast(central, b, (x) => x, value) : undefined;
  const power = (x: Interval): Interval => capped(Interval.min(x, zero)).exp();
  const least = divergence.at(orderOf(first));
  const total = lostOf(least).sqrt();
  const low = lowest === undefined ? zero : Interval.min(power(lowest), total);
  return Interval.hull(low.lower(), Interval.min(power(central), Interval.min(total, one)).upper());
}

const lowest = Interval.integer(-(2 ** 30), BITS);
/** e^x is no more than at x = -2^30 below that */
const capped = (x: Interval): Interval => (lowest.isBelow(x) ? x : Interval.max(x.upper(), lowest));
