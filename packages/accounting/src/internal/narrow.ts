import { Interval, Rational } from '@discreet/numeric';

/** How narrow an interval is to be, relative to its ends: 2^-60, well below a unit of a double. */
const NARROW = 60;
const FIRST_BITS = 128;
const LAST_BITS = 8192;

/** Whether the interval is at most 2^-bits of its lower end wide. */
export function isNarrow(x: Interval, bits: number = NARROW): boolean {
  const [low, high] = [x.lower(), x.upper()];
  if (low.sign() === 0) return high.sign() === 0;
  const least = low.sign() === -1 ? low.negate() : low;
  return high.sub(low).isAtMost(least.scale(-bits));
}

/**
 * A quantity to 60 bits and more, whatever cancels in its formula: computed with more and more bits until it is narrow.
 *
 * A quantity that stays wide is returned as it is at the last precision: wide, and right.
 */
export function narrow(compute: (bits: number) => Interval, bits: number = FIRST_BITS): Interval {
  const value = compute(bits);
  return bits >= LAST_BITS || isNarrow(value) ? value : narrow(compute, 2 * bits);
}

const FAR = Rational.of(-(1n << 30n));

/** e^x for x <= 0 of any size: below e^(-2^30) it is between 0 and that. */
export function expBelow(x: Interval): Interval {
  const far = Interval.of(FAR, x.bits);
  if (far.isBelow(x)) return x.exp();
  return Interval.hull(Interval.integer(0, x.bits), Interval.max(x.upper(), far).exp());
}

/** e^x - 1 for x <= 0 of any size. */
export function expm1Below(x: Interval): Interval {
  const far = Interval.of(FAR, x.bits);
  return far.isBelow(x) ? x.expm1() : expBelow(x).sub(Interval.integer(1, x.bits));
}
