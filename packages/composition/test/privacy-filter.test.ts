import {
  approximate,
  DiscreetError,
  fDP,
  gaussianDP,
  maxDivergence,
  privacyLossDistribution,
  proved,
  real,
  renyiDivergence,
  symmetricDistance,
  zeroConcentratedDivergence,
} from '@discreet/core';
import { values } from '@discreet/transformations';
import { describe, expect, it } from 'vitest';
import { openSession, privacyFilter, pureFilter } from '../src/index.ts';

const any = proved<(measure: unknown, capacity: unknown) => unknown>(privacyFilter);

describe('the filter of a measure', () => {
  it('is the one of basic composition', () => {
    expect(privacyFilter(maxDivergence, { epsilon: 1 }).toJSON()).toEqual(
      pureFilter({ epsilon: 1 }).toJSON(),
    );
    expect([
      privacyFilter(approximate(maxDivergence), { epsilon: 1, delta: 1e-6 }).kind,
      privacyFilter(zeroConcentratedDivergence, { rho: 1 }).kind,
      privacyFilter(approximate(zeroConcentratedDivergence), { rho: 1, delta: 1e-6 }).kind,
      privacyFilter(gaussianDP, { mu: 1 }).kind,
      privacyFilter(renyiDivergence, { order: 2, epsilon: 1 }).kind,
    ]).toEqual([
      'approximate',
      'zeroConcentrated',
      'approximateZeroConcentrated',
      'gaussian',
      'renyi',
    ]);
  });

  it('is refused where no rule that stops is sound', () => {
    const ages = values(real, symmetricDistance());
    for (const measure of [privacyLossDistribution, fDP]) {
      expect(() => any(measure, { epsilon: 1, delta: 1e-6 })).toThrow(
        'add up only over queries that were fixed in advance, no rule that stops on them is sound: filter in epsilon, rho or mu',
      );
      expect(() =>
        openSession({ data: [1], unit: ages, budget: proved<{ epsilon: 1 }>(measure) }),
      ).toThrow('no rule that stops on them is sound: budget in epsilon, rho or mu');
    }
  });

  it('is refused for what is no measure, and for another capacity', () => {
    for (const measure of [
      undefined,
      null,
      'epsilon',
      {},
      { kind: 'approximate' },
      { kind: 'approximate', of: gaussianDP },
    ])
      expect(() => any(measure, { epsilon: 1 })).toThrow('a filter needs a measure');
    expect(() => any(maxDivergence, { rho: 1 })).toThrow(DiscreetError);
  });
});
