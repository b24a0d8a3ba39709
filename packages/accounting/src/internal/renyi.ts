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
const [nearest, farthest] = [1e-12, 1e12];

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
    return least ?? Interval.hull(one.sub(one), Interval.max(value(b), one.sub(one)));
  });
}

function isFree(divergence: Divergence, delta: Rational, bits: number): boolean {
  const b = at(nearest, bits);
  const lost = divergence.at(b).negate().expm1().negate();
  return lost.isAtMost(Interval.of(delta.square(), bits));
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
    const least = divergence.isConvex ? leastOf(value, b) : undefined;
    const found = least ?? value(b);
    const power = expDown(found);
    const whole = divergence.at(at(nearest, bits));
    const cap = Interval.max(whole.negate().expm1().negate(), zero).sqrt();
    const bound = Interval.min(power, cap);
    return least === undefined ? Interval.hull(zero, bound) : bound;
  });
}

const expDown = (x: Interval): Interval => {
  const most = Interval.integer(0, x.bits);
  return expOf(Interval.min(x, most));
};
