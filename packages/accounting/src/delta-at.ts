import { type Enclosure, Rational } from '@discreet/numeric';
import type { Curve } from './curve.ts';
import { exactOf } from './internal/exact-of.ts';
import { discreteGaussianDelta } from './internal/discrete-gaussian.ts';
import { gaussianDelta } from './internal/gaussian.ts';
import { discreteLaplaceDelta, laplaceDelta } from './internal/laplace.ts';
import { pureDelta } from './internal/pure.ts';
import { randomizedResponseDelta } from './internal/randomized-response.ts';
import { checkCurve } from './internal/curve-fields.ts';
import { readFields, readParameter, refusal } from './internal/read-parameter.ts';
import { renyiCurveDelta } from './internal/renyi-curve.ts';
import { zeroConcentratedDelta } from './internal/zero-concentrated.ts';
import type { Parameter } from './parameter.ts';

/** failure + (1 - failure) rest */
const withFailure = (failure: Rational, rest: Enclosure): Enclosure => {
  if (failure.sign() === 0) return rest;
  const share = Rational.one.sub(failure);
  const total = (x: number): Rational => failure.add(share.mul(exactOf(x)));
  return { lower: total(rest.lower).toNumberDown(), upper: total(rest.upper).toNumberUp() };
};

/**
 * The delta of a guarantee at a given epsilon: its privacy profile.
 *
 * **Contract** The mechanism is (epsilon, `upper`)-DP. `lower` is below what the theorem gives in exact arithmetic. A value below 2^-1074 is between 0 and 2^-1074.
 * **Units** epsilon in nats
 * **Errors** An epsilon that is no finite number >= 0.
 * **Cost** Below a millisecond; a few for discrete Gaussian noise.
 * **Source** As `epsilonAt`.
 *
 * @example
 * const { lower, upper } = deltaAt(gaussianCurve({ sigma: 1, sensitivity: 1 }), { epsilon: 1 });
 * [lower > 0.126936737506, upper < 0.126936737507]; // => [true, true]
 */
export function deltaAt(curve: Curve, at: { readonly epsilon: Parameter }): Enclosure {
  const where = 'deltaAt';
  checkCurve(where, curve);
  const given = readFields(where, at)['epsilon'];
  const epsilon = readParameter(where, 'epsilon', given, 'a finite number >= 0');
  switch (curve.kind) {
    case 'pure':
      return pureDelta(curve.epsilon, epsilon);
    case 'approximate':
      return withFailure(curve.delta, pureDelta(curve.epsilon, epsilon));
    case 'zeroConcentrated':
      return zeroConcentratedDelta(curve.rho, epsilon);
    case 'approximateZeroConcentrated':
      return withFailure(curve.delta, zeroConcentratedDelta(curve.rho, epsilon));
    case 'renyi':
      return renyiCurveDelta(curve, epsilon);
    case 'gaussian':
      return gaussianDelta(curve.muSquared, epsilon);
    case 'laplace':
      return laplaceDelta(curve.sensitivity.div(curve.scale), epsilon);
    case 'discreteLaplace':
      return discreteLaplaceDelta(curve.sensitivity, curve.scale, epsilon);
    case 'discreteGaussian':
      return discreteGaussianDelta(curve.sensitivity, curve.sigmaSquared, epsilon);
    case 'randomizedResponse':
      return randomizedResponseDelta(curve.truth, epsilon);
    default:
      throw refusal(where, 'the curve must be one that a constructor made', curve);
  }
}
