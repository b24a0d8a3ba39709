import { readPositive, type NumberLike } from './internal/noise-argument.ts';
import { createNoiseFront, type NoiseFront } from './internal/noise-front.ts';
import { preparedLaplace } from './internal/noise-cache.ts';

/**
 * Discrete Laplace noise from the platform's entropy: P(x) proportional to exp(-|x|/scale) on all integers.
 *
 * **Contract** The law is exact for every scale > 0, which is read as the rational of its shortest decimal (0.1 is one tenth; '1/3' and
 * `Rational` are taken as they are). `sample` gives a number for scales up to 2^45 and an exact bigint for larger ones: the scale alone
 * decides, never the value. `sampleBigInt` and `bigint[]` have no exception to the law. Numbers, `Float64Array`, `Int32Array` and
 * `BigInt64Array` serve scales up to 2^45, 2^45, 2^23 and 2^55, where a value fits but for a probability below exp(-255); one that does not
 * fit becomes the nearest one that does. Larger scales are refused by `fill` there: noise that is rounded before it is added is
 * another law, and no post-processing of the sum of data and noise. Noise alone protects nothing: add it to an integer of known
 * sensitivity. Proof: docs/proofs/discrete-laplace-sampler.md.
 *
 * **Shapes** `sample(scale) -> number | bigint`, `sampleBigInt(scale) -> bigint`, `fill(array[n], scale) -> the same array`.
 *
 * **Units** The scale is in the unit of the integers that the noise is added to.
 *
 * **Errors** `DiscreetError`: a scale that is no finite number > 0, an array of another kind, a scale too large for the array's type
 * (never because of the drawn value), an engine without `crypto.getRandomValues`.
 *
 * **Cost** Below 100 ns a number, about 200 ns a bigint above 2^45, about 10 ns an element of a long vector. What the time tells of the
 * value, measured: docs/threat-model.md.
 *
 * **Source** C. Canonne, G. Kamath, T. Steinke, 2020, The Discrete Gaussian for Differential Privacy, section 5.2,
 * https://arxiv.org/abs/2004.00010
 *
 * @example
 * import { discreteLaplace } from '@discreet/random';
 * Number.isInteger(discreteLaplace.sample(0.1)); // => true
 * typeof discreteLaplace.sample(1e15); // => 'bigint'
 * discreteLaplace.fill(new Float64Array(1000), 10).length; // => 1000
 */
export const discreteLaplace: NoiseFront<NumberLike> = /*@__PURE__*/ createNoiseFront({
  where: 'discreteLaplace',
  name: 'scale',
  read: (where, scale) => readPositive(where, 'scale', scale),
  prepare: preparedLaplace,
});
