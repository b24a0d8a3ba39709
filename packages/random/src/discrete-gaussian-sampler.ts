import type { Rational } from '@discreet/numeric';
import type { EntropySource } from './entropy-source.ts';
import { checkPositive } from './internal/check-positive.ts';
import type { OnLargeAt } from './internal/envelope.ts';
import { preparedGaussian } from './internal/noise-cache.ts';

/**
 * One value of the discrete Gaussian law: P(x) proportional to exp(-x^2/(2 sigmaSquared)) on all integers.
 *
 * **Contract** For every rational sigmaSquared > 0 and every word width the law is exactly this one. Proof:
 * docs/proofs/discrete-gaussian-sampler.md.
 *
 * **Errors** `DiscreetError` where sigmaSquared <= 0.
 *
 * **Cost** Constant expected words; the time does not grow with |x|.
 *
 * **Source** C. Canonne, G. Kamath, T. Steinke, 2020, The Discrete Gaussian for Differential Privacy,
 * Algorithm 3, https://arxiv.org/abs/2004.00010
 *
 * @example
 * import { Rational } from '@discreet/numeric';
 * import { sampleDiscreteGaussian, systemEntropy } from '@discreet/random/samplers';
 * typeof sampleDiscreteGaussian(Rational.of(10n, 3n), systemEntropy); // => 'bigint'
 */
export function sampleDiscreteGaussian(sigmaSquared: Rational, source: EntropySource): bigint {
  checkPositive('sampleDiscreteGaussian', 'sigmaSquared', sigmaSquared);
  return preparedGaussian(sigmaSquared).sampleBigInt(source);
}

/**
 * Fills an array with independent values of the discrete Gaussian law.
 *
 * **Contract** Every element is the double nearest to a value of the exact law. Up to 2^53 in absolute value that is the value itself;
 * `onLarge` receives the index and the exact value of every other element. At sigmas up to 2^45 there is one with probability below
 * exp(-32000) an element. Arrays of 2048 and more elements at sigmas from 2^-10 to 2^45 read the source by blocks of 32-bit words; all
 * others, and sources of another width, go through the scalar path. Which it is depends on nothing but length, sigma and width.
 *
 * **Errors** `DiscreetError` where sigmaSquared <= 0.
 *
 * **Cost** About 10 ns an element by blocks; a table of some 40 KiB is built first and kept for the 16 latest parameters.
 *
 * **Shapes** `(out[n], sigmaSquared, source, onLarge?) -> void`, with `onLarge(index, exact)`.
 *
 * @example
 * import { Rational } from '@discreet/numeric';
 * import { fillDiscreteGaussian, systemEntropy } from '@discreet/random/samplers';
 * const out = new Float64Array(3000);
 * fillDiscreteGaussian(out, Rational.of(10n), systemEntropy);
 * out.every(Number.isInteger); // => true
 */
export function fillDiscreteGaussian(
  out: Float64Array,
  sigmaSquared: Rational,
  source: EntropySource,
  onLarge?: OnLargeAt,
): void {
  checkPositive('fillDiscreteGaussian', 'sigmaSquared', sigmaSquared);
  preparedGaussian(sigmaSquared).fill(out, source, onLarge);
}

/**
 * Independent values of the discrete Gaussian law as exact integers.
 *
 * **Contract** For every rational sigmaSquared > 0 each element has exactly the law of `sampleDiscreteGaussian`.
 *
 * **Errors** `DiscreetError` where sigmaSquared <= 0.
 *
 * **Shapes** `(n, sigmaSquared, source) -> bigint[n]`.
 *
 * **Cost** That of `fillDiscreteGaussian`, and 50 ns more an element for the integers.
 *
 * @example
 * import { Rational } from '@discreet/numeric';
 * import { discreteGaussianVector, systemEntropy } from '@discreet/random/samplers';
 * discreteGaussianVector(5, Rational.of(10n ** 40n), systemEntropy).length; // => 5
 */
export function discreteGaussianVector(
  length: number,
  sigmaSquared: Rational,
  source: EntropySource,
): bigint[] {
  checkPositive('discreteGaussianVector', 'sigmaSquared', sigmaSquared);
  return preparedGaussian(sigmaSquared).vector(length, source);
}
