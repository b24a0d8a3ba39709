import {
  type Measurement,
  type Noise,
  type Num,
  openMeasurement,
  type SimulatedMeasurement,
} from '@discreet/core';
import { addNoise, type EntropySource } from '@discreet/random/samplers';

/** What draws the noise of an answer: `addNoise`, or a sampler under test. */
export type NoiseSampler = (
  noise: Noise,
  counts: readonly bigint[],
  entropy: EntropySource,
) => readonly bigint[];

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
  openMeasurement(measurement, 'simulate');
  const { noise } = measurement;
  return measurement['~simulate']({ release: ({ counts }) => sampler(noise, counts, entropy) });
}
