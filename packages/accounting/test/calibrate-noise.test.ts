import { DiscreetError } from '@discreet/core';
import { describe, expect, it } from 'vitest';
import {
  calibrateNoise,
  epsilonDeltaEvent,
  gaussianEvent,
  laplaceEvent,
  poissonSampledEvent,
  rdpAccountant,
  selfComposedEvent,
} from '../src/index.ts';

const step = (noiseMultiplier: number) =>
  poissonSampledEvent({ samplingProbability: 0.01, event: gaussianEvent({ noiseMultiplier }) });

describe('the least noise', () => {
  it.each([
    ['a Gaussian', (noiseMultiplier: number) => gaussianEvent({ noiseMultiplier }), 1, 1e-5],
    ['a Gaussian', (noiseMultiplier: number) => gaussianEvent({ noiseMultiplier }), 8, 1e-9],
    ['Laplace noise', (noiseMultiplier: number) => laplaceEvent({ noiseMultiplier }), 0.1, 1e-6],
    ['sampled steps', (noise: number) => selfComposedEvent(step(noise), 1000), 1, 1e-5],
    ['sampled steps', (noise: number) => selfComposedEvent(step(noise), 1000), 10, 1e-5],
  ] as const)('of %s meets its target, and a little less does not', (_, event, epsilon, delta) => {
    const accountant = rdpAccountant();
    const found = calibrateNoise({ accountant, event, epsilon, delta });
    const cost = (noise: number): number => accountant.compose(event(noise)).epsilon(delta).upper;
    expect(found.epsilon.upper).toBe(cost(found.noise));
    expect(found.epsilon.upper).toBeLessThanOrEqual(epsilon);
    expect(cost(found.noise * (1 - 2e-9))).toBeGreaterThan(epsilon);
  });

  it('is at most that of a peer, which searches over a grid of orders', () => {
    const { noise } = calibrateNoise({
      accountant: rdpAccountant(),
      event: (noiseMultiplier) => selfComposedEvent(step(noiseMultiplier), 1000),
      epsilon: 1,
      delta: 1e-5,
    });
    expect(noise).toBeLessThan(1.51312218);
    expect(noise).toBeGreaterThan(1.5);
  });

  it('comes on top of what was spent', () => {
    const target = {
      event: (noiseMultiplier: number) => gaussianEvent({ noiseMultiplier }),
      epsilon: 1,
      delta: 1e-6,
      tolerance: 1e-4,
    };
    const spent = rdpAccountant().compose(gaussianEvent({ noiseMultiplier: 8 }));
    const fresh = calibrateNoise({ accountant: rdpAccountant(), ...target });
    expect(calibrateNoise({ accountant: spent, ...target }).noise).toBeGreaterThan(fresh.noise);
  });

  it('is refused where nothing is left, and for numbers that are no target', () => {
    const accountant = rdpAccountant().compose(epsilonDeltaEvent({ epsilon: 2 }));
    const target = {
      accountant,
      event: (noiseMultiplier: number) => gaussianEvent({ noiseMultiplier }),
      epsilon: 1,
      delta: 1e-6,
    };
    expect(() => calibrateNoise(target)).toThrow(DiscreetError);
    expect(() => calibrateNoise({ ...target, epsilon: 0 })).toThrow('epsilon must be > 0');
    expect(() => calibrateNoise({ ...target, delta: 1 })).toThrow('delta must be > 0 and < 1');
    expect(() => calibrateNoise({ ...target, tolerance: 0 })).toThrow('tolerance');
    expect(() => calibrateNoise({ ...target, epsilon: NaN })).toThrow('epsilon must be > 0');
  });
});
