import type { Noise } from '@discreet/core';
import { discreteGaussianLaw, discreteLaplaceLaw } from '@discreet/numeric';

/** The exact law of a noise: what accuracy is computed from. */
export function noiseLaw(
  noise: Noise,
): ReturnType<typeof discreteLaplaceLaw> | ReturnType<typeof discreteGaussianLaw> {
  return noise.law === 'discreteLaplace'
    ? discreteLaplaceLaw(noise.scale)
    : discreteGaussianLaw(noise.sigmaSquared);
}
