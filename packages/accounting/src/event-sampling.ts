import type {
  PoissonSampledEvent,
  PrivacyEvent,
  SampledWithoutReplacementEvent,
  SampledWithReplacementEvent,
  TruncatedSubsampledGaussianEvent,
} from './event.ts';
import { readEvent } from './internal/read-event.ts';
import { sealEvent } from './internal/event-seal.ts';
import { readFields, readParameter, refusal } from './internal/read-parameter.ts';
import type { Parameter } from './parameter.ts';

/**
 * An event on a Poisson sample: each record is in it with the same probability, independently, and the sample stays secret.
 *
 * **Contract** Shuffled or fixed-size batches are no Poisson samples: accounting one as the other can be far off.
 * **Units** Of noise inside: what one record contributes, under `replaceOne` too, where one record in the place of another moves the result up to twice as far.
 * **Errors** A probability outside [0, 1], an event that no constructor made.
 * **Source** I. Mironov, K. Talwar, L. Zhang, 2019, Rényi differential privacy of the sampled Gaussian mechanism, https://arxiv.org/abs/1908.10530
 *
 * @example
 * import { gaussianEvent, poissonSampledEvent } from '@discreet/accounting';
 * poissonSampledEvent({ samplingProbability: '256/60000', event: gaussianEvent({ noiseMultiplier: 1.1 }) }).samplingProbability.toString(); // => '8/1875'
 */
export function poissonSampledEvent(parameters: {
  readonly samplingProbability: Parameter;
  readonly event: PrivacyEvent;
}): PoissonSampledEvent {
  const where = 'poissonSampledEvent';
  const { samplingProbability, event } = readFields(where, parameters);
  return sealEvent({
    kind: 'poissonSampled',
    samplingProbability: readParameter(
      where,
      'samplingProbability',
      samplingProbability,
      '>= 0 and <= 1',
    ),
    event: readEvent(where, event),
  });
}

/** An event on a sample of a size that is fixed beforehand. */
export interface FixedSizeSample {
  readonly datasetSize: Parameter;
  readonly sampleSize: Parameter;
  readonly event: PrivacyEvent;
}

const readSample = (where: string, parameters: FixedSizeSample) => {
  const { datasetSize, sampleSize, event } = readFields(where, parameters);
  return {
    datasetSize: readParameter(where, 'datasetSize', datasetSize, 'a whole number >= 1'),
    sampleSize: readParameter(where, 'sampleSize', sampleSize, 'a whole number >= 1'),
    event: readEvent(where, event),
  };
};

/**
 * An event on a uniform sample of a fixed size, without replacement.
 *
 * **Units** Of noise inside: under `replaceOne`, how far one record in the place of another moves the result; else what one record contributes, and one in the place of another
 * moves it up to twice as far.
 * **Errors** Sizes that are not whole, a sample that is larger than the dataset, an event that no constructor made.
 */
export function sampledWithoutReplacementEvent(
  parameters: FixedSizeSample,
): SampledWithoutReplacementEvent {
  const where = 'sampledWithoutReplacementEvent';
  const sample = readSample(where, parameters);
  if (sample.datasetSize.lessThan(sample.sampleSize))
    throw refusal(where, 'sampleSize must be at most datasetSize', sample.sampleSize.toString());
  return sealEvent({ kind: 'sampledWithoutReplacement', ...sample });
}

/**
 * An event on draws with replacement: a record may be drawn several times, and then counts as often.
 *
 * **Units** Of noise inside: as for a sample of a fixed size without replacement.
 * **Errors** Sizes that are not whole, an event that no constructor made.
 */
export function sampledWithReplacementEvent(
  parameters: FixedSizeSample,
): SampledWithReplacementEvent {
  const sample = readSample('sampledWithReplacementEvent', parameters);
  return sealEvent({ kind: 'sampledWithReplacement', ...sample });
}

/**
 * Continuous Gaussian noise on a Poisson sample of which at most `batchSize` records are kept, chosen uniformly.
 *
 * **Units** Of noise: what one record contributes, under every relation.
 * **Errors** Sizes that are not whole, a probability outside [0, 1], a noise multiplier that is not > 0.
 * **Source** arXiv 2508.15089
 */
export function truncatedSubsampledGaussianEvent(parameters: {
  readonly datasetSize: Parameter;
  readonly samplingProbability: Parameter;
  readonly batchSize: Parameter;
  readonly noiseMultiplier: Parameter;
}): TruncatedSubsampledGaussianEvent {
  const where = 'truncatedSubsampledGaussianEvent';
  const fields = readFields(where, parameters);
  return sealEvent({
    kind: 'truncatedSubsampledGaussian',
    datasetSize: readParameter(where, 'datasetSize', fields['datasetSize'], 'a whole number >= 1'),
    samplingProbability: readParameter(
      where,
      'samplingProbability',
      fields['samplingProbability'],
      '>= 0 and <= 1',
    ),
    batchSize: readParameter(where, 'batchSize', fields['batchSize'], 'a whole number >= 1'),
    noiseMultiplier: readParameter(where, 'noiseMultiplier', fields['noiseMultiplier'], '> 0'),
  });
}
