import { Interval, Rational, rationalFromDouble } from '@discreet/numeric';

/** A function at a point, and its derivative over an interval around it. */
export interface Local {
  readonly value: Interval;
  readonly slope: (around: Interval) => Interval;
}

const power = (exponent: number): Rational => Rational.of(1n, 1n << BigInt(-exponent));

/** The number in the middle, as an interval of no width. */
export function middle(x: Interval): Interval {
  return x.lower().add(x.upper()).scale(-1).lower();
}

/** The interval of no width at a double, which must be finite. */
export function at(x: number, bits: number): Interval {
  const exact = rationalFromDouble(x);
  return Interval.of(exact._tag === 'Some' ? exact.value : Rational.zero, bits);
}

/**
 * Around the root x > 0 of a monotone function, narrow to 2^-60 or so; undefined where the precision or the guess is too poor.
 *
 * Newton's operator on intervals: if N = x - f(x) / f'(X) lies within X, then the root lies in N. So the one evaluation at x that a good guess needs is
 * also its proof.
 */
export function positiveRoot(
  guess: number,
  bits: number,
  local: (x: Interval) => Local,
): Interval | undefined {
  if (!(guess > 0) || !Number.isFinite(guess)) return undefined;
  const one = Interval.integer(1, bits);
  const around = (exponent: number): Interval => {
    const spread = Interval.of(power(exponent), bits);
    return Interval.hull(one.sub(spread), one.add(spread));
  };
  const narrow = one.add(Interval.of(power(-60), bits)).lower();
  let x = at(guess, bits);
  let spread = -32;
  for (let step = 0; step < 80; step += 1) {
    const { value, slope } = local(x);
    const range = x.mul(around(spread));
    const steep = slope(range);
    if (steep.sign() === undefined || steep.sign() === 0) {
      if (spread < -bits) return undefined;
      spread = 2 * spread;
      continue;
    }
    const next = x.sub(value.div(steep));
    const inside = range.lower().isAtMost(next.lower()) && next.upper().isAtMost(range.upper());
    if (inside && next.upper().isAtMost(next.lower().mul(narrow))) return next;
    const moved = middle(next);
    const quarter = x.scale(-2);
    const far = x.scale(2);
    x = moved.isAtMost(quarter) ? quarter : far.isAtMost(moved) ? far : moved;
    // what stays as wide at the same place will not get narrower
    if (inside && step > 6) return undefined;
    if (inside) spread = Math.max(2 * spread, 8 - bits);
  }
  return undefined;
}
