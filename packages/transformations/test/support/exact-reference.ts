import { Rational, rationalFromDecimal, rationalFromDouble } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';

const exactly = (x: O.Option<Rational>): Rational => {
  if (O.isNone(x)) throw new RangeError('no finite number');
  return x.value;
};

/** The rational that a written number means. */
export const decimal = (x: number | string): Rational => exactly(rationalFromDecimal(x));

/** The rational that a double is. */
export const double = (x: number): Rational => exactly(rationalFromDouble(x));

/** The integer nearest to a rational, ties to even: by floor and comparison, with no trick of doubles. */
export function nearestEven(x: Rational): bigint {
  const floor = x.floor();
  const rest = x.sub(Rational.of(floor)).compare(Rational.of(1n, 2n));
  if (rest === 0) return floor % 2n === 0n ? floor : floor + 1n;
  return rest < 0 ? floor : floor + 1n;
}

/**
 * What one value contributes, in units of the grid 10^exponent: the documented function, computed on rationals. The product with 1 /
 * resolution is one multiplication of doubles.
 */
export function gridValue(x: number, lower: number, upper: number, exponent: number): bigint {
  const unit = decimal(`1e${exponent}`);
  const low = decimal(lower).div(unit).floor();
  const high = decimal(upper).div(unit).floor();
  const scaled = x * Number(`1e${-exponent}`);
  if (Number.isNaN(scaled) || scaled === -Infinity) return low;
  if (scaled === Infinity) return high;
  const nearest = nearestEven(double(scaled));
  return nearest < low ? low : nearest > high ? high : nearest;
}

/** The exact sum of clamped values as the nearest finite double. */
export function exactSum(
  data: Iterable<number>,
  lower: number,
  upper: number,
  exponent: number,
): number {
  let total = 0n;
  for (const x of data) total += gridValue(x, lower, upper, exponent);
  const nearest = Rational.of(total)
    .mul(decimal(`1e${exponent}`))
    .toNumber();
  return Number.isFinite(nearest) ? nearest : Math.sign(nearest) * Number.MAX_VALUE;
}

/** Doubles at every edge that has ever mattered. */
export const edgeDoubles: readonly number[] = [
  0,
  -0,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  1e-300,
  0.1,
  0.30000000000000004,
  0.5,
  1.5,
  2.5,
  -2.5,
  99.99999995,
  100,
  100.00000005,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 50,
  2 ** 51,
  2 ** 52 - 0.5,
  2 ** 52 + 1,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 53 + 2,
  -(2 ** 53),
  1e20,
  1e154,
  1e308,
  -1e308,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Infinity,
  -Infinity,
  NaN,
];
