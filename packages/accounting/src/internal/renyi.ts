import { type Enclosure, Interval, type Rational } from '@discreet/numeric';
import * as guess from './guess.ts';
import { at, middle } from './newton.ts';
import { expOf } from './normal.ts';
import { refineWithin } from './refine.ts';

/** A Rényi divergence as a function of the order, given as b = order - 1. */
export interface Divergence {
  /** around D at order 1 + b */
  readonly at: (b: Interval) => Interval;
  /** about the same, in doubles */
  readonly about: (b: number) => number;
  /** whether it is the divergence of a pair of laws, or a sum of such: then b D is convex, and a minimum can be bounded from below */
  readonly isConvex: boolean;
}

/** epsilon at order 1 + b: D + ln(1 - 1/(1+b)) - (ln(1 + b) + ln delta) / b. */
export function epsilonAt(divergence: Interval, b: Interval, lnDelta: Interval): Interval {
  const one = Interval.integer(1, b.bits);
  return divergence.sub(one.div(b).log1p()).sub(b.log1p().add(lnDelta).div(b));
}

/** ln delta at order 1 + b: b (D - epsilon - ln(1 + 1/b)) - ln(1 + b). */
export function lnDeltaAt(divergence: Interval, b: Interval, epsilon: Interval): Interval {
  const one = Interval.integer(1, b.bits);
  return divergence.sub(epsilon).sub(one.div(b).log1p()).mul(b).sub(b.log1p());
}

/** how far the two orders beside the best one are from it */
const apart = [-22, -16, -11, -7] as const;

/**
 * Around the least value of a convex function, from its values at three points a < m < b of which the middle one is the least. Right of m the chord
 * from a to m is below it, left of m that from b to m.
 */
function leastOf(f: (t: Interval) => Interval, m: Interval): Interval | undefined {
  const one = Interval.integer(1, m.bits);
  const central = f(m);
  for (const exponent of apart) {
    const spread = one.scale(exponent);
    const [low, high] = [one.sub(spread).mul(m).lower(), one.add(spread).mul(m).lower()];
    const [below, above] = [f(low), f(high)];
    if (!central.isAtMost(below) || !central.isAtMost(above)) continue;
    const right = below.sub(central).mul(high.sub(m)).div(m.sub(low));
    const left = above.sub(central).mul(m.sub(low)).div(high.sub(m));
    const most = Interval.max(left, right).upper();
    return Interval.hull(central.sub(most).lower(), central.upper());
  }
  return undefined;
}

/** the orders among which the best is looked for, less 1 */
const [nearest, farthest] = [1e-30, 1e30];
/** the order, less 1, at which a divergence stands for that of order 1 */
const first = 1e-9;

/**
 * Around the least epsilon where all great orders are about as good, as for a loss that is bounded; undefined where that is not so.
 *
 * With c a sixteenth of b: if epsilon at c is no less than at b, it is no less anywhere below c, by convexity in 1/b. From c on D is at least D at c, and the rest is at least
 * ln(c / (1 + c)) - (ln(1 + x) - L)/x, where with ln(1 + x) = L + s the last is at most s e^(-L-s) / (1 - delta) <= delta / (1 - delta).
 */
function atGreatOrders(
  divergence: Divergence,
  value: (b: Interval) => Interval,
  b: Interval,
  delta: Rational,
): Interval | undefined {
  const c = b.scale(-4);
  const most = value(b);
  if (!divergence.isConvex || !most.isAtMost(value(c))) return undefined;
  const one = Interval.integer(1, b.bits);
  const chance = Interval.of(delta, b.bits);
  const rest = one
    .div(c)
    .log1p()
    .add(chance.div(one.sub(chance)));
  return Interval.hull(divergence.at(c).sub(rest).lower(), most.upper());
}

/**
 * Around the least epsilon >= 0 over all orders, at delta in (0, 1). It is 0 where delta^2 >= 1 - e^-D (Bretagnolle and Huber: the
 * total variation is at most sqrt(1 - e^-KL), and KL <= D).
 */
export function renyiEpsilon(divergence: Divergence, delta: Rational): Enclosure {
  const lnDelta = Interval.of(delta, 64).ln().toEnclosure().upper;
  const order = guess.positiveMinimum(
    (b) => divergence.about(b) - guess.log1p(1 / b) - (guess.log1p(b) + lnDelta) / b,
    nearest,
    farthest,
  );
  return refineWithin(Infinity, (bits) => {
    if (isFree(divergence, delta, bits)) return Interval.integer(0, bits);
    const target = Interval.of(delta, bits).ln();
    const one = Interval.integer(1, bits);
    const value = (b: Interval): Interval => epsilonAt(divergence.at(b), b, target);
    const b = at(order, bits);
    // epsilon is convex in t = 1/b: the perspective of a convex function of b
    const least = divergence.isConvex
      ? leastOf((t) => value(one.div(t)), middle(one.div(b)))
      : undefined;
    const found = least ?? atGreatOrders(divergence, value, b, delta);
    return found ?? Interval.hull(one.sub(one), Interval.max(value(b), one.sub(one)));
  });
}

function isFree(divergence: Divergence, delta: Rational, bits: number): boolean {
  const b = at(first, bits + 64);
  const lost = divergence.at(b).negate().expm1().negate();
  return lost.isAtMost(Interval.of(delta.square(), bits));
}

/**
 * Around the least g = ln delta where it is had near order 1, as for a delta near 1; undefined where it is not.
 *
 * g is convex with g = 0 at 0. If g(h) <= g(2h), then g is least at 2h or before. Left of h it is above the line through its values at h and 2h, which at 0 is 2 g(h) - g(2h);
 * right of it above the line through 0 and its value at h, which at 2h is 2 g(h).
 */
function atFirstOrders(value: (b: Interval) => Interval, bits: number): Interval | undefined {
  const h = at(nearest, bits);
  const [near, far] = [value(h), value(h.scale(1))];
  if (!near.isAtMost(far)) return undefined;
  const least = Interval.min(near.scale(1), near.scale(1).sub(far));
  return Interval.hull(least.lower(), near.upper());
}

/** Around the least delta over all orders, at epsilon >= 0; never above sqrt(1 - e^-D). */
export function renyiDelta(divergence: Divergence, epsilon: Rational): Enclosure {
  const aim = epsilon.toNumber();
  const order = guess.positiveMinimum(
    (b) => b * (divergence.about(b) - aim - guess.log1p(1 / b)) - guess.log1p(b),
    nearest,
    farthest,
  );
  return refineWithin(1, (bits) => {
    const target = Interval.of(epsilon, bits);
    const zero = Interval.integer(0, bits);
    const value = (b: Interval): Interval => lnDeltaAt(divergence.at(b), b, target);
    const b = at(order, bits);
    const least = divergence.isConvex
      ? (leastOf(value, b) ?? atFirstOrders(value, bits))
      : undefined;
    const found = least ?? value(b);
    const power = expDown(found);
    const whole = divergence.at(at(first, bits + 64));
    const cap = Interval.max(whole.negate().expm1().negate(), zero).sqrt();
    const bound = Interval.min(power, cap);
    return least === undefined ? Interval.hull(zero, bound) : bound;
  });
}

const expDown = (x: Interval): Interval => {
  const most = Interval.integer(0, x.bits);
  return expOf(Interval.min(x, most));
};
