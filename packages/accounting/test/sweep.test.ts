import { DiscreetError } from '@discreet/core';
import { rationalFromDecimal, rationalFromDouble } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  discreteLaplaceEvent,
  epsilonDeltaEvent,
  type EventAccountant,
  gaussianEvent,
  laplaceEvent,
  noiseAccuracy,
  type NoiseSweep,
  pldAccountant,
  poissonSampledEvent,
  type PrivacyEvent,
  randomizedResponseEvent,
  rdpAccountant,
  selfComposedEvent,
  sweep,
} from '../src/index.ts';

const trained = (noiseMultiplier: number): PrivacyEvent =>
  selfComposedEvent(
    poissonSampledEvent({ samplingProbability: 0.01, event: gaussianEvent({ noiseMultiplier }) }),
    1000,
  );

const targets = [1, 3, 8, 10, '0.1', '1/3'] as const;

const mechanisms: readonly (readonly [
  string,
  EventAccountant,
  (noise: number) => PrivacyEvent,
  number,
])[] = [
  ['sampled Gaussian steps', rdpAccountant(), trained, 1e-5],
  ['a Gaussian', pldAccountant(), (noiseMultiplier) => gaussianEvent({ noiseMultiplier }), 1e-5],
  ['Laplace noise', rdpAccountant(), (noiseMultiplier) => laplaceEvent({ noiseMultiplier }), 1e-6],
  [
    'discrete Laplace noise',
    pldAccountant(),
    (scale) => discreteLaplaceEvent({ scale, sensitivity: 3 }),
    1e-9,
  ],
];

const read = (x: number | string) => {
  const found = rationalFromDecimal(x);
  if (found._tag === 'None') throw new Error('no number');
  return found.value;
};
const exact = (x: number) => {
  const found = rationalFromDouble(x);
  if (found._tag === 'None') throw new Error('no number');
  return found.value;
};

describe('a sweep', () => {
  it.each(mechanisms)('of %s never costs more than its target', (_, accountant, event, delta) => {
    const rows = sweep({ accountant, event, delta, epsilons: targets, tolerance: 1e-6 });

    expect(rows.map(({ target }) => target)).toEqual([1, 3, 8, 10, 0.1, 1 / 3]);
    for (const [index, row] of rows.entries()) {
      expect(exact(row.upper).lessThanOrEqual(read(targets[index] ?? 0))).toBe(true);
      const cost = accountant.compose(event(row.noise)).epsilon(delta);
      expect({ lower: row.lower, upper: row.upper }).toEqual(cost);
      const less = accountant.compose(event(row.noise * (1 - 3e-6))).epsilon(delta);
      expect(less.upper).toBeGreaterThan(row.target ?? Infinity);
    }
    const [one, three, eight] = rows.map(({ noise }) => noise);
    expect(one).toBeGreaterThan(three ?? Infinity);
    expect(three).toBeGreaterThan(eight ?? Infinity);
  });

  it('of noises tells their cost', () => {
    const accountant = rdpAccountant();
    const noises = [0.7, 1.1, 4];
    const rows = sweep({ accountant, event: trained, delta: 1e-5, noises, label: 'training' });
    expect(rows.map(({ noise }) => noise)).toEqual(noises);
    for (const { label, target, noise, lower, upper } of rows) {
      expect([label, target]).toEqual(['training', undefined]);
      expect({ lower, upper }).toEqual(accountant.compose(trained(noise)).epsilon(1e-5));
    }
  });

  it('says how accurate each noise is', () => {
    const event = (noiseMultiplier: number): PrivacyEvent => laplaceEvent({ noiseMultiplier });
    const [row] = sweep({
      accountant: rdpAccountant(),
      event,
      delta: 1e-6,
      noises: [3],
      beta: '0.01',
    });
    const found = noiseAccuracy(event(3), { beta: '0.01' });
    expect(row).toMatchObject(
      found._tag === 'None'
        ? {}
        : {
            standardDeviation: found.value.standardDeviation.upper,
            halfWidth: found.value.halfWidth.upper,
            unit: 'sensitivity',
          },
    );
    expect(row?.halfWidth).toBeCloseTo(3 * Math.log(100), 12);
  });

  it('leaves accuracy open where there is no law', () => {
    const [row] = sweep({
      accountant: rdpAccountant('replaceOne'),
      event: (noise) => randomizedResponseEvent({ noise: noise / (1 + noise), buckets: 2 }),
      delta: 1e-6,
      epsilons: [1],
      tolerance: 1e-4,
    });
    expect(row?.upper).toBeLessThanOrEqual(1);
    expect([row?.standardDeviation, row?.halfWidth, row?.unit]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('comes on top of what was spent, and cannot give it back', () => {
    const plan = {
      event: (noiseMultiplier: number) => gaussianEvent({ noiseMultiplier }),
      delta: 1e-6,
      epsilons: [1],
      tolerance: 1e-4,
    };
    const spent = rdpAccountant().compose(gaussianEvent({ noiseMultiplier: 8 }));
    const [fresh] = sweep({ accountant: rdpAccountant(), ...plan });
    const [later] = sweep({ accountant: spent, ...plan });
    expect(later?.noise).toBeGreaterThan(fresh?.noise ?? Infinity);
    const gone = rdpAccountant().compose(epsilonDeltaEvent({ epsilon: 2 }));
    expect(() => sweep({ accountant: gone, ...plan })).toThrow(DiscreetError);
  });

  it('is frozen, row by row', () => {
    const rows = sweep({ accountant: rdpAccountant(), event: trained, delta: 1e-5, noises: [1] });
    expect(Object.isFrozen(rows)).toBe(true);
    expect(rows.every((row) => Object.isFrozen(row))).toBe(true);
  });

  it('refuses bad input before anything is searched for', () => {
    const unused = {
      accountant: rdpAccountant(),
      event: (): PrivacyEvent => {
        throw new Error('the event was asked for');
      },
      delta: 1e-5,
    };
    const refuse = (wrong: object, rule: string): void => {
      const given: object = { ...unused, ...wrong };
      expect(() => sweep(given as NoiseSweep)).toThrow(DiscreetError);
      expect(() => sweep(given as NoiseSweep)).toThrow(rule);
    };
    const ask = { epsilons: [1] };
    for (const epsilon of [0, -1, NaN, Infinity, '1e', null])
      refuse({ epsilons: [1, epsilon] }, 'epsilons must be > 0');
    for (const noise of [0, -1, NaN, Infinity])
      refuse({ noises: [1, noise] }, 'noises must be > 0');
    refuse({ noises: ['1'] }, 'noises must be numbers');
    for (const delta of [0, 1, -1, NaN]) refuse({ ...ask, delta }, 'delta must be > 0 and < 1');
    for (const beta of [0, 1, NaN]) refuse({ ...ask, beta }, 'beta must be > 0 and < 1');
    refuse({ ...ask, tolerance: 0 }, 'tolerance');
    refuse({ ...ask, noises: [1] }, 'needs either epsilons or noises');
    refuse({}, 'needs either epsilons or noises');
    refuse({ epsilons: [] }, 'epsilons must be a list that is not empty');
    refuse({ ...ask, accountant: {} }, 'accountant must be an accountant');
    refuse({ ...ask, event: 1 }, 'event must be a function');
    refuse({ ...ask, label: 1 }, 'label must be a text');
  });
});
