import { DiscreetError } from './discreet-error.ts';
import { expNegativeBits } from './exp-negative-bits.ts';
import { checkPrecision } from './internal/check-precision.ts';
import { coarsen, multiplyBits } from './internal/fixed-point.ts';
import { scaledErfcBits } from './internal/scaled-erfc.ts';

const GUARD = 8;

/**
 * Two integers around `2^precision * erfc(sqrt(numerator / denominator))`.
 *
 * **Contract** For all `numerator >= 0`, `denominator > 0`: `lower <= 2^precision erfc(sqrt(x)) <= upper`, `0 <= lower`,
 * `upper <= 2^precision`, and `upper - lower <= 2`. With x = u^2/2 it is the chance that a standard normal variable is beyond +-u.
 * The precision is relative to 1: for b good bits of a far tail ask for b + 1.45 x + log2(x)/2. Where the value is
 * below 2^-(precision + 2) by an integer comparison, the result is `[0n, 1n]` at once. Proof: docs/proofs/exp-ln-enclosures.md.
 *
 * **Errors** As `expNegativeBits`.
 *
 * **Cost** Tens of microseconds at 128 bits.
 *
 * **Source** Series and continued fraction: NIST Digital Library of Mathematical Functions, sections 7.6 and 7.9,
 * https://dlmf.nist.gov/7
 *
 * @example
 * import { erfcBits } from '@discreet/numeric';
 * erfcBits(0n, 1n, 10); // => [1024n, 1024n]
 * erfcBits(1n, 2n, 10); // => [324n, 325n]
 */
export function erfcBits(
  numerator: bigint,
  denominator: bigint,
  precision: number,
): readonly [lower: bigint, upper: bigint] {
  checkPrecision('erfcBits', precision);
  if (numerator < 0n || denominator <= 0n) {
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'erfcBits',
      rule: 'numerator must be >= 0 and denominator > 0',
      received: `${numerator}/${denominator}`,
    });
  }
  const one = 1n << BigInt(precision);
  if (numerator === 0n) return [one, one];
  // erfc(sqrt(x)) <= exp(-x), so where that is out of sight this is too.
  if (expNegativeBits(numerator, denominator, precision)[1] <= 1n) return [0n, 1n];
  const width = precision + GUARD;
  const power = expNegativeBits(numerator, denominator, width);
  const product = multiplyBits(power, scaledErfcBits(2n * numerator, denominator, width), width);
  const [lower, upper] = coarsen(product, width, precision);
  return [lower < 0n ? 0n : lower, upper < one ? upper : one];
}
