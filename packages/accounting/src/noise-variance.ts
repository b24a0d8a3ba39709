import type { Enclosure } from '@discreet/numeric';
import { Rational } from '@discreet/numeric';
import type { DiscreteGaussianCurve, DiscreteLaplaceCurve, LaplaceCurve } from './curve.ts';
import { checkCurve } from './internal/curve-fields.ts';
import { discreteGaussianVariance } from './internal/discrete-gaussian.ts';
import { discreteLaplaceVariance } from './internal/laplace.ts';

/**
 * The variance of the noise that a curve stands for.
 *
 * **Contract** The variance lies between the ends. That of discrete Gaussian noise is a little below sigma^2, much below it for a sigma of less than 1.
 * **Cost** Some hundred microseconds.
 *
 * @example
 * noiseVariance(laplaceCurve({ sensitivity: 1, scale: 3 })); // => { lower: 18, upper: 18 }
 */
export function noiseVariance(
  curve: LaplaceCurve | DiscreteLaplaceCurve | DiscreteGaussianCurve,
): Enclosure {
  checkCurve('noiseVariance', curve);
  switch (curve.kind) {
    case 'laplace': {
      const exact = curve.scale.square().mul(Rational.of(2n));
      return { lower: exact.toNumberDown(), upper: exact.toNumberUp() };
    }
    case 'discreteLaplace':
      return discreteLaplaceVariance(curve.scale);
    case 'discreteGaussian':
      return discreteGaussianVariance(curve.sigmaSquared);
  }
}
