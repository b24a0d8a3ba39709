import { integerRoot, Rational } from '@discreet/numeric';

const bits = 128n;

/** the exact root where it is rational, else floor(sqrt(p q 4^128)) with x = p / q in lowest terms */
const parts = (x: Rational): { readonly exact: boolean; readonly root: bigint } => {
  const { numerator: p, denominator: q } = x;
  const root = integerRoot(p * q);
  return root * root === p * q
    ? { exact: true, root }
    : { exact: false, root: integerRoot((p * q) << (2n * bits)) };
};

/**
 * The root of a rational >= 0, rounded up to less than 2^-128 above it in relative terms, exact where it is rational.
 *
 * With x = p/q in lowest terms, sqrt(x) = sqrt(p q) / q. Where p q is a square that is exact. Else m = floor(sqrt(p q 4^128)) >= 2^128 has
 * m < sqrt(p q) 2^128 < m + 1, so (m + 1) / (q 2^128) is above the root, by a part of less than 2^-128.
 */
export function rootUp(x: Rational): Rational {
  const { exact, root } = parts(x);
  return exact ? Rational.of(root, x.denominator) : Rational.of(root + 1n, x.denominator << bits);
}

/** The root of a rational >= 0, rounded down by less than 2^-128 of it: m / (q 2^128) as above. */
export function rootDown(x: Rational): Rational {
  const { exact, root } = parts(x);
  return exact ? Rational.of(root, x.denominator) : Rational.of(root, x.denominator << bits);
}
