import { lnBits, Rational } from '@discreet/numeric';

/** Two rationals around ln x for a rational x > 0, at most 2^(1 - bits) apart. */
export function lnBounds(x: Rational, bits: number): readonly [lower: Rational, upper: Rational] {
  const [lower, upper] = lnBits(x.numerator, x.denominator, bits);
  const unit = 1n << BigInt(bits);
  return [Rational.of(lower, unit), Rational.of(upper, unit)];
}
