import { integerRoot, Rational } from '@discreet/numeric';

const bits = 128n;

/**
 * The root of a rational >= 0, rounded up to less than 2^-128 above it in relative terms, exact where it is rational.
 *
 * With x = p/q in lowest terms, sqrt(x) = sqrt(p q) / q. Where p q is a square that is exact. Else m = floor(sqrt(p q 4^128)) >= 2^128 has
 * m < sqrt(p q) 2^128 < m + 1, so (m + 1) / (q 2^128) is above the root, by a part of less than 2^-128.
 */
export function rootUp(x: Rational): Rational {
  const { numerator: p, denominator: q } = x;
  const exact = integerRoot(p * q);
  if (exact * exact === p * q) return Rational.of(exact, q);
  const scaled = integerRoot((p * q) << (2n * bits));
  return Rational.of(scaled + 1n, q << bits);
}
