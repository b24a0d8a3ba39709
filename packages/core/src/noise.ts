import type { Rational } from '@discreet/numeric';

/**
 * The noise of a measurement as data: an exact discrete law on the whole multiples of the answer's unit.
 *
 * `scale` and `sigmaSquared` are in that unit (and its square).
 */
export type Noise =
  | { readonly law: 'discreteLaplace'; readonly scale: Rational }
  | { readonly law: 'discreteGaussian'; readonly sigmaSquared: Rational };
