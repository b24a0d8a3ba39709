import { Decimal } from 'decimal.js';
import { toUndefined } from 'fp-ts/lib/Option.js';
import { nextUp, rationalFromDouble } from '../../src/index.ts';
import type { Rational } from '../../src/index.ts';

/** 60 digits, nearest, with an exponent range that holds every double's exponential. */
export const Decimal60: typeof Decimal = Decimal.clone({
  precision: 60,
  rounding: Decimal.ROUND_HALF_EVEN,
  minE: -9e15,
  maxE: 9e15,
  defaults: true,
});

/** 150 digits, for sums such as 1 + x that would lose a tiny x. */
export const Decimal150: typeof Decimal = Decimal60.clone({ precision: 150 });

/** The exact rational of a finite double. */
export function exactly(x: number): Rational {
  const value = toUndefined(rationalFromDouble(x));
  if (value === undefined) throw new Error(`not finite: ${x}`);
  return value;
}

/** A rational to the digits of the given clone: never through the shortest decimal of a double. */
export function toDecimal(value: Rational, type: typeof Decimal = Decimal60): Decimal {
  return new type(value.numerator.toString()).div(new type(value.denominator.toString()));
}

/** A double to the digits of the given clone. */
export function doubleToDecimal(x: number, type: typeof Decimal = Decimal60): Decimal {
  return toDecimal(exactly(x), type);
}

/** Whether `lower <= truth <= upper`, for doubles that may be infinite. */
export function encloses(lower: number, truth: Decimal, upper: number): boolean {
  const below = lower === -Infinity || doubleToDecimal(lower, Decimal150).lte(truth);
  return below && (upper === Infinity || doubleToDecimal(upper, Decimal150).gte(truth));
}

/**
 * Whether the two bounds are neighbours; or have one double between them, which the truth meets within a relative 2^-96: the price of
 * deciding with 98 bits.
 */
export function isTight(lower: number, truth: Decimal, upper: number): boolean {
  const middle = nextUp(lower);
  if (upper === middle) return true;
  if (upper !== nextUp(middle) || middle === 0) return false;
  const value = doubleToDecimal(middle, Decimal150);
  return value
    .minus(truth)
    .abs()
    .lt(value.abs().times(new Decimal150(2).pow(-96)));
}
