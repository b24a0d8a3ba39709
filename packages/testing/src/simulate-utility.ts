import {
  type AggregateDomain,
  type AnyMeasurement,
  DiscreetError,
  openMeasurement,
  openTransformation,
  print,
  proved,
} from '@discreet/core';
import { exactAnswer } from './exact-answer.ts';
import { referenceNoise } from './reference-noise.ts';

/** Options of the utility simulation. */
export interface UtilityOptions {
  /** fixes every draw; 1 unless it is given */
  readonly seed?: number;
  /** how many answers are simulated; 10,000 unless it is given */
  readonly runs?: number;
  /**
   * what the answer should be, one number a coordinate: of the data as they are, before clamping and rounding to a grid. Unless it is given,
   * errors are those of noise alone.
   */
  readonly truth?: readonly number[];
}

/** The errors of one coordinate, in the unit of the answer. */
export interface CoordinateUtility {
  /** the label, or the position */
  readonly name: string;
  /** the answer before noise: on data that are clamped and on the grid */
  readonly exact: number;
  /** exact - truth: what clamping and the grid do; 0 where no truth is given */
  readonly clampingBias: number;
  /** the mean of answer - truth */
  readonly bias: number;
  /** the root of the mean of (answer - truth)^2 */
  readonly rootMeanSquare: number;
  /** |answer - truth| is at most this in half, nine tenths, ... of the answers */
  readonly quantiles: {
    readonly '0.5': number;
    readonly '0.9': number;
    readonly '0.95': number;
    readonly '0.99': number;
  };
}

/** What a measurement's answers would be worth on the given data. */
export interface UtilityReport {
  readonly label: 'simulated on public data: not private, never to be released';
  readonly seed: number;
  readonly runs: number;
  readonly coordinates: readonly CoordinateUtility[];
}

const where = 'simulateUtility';

const namesOf = (domain: AggregateDomain, width: number): readonly string[] =>
  domain.kind === 'counts' ? domain.labels : Array.from({ length: width }, (_, i) => String(i));

const summarise = (
  name: string,
  exact: number,
  truth: number,
  noise: Float64Array,
): CoordinateUtility => {
  const clampingBias = exact - truth;
  const errors = noise.map((z) => clampingBias + z);
  const mean = (values: Float64Array): number =>
    values.reduce((sum, x) => sum + x, 0) / values.length;
  const sizes = errors.map((x) => Math.abs(x)).sort();
  const quantile = (share: number): number => sizes[Math.ceil(share * sizes.length) - 1] ?? 0;
  return {
    name,
    exact,
    clampingBias,
    bias: mean(errors),
    rootMeanSquare: Math.sqrt(mean(errors.map((x) => x * x))),
    quantiles: {
      '0.5': quantile(0.5),
      '0.9': quantile(0.9),
      '0.95': quantile(0.95),
      '0.99': quantile(0.99),
    },
  };
};

/**
 * **For planning on public data only**: the errors that a measurement's answers would have, clamping included.
 *
 * The report holds exact answers of the data that are given. Give it data that are public or made up; what is simulated protects nobody.
 *
 * **Contract** Noise is drawn from the reference samplers, rounded to whole steps of the grid, and added to the exact answer: the
 * distribution of errors is that of the measurement but for the difference of continuous and discrete noise, a fraction of a step. Equal
 * arguments give equal reports. `accuracy(alpha)` bounds the noise exactly; this adds what clamping does, and does not bound.
 * **Errors** What is no measurement; options that are none; as many truths as there are coordinates must be given, or none.
 * **Cost** One pass over the data, `runs` draws a coordinate.
 *
 * @example
 * import { chain, clamp, laplace, real, sum, symmetricDistance, values } from 'discreet';
 * import { simulateUtility } from '@discreet/testing/reference';
 * const total = chain(values(real, symmetricDistance()), clamp(0, 10, { resolution: 1 }), sum(), laplace({ epsilon: 1 }));
 * const [answer] = simulateUtility(total, [4, 8, 60], { truth: [72] }).coordinates;
 * answer?.clampingBias; // => -50
 */
export function simulateUtility(
  measurement: AnyMeasurement,
  publicData: readonly unknown[],
  options: UtilityOptions = {},
): UtilityReport {
  const { seed = 1, runs = 10_000, truth } = options;
  const refuse = (rule: string, received: unknown): DiscreetError =>
    new DiscreetError({ tag: 'InvalidParameter', where, rule, received: print(received) });
  if (!Number.isSafeInteger(runs) || runs < 1) throw refuse('runs must be an integer >= 1', runs);
  const { noise } = openMeasurement(measurement, where);
  const domain = proved<AggregateDomain>(openTransformation(measurement.exact, where).outputDomain);
  const exact = exactAnswer(measurement.exact, publicData).map((value) => value.toNumber());
  const wanted = truth ?? exact;
  if (wanted.length !== exact.length)
    throw refuse(`truth must hold ${exact.length} numbers`, wanted.length);
  const wrong = wanted.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw refuse('truth must hold finite numbers', wrong);
  const draw = referenceNoise(noise, seed);
  const unit = domain.unit.toNumber();
  const names = namesOf(domain, exact.length);
  const coordinates = exact.map((value, i) =>
    summarise(
      names[i] ?? String(i),
      value,
      wanted[i] ?? value,
      Float64Array.from({ length: runs }, () => Math.round(draw()) * unit),
    ),
  );
  return {
    label: 'simulated on public data: not private, never to be released',
    seed,
    runs,
    coordinates,
  };
}
