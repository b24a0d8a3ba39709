import { DiscreetError } from '@discreet/core';
import {
  discreteGaussianLaw,
  discreteLaplaceLaw,
  type Enclosure,
  Interval,
  Rational,
  rationalFromDouble,
} from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  composedEvent,
  discreteGaussianEvent,
  discreteLaplaceEvent,
  epsilonDeltaEvent,
  exponentialMechanismEvent,
  gaussianEvent,
  laplaceEvent,
  noiseAccuracy,
  type NoiseAccuracy,
  noOpEvent,
  type Parameter,
  poissonSampledEvent,
  type PrivacyEvent,
  randomizedResponseEvent,
  roundedGaussianEvent,
  selfComposedEvent,
  treeAggregationEvent,
} from '../src/index.ts';

const BITS = 256;

const exact = (x: number): Rational => {
  const read = rationalFromDouble(x);
  if (read._tag === 'None') throw new Error('no number');
  return read.value;
};

const accuracy = (event: PrivacyEvent, beta: Parameter): NoiseAccuracy => {
  const found = noiseAccuracy(event, { beta });
  if (found._tag === 'None') throw new Error('no law is known');
  return found.value;
};

/** P(|N(0, 1)| > x), by the complementary error function. */
const normalTail = (x: Rational): Interval =>
  Interval.of(x, BITS).div(Interval.integer(2, BITS).sqrt()).erfc();

const betas = [1e-300, 1e-30, 1e-6, 0.05, 0.317, 0.5, 0.999] as const;
const scales = [0.001, 0.3, 1, 1.1, 250, 1e12] as const;
const grid = scales.flatMap((scale) => betas.map((beta) => [scale, beta] as const));

/** The least half-width lies in the enclosure: at the upper end the tail is at most beta, just below the lower one it is above. */
const expectLeast = (
  { lower, upper }: Enclosure,
  beta: number,
  tail: (bound: Rational) => Interval,
): void => {
  const share = Interval.of(exact(beta), BITS);
  expect(tail(exact(upper)).isAtMost(share)).toBe(true);
  expect(share.isBelow(tail(exact(lower * (1 - 2 ** -50))))).toBe(true);
  expect(upper).toBeLessThanOrEqual(lower * (1 + 2 ** -49));
};

describe('the accuracy of noise', () => {
  it('has the quantiles that everybody knows', () => {
    const gaussian = accuracy(gaussianEvent({ noiseMultiplier: 1 }), '0.05').halfWidth;
    expect(gaussian.lower).toBeLessThanOrEqual(1.959963984540054);
    expect(gaussian.upper).toBeCloseTo(1.959963984540054, 14);
    const laplace = accuracy(laplaceEvent({ noiseMultiplier: 2 }), '0.05');
    expect(laplace.halfWidth.upper).toBeCloseTo(2 * 2.995732273553991, 14);
    expect(laplace.standardDeviation.upper).toBeCloseTo(2 * Math.SQRT2, 14);
  });

  it.each(grid)('of a Gaussian of %d at beta %d is the least', (scale, beta) => {
    const event = gaussianEvent({ noiseMultiplier: exact(scale) });
    const { halfWidth, standardDeviation, unit } = accuracy(event, exact(beta));
    expectLeast(halfWidth, beta, (bound) => normalTail(bound.div(exact(scale))));
    expect(standardDeviation).toEqual({ lower: scale, upper: scale });
    expect(unit).toBe('sensitivity');
  });

  it.each(grid)('of Laplace noise of %d at beta %d is the least', (scale, beta) => {
    const event = laplaceEvent({ noiseMultiplier: exact(scale) });
    const { halfWidth, standardDeviation } = accuracy(event, exact(beta));
    expectLeast(halfWidth, beta, (bound) =>
      Interval.of(bound.div(exact(scale)).negate(), BITS).exp(),
    );
    const variance = exact(scale).square().mul(Rational.of(2n));
    expect(exact(standardDeviation.lower).square().lessThanOrEqual(variance)).toBe(true);
    expect(variance.lessThanOrEqual(exact(standardDeviation.upper).square())).toBe(true);
  });

  it.each([
    [0.3, 0.05],
    [1, 0.05],
    [2.7, 0.001],
    [20, 0.5],
  ])('of a rounded Gaussian of %d holds on the coarsest grid, at beta %d', (sigma, beta) => {
    const { halfWidth, standardDeviation } = accuracy(
      roundedGaussianEvent({ noiseMultiplier: sigma }),
      beta,
    );
    // the noise rounded to whole numbers is above h exactly when the noise is above floor(h) + 1/2
    const edge = (h: number): Rational => Rational.of(BigInt(2 * Math.floor(h) + 1), 2n);
    const above = normalTail(edge(halfWidth.upper).div(exact(sigma))).toEnclosure().upper;
    expect(above).toBeLessThanOrEqual(beta);
    const before = Math.ceil(halfWidth.lower) - 1;
    if (before >= 0)
      expect(normalTail(edge(before).div(exact(sigma))).toEnclosure().lower).toBeGreaterThan(beta);
    let variance = 0;
    for (let k = 1; k < 40 * (1 + sigma); k += 1)
      variance += (2 * k - 1) * normalTail(edge(k - 1).div(exact(sigma))).toEnclosure().upper;
    expect(Math.sqrt(variance)).toBeGreaterThan(standardDeviation.lower);
    expect(Math.sqrt(variance)).toBeLessThan(standardDeviation.upper);
  });

  it.each(
    [0.2, 1, 7.5, 30].flatMap((scale) => [1e-9, 0.05, 0.9].map((beta) => [scale, beta] as const)),
  )('of discrete noise of %d at beta %d is the least whole number', (scale, beta) => {
    const parameter = exact(scale);
    for (const [event, law] of [
      [discreteLaplaceEvent({ scale: parameter }), discreteLaplaceLaw(parameter)],
      [discreteGaussianEvent({ sigma: parameter }), discreteGaussianLaw(parameter.square())],
    ] as const) {
      const { halfWidth, standardDeviation, unit } = accuracy(event, beta);
      expect(halfWidth.lower).toBe(halfWidth.upper);
      expect(law.tail(BigInt(halfWidth.upper)).upper).toBeLessThanOrEqual(beta);
      expect(law.tail(BigInt(halfWidth.upper) - 1n).lower).toBeGreaterThan(
        halfWidth.upper === 0 ? 0.99 : beta,
      );
      let [low, high] = [0, 0];
      for (let x = 1n; x < 12 * (1 + 3 * scale); x += 1n) {
        const { lower, upper } = law.probability(x);
        low += 2 * Number(x) ** 2 * lower;
        high += 2 * Number(x) ** 2 * upper;
      }
      expect(standardDeviation.upper).toBeGreaterThanOrEqual(Math.sqrt(low) * (1 - 1e-9));
      expect(standardDeviation.lower).toBeLessThanOrEqual(Math.sqrt(high) * (1 + 1e-9));
      expect(standardDeviation.upper).toBeLessThanOrEqual(standardDeviation.lower * (1 + 1e-12));
      expect(unit).toBe('gridStep');
    }
  });

  it('is that of one use, however often and on whatever sample it is used', () => {
    const event = gaussianEvent({ noiseMultiplier: 1.1 });
    const sampled = poissonSampledEvent({ samplingProbability: 0.01, event });
    const expected = accuracy(event, 0.05);
    expect(accuracy(selfComposedEvent(sampled, 1000), 0.05)).toEqual(expected);
    expect(accuracy(composedEvent([noOpEvent, sampled, event]), 0.05)).toEqual(expected);
  });

  it.each([
    [
      'of different noises',
      composedEvent([gaussianEvent({ noiseMultiplier: 1 }), gaussianEvent({ noiseMultiplier: 2 })]),
    ],
    [
      'of noise and of something else',
      composedEvent([gaussianEvent({ noiseMultiplier: 1 }), epsilonDeltaEvent({ epsilon: 1 })]),
    ],
    ['of nothing', noOpEvent],
    ['of randomized response', randomizedResponseEvent({ noise: 0.5, buckets: 2 })],
    ['of a selection', exponentialMechanismEvent({ epsilon: 1 })],
    ['of a tree', treeAggregationEvent({ noiseMultiplier: 1, stepCounts: [4] })],
  ])('is not known %s', (_, event) => {
    expect(noiseAccuracy(event, { beta: 0.05 })._tag).toBe('None');
  });

  it('stays a bound where beta is below every double', () => {
    const { halfWidth } = accuracy(gaussianEvent({ noiseMultiplier: 1 }), '1e-400');
    // sqrt(2 ln 10^400) = 42.92
    expect(halfWidth.upper).toBeGreaterThan(42);
    expect(halfWidth.upper).toBeLessThan(42.93);
  });

  it('refuses what is no chance and what is no event', () => {
    const event = gaussianEvent({ noiseMultiplier: 1 });
    for (const beta of [0, 1, -0.1, NaN, Infinity, '', '1e'])
      expect(() => noiseAccuracy(event, { beta })).toThrow('beta must be > 0 and < 1');
    const looksLikeOne = { ...event };
    expect(() => noiseAccuracy(looksLikeOne, { beta: 0.05 })).toThrow(DiscreetError);
  });
});
