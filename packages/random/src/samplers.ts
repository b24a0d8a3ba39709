/**
 * Samplers as functions of an entropy source. Only `measurements` and `testing` import this entry: with a source of one's own
 * choice the noise hides nothing.
 */
export { addNoise, type NoiseLaw } from './add-noise.ts';
export { bernoulli } from './bernoulli.ts';
export { bernoulliExp } from './bernoulli-exp.ts';
export {
  discreteGaussianVector,
  fillDiscreteGaussian,
  sampleDiscreteGaussian,
} from './discrete-gaussian-sampler.ts';
export {
  discreteLaplaceVector,
  fillDiscreteLaplace,
  sampleDiscreteLaplace,
} from './discrete-laplace-sampler.ts';
export { entropyFromWords, type EntropySource } from './entropy-source.ts';
export { geometric } from './geometric.ts';
export { type OnLargeAt } from './internal/envelope.ts';
export { flushEntropy, systemEntropy } from './system-entropy.ts';
export { uniformBelow, uniformBelowNumber } from './uniform-below.ts';
