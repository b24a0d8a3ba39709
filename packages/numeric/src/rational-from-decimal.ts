import { none, some, type Option } from 'fp-ts/lib/Option.js';
import { Rational } from './rational.ts';

const MAX_EXPONENT = 5000;
const MAX_LENGTH = 10_000;
const DECIMAL = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;
const FRACTION = /^(-?[0-9]+)\/([0-9]+)$/;

/**
 * The rational that a written number means.
 *
 * **Contract** A number gives the rational of its shortest round-trip decimal, so the literal 0.1 is 1/10 exactly; a
 * string may be a decimal literal (`'0.1'`, `'1e-7'`, `'-3'`) or a fraction (`'1/3'`); a bigint is itself.
 * Every `toString` and `toJSON` of a `Rational` within the length limit is read back to the same value. -0 gives 0.
 * All else gives `none`: NaN, infinities, `''`, spaces, `'+1'`, `'.5'`, `'5.'`, `'1/0'`, a decimal exponent beyond 5000 in
 * absolute value, and strings of more than 10,000 characters (a short text must not make a huge number).
 *
 * **Cost** One parse of the digits.
 *
 * **Source** ECMA-262, section 6.1.6.1.20 (Number::toString gives the shortest decimal that reads back).
 *
 * @example
 * import { rationalFromDecimal } from '@discreet/numeric';
 * import { isNone, toUndefined } from 'fp-ts/lib/Option.js';
 * toUndefined(rationalFromDecimal(0.1))?.toString(); // => '1/10'
 * isNone(rationalFromDecimal('1/0')); // => true
 */
export function rationalFromDecimal(x: number | bigint | string): Option<Rational> {
  if (typeof x === 'bigint') return some(Rational.of(x));
  if (Number.isSafeInteger(x)) return some(Rational.of(BigInt(x)));
  // String(NaN) and String(Infinity) match neither form.
  const text = typeof x === 'number' ? String(x) : x;
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return none;
  const fraction = typeof x === 'number' ? null : FRACTION.exec(text);
  if (fraction !== null) {
    const denominator = BigInt(fraction[2] ?? '0');
    return denominator === 0n ? none : some(Rational.of(BigInt(fraction[1] ?? '0'), denominator));
  }
  const decimal = DECIMAL.exec(text);
  if (decimal === null) return none;
  const [, sign = '', whole = '', decimals = '', written = '0'] = decimal;
  const exponent = Number(written);
  if (Math.abs(exponent) > MAX_EXPONENT) return none;
  const digits = BigInt(whole + decimals);
  const signed = sign === '-' ? -digits : digits;
  const shift = exponent - decimals.length;
  return some(
    shift >= 0
      ? Rational.of(signed * 10n ** BigInt(shift))
      : Rational.of(signed, 10n ** BigInt(-shift)),
  );
}
