import { category, chain, l2Distance, real, symmetricDistance } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { chiSquare, seededEntropy, simulate } from '@discreet/testing';
import { clamp, count, countBy, sum, values } from '@discreet/transformations';
import { describe, expect, it } from 'vitest';
import {
  countIn,
  equalBins,
  gaussianDistribution,
  laplaceDistribution,
  type NoiseBins,
} from '../../random/test/support/noise-bins.ts';
import { falseAlarm, seedOf } from '../../testing/test/false-alarm.ts';
import { gaussian, laplace } from '../src/index.ts';
import { addNoise } from '@discreet/random/samplers';

/**
 * Chi-square of 200,000 draws over at most 40 bins of equal probability, up to five times a test. Fixed seeds; a right sampler fails a test
 * with probability falseAlarm().
 */
const draws = 200_000;
const alarm = falseAlarm(5);
const reals = values(real, symmetricDistance());
const labels = category(['a', 'b', 'c', 'd']);

const tailOf = (bins: NoiseBins, noise: ArrayLike<number>): number =>
  chiSquare(
    countIn(bins, noise),
    bins.probabilities.map((p) => p * noise.length),
  ).tail;
const laplaceBins = (scale: number): NoiseBins =>
  equalBins(laplaceDistribution(scale), Math.ceil(60 * scale) + 60, 40);
const gaussianBins = (sigma: number): NoiseBins =>
  equalBins(gaussianDistribution(sigma), Math.ceil(12 * sigma) + 12, 40);

describe('the noise of a measurement', () => {
  it('is the stated Laplace law about the exact count, and no other', () => {
    const measurement = simulate(
      chain(reals, count(), laplace({ epsilon: 0.25 })),
      seededEntropy(seedOf(1)),
    );
    const rows = [1, 2, 3];
    const noise = Float64Array.from({ length: draws }, () => measurement.invoke(rows) - 3);
    expect(tailOf(laplaceBins(4), noise)).toBeGreaterThan(alarm);
    // the same draws against laws that are a little off: the test can fail
    expect(tailOf(laplaceBins(4.1), noise)).toBeLessThan(alarm);
    expect(
      tailOf(
        laplaceBins(4),
        noise.map((z) => z + 1),
      ),
    ).toBeLessThan(alarm);
  });

  it('is the stated Gaussian law about the exact sum, in grid steps', () => {
    const measurement = simulate(
      chain(reals, clamp(0, 100, { resolution: 10 }), sum(), gaussian({ rho: 0.5 })),
      seededEntropy(seedOf(2)),
    );
    const rows = [31, 58, 1e9];
    const noise = Float64Array.from({ length: draws }, () => (measurement.invoke(rows) - 190) / 10);
    expect(tailOf(gaussianBins(10), noise)).toBeGreaterThan(alarm);
    expect(tailOf(gaussianBins(10.2), noise)).toBeLessThan(alarm);
  });

  it('is drawn for each coordinate alone, with the law of one', () => {
    const counts = chain(
      values(labels, symmetricDistance({ contributions: 2 })),
      countBy(),
      laplace({ epsilon: 1 }),
    );
    const measurement = simulate(counts, seededEntropy(seedOf(3)));
    const answers = Array.from({ length: draws }, () => measurement.invoke(['a', 'a', 'b']));
    const bins = laplaceBins(2);
    for (const [label, exact] of [
      ['a', 2],
      ['b', 1],
      ['c', 0],
      ['d', 0],
    ] as const)
      expect(
        tailOf(
          bins,
          answers.map((answer) => answer[label] - exact),
        ),
      ).toBeGreaterThan(alarm);
    // signs of two coordinates: four equally likely cells once zeros are left out
    const cells = [0, 0, 0, 0];
    for (const { a, b } of answers) {
      if (a === 2 || b === 1) continue;
      const cell = (a > 2 ? 2 : 0) + (b > 1 ? 1 : 0);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const used = cells.reduce((x, y) => x + y, 0);
    expect(
      chiSquare(
        cells,
        cells.map(() => used / 4),
      ).tail,
    ).toBeGreaterThan(alarm);
  });

  it('of vectors long enough for the block sampler has the same law', () => {
    const exact = Array.from({ length: 50_000 }, (_, i) => BigInt(i));
    const entropy = seededEntropy(seedOf(4));
    const noise = new Float64Array(draws);
    for (let round = 0; round < 4; round++)
      for (const [i, z] of addNoise(
        { law: 'discreteGaussian', sigmaSquared: Rational.of(9n) },
        exact,
        entropy,
      ).entries())
        noise[round * 50_000 + i] = Number(z - BigInt(i));
    expect(tailOf(gaussianBins(3), noise)).toBeGreaterThan(alarm);
    expect(tailOf(gaussianBins(3.05), noise)).toBeLessThan(alarm);
  });

  it('of counts in L2 has the variance of the proof', () => {
    const measurement = simulate(
      chain(values(labels, symmetricDistance()), countBy(l2Distance), gaussian({ rho: 0.02 })),
      seededEntropy(seedOf(5)),
    );
    const all = Array.from({ length: draws / 4 }, () =>
      Object.values(measurement.invoke([])),
    ).flat();
    expect(tailOf(gaussianBins(5), all)).toBeGreaterThan(alarm);
    expect(tailOf(gaussianBins(5.1), all)).toBeLessThan(alarm);
  });

  it('is within its accuracy as often as it says', () => {
    const real1 = chain(reals, count(), laplace({ epsilon: 0.3 }));
    const measurement = simulate(real1, seededEntropy(seedOf(6)));
    const bound = real1.accuracy(0.1);
    let outside = 0;
    for (let i = 0; i < draws; i++) if (Math.abs(measurement.invoke([])) > bound) outside += 1;
    const p = real1.alpha(bound);
    const expected = [draws * p, draws * (1 - p)];
    expect(chiSquare([outside, draws - outside], expected).tail).toBeGreaterThan(alarm);
  });
});
