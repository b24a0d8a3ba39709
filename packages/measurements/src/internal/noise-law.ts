import type { Noise } from '@discreet/core';
import { discreteGaussianLaw, type DiscreteLaw, discreteLaplaceLaw } from '@discreet/numeric';

/** The exact law of a noise: what accuracy is computed from. */
export function noiseLaw(noise: Noise): DiscreteLaw {
  return noise.law === 'discreteLaplace'
    ? discreteLaplaceLaw(noise.scale)
    : discreteGaussianLaw(noise.sigmaSquared);
}
