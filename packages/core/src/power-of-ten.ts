import { Rational } from '@discreet/numeric';

/**
 * 10^exponent, exactly.
 *
 * @example
 * powerOfTen(-2).toString(); // => '1/100'
 */
export function powerOfTen(exponent: number): Rational {
  const power = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? Rational.of(1n, power) : Rational.of(power);
}
