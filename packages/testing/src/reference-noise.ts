import { DiscreetError, type Noise, print } from '@discreet/core';
import laplace from '@stdlib/random-base-laplace';
import normal from '@stdlib/random-base-normal';

/**
 * **For tests and simulation only**: continuous Laplace or normal draws of the scale that a noise has, by samplers that are not ours.
 *
 * These are textbook formulas on doubles from a Mersenne twister: what they draw reveals what it is added to. They are the limit that
 * discrete noise of a large scale comes near to, drawn by code that shares nothing with the samplers that ship.
 *
 * **Contract** Each call gives the next draw, in steps of the noise. Equal seeds give equal draws.
 * **Errors** A seed that is no integer from 1 to 2^32 - 1.
 * **Source** `@stdlib/random-base-laplace` (inverse of the distribution function) and `@stdlib/random-base-normal` (improved ziggurat),
 * https://stdlib.io
 *
 * @example
 * import { Rational } from '@discreet/numeric';
 * import { referenceNoise } from '@discreet/testing/reference';
 * const draw = referenceNoise({ law: 'discreteLaplace', scale: Rational.of(5n) }, 1);
 * Number.isFinite(draw()); // => true
 */
export function referenceNoise(noise: Noise, seed: number): () => number {
  if (!Number.isInteger(seed) || seed < 1 || seed > 0xffffffff)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'referenceNoise',
      rule: 'seed must be an integer from 1 to 2^32 - 1',
      received: print(seed),
    });
  return noise.law === 'discreteLaplace'
    ? laplace.factory(0, noise.scale.toNumber(), { seed })
    : normal.factory(0, Math.sqrt(noise.sigmaSquared.toNumber()), { seed });
}
