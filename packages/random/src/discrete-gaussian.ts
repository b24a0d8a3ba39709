import { Rational } from '@discreet/numeric';
import { readPositive, refusal, type NumberLike } from './internal/noise-argument.ts';
import { createNoiseFront, type NoiseFront } from './internal/noise-front.ts';
import { preparedGaussian } from './internal/noise-cache.ts';

/** Sigma, or its square where sigma itself is not rational. */
export type GaussianWidth = NumberLike | { readonly sigmaSquared: NumberLike };

/**
 * Discrete Gaussian noise from the platform's entropy: P(x) proportional to exp(-x^2/(2 sigma^2)) on all integers.
 *
 * **Contract** The law is exact for every sigma > 0, or `{ sigmaSquared }`, read as the rational of its shortest decimal ('1/3' and
 * `Rational` are taken as they are). sigma^2 is the parameter of the law, not its variance. `sample` gives a number for sigmas up to 2^45
 * and an exact bigint for larger ones: sigma alone decides, never the value. `sampleBigInt` and `bigint[]` have no exception to the law.
 * Numbers, `Float64Array`, `Int32Array` and `BigInt64Array` serve sigmas up to 2^45, 2^45, 2^23 and 2^55, where a value fits but for a
 * probability below exp(-32000); one that does not fit becomes the nearest one that does. Larger sigmas are refused by `fill` there:
 * noise that is rounded before it is added is another law, and no post-processing of the sum of data and noise. Noise alone protects nothing: add it to an integer of known sensitivity. Proof: docs/proofs/discrete-gaussian-sampler.md.
 *
 * **Shapes** `sample(sigma) -> number | bigint`, `sampleBigInt(sigma) -> bigint`, `fill(array[n], sigma) -> the same array`.
 *
 * **Units** Sigma is in the unit of the integers that the noise is added to.
 *
 * **Errors** `DiscreetError`: a sigma or sigmaSquared that is no finite number > 0, an object with other keys than
 * `sigmaSquared`, an array of another kind, a sigma too large for the array's type (never because of the drawn value), an engine without `crypto.getRandomValues`.
 *
 * **Cost** Below 250 ns a number, about 300 ns a bigint above 2^45, about 10 ns an element of a long vector. What the time tells of the
 * value, measured: docs/threat-model.md.
 *
 * **Source** C. Canonne, G. Kamath, T. Steinke, 2020, The Discrete Gaussian for Differential Privacy, Algorithm 3,
 * https://arxiv.org/abs/2004.00010
 *
 * @example
 * import { discreteGaussian } from '@discreet/random';
 * Number.isInteger(discreteGaussian.sample({ sigmaSquared: '1/3' })); // => true
 * typeof discreteGaussian.sample(1e15); // => 'bigint'
 */
export const discreteGaussian: NoiseFront<GaussianWidth> = /*@__PURE__*/ createNoiseFront({
  where: 'discreteGaussian',
  name: 'sigma',
  read: readSigmaSquared,
  prepare: preparedGaussian,
});

function readSigmaSquared(where: string, width: GaussianWidth): Rational {
  if (typeof width !== 'object' || isNull(width) || width instanceof Rational) {
    const sigma = readPositive(where, 'sigma', width);
    return sigma.mul(sigma);
  }
  const keys = Reflect.ownKeys(width);
  if (keys.length === 1 && keys[0] === 'sigmaSquared') {
    return readPositive(where, 'sigmaSquared', width.sigmaSquared);
  }
  const rule =
    'sigma must be a number, a bigint, a decimal, a fraction, a Rational or { sigmaSquared } and nothing else';
  const shown = keys.length === 0 ? '{}' : `{ ${keys.map(String).join(', ')} }`;
  throw refusal(where, rule, Array.isArray(width) ? 'an Array' : shown);
}

/** Without types null comes here too; `readPositive` names it. */
function isNull(value: unknown): value is null {
  return value === null;
}
