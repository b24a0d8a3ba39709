import { Rational } from '@discreet/numeric';
import type {
  DiscreteGaussianEvent,
  DiscreteLaplaceEvent,
  GaussianEvent,
  LaplaceEvent,
  MixtureOfGaussiansEvent,
  RoundedGaussianEvent,
} from './event.ts';
import { sealEvent } from './internal/event-seal.ts';
import { readFields, readParameter, refusal } from './internal/read-parameter.ts';
import type { Parameter } from './parameter.ts';

/** The noise of an event in units of the sensitivity. */
export interface NoiseMultiplier {
  /** the standard deviation, or the Laplace scale, over the sensitivity; > 0 */
  readonly noiseMultiplier: Parameter;
}

const multiplierOf = (where: string, parameters: NoiseMultiplier): Rational =>
  readParameter(where, 'noiseMultiplier', readFields(where, parameters)['noiseMultiplier'], '> 0');

/**
 * Continuous Gaussian noise.
 *
 * **Units** the standard deviation over the L2 sensitivity
 * **Errors** A noise multiplier that is no finite number > 0.
 *
 * @example
 * import { gaussianEvent } from '@discreet/accounting';
 * gaussianEvent({ noiseMultiplier: 1.1 }).noiseMultiplier.toString(); // => '11/10'
 * gaussianEvent({ noiseMultiplier: 0 }); // => throws gaussianEvent: noiseMultiplier must be > 0, got 0
 */
export function gaussianEvent(parameters: NoiseMultiplier): GaussianEvent {
  const noiseMultiplier = multiplierOf('gaussianEvent', parameters);
  return sealEvent({ kind: 'gaussian', noiseMultiplier });
}

/**
 * Continuous Gaussian noise that is rounded to the grid of the exact result: post-processing of `gaussianEvent`, and accounted as such.
 *
 * **Errors** A noise multiplier that is no finite number > 0.
 */
export function roundedGaussianEvent(parameters: NoiseMultiplier): RoundedGaussianEvent {
  const noiseMultiplier = multiplierOf('roundedGaussianEvent', parameters);
  return sealEvent({ kind: 'roundedGaussian', noiseMultiplier });
}

/**
 * Continuous Laplace noise.
 *
 * **Units** the scale over the L1 sensitivity: epsilon is its inverse
 * **Errors** A noise multiplier that is no finite number > 0.
 */
export function laplaceEvent(parameters: NoiseMultiplier): LaplaceEvent {
  const noiseMultiplier = multiplierOf('laplaceEvent', parameters);
  return sealEvent({ kind: 'laplace', noiseMultiplier });
}

/** Noise on the integers, and how far integer results of neighbours are apart. */
export interface DiscreteGaussianParameters {
  /** > 0 */
  readonly sigma: Parameter;
  /** the L2 sensitivity; 1 unless it is given */
  readonly sensitivity?: Parameter;
  /** how many coordinates the result has; 1 unless it is given */
  readonly dimension?: Parameter;
}

/**
 * Gaussian noise on the integers.
 *
 * **Contract** It is a law of its own: nothing that holds for continuous Gaussians alone is used for it. In one dimension a sensitivity that is not whole is rounded down.
 * **Errors** A sigma or a sensitivity that is no finite number > 0, a dimension that is not whole.
 */
export function discreteGaussianEvent(
  parameters: DiscreteGaussianParameters,
): DiscreteGaussianEvent {
  const where = 'discreteGaussianEvent';
  const { sigma, sensitivity = 1, dimension = 1 } = readFields(where, parameters);
  return sealEvent({
    kind: 'discreteGaussian',
    sigma: readParameter(where, 'sigma', sigma, '> 0'),
    sensitivity: readParameter(where, 'sensitivity', sensitivity, '> 0'),
    dimension: readParameter(where, 'dimension', dimension, 'a whole number >= 1'),
  });
}

/** Laplace noise on the integers. */
export interface DiscreteLaplaceParameters {
  /** > 0; P(x) is in proportion to exp(-|x| / scale) */
  readonly scale: Parameter;
  /** the L1 sensitivity of the integer result; 1 unless it is given */
  readonly sensitivity?: Parameter;
}

/**
 * Laplace noise on the integers, also known as two-sided geometric noise.
 *
 * **Contract** A sensitivity that is not whole is rounded down, since results are whole.
 * **Errors** A scale or a sensitivity that is no finite number > 0.
 */
export function discreteLaplaceEvent(parameters: DiscreteLaplaceParameters): DiscreteLaplaceEvent {
  const where = 'discreteLaplaceEvent';
  const { scale, sensitivity = 1 } = readFields(where, parameters);
  return sealEvent({
    kind: 'discreteLaplace',
    scale: readParameter(where, 'scale', scale, '> 0'),
    sensitivity: readParameter(where, 'sensitivity', sensitivity, '> 0'),
  });
}

/** Gaussian noise around a secret one of several shifts. */
export interface MixtureParameters {
  readonly standardDeviation: Parameter;
  /** the shifts that one record makes, >= 0 */
  readonly sensitivities: readonly Parameter[];
  /** how probable each is; they sum to 1 exactly */
  readonly probabilities: readonly Parameter[];
}

/**
 * Continuous Gaussian noise, where what one record adds is random.
 *
 * **Errors** Lists of different or no length, a standard deviation that is not > 0, negative shifts, probabilities that do not sum to 1.
 */
export function mixtureOfGaussiansEvent(parameters: MixtureParameters): MixtureOfGaussiansEvent {
  const where = 'mixtureOfGaussiansEvent';
  const { standardDeviation, sensitivities, probabilities } = readFields(where, parameters);
  const shifts = readList(where, 'sensitivities', sensitivities);
  const chances = readList(where, 'probabilities', probabilities);
  if (shifts.length === 0 || shifts.length !== chances.length)
    throw refusal(
      where,
      'as many probabilities as sensitivities, and one at least',
      chances.length,
    );
  const total = chances.reduce((sum, chance) => sum.add(chance), Rational.zero);
  if (!total.equals(Rational.one))
    throw refusal(where, 'the probabilities must sum to 1', total.toString());
  return sealEvent({
    kind: 'mixtureOfGaussians',
    standardDeviation: readParameter(where, 'standardDeviation', standardDeviation, '> 0'),
    sensitivities: shifts,
    probabilities: chances,
  });
}

const readList = (where: string, name: string, values: unknown): readonly Rational[] => {
  if (!Array.isArray(values)) throw refusal(where, `${name} must be a list`, values);
  return Object.freeze(
    values.map((value: unknown) => readParameter(where, name, value, 'a finite number >= 0')),
  );
};
