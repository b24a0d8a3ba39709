export { gaussian, type Gaussian, type GaussianOf, type GaussianParameters } from './gaussian.ts';
export { laplace, type Laplace, type LaplaceOf, type LaplaceParameters } from './laplace.ts';
