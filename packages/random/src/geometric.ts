import type { Rational } from '@discreet/numeric';
import type { EntropySource } from './entropy-source.ts';
import { checkPositive } from './internal/check-positive.ts';
import { GeometricDraw } from './internal/geometric-draw.ts';

/**
 * A geometric number of failures: P(G = k) = (1 - exp(-1/scale)) exp(-k/scale) for k = 0, 1, 2, ...
 *
 * **Contract** For every rational scale > 0 and every word width the law is exactly this one: P(G >= k) = exp(-k/scale).
 * Proof: docs/proofs/geometric.md.
 *
 * **Errors** `DiscreetError` where scale <= 0.
 *
 * **Cost** Two words, and two more where the scale is above 2^16; the time does not grow with the value.
 *
 * **Source** L. Devroye, 1986, Non-Uniform Random Variate Generation, chapter X.2, https://luc.devroye.org/rnbookindex.html
 *
 * @example
 * import { Rational } from '@discreet/numeric';
 * import { entropyFromWords, geometric } from '@discreet/random/samplers';
 * // floor(-10 ln(1/2))
 * geometric(Rational.of(10n), entropyFromWords(() => 0x80000000)); // => 6n
 */
export function geometric(scale: Rational, source: EntropySource): bigint {
  checkPositive('geometric', 'scale', scale);
  return new GeometricDraw(scale).sampleBigInt(source);
}
