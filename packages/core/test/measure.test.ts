import { describe, expect, it } from 'vitest';
import {
  approximate,
  composability,
  DiscreetError,
  fDP,
  gaussianDP,
  lossName,
  maxDivergence,
  type Measure,
  privacyLossDistribution,
  proved,
  renyiDivergence,
  zeroConcentratedDivergence,
} from '../src/index.ts';

const rows: readonly (readonly [Measure, string, boolean, 'concurrent' | 'sequential'])[] = [
  [maxDivergence, 'epsilon', true, 'concurrent'],
  [approximate(maxDivergence), 'epsilon and delta', true, 'concurrent'],
  [zeroConcentratedDivergence, 'rho', true, 'concurrent'],
  [approximate(zeroConcentratedDivergence), 'rho and delta', true, 'sequential'],
  [gaussianDP, 'mu', true, 'concurrent'],
  [renyiDivergence, 'Rényi divergence', true, 'concurrent'],
  [privacyLossDistribution, 'privacy loss distributions', false, 'concurrent'],
  [fDP, 'trade-off functions', false, 'concurrent'],
];

describe('the measures', () => {
  it.each(rows)(
    '$kind is named, frozen, and composes as is proved',
    (measure, name, filters, children) => {
      expect(lossName(measure)).toBe(name);
      expect(Object.isFrozen(measure)).toBe(true);
      expect(composability(measure)).toEqual({ fixed: true, filters, children });
    },
  );

  it('are approximate where that means something', () => {
    expect(approximate(maxDivergence).of).toBe(maxDivergence);
    expect(approximate({ kind: 'maxDivergence' }).of).toBe(maxDivergence);
    for (const other of [
      gaussianDP,
      renyiDivergence,
      approximate(maxDivergence),
      undefined,
      'rho',
      {},
    ])
      expect(() => approximate(proved<typeof maxDivergence>(other))).toThrow(DiscreetError);
  });
});
