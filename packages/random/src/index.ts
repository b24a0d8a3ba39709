export { discreteGaussian, type GaussianWidth } from './discrete-gaussian.ts';
export { discreteLaplace } from './discrete-laplace.ts';
export { type NoiseArray } from './internal/fill-array.ts';
export { type NumberLike } from './internal/noise-argument.ts';
export { type NoiseFront } from './internal/noise-front.ts';
export { flushEntropy } from './system-entropy.ts';
