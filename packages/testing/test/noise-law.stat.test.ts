import { type AnyMeasurement, chain, type Noise, real, symmetricDistance } from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import { addNoise } from '@discreet/random/samplers';
import { discreteGaussianLaw, discreteLaplaceLaw, Rational } from '@discreet/numeric';
import { clamp, count, sum, values } from '@discreet/transformations';
import { describe, expect, it } from 'vitest';
import { chiSquare, type NoiseSampler, seededEntropy, simulate } from '../src/index.ts';
import { falseAlarm, seedOf } from './false-alarm.ts';

/**
 * Pearson's chi-square of 100,000 answers of a simulated measurement at the shipped word width against the exact law of its stated noise:
 * one bin a grid step while 100 and more answers are expected there, one for the rest. A right sampler fails such a test with probability
 * falseAlarm() over its seed; the seeds are fixed.
 */
const ALARM = falseAlarm();
const SAMPLES = 100_000;

const tailOf = (
  measurement: AnyMeasurement,
  unit: number,
  seed: number,
  sampler: NoiseSampler = addNoise,
): { readonly tail: number; readonly freedom: number } => {
  const { noise } = measurement;
  const law =
    noise.law === 'discreteLaplace'
      ? discreteLaplaceLaw(noise.scale)
      : discreteGaussianLaw(noise.sigmaSquared);
  const expected: number[] = [];
  for (let z = 0n; ; z += 1n) {
    const mean = law.probability(z).lower * SAMPLES;
    if (mean < 100) break;
    expected.push(mean);
  }
  const binned = (): number[] => {
    const means = [...expected.slice(1).reverse(), ...expected];
    return [...means, SAMPLES - means.reduce((total, mean) => total + mean, 0)];
  };
  // bins: z = -last .. last, and the rest, which takes in the outermost ones until it is large enough itself
  while ((binned().at(-1) ?? 0) < 100) expected.pop();
  const means = binned();
  const last = expected.length - 1;
  const observed = new Float64Array(means.length);
  const simulated = simulate(measurement, seededEntropy(seedOf(seed)), sampler);
  for (let i = 0; i < SAMPLES; i++) {
    const z = Math.round(simulated.invoke([]) / unit);
    const bin = Math.abs(z) <= last ? z + last : means.length - 1;
    observed[bin] = (observed[bin] ?? 0) + 1;
  }
  return chiSquare(observed, means);
};

const rows = values(real, symmetricDistance());
const total = chain(rows, clamp(0, 1, { resolution: 0.1 }), sum());
const gaussianOf = (sigmaSquared: Rational): Noise => ({ law: 'discreteGaussian', sigmaSquared });
const normal = chain(rows, count(), gaussian({ sigma: 2 }));

describe('answers of the shipped width have the law that the measurement states', () => {
  const cases: readonly (readonly [string, AnyMeasurement, number])[] = [
    ['Laplace of scale 2 on a count', chain(rows, count(), laplace({ scale: 2 })), 1],
    ['Laplace of scale 1/3 of a person', chain(rows, count(), laplace({ epsilon: 3 })), 1],
    ['Laplace on a sum of tenths', chain(total, laplace({ epsilon: 1 })), 0.1],
    ['Gaussian of sigma 2 on a count', normal, 1],
    ['Gaussian of rho 0.1 on a sum of tenths', chain(total, gaussian({ rho: 0.1 })), 0.1],
  ];
  it.each(cases)('%s', (_title, measurement, unit) => {
    const { tail, freedom } = tailOf(measurement, unit, 11);
    expect(freedom).toBeGreaterThanOrEqual(2);
    expect(tail).toBeGreaterThan(ALARM);
  });
});

describe('and the test sees a law that is not', () => {
  it('of Gaussian noise with sigma^2 for sigma', () => {
    const wrong: NoiseSampler = (_noise, counts, entropy) =>
      addNoise(gaussianOf(Rational.of(16n)), counts, entropy);
    expect(tailOf(normal, 1, 11, wrong).tail).toBeLessThan(ALARM);
  });

  it('of a sigma that is wrong by 2 in 100', () => {
    const wrong: NoiseSampler = (_noise, counts, entropy) =>
      addNoise(gaussianOf(Rational.of(416n, 100n)), counts, entropy);
    expect(tailOf(normal, 1, 11, wrong).tail).toBeLessThan(ALARM);
  });
});
