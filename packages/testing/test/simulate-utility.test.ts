import {
  category,
  chain,
  changeOneDistance,
  l2Distance,
  real,
  symmetricDistance,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import { Rational } from '@discreet/numeric';
import { clamp, count, countBy, histogram, mean, sum, values } from '@discreet/transformations';
import { describe, expect, it } from 'vitest';
import { exactAnswer } from '../src/index.ts';
import { referenceNoise, simulateUtility } from '../src/reference.ts';

const rows = values(real, symmetricDistance());
const total = chain(rows, clamp(0, 10, { resolution: 0.1 }), sum(), laplace({ epsilon: 0.5 }));
const runs = 100_000;

describe('simulateUtility', () => {
  it('says that it is a simulation', () => {
    expect(simulateUtility(total, [1], { runs: 1 })).toMatchObject({
      label: 'simulated on public data: not private, never to be released',
      seed: 1,
      runs: 1,
    });
  });

  it('finds the errors that the exact accuracy of the discrete law bounds', () => {
    const [answer] = simulateUtility(total, [1, 2, 3], { runs }).coordinates;
    // scale 20; quantiles of 100,000 draws are right to a few in a hundred
    expect(answer!.quantiles['0.5'] / total.accuracy(0.5)).toBeCloseTo(1, 1);
    expect(answer!.quantiles['0.9'] / total.accuracy(0.1)).toBeCloseTo(1, 1);
    expect(answer!.quantiles['0.95'] / total.accuracy(0.05)).toBeCloseTo(1, 1);
    expect(answer!.quantiles['0.99'] / total.accuracy(0.01)).toBeCloseTo(1, 1);
    expect(answer!.rootMeanSquare / (20 * Math.SQRT2)).toBeCloseTo(1, 1);
    expect(Math.abs(answer!.bias)).toBeLessThan(0.5);
    expect(answer).toMatchObject({ name: '0', exact: 6, clampingBias: 0 });
  });

  it('adds what clamping does where it is told the truth', () => {
    const data = [4, 8, 160];
    const [answer] = simulateUtility(total, data, { runs, truth: [172] }).coordinates;
    expect(answer).toMatchObject({ exact: 22, clampingBias: -150 });
    expect(answer!.bias).toBeCloseTo(-150, -1);
    // bias^2 + variance
    expect(answer!.rootMeanSquare / Math.hypot(150, 20 * Math.SQRT2)).toBeCloseTo(1, 1);
    expect(answer!.quantiles['0.5']).toBeCloseTo(150, -1);
  });

  it('knows the noise of a mean, of counts by label and of bins', () => {
    const average = chain(
      values(real, changeOneDistance({ size: 4 })),
      clamp(0, 1, { resolution: 0.01 }),
      mean(),
      laplace({ epsilon: 1 }),
    );
    const [answer] = simulateUtility(average, [0, 0, 1, 1], { runs }).coordinates;
    // scale 1/4 of a person in four
    expect(answer!.exact).toBe(0.5);
    expect(answer!.rootMeanSquare / (0.25 * Math.SQRT2)).toBeCloseTo(1, 1);
    const cities = chain(
      values(category(['Oslo', 'Bergen']), symmetricDistance()),
      countBy(l2Distance),
      gaussian({ rho: 0.02 }),
    );
    const { coordinates } = simulateUtility(cities, ['Oslo', 'Oslo', 'Bergen'], { runs });
    expect(coordinates.map(({ name, exact }) => [name, exact])).toEqual([
      ['Oslo', 2],
      ['Bergen', 1],
    ]);
    for (const { rootMeanSquare } of coordinates) expect(rootMeanSquare / 5).toBeCloseTo(1, 1);
    const bins = chain(rows, histogram([0, 1, 2]), laplace({ scale: 3 }));
    const names = simulateUtility(bins, [0.5], { runs: 10 }).coordinates.map(({ name }) => name);
    expect(names).toEqual(exactAnswer(bins.exact, [0.5]).map((_, i) => String(i)));
  });

  it('draws the same for the same seed, and each coordinate for itself', () => {
    const bins = chain(rows, histogram([0, 1, 2]), laplace({ scale: 3 }));
    const run = (seed: number) => simulateUtility(bins, [0.5], { runs: 100, seed });
    expect(run(2)).toEqual(run(2));
    expect(run(2)).not.toEqual(run(3));
    const [first, second] = run(2).coordinates;
    expect(first!.rootMeanSquare).not.toBe(second!.rootMeanSquare);
  });

  it.each([
    [{ runs: 0 }, 'runs must be an integer >= 1, got 0'],
    [{ truth: [1, 2] }, 'truth must hold 1 numbers, got 2'],
    [{ truth: [NaN] }, 'truth must hold finite numbers, got NaN'],
    [{ seed: 0 }, 'seed must be an integer from 1 to 2^32 - 1, got 0'],
  ])('refuses %o', (options, message) => {
    expect(() => simulateUtility(total, [1], options)).toThrow(message);
  });

  it('refuses what is no measurement', () => {
    expect(() => simulateUtility(chain(rows, count()) as never, [])).toThrow('a query ends with');
  });
});

describe('referenceNoise', () => {
  it('has the spread of its law', () => {
    const spread = (draw: () => number): number => {
      let sum = 0;
      for (let i = 0; i < runs; i += 1) sum += draw() ** 2;
      return Math.sqrt(sum / runs);
    };
    const laplaceDraw = referenceNoise({ law: 'discreteLaplace', scale: Rational.of(7n) }, 5);
    expect(spread(laplaceDraw) / (7 * Math.SQRT2)).toBeCloseTo(1, 1);
    const sigmaSquared = Rational.of(49n);
    expect(spread(referenceNoise({ law: 'discreteGaussian', sigmaSquared }, 5)) / 7).toBeCloseTo(
      1,
      1,
    );
  });

  it('refuses a seed that its generator does not take', () => {
    const noise = { law: 'discreteLaplace', scale: Rational.one } as const;
    for (const seed of [0, -1, 1.5, NaN, 2 ** 32])
      expect(() => referenceNoise(noise, seed)).toThrow('referenceNoise: seed must be');
  });
});
