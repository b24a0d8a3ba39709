import {
  type AnyMeasurement,
  chain,
  distanceMap,
  l2Distance,
  type Noise,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { sealPipeline } from '@discreet/core/construction';
import { gaussian, laplace } from '@discreet/measurements';
import { Rational } from '@discreet/numeric';
import { addNoise, bernoulliExp, type EntropySource, geometric } from '@discreet/random/samplers';
import { clamp, count, histogram, sum, values } from '@discreet/transformations';
import type { NoiseSampler } from '../../src/index.ts';
import type { PlantedMeasurement, PlantedSampler } from './planted-bug.ts';

const rows = values(real, symmetricDistance());
const four = Rational.of(4n);
const half = Rational.of(1n, 2n);

const total: AnyMeasurement = chain(
  rows,
  clamp(0, 9, { resolution: 1 }),
  sum(),
  laplace({ scale: 9 }),
);
const fine: AnyMeasurement = chain(
  rows,
  clamp(0, 9, { resolution: 0.1 }),
  sum(),
  laplace({ scale: 9 }),
);
const howMany: AnyMeasurement = chain(rows, count(), laplace({ scale: 1 }));
const normal: AnyMeasurement = chain(rows, count(), gaussian({ sigma: 2 }));
const bins: AnyMeasurement = chain(rows, histogram([0, 1, 2], l2Distance), gaussian({ rho: 0.5 }));
const twoBins: AnyMeasurement = chain(rows, histogram([0, 1, 2]), laplace({ scale: 1 }));

const withNoise = (right: AnyMeasurement, noise: Noise): AnyMeasurement =>
  proved<AnyMeasurement>(sealPipeline({ ...right, noise }));
const laplaceOf = (scale: Rational): Noise => ({ law: 'discreteLaplace', scale });
const gaussianOf = (sigmaSquared: Rational): Noise => ({ law: 'discreteGaussian', sigmaSquared });

export const wrongNoises: readonly PlantedMeasurement[] = [
  {
    title: 'Laplace noise at half scale',
    wrong: withNoise(howMany, laplaceOf(half)),
    right: howMany,
  },
  {
    title: 'a scale that is not converted to grid steps',
    wrong: withNoise(fine, laplaceOf(Rational.of(9n))),
    right: fine,
  },
  {
    title: 'Gaussian noise with sigma for sigma^2',
    wrong: withNoise(normal, gaussianOf(Rational.of(2n))),
    right: normal,
  },
  {
    title: 'Gaussian noise at half sigma on a vector',
    wrong: withNoise(bins, gaussianOf(Rational.of(1n, 4n))),
    right: bins,
  },
  {
    title: 'a privacy map that divides by the scale twice',
    wrong: proved<AnyMeasurement>(
      sealPipeline({
        ...total,
        map: distanceMap({
          kind: 'linear',
          factor: Rational.of(1n, 9n),
          from: 'symmetricDistance',
          to: 'maxDivergence',
        }),
      }),
    ),
    right: total,
  },
  {
    title: 'a zCDP map that is linear in the distance',
    wrong: proved<AnyMeasurement>(
      sealPipeline({
        ...normal,
        map: distanceMap({
          kind: 'linear',
          factor: Rational.of(1n, 8n),
          from: 'symmetricDistance',
          to: 'zeroConcentratedDivergence',
        }),
      }),
    ),
    right: normal,
  },
];

const scaleOf = (noise: Noise): Rational =>
  noise.law === 'discreteLaplace' ? noise.scale : noise.sigmaSquared;
const each =
  (draw: (noise: Noise, entropy: EntropySource) => bigint): NoiseSampler =>
  (noise, counts, entropy) =>
    counts.map((count) => count + draw(noise, entropy));
const magnitude = (noise: Noise, entropy: EntropySource): bigint =>
  geometric(scaleOf(noise), entropy);
const coin = (entropy: EntropySource): boolean => entropy.nextBits(1) === 1n;

export const wrongSamplers: readonly PlantedSampler[] = [
  {
    title: 'Laplace noise at half scale',
    measurement: howMany,
    sampler: (_noise, counts, entropy) => addNoise(laplaceOf(half), counts, entropy),
  },
  {
    title: 'Laplace noise with its sign from the lowest bit of the magnitude',
    measurement: howMany,
    sampler: each((noise, entropy) => {
      const size = magnitude(noise, entropy);
      return (size & 1n) === 1n ? -size : size;
    }),
  },
  {
    title: 'Laplace noise that counts zero twice: -0 is kept',
    measurement: howMany,
    sampler: each((noise, entropy) => {
      const size = magnitude(noise, entropy);
      return coin(entropy) ? -size : size;
    }),
  },
  {
    title: 'one-sided noise',
    measurement: howMany,
    sampler: each(magnitude),
  },
  {
    title: 'a geometric loop that stops where it should go on',
    measurement: chain(rows, count(), laplace({ scale: 3 })),
    sampler: each((noise, entropy) => {
      let size = 0n;
      while (!bernoulliExp(scaleOf(noise).inverse(), entropy)) size += 1n;
      return coin(entropy) ? -size : size;
    }),
  },
  {
    title: 'one draw for all coordinates',
    measurement: twoBins,
    sampler: (noise, counts, entropy) => {
      const [z = 0n] = addNoise(noise, [0n], entropy);
      return counts.map((count) => count + z);
    },
  },
  {
    title: 'no noise where the count is even',
    measurement: howMany,
    sampler: (noise, counts, entropy) =>
      counts.every((count) => count % 2n === 0n) ? counts : addNoise(noise, counts, entropy),
  },
  {
    title: 'Laplace noise in place of Gaussian noise',
    measurement: normal,
    sampler: (_noise, counts, entropy) => addNoise(laplaceOf(four), counts, entropy),
  },
];
