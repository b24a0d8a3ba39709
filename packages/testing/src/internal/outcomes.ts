import type { Noise, ReleaseCall } from '@discreet/core';
import { addNoise, type EntropySource, uniformBelowNumber } from '@discreet/random/samplers';

/** whether every vector of whole numbers is a possible answer */
const everywhere = (noise: Noise): boolean => {
  switch (noise.law) {
    case 'discreteLaplace':
    case 'discreteGaussian':
      return true;
  }
};

/**
 * Chooses answers for the calls of a run: drawn as the noise says, near the exact ones, or far off to either side.
 *
 * A leak may show only where the answer is far out, as one that cuts answers at the true maximum does, and the noise alone would seldom go
 * there. Every choice has a probability above 0 under the noise, so what it shows may happen.
 */
export function chooseOutcomes(entropy: EntropySource): (call: ReleaseCall) => readonly bigint[] {
  const below = (n: number): number => uniformBelowNumber(n, entropy);
  const far = (): bigint => {
    const size = 10n ** BigInt(below(13)) * BigInt(1 + below(9));
    return below(2) === 0 ? size : -size;
  };
  return ({ noise, counts }) => {
    const how = everywhere(noise) ? below(4) : 0;
    if (how <= 1) return addNoise(noise, counts, entropy);
    return how === 2 ? counts.map((count) => count + BigInt(below(3) - 1)) : counts.map(far);
  };
}
