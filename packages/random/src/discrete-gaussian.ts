import { Rational } from '@discreet/numeric';
import { readPositive, type NumberLike } from './internal/noise-argument.ts';
import { createNoiseFront, type NoiseFront } from './internal/noise-front.ts';
import { preparedGaussian } from './internal/noise-cache.ts';

/** Sigma, or its square where sigma itself is not rational. */
export type GaussianWidth = NumberLike | { readonly sigmaSquared: NumberLike };

/**
 * Discrete Gaussian noise from the platform's entropy: P(x) proportional to exp(-x^2/(2 sigma^2)) on all integers.
 *
 * **Contract** The law is exact for every sigma > 0, or `{ sigmaSquared }`, read as the rational of its shortest decimal ('1/3' and
 * `Rational` are taken as they are). sigma^2 is the parameter of the law, not its variance. `sampleBigInt` and arrays of bigint have no
 * exception to it. `sample` gives a number, and `fill` writes to `Float64Array`, `Int32Array` or `BigInt64Array`, at sigmas for which the
 * value fits but for a probability below exp(-32000): 2^45, 2^45, 2^23, 2^55. A value that does not fit becomes the nearest one that does. Noise alone
 * protects nothing: add it to an integer of known sensitivity. Proof: docs/proofs/discrete-gaussian-sampler.md.
 *
 * **Shapes** `sample(sigma) -> number`, `sampleBigInt(sigma) -> bigint`, `fill(array[n], sigma) -> the same array`.
 *
 * **Units** Sigma is in the unit of the integers that the noise is added to.
 *
 * **Errors** `DiscreetError`: a sigma or sigmaSquared that is no finite number > 0, a sigma too large for the number or array type (never
 * because of the drawn value), an engine without `crypto.getRandomValues`.
 *
 * **Cost** Below 250 ns a number, about 10 ns an element of a long vector. The time does not depend on the value.
 *
 * **Source** C. Canonne, G. Kamath, T. Steinke, 2020, The Discrete Gaussian for Differential Privacy, Algorithm 3,
 * https://arxiv.org/abs/2004.00010
 *
 * @example
 * import { discreteGaussian } from '@discreet/random';
 * Number.isInteger(discreteGaussian.sample({ sigmaSquared: '1/3' })); // => true
 * typeof discreteGaussian.sampleBigInt(1e20); // => 'bigint'
 */
export const discreteGaussian: NoiseFront<GaussianWidth> = /*@__PURE__*/ createNoiseFront({
  where: 'discreteGaussian',
  name: 'sigma',
  read: readSigmaSquared,
  prepare: preparedGaussian,
});

function readSigmaSquared(where: string, width: GaussianWidth): Rational {
  if (typeof width === 'object' && !(width instanceof Rational)) {
    return readPositive(where, 'sigmaSquared', width.sigmaSquared);
  }
  const sigma = readPositive(where, 'sigma', width);
  return sigma.mul(sigma);
}
