import type { Distance } from '@discreet/core';
import { Rational, rationalFromDecimal } from '@discreet/numeric';
import * as fc from 'fast-check';
import * as O from 'fp-ts/lib/Option.js';

const large: readonly bigint[] = [2n ** 31n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 64n, 10n ** 30n];

const wholes = fc.oneof(
  fc.constantFrom(0n, 1n, 2n, 3n, 5n, 10n, ...large),
  fc.bigInt({ min: 0n, max: 1000n }),
);

/** Whole distances, small ones and such as are no doubles. */
export const wholeDistances: fc.Arbitrary<Rational> = wholes.map((n) => Rational.of(n));

/** Distances that may be fractions. */
export const anyDistances: fc.Arbitrary<Rational> = fc
  .tuple(wholes, fc.constantFrom(1n, 2n, 3n, 7n, 10n, 1000n, 2n ** 60n, 10n ** 25n))
  .map(([top, bottom]) => Rational.of(top, bottom));

/** Amounts > 0 that add up without growing large. */
export const amounts: fc.Arbitrary<Rational> = fc
  .tuple(fc.bigInt({ min: 1n, max: 20n }), fc.constantFrom(1n, 2n, 3n, 7n, 10n, 100n, 10n ** 12n))
  .map(([top, bottom]) => Rational.of(top, bottom));

/** the decimal of a rational that has a finite one */
const decimalOf = (value: Rational): string | undefined => {
  let { denominator } = value;
  let places = 0;
  for (; denominator % 10n === 0n; denominator /= 10n) places += 1;
  for (const p of [2n, 5n]) for (; denominator % p === 0n; denominator /= p) places += 1;
  if (denominator !== 1n || places > 300) return undefined;
  const digits = value.mul(Rational.of(10n ** BigInt(places))).numerator;
  const text = digits.toString().padStart(places + 1, '0');
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
};

/** The ways to write one number >= 0; all must mean the same everywhere. */
export function spellings(value: Rational): readonly Distance[] {
  const { numerator, denominator } = value;
  const fraction = `${numerator}/${denominator}`;
  const unreduced = `${3n * numerator}/${3n * denominator}`;
  const decimal = decimalOf(value);
  const texts = decimal === undefined ? [] : [decimal, `${decimal}e0`, `0${decimal}`];
  const number = Number(decimal ?? 'NaN');
  const read = rationalFromDecimal(number);
  const asNumber = O.isSome(read) && read.value.equals(value) ? [number] : [];
  const asInteger = denominator === 1n ? [numerator, `${numerator}.0`] : [];
  const negativeZero = numerator === 0n ? [-0, '-0', '-0.0'] : [];
  const twice = Rational.of(2n * numerator, 2n * denominator);
  return [value, twice, fraction, unreduced, ...texts, ...asNumber, ...asInteger, ...negativeZero];
}

/** What is no distance and no loss. */
export const noNumbers: readonly unknown[] = [
  ...[NaN, Infinity, -Infinity, -1, -0.5, -Number.MIN_VALUE, -1n, '-1', '-1/2', '-1e-300'],
  ...[Rational.of(-1n), Rational.of(-1n, 3n), 'NaN', 'Infinity', '', ' ', ' 1', '1 ', '+1', '.5'],
  ...['1/0', '1/-2', '0x10', '1_000', '1e999999', 'one', undefined, null, true, [], [1], {}],
];

/** What is no whole distance. */
export const noWholeNumbers: readonly unknown[] = [
  0.5,
  1.5,
  1e-7,
  '1/2',
  '0.5',
  Rational.of(3n, 2n),
];
