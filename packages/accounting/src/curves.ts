import type { Rational } from '@discreet/numeric';
import type {
  ApproximateCurve,
  ApproximateZeroConcentratedCurve,
  DiscreteGaussianCurve,
  DiscreteLaplaceCurve,
  GaussianCurve,
  LaplaceCurve,
  PureCurve,
  RandomizedResponseCurve,
  ZeroConcentratedCurve,
} from './curve.ts';
import { readFields, readParameter, refusal, type Rule } from './internal/read-parameter.ts';
import type { Parameter } from './parameter.ts';

/** Reads the named members of an argument, each by its rule, and no others. */
const read = <const K extends string>(
  where: string,
  given: unknown,
  names: Readonly<Record<K, Rule>>,
): ((name: K) => Rational) => {
  const fields = readFields(where, given);
  const unknown = Object.keys(fields).find((name) => !Object.hasOwn(names, name));
  if (unknown !== undefined)
    throw refusal(where, `takes ${Object.keys(names).join(' and ')}`, unknown);
  return (name) => readParameter(where, name, fields[name], names[name]);
};

const loss = 'a finite number >= 0';
const chance = '>= 0 and < 1';

/**
 * epsilon-differential privacy.
 *
 * **Contract** For all neighbours x, x' and events S: P(M(x) in S) <= e^epsilon P(M(x') in S).
 * **Errors** An epsilon that is no finite number >= 0.
 *
 * @example
 * pureCurve({ epsilon: 0.1 }).epsilon.toString(); // => '1/10'
 */
export function pureCurve(parameters: { readonly epsilon: Parameter }): PureCurve {
  const of = read('pureCurve', parameters, { epsilon: loss });
  return Object.freeze({ kind: 'pure', epsilon: of('epsilon') });
}

/**
 * (epsilon, delta)-differential privacy at one point.
 *
 * **Contract** For all neighbours x, x' and events S: P(M(x) in S) <= e^epsilon P(M(x') in S) + delta.
 * **Errors** An epsilon that is no finite number >= 0; a delta outside [0, 1).
 *
 * @example
 * approximateCurve({ epsilon: 1, delta: 1e-6 }).delta.toString(); // => '1/1000000'
 */
export function approximateCurve(parameters: {
  readonly epsilon: Parameter;
  readonly delta: Parameter;
}): ApproximateCurve {
  const of = read('approximateCurve', parameters, { epsilon: loss, delta: chance });
  return Object.freeze({ kind: 'approximate', epsilon: of('epsilon'), delta: of('delta') });
}

/**
 * rho-zero-concentrated differential privacy.
 *
 * **Contract** For all neighbours and all orders a > 1: D_a <= rho a.
 * **Errors** A rho that is no finite number >= 0.
 *
 * @example
 * zeroConcentratedCurve({ rho: 0.5 }).rho.toString(); // => '1/2'
 */
export function zeroConcentratedCurve(parameters: {
  readonly rho: Parameter;
}): ZeroConcentratedCurve {
  const of = read('zeroConcentratedCurve', parameters, { rho: loss });
  return Object.freeze({ kind: 'zeroConcentrated', rho: of('rho') });
}

/**
 * delta-approximate rho-zero-concentrated differential privacy.
 *
 * **Contract** For all neighbours there are events of probability at least 1 - delta, given which D_a <= rho a at all orders a > 1, both ways.
 * **Errors** A rho that is no finite number >= 0; a delta outside [0, 1).
 * **Source** Bun, Steinke 2016, Concentrated differential privacy, definition 8.1, https://arxiv.org/abs/1605.02065
 *
 * @example
 * approximateZeroConcentratedCurve({ rho: 0.5, delta: 0 }).delta.toString(); // => '0'
 */
export function approximateZeroConcentratedCurve(parameters: {
  readonly rho: Parameter;
  readonly delta: Parameter;
}): ApproximateZeroConcentratedCurve {
  const of = read('approximateZeroConcentratedCurve', parameters, { rho: loss, delta: chance });
  return Object.freeze({
    kind: 'approximateZeroConcentrated',
    rho: of('rho'),
    delta: of('delta'),
  });
}

/**
 * mu-Gaussian differential privacy: no easier to tell x from x' than N(0, 1) from N(mu, 1).
 *
 * For noise N(0, sigma^2) on results at most `sensitivity` apart, mu = sensitivity / sigma; that noise must be continuous, or a rounded continuous one.
 *
 * **Errors** Neither mu nor sigma and sensitivity; numbers that are not finite; a sigma that is not > 0.
 * **Source** Dong, Roth, Su 2022, Gaussian differential privacy, https://arxiv.org/abs/1905.02383
 *
 * @example
 * gaussianCurve({ sigma: 2, sensitivity: 1 }).muSquared.toString(); // => '1/4'
 * gaussianCurve({ mu: 0.5 }).muSquared.toString(); // => '1/4'
 */
export function gaussianCurve(
  parameters:
    { readonly mu: Parameter } | { readonly sigma: Parameter; readonly sensitivity: Parameter },
): GaussianCurve {
  const where = 'gaussianCurve';
  if (Object.hasOwn(readFields(where, parameters), 'mu')) {
    const of = read(where, parameters, { mu: loss });
    return Object.freeze({ kind: 'gaussian', muSquared: of('mu').square() });
  }
  const of = read(where, parameters, { sigma: '> 0', sensitivity: loss });
  return Object.freeze({
    kind: 'gaussian',
    muSquared: of('sensitivity').div(of('sigma')).square(),
  });
}

/**
 * Laplace noise on the real line.
 *
 * **Errors** A scale that is not > 0; a sensitivity that is no finite number >= 0.
 *
 * @example
 * laplaceCurve({ sensitivity: 1, scale: 4 }).kind; // => 'laplace'
 */
export function laplaceCurve(parameters: {
  readonly sensitivity: Parameter;
  readonly scale: Parameter;
}): LaplaceCurve {
  const of = read('laplaceCurve', parameters, { sensitivity: loss, scale: '> 0' });
  return Object.freeze({ kind: 'laplace', sensitivity: of('sensitivity'), scale: of('scale') });
}

/**
 * Discrete Laplace noise: P(Z = x) proportional to e^(-|x| / scale) on the integers.
 *
 * **Units** Sensitivity and scale are in steps of the grid; the sensitivity is whole.
 * **Errors** A scale that is not > 0; a sensitivity that is no whole number >= 0.
 *
 * @example
 * discreteLaplaceCurve({ sensitivity: 1, scale: 4 }).kind; // => 'discreteLaplace'
 */
export function discreteLaplaceCurve(parameters: {
  readonly sensitivity: Parameter;
  readonly scale: Parameter;
}): DiscreteLaplaceCurve {
  const of = read('discreteLaplaceCurve', parameters, {
    sensitivity: 'a whole number >= 0',
    scale: '> 0',
  });
  return Object.freeze({
    kind: 'discreteLaplace',
    sensitivity: of('sensitivity'),
    scale: of('scale'),
  });
}

/**
 * Discrete Gaussian noise: P(Z = x) proportional to e^(-x^2 / (2 sigma^2)) on the integers.
 *
 * **Units** Sensitivity and sigma are in steps of the grid; the sensitivity is whole.
 * **Errors** A sigma that is not > 0; a sensitivity that is no whole number >= 0.
 *
 * @example
 * discreteGaussianCurve({ sensitivity: 1, sigma: 3 }).sigmaSquared.toString(); // => '9'
 */
export function discreteGaussianCurve(
  parameters:
    | { readonly sensitivity: Parameter; readonly sigma: Parameter }
    | { readonly sensitivity: Parameter; readonly sigmaSquared: Parameter },
): DiscreteGaussianCurve {
  const where = 'discreteGaussianCurve';
  const isSquared = Object.hasOwn(readFields(where, parameters), 'sigmaSquared');
  const whole = 'a whole number >= 0';
  if (isSquared) {
    const of = read(where, parameters, { sensitivity: whole, sigmaSquared: '> 0' });
    return Object.freeze({
      kind: 'discreteGaussian',
      sensitivity: of('sensitivity'),
      sigmaSquared: of('sigmaSquared'),
    });
  }
  const of = read(where, parameters, { sensitivity: whole, sigma: '> 0' });
  return Object.freeze({
    kind: 'discreteGaussian',
    sensitivity: of('sensitivity'),
    sigmaSquared: of('sigma').square(),
  });
}

/**
 * Binary randomized response: the true bit with chance `truth`, the other one else.
 *
 * **Errors** A truth outside [1/2, 1).
 *
 * @example
 * randomizedResponseCurve({ truth: 0.75 }).truth.toString(); // => '3/4'
 */
export function randomizedResponseCurve(parameters: {
  readonly truth: Parameter;
}): RandomizedResponseCurve {
  const of = read('randomizedResponseCurve', parameters, { truth: '>= 1/2 and < 1' });
  return Object.freeze({ kind: 'randomizedResponse', truth: of('truth') });
}
