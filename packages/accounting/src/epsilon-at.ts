import { type Enclosure, Rational } from '@discreet/numeric';
import type { Curve } from './curve.ts';
import { lossOf } from './internal/divergences.ts';
import { discreteGaussianEpsilon } from './internal/discrete-gaussian.ts';
import { gaussianEpsilon } from './internal/gaussian.ts';
import { discreteLaplaceEpsilon, laplaceEpsilon } from './internal/laplace.ts';
import { pureEpsilon } from './internal/pure.ts';
import { checkCurve } from './internal/curve-fields.ts';
import { readFields, readParameter, refusal } from './internal/read-parameter.ts';
import { randomizedResponseEpsilon } from './internal/randomized-response.ts';
import { refineWithin } from './internal/refine.ts';
import { renyiCurveEpsilon } from './internal/renyi-curve.ts';
import { zeroConcentratedEpsilon } from './internal/zero-concentrated.ts';
import type { Parameter } from './parameter.ts';

/** What is left of delta beside a failure of probability `failure`: (delta - failure) / (1 - failure). */
const restOf = (delta: Rational, failure: Rational): Rational =>
  delta.sub(failure).div(Rational.one.sub(failure));

const never: Enclosure = Object.freeze({ lower: Infinity, upper: Infinity });

/**
 * The epsilon of a guarantee at a given delta.
 *
 * By the tightest theorem for its kind: the exact profile of Gaussian, Laplace, discrete Laplace and discrete Gaussian noise and of randomized response; the worst profile
 * that pure and approximate privacy allow; corollary 13 of Canonne, Kamath and Steinke for zCDP, with the order optimised continuously; for Rényi curves their
 * proposition 12, and epsilon 0 where delta^2 >= 1 - e^-D.
 *
 * **Contract** The mechanism is (`upper`, delta)-DP. `lower` is below what the theorem gives in exact arithmetic, so the two show what rounding costs. Both are Infinity
 * where no finite epsilon is known: at delta 0 for noise whose loss is not bounded, below the delta of an approximate guarantee.
 * **Units** epsilon in nats
 * **Errors** A delta outside [0, 1).
 * **Cost** Below a millisecond, but for discrete noise at a given delta, which is searched for.
 * **Source** docs/proofs/gaussian-profile.md, zcdp-to-approximate.md, renyi-to-approximate.md, noise-curves.md
 *
 * @example
 * const { lower, upper } = epsilonAt(zeroConcentratedCurve({ rho: 0.1 }), { delta: 1e-6 });
 * [lower > 2.141938928385, upper < 2.141938928386]; // => [true, true]
 */
export function epsilonAt(curve: Curve, at: { readonly delta: Parameter }): Enclosure {
  const where = 'epsilonAt';
  checkCurve(where, curve);
  const delta = readParameter(where, 'delta', readFields(where, at)['delta'], '>= 0 and < 1');
  const isZero = delta.sign() === 0;
  switch (curve.kind) {
    case 'pure':
      return pureEpsilon(curve.epsilon, delta);
    case 'approximate':
      return delta.lessThan(curve.delta)
        ? never
        : pureEpsilon(curve.epsilon, restOf(delta, curve.delta));
    case 'zeroConcentrated':
      if (isZero && curve.rho.sign() > 0) return never;
      return zeroConcentratedEpsilon(curve.rho, delta);
    case 'approximateZeroConcentrated': {
      if (curve.rho.sign() === 0 && curve.delta.lessThanOrEqual(delta))
        return { lower: 0, upper: 0 };
      const rest = restOf(delta, curve.delta);
      return rest.sign() > 0 ? zeroConcentratedEpsilon(curve.rho, rest) : never;
    }
    case 'renyi':
      return isZero ? never : renyiCurveEpsilon(curve, delta);
    case 'gaussian':
      if (isZero && curve.muSquared.sign() > 0) return never;
      return gaussianEpsilon(curve.muSquared, delta);
    case 'laplace':
      return laplaceEpsilon(curve.sensitivity.div(curve.scale), delta);
    case 'discreteLaplace': {
      const { sensitivity, scale } = curve;
      const total = sensitivity.div(scale);
      if (isZero) return { lower: total.toNumberDown(), upper: total.toNumberUp() };
      return discreteLaplaceEpsilon(sensitivity, scale, delta);
    }
    case 'discreteGaussian':
      if (isZero && curve.sensitivity.sign() > 0) return never;
      return discreteGaussianEpsilon(curve.sensitivity, curve.sigmaSquared, delta);
    case 'randomizedResponse':
      if (isZero) return refineWithin(Infinity, (bits) => lossOf(curve.truth, bits));
      return randomizedResponseEpsilon(curve.truth, delta);
    default:
      throw refusal(where, 'the curve must be one that a constructor made', curve);
  }
}
