import type { Rational } from '@discreet/numeric';
import { readCount, readFields, readParameter, refusal } from './internal/read-parameter.ts';
import type { Parameter } from './parameter.ts';

/** Each record is in the sample with the same probability, independently of all others; the sample is secret and drawn afresh for each use. */
export interface PoissonSampler {
  readonly kind: 'poissonSampler';
  readonly relation: 'addOrRemoveOne';
  readonly rate: Rational;
}
/** A uniform sample of `size` out of `populationSize` records, without replacement; secret, and drawn afresh for each use. */
export interface FixedSizeSampler {
  readonly kind: 'fixedSizeSampler';
  readonly relation: 'replaceOne';
  readonly size: Rational;
  readonly populationSize: Rational;
}
/** A uniform permutation of one report from each of `reports` honest people. */
export interface Shuffler {
  readonly kind: 'shuffler';
  readonly relation: 'replaceOne';
  readonly reports: number;
}
/** Batches cut from a shuffled dataset, as training loops do. They are no Poisson samples, and no theorem here amplifies by them. */
export interface ShuffledBatches {
  readonly kind: 'shuffledBatches';
  readonly relation: 'none';
  readonly batchSize: number;
}
/** What a mechanism can be given instead of all records. */
export type Sampler = PoissonSampler | FixedSizeSampler | ShuffledBatches;

/**
 * A Poisson sampler: each record independently, with probability `rate`.
 *
 * **Contract** It amplifies under adding or removing one record: the size of the sample is random, and that of the data is secret.
 * **Errors** A rate outside (0, 1].
 *
 * @example
 * poissonSampler({ rate: '1/100' }).rate.toString(); // => '1/100'
 */
export function poissonSampler(parameters: { readonly rate: Parameter }): PoissonSampler {
  const where = 'poissonSampler';
  const rate = readParameter(where, 'rate', readFields(where, parameters)['rate'], '> 0 and <= 1');
  return Object.freeze({ kind: 'poissonSampler', relation: 'addOrRemoveOne', rate });
}

/**
 * A sampler of a fixed number of records, without replacement.
 *
 * **Contract** It amplifies under replacing one record: the size of the data is public, so adding or removing one means nothing here.
 * **Errors** Sizes that are no whole numbers >= 1; a size above that of the population.
 *
 * @example
 * fixedSizeSampler({ size: 10, populationSize: 1000 }).size.toString(); // => '10'
 */
export function fixedSizeSampler(parameters: {
  readonly size: Parameter;
  readonly populationSize: Parameter;
}): FixedSizeSampler {
  const where = 'fixedSizeSampler';
  const fields = readFields(where, parameters);
  const whole = 'a whole number >= 1';
  const size = readParameter(where, 'size', fields['size'], whole);
  const populationSize = readParameter(where, 'populationSize', fields['populationSize'], whole);
  if (populationSize.lessThan(size))
    throw refusal(where, 'size must be at most populationSize', size);
  return Object.freeze({ kind: 'fixedSizeSampler', relation: 'replaceOne', size, populationSize });
}

/**
 * A shuffler of reports: what leaves it is their multiset.
 *
 * **Contract** It amplifies the local guarantee of each report, one report a person. `reports` counts honest people only: whoever colludes knows his own.
 * **Errors** A number of reports that is no whole number >= 1.
 *
 * @example
 * shuffler({ reports: 1000 }).reports; // => 1000
 */
export function shuffler(parameters: { readonly reports: Parameter }): Shuffler {
  const where = 'shuffler';
  const reports = readCount(where, 'reports', readFields(where, parameters)['reports']);
  return Object.freeze({ kind: 'shuffler', relation: 'replaceOne', reports });
}

/**
 * Batches cut from a shuffled dataset. They can be named, and not be accounted as samples.
 *
 * **Errors** A batch size that is no whole number >= 1.
 * **Source** Chua, Ghazi, Kamath, Kumar, Manurangsi, Sinha, Zhang 2024, How private are DP-SGD implementations?, https://arxiv.org/abs/2403.17673
 *
 * @example
 * shuffledBatches({ batchSize: 256 }).relation; // => 'none'
 */
export function shuffledBatches(parameters: { readonly batchSize: Parameter }): ShuffledBatches {
  const where = 'shuffledBatches';
  const batchSize = readCount(where, 'batchSize', readFields(where, parameters)['batchSize']);
  return Object.freeze({ kind: 'shuffledBatches', relation: 'none', batchSize });
}
