import { type Enclosure, Interval, nextUp, Rational } from '@discreet/numeric';
import { exactOf } from '../exact-of.ts';

const BITS = 256;
const FAR = Rational.of(1n << 16n);

type Profile = (epsilon: Rational) => Enclosure;

/** The profile, which falls, at an epsilon that is known within an interval, times a factor >= 0. */
function scaled(factor: Interval, profile: Profile, epsilon: Interval): Enclosure {
  const [low, high] = epsilon.toRationals();
  const times = (x: number): Interval => factor.mul(Interval.of(exactOf(x), BITS));
  return {
    lower: Math.max(0, times(profile(Rational.max(high, Rational.zero)).lower).toEnclosure().lower),
    upper: times(profile(Rational.max(low, Rational.zero)).upper).toEnclosure().upper,
  };
}

/**
 * Around ln(1 + (z - 1)/q) for a z = e^epsilon that is too large to write out: epsilon - ln q, less at most -ln(1 - 1/z). There, for a rate that is not within e^-65536 of
 * 1, the order in which the record is added has nothing left.
 */
const farOut = (epsilon: Interval, q: Interval): Interval => {
  const most = epsilon.sub(q.ln());
  return Interval.hull(most.sub(Interval.integer(1, BITS).scale(-BITS)), most);
};

/**
 * The profile of a mechanism on a Poisson sample of a rate q in (0, 1), from its own, which is the same in both orders. With z = e^epsilon >= 1: where the record is
 * removed it is q h(1 + (z - 1)/q), where it is added (1 - z(1 - q)) h(zq / (1 - z(1 - q))), or 0 where z(1 - q) >= 1. Proof: docs/proofs/pld-mechanisms.md.
 */
export function sampledProfile(rate: Rational, profile: Profile): Profile {
  return (epsilon) => {
    const q = Interval.of(rate, BITS);
    const one = Interval.integer(1, BITS);
    const aim = Interval.of(epsilon, BITS);
    if (FAR.lessThan(epsilon)) return scaled(q, profile, farOut(aim, q));
    const removed = scaled(q, profile, epsilon.sign() === 0 ? aim : aim.expm1().div(q).log1p());
    const z = aim.exp();
    const rest = one.sub(z.mul(one.sub(q)));
    const sign = rest.sign();
    if (sign === -1 || sign === 0) return removed;
    if (sign === undefined)
      return { lower: removed.lower, upper: Math.max(removed.upper, rest.toEnclosure().upper) };
    const added = scaled(rest, profile, z.mul(q).div(rest).ln());
    return {
      lower: Math.max(removed.lower, added.lower),
      upper: Math.max(removed.upper, added.upper),
    };
  };
}

/**
 * The least epsilon of the same: where the record is removed, ln(1 + q (e^x - 1)) for the x at which the mechanism itself has delta / q. Undefined unless the
 * profile, which knows of the other order too, confirms it.
 */
export function sampledEpsilon(
  rate: Rational,
  profile: Profile,
  own: (delta: Rational) => Enclosure,
): (delta: Rational) => Enclosure | undefined {
  return (delta) => {
    const share = delta.div(rate);
    const inner = share.lessThan(Rational.one) ? own(share) : { lower: 0, upper: 0 };
    if (!(inner.upper < 1e6)) return undefined;
    const q = Interval.of(rate, BITS);
    const outer = (x: number): Enclosure =>
      x === 0
        ? { lower: 0, upper: 0 }
        : Interval.of(exactOf(x), BITS).expm1().mul(q).log1p().toEnclosure();
    const { lower } = outer(inner.lower);
    const { upper } = outer(inner.upper);
    const isEnough = exactOf(profile(exactOf(upper)).upper).lessThanOrEqual(delta);
    // one unit more is within what rounding needs
    if (isEnough) return { lower: Math.max(0, lower), upper };
    const next = nextUp(nextUp(upper));
    return exactOf(profile(exactOf(next)).upper).lessThanOrEqual(delta)
      ? { lower: Math.max(0, lower), upper: next }
      : undefined;
  };
}
