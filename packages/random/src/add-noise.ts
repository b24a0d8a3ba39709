import type { Rational } from '@discreet/numeric';
import { discreteGaussianVector } from './discrete-gaussian-sampler.ts';
import { discreteLaplaceVector } from './discrete-laplace-sampler.ts';
import type { EntropySource } from './entropy-source.ts';

/** A law of noise on whole numbers, as data. */
export type NoiseLaw =
  | { readonly law: 'discreteLaplace'; readonly scale: Rational }
  | { readonly law: 'discreteGaussian'; readonly sigmaSquared: Rational };

/**
 * Adds independent noise to each whole number of an exact answer.
 *
 * **Contract** The result is counts + Z with Z_i independent, each exactly of the noise's law when the words of `entropy` are uniform and
 * independent. Reads nothing but its arguments.
 * **Cost** One draw a count.
 *
 * @example
 * import { Rational } from '@discreet/numeric';
 * import { addNoise, systemEntropy } from '@discreet/random/samplers';
 * addNoise({ law: 'discreteLaplace', scale: Rational.of(2n) }, [10n, 20n], systemEntropy).length; // => 2
 */
export function addNoise(
  noise: NoiseLaw,
  counts: readonly bigint[],
  entropy: EntropySource,
): readonly bigint[] {
  const drawn =
    noise.law === 'discreteLaplace'
      ? discreteLaplaceVector(counts.length, noise.scale, entropy)
      : discreteGaussianVector(counts.length, noise.sigmaSquared, entropy);
  // over the noise, not over the counts: a count without noise must not come out
  return drawn.map((z, i) => (counts[i] ?? 0n) + z);
}
