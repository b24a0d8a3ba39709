import type { Noise } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { fillDiscreteGaussian, fillDiscreteLaplace } from '@discreet/random/samplers';
import { describe, expect, it } from 'vitest';
import { compareSamples, seededEntropy } from '../src/index.ts';
import { referenceNoise } from '../src/reference.ts';
import { falseAlarm, seedOf } from './false-alarm.ts';

/**
 * Kolmogorov and Smirnov's statistic of 400,000 draws of the samplers that ship against as many of the reference samplers. Samplers of the
 * right scale are told apart with probability falseAlarm() at most over the seeds, by Massart's inequality; the seeds are fixed.
 */
const samples = 400_000;

const laplaceOf = (scale: Rational): Noise => ({ law: 'discreteLaplace', scale });
const gaussianOf = (sigma: Rational): Noise => ({
  law: 'discreteGaussian',
  sigmaSquared: sigma.square(),
});

const shipped = (noise: Noise): Float64Array => {
  const out = new Float64Array(samples);
  const entropy = seededEntropy(seedOf(31));
  if (noise.law === 'discreteLaplace') fillDiscreteLaplace(out, noise.scale, entropy);
  else fillDiscreteGaussian(out, noise.sigmaSquared, entropy);
  return out;
};
const reference = (noise: Noise): Float64Array => {
  const draw = referenceNoise(noise, Math.max(1, seedOf(32)));
  return Float64Array.from({ length: samples }, () => draw());
};

/**
 * How far the distribution functions are apart. Laplace of scale b, q = exp(-1/b), at and just before a whole k >= 0:
 * |q^(k+1) / (1 + q) - q^k / 2| and |q^k / (1 + q) - q^k / 2|, both at most (1 - q) / 4 <= 1 / (4 b). Gaussian: half a step, times a density
 * of at most 0.4 / sigma, and less than 1 / sigma^2 / 20 for the sum in place of the integral; together at most 1 / (4 sigma) from 1 on.
 */
const gapOf = (scale: number): number => 1 / (4 * scale);

describe.each([
  ['Laplace', laplaceOf],
  ['Gaussian', gaussianOf],
] as const)('%s noise that ships comes near to the reference', (_title, noiseOf) => {
  it.each([50n, 10_000n, 123_456_789n])('at scale %s', (scale) => {
    const noise = noiseOf(Rational.of(scale));
    const report = compareSamples(shipped(noise), reference(noise), {
      falseAlarm: falseAlarm(),
      gap: gapOf(Number(scale)),
    });
    expect(report.holds).toBe(true);
    expect(report.samples).toEqual([samples, samples]);
  });

  it('and the comparison sees a scale that is wrong by a tenth', () => {
    const [right, wrong] = [10n, 11n].map((scale) => noiseOf(Rational.of(1000n * scale)));
    const report = compareSamples(shipped(right!), reference(wrong!), {
      falseAlarm: falseAlarm(),
      gap: gapOf(10_000),
    });
    expect(report.holds).toBe(false);
  });
});

it('one law is not taken for the other of the same variance', () => {
  const laplace = laplaceOf(Rational.of(1000n));
  // the variance of Laplace noise is 2 b^2
  const gaussian: Noise = { law: 'discreteGaussian', sigmaSquared: Rational.of(2_000_000n) };
  const options = { falseAlarm: falseAlarm(), gap: gapOf(1000) };
  expect(compareSamples(shipped(laplace), reference(gaussian), options).holds).toBe(false);
  expect(compareSamples(shipped(gaussian), reference(laplace), options).holds).toBe(false);
});
