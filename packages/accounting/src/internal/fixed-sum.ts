import { Interval, Rational } from '@discreet/numeric';

/** Sums have this many bits after the point: below the least double even after 2^60 roundings. */
const PLACES = 1152n;
const ONE = Rational.of(1n << PLACES);

/** Bounds of a sum as multiples of 2^-1152: adding them is exact, so order and grouping cannot matter. */
export interface FixedSum {
  readonly low: bigint;
  readonly high: bigint;
}

export const emptySum: FixedSum = Object.freeze({ low: 0n, high: 0n });

/** The sum and `count` times a number >= 0. */
export function plusTimes(sum: FixedSum, x: Rational, count: bigint): FixedSum {
  const scaled = x.mul(ONE);
  const floor = scaled.floor();
  const ceil = scaled.isInteger() ? floor : floor + 1n;
  return { low: sum.low + floor * count, high: sum.high + ceil * count };
}

/** The sum as an interval. */
export function intervalOf({ low, high }: FixedSum, bits: number): Interval {
  const ends = low === high ? [low] : [low, high];
  const [first, last] = ends.map((end) => Interval.integer(end, bits).scale(-Number(PLACES)));
  const least = first ?? Interval.integer(0, bits);
  return last === undefined ? least : Interval.hull(least.lower(), last.upper());
}
