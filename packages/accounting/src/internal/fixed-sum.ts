import { Interval, Rational } from '@discreet/numeric';

/** Sums have this many bits after the point: below the least double even after 2^60 roundings. */
const PLACES = 1152n;
const UNIT = 1n << PLACES;

/** Bounds of a sum as multiples of 2^-1152: adding them is exact, so order and grouping cannot matter. */
export interface FixedSum {
  readonly low: bigint;
  readonly high: bigint;
}

export const emptySum: FixedSum = Object.freeze({ low: 0n, high: 0n });

const scaled = (x: Rational): readonly [numerator: bigint, denominator: bigint] => [
  x.numerator << PLACES,
  x.denominator,
];

const floorOf = (x: Rational): bigint => {
  const [top, bottom] = scaled(x);
  return top >= 0n ? top / bottom : -((-top + bottom - 1n) / bottom);
};

const ceilOf = (x: Rational): bigint => {
  const [top, bottom] = scaled(x);
  return top >= 0n ? (top + bottom - 1n) / bottom : -(-top / bottom);
};

/** The sum and `count` times a number between two others. */
export function plusTimes(sum: FixedSum, low: Rational, high: Rational, count: bigint): FixedSum {
  return {
    low: sum.low + floorOf(low) * count,
    high: sum.high + ceilOf(high) * count,
  };
}

/** The same for an interval; one that is too far out for exact ends is taken as it is. */
export function plusInterval(sum: FixedSum, value: Interval, count: bigint): FixedSum {
  const [low, high] = value.toRationals();
  return plusTimes(sum, low, high, count);
}

/** The sum as an interval. */
export function intervalOf({ low, high }: FixedSum, bits: number): Interval {
  return Interval.hull(
    Interval.of(Rational.of(low, UNIT), bits).lower(),
    Interval.of(Rational.of(high, UNIT), bits).upper(),
  );
}
