import {
  type AggregateDomain,
  answer,
  type AnyTransformation,
  type DatasetDomain,
  type DistanceMap,
  type Invoke,
  type Measurement,
  type Noise,
  type Num,
  openMeasurement,
  openTransformation,
  proved,
  readAll,
  startRun,
} from '@discreet/core';
import { addNoise } from '@discreet/measurements/noise';
import type { EntropySource } from '@discreet/random/samplers';

/** What draws the noise of an answer: `addNoise`, or a sampler under test. */
export type NoiseSampler = (
  noise: Noise,
  counts: readonly bigint[],
  entropy: EntropySource,
) => readonly bigint[];

/**
 * A measurement whose noise comes from a source that a test has chosen: it protects nobody.
 *
 * No plan takes it, by type and at run time. Type parameters as those of `Measurement`.
 */
export interface SimulatedMeasurement<
  in out DI,
  in out MI,
  in out TO,
  in out ME,
  in out L extends Num,
> {
  readonly kind: 'simulatedMeasurement';
  readonly inputDomain: DI;
  readonly inputMetric: MI;
  readonly outputMeasure: ME;
  /** the privacy map that the real measurement claims */
  readonly map: DistanceMap;
  readonly noise: Noise;
  readonly exact: AnyTransformation;
  /** The answer that the real measurement would give for the same noise. */
  readonly invoke: Invoke<DI, TO>;
  readonly '~loss': L;
}

/**
 * **For tests only**: rebuilds a measurement over a chosen source of entropy.
 *
 * **Contract** For all data and all words: the answer is the one that the real measurement gives where the system's entropy gives these words.
 * **Errors** As the measurement's own `invoke`; what is no measurement is refused.
 *
 * @example
 * import { chain, count, laplace, real, symmetricDistance, values } from 'discreet';
 * import { seededEntropy, simulate } from '@discreet/testing';
 * const howMany = chain(values(real, symmetricDistance()), count(), laplace({ scale: 2 }));
 * Number.isInteger(simulate(howMany, seededEntropy(1)).invoke([1, 2, 3])); // => true
 */
export function simulate<DI, MI, TO, ME, L extends Num>(
  measurement: Measurement<DI, MI, TO, ME, L>,
  entropy: EntropySource,
  sampler: NoiseSampler = addNoise,
): SimulatedMeasurement<DI, MI, TO, ME, L> {
  const open = openMeasurement(measurement, 'simulate');
  const { noise, exact } = measurement;
  const domain = proved<AggregateDomain>(openTransformation(exact, 'simulate').outputDomain);
  const invoke = (data: unknown): unknown => {
    const run = startRun(open.execution, proved<DatasetDomain>(open.inputDomain));
    return readAll(data, run.add, () =>
      answer(domain, sampler(noise, run.accumulator.finish(), entropy)),
    );
  };
  return proved<SimulatedMeasurement<DI, MI, TO, ME, L>>(
    Object.freeze({
      kind: 'simulatedMeasurement',
      inputDomain: measurement.inputDomain,
      inputMetric: measurement.inputMetric,
      outputMeasure: measurement.outputMeasure,
      map: measurement.map,
      noise,
      exact,
      invoke,
    }),
  );
}
