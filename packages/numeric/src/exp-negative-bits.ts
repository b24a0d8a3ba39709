import { DiscreetError } from './discreet-error.ts';
import { bitLength } from './internal/bit-length.ts';
import { checkPrecision } from './internal/check-precision.ts';

/**
 * Two integers around `2^precision * exp(-numerator / denominator)`.
 *
 * **Contract** For all `numerator >= 0`, `denominator > 0`: `lower <= 2^precision exp(-numerator/denominator) <= upper`,
 * `0 <= lower`, `upper <= 2^precision`, and `upper - lower <= 2`. Where `exp(-x) < 2^-(precision + 2)` follows from
 * an integer comparison, the result is `[0n, 1n]` at once, so huge arguments cost nothing. `exp(0)` is exact.
 * Proof: docs/proofs/exp-ln-enclosures.md.
 *
 * **Errors** A negative numerator, a denominator <= 0, or a precision that is no integer from 0 to 2^20.
 *
 * **Cost** About sqrt(precision) products of integers with `precision` bits: some microseconds at 64 to 128 bits.
 *
 * **Source** Argument halving and the alternating Taylor series: R. P. Brent, P. Zimmermann, 2010, Modern Computer
 * Arithmetic, section 4.3, https://members.loria.fr/PZimmermann/mca/pub226.html
 *
 * @example
 * import { expNegativeBits } from '@discreet/numeric';
 * expNegativeBits(1n, 1n, 10); // => [376n, 377n]
 * expNegativeBits(10n ** 30n, 1n, 10); // => [0n, 1n]
 */
export function expNegativeBits(
  numerator: bigint,
  denominator: bigint,
  precision: number,
): readonly [lower: bigint, upper: bigint] {
  checkPrecision('expNegativeBits', precision);
  if (numerator < 0n || denominator <= 0n) {
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'expNegativeBits',
      rule: 'numerator must be >= 0 and denominator > 0',
      received: `${numerator}/${denominator}`,
    });
  }
  const one = 1n << BigInt(precision);
  if (numerator === 0n) return [one, one];
  // ln 2 < 0.6931471806, so x >= 0.6931471806 (precision + 2) gives exp(-x) < 2^-(precision + 2).
  if (numerator * 10_000_000_000n >= denominator * BigInt(precision + 2) * 6_931_471_806n) {
    return [0n, 1n];
  }
  // 1 - x <= exp(-x) < 1, so a tiny x needs no series.
  if (numerator << BigInt(precision + 2) <= denominator) return [one - 1n, one];

  // exp(-x) = exp(-x / 2^halvings)^(2^halvings), with x / 2^halvings < 2^-small.
  const small = Math.max(6, Math.floor(Math.sqrt(precision)));
  const halvings = Math.max(0, bitLength(numerator / denominator) + small);
  // Each squaring at most doubles the width; the series starts with a width below 2^(guard - halvings - 2).
  const guard = halvings + bitLength(BigInt(precision)) + 12;
  const width = BigInt(precision + guard);
  const unit = 1n << width;
  const y = (numerator << width) / (denominator << BigInt(halvings));

  let term = unit;
  let sum = unit;
  let error = 2n;
  for (let k = 1n; term !== 0n; k += 1n) {
    // floor(floor(a) / k) = floor(a / k), so a term is low by less than 2 units, and only ever low.
    term = ((term * y) >> width) / k;
    sum += (k & 1n) === 1n ? -term : term;
    error += 2n;
  }
  let lower = sum - error;
  let upper = sum + error;
  for (let i = 0; i < halvings; i += 1) {
    lower = (lower * lower) >> width;
    upper = ((upper * upper) >> width) + 1n;
  }
  // upper < 2^width all along, so the upper end is at most 2^precision.
  return [lower >> BigInt(guard), (upper >> BigInt(guard)) + 1n];
}
