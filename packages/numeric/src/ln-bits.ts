import { DiscreetError } from './discreet-error.ts';
import { bitLength } from './internal/bit-length.ts';
import { checkPrecision } from './internal/check-precision.ts';
import { ln2Bits } from './internal/constant-bits.ts';

/**
 * Two integers around `2^precision * ln(numerator / denominator)`.
 *
 * **Contract** For all positive integers: `lower <= 2^precision ln(numerator/denominator) <= upper` and
 * `upper - lower <= 2`. ln 1 is exact; every other rational has an irrational logarithm, so the bounds are strict there.
 * Proof: docs/proofs/exp-ln-enclosures.md.
 *
 * **Errors** A numerator or denominator <= 0, or a precision that is no integer from 0 to 2^20.
 *
 * **Cost** About precision / 4.6 products of integers with `precision` bits.
 *
 * **Source** The series of the inverse hyperbolic tangent: NIST Digital Library of Mathematical Functions, section 4.6,
 * https://dlmf.nist.gov/4.6
 *
 * @example
 * import { lnBits } from '@discreet/numeric';
 * lnBits(2n, 1n, 10); // => [709n, 710n]
 * lnBits(1n, 2n, 10); // => [-710n, -709n]
 */
export function lnBits(
  numerator: bigint,
  denominator: bigint,
  precision: number,
): readonly [lower: bigint, upper: bigint] {
  checkPrecision('lnBits', precision);
  if (numerator <= 0n || denominator <= 0n) {
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'lnBits',
      rule: 'numerator and denominator must be > 0',
      received: `${numerator}/${denominator}`,
    });
  }
  if (numerator === denominator) return [0n, 0n];

  // numerator / denominator = 2^exponent * top / bottom with 2/3 < top / bottom <= 4/3.
  let exponent = bitLength(numerator) - bitLength(denominator);
  let top = numerator << BigInt(Math.max(0, -exponent));
  let bottom = denominator << BigInt(Math.max(0, exponent));
  if (3n * top > 4n * bottom) {
    exponent += 1;
    bottom *= 2n;
  } else if (3n * top <= 2n * bottom) {
    exponent -= 1;
    top *= 2n;
  }

  const guard = bitLength(BigInt(Math.abs(exponent))) + bitLength(BigInt(precision)) + 8;
  const width = precision + guard;
  const shift = BigInt(width);

  // ln(top/bottom) = 2 atanh(z), z = (top - bottom)/(top + bottom), -1/5 < z <= 1/7; the series in |z| has positive terms.
  const difference = top - bottom;
  const z = ((difference < 0n ? -difference : difference) << shift) / (top + bottom);
  const square = (z * z) >> shift;
  let power = z;
  let sum = 0n;
  let error = 3n;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n;
    error += 3n;
    power = (power * square) >> shift;
  }
  const logarithm = [2n * sum, 2n * (sum + error)] as const;

  const ln2 = ln2Bits(width);
  const k = BigInt(exponent);
  const low = (k < 0n ? k * ln2[1] : k * ln2[0]) + (difference < 0n ? -logarithm[1] : logarithm[0]);
  const high =
    (k < 0n ? k * ln2[0] : k * ln2[1]) + (difference < 0n ? -logarithm[0] : logarithm[1]);
  // The shift of a negative integer is a floor too.
  return [low >> BigInt(guard), (high >> BigInt(guard)) + 1n];
}
