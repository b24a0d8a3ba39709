import type { Noise } from '@discreet/core';
import {
  discreteGaussianVector,
  discreteLaplaceVector,
  type EntropySource,
} from '@discreet/random/samplers';

/**
 * Adds independent noise to each whole number of an exact answer.
 *
 * **Contract** The result is counts + Z with Z_i independent, each exactly of the noise's law when the words of `entropy` are uniform and
 * independent. Reads nothing but its arguments.
 * **Cost** One draw a count.
 */
export function addNoise(
  noise: Noise,
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
