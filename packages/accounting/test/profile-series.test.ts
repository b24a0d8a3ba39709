import { DiscreetError } from '@discreet/core';
import { describe, expect, it } from 'vitest';
import {
  approximateCurve,
  discreteGaussianCurve,
  epsilonAt,
  gaussianCurve,
  gaussianEvent,
  logGrid,
  profileSeries,
  pureCurve,
  rdpAccountant,
  zeroConcentratedCurve,
} from '../src/index.ts';

describe('a privacy profile as rows', () => {
  const curve = gaussianCurve({ sigma: 4, sensitivity: 1 });

  it('is what the curve has at each delta', () => {
    const deltas = [1e-9, 1e-5, 0.1];
    expect(profileSeries({ Gaussian: curve }, { deltas })).toEqual(
      deltas.map((delta) => ({
        curve: 'profile',
        label: 'Gaussian',
        delta,
        ...epsilonAt(curve, { delta }),
      })),
    );
  });

  it('goes from 1e-12 to one half unless it is said, and falls', () => {
    const rows = profileSeries({ Gaussian: curve });
    expect(rows.map(({ delta }) => delta)).toEqual(logGrid({ from: 1e-12, to: 0.5 }));
    for (const [i, { lower, upper }] of rows.entries()) {
      expect(lower).toBeLessThanOrEqual(upper);
      if (i > 0) expect(upper).toBeLessThanOrEqual(rows[i - 1]?.upper ?? 0);
    }
  });

  it('holds curves of any kind and accountants side by side', () => {
    const accountant = rdpAccountant().compose(gaussianEvent({ noiseMultiplier: 4 }));
    const members = {
      exact: curve,
      moments: accountant,
      concentrated: zeroConcentratedCurve({ rho: '1/32' }),
      discrete: discreteGaussianCurve({ sigmaSquared: 16, sensitivity: 1 }),
    };
    const rows = profileSeries(members, { deltas: [1e-6] });
    expect(rows.map(({ label }) => label)).toEqual(Object.keys(members));
    const [exact, moments, concentrated] = rows;
    expect({ lower: moments?.lower, upper: moments?.upper }).toEqual(accountant.epsilon(1e-6));
    expect(exact?.upper).toBeLessThan(moments?.lower ?? 0);
    expect(moments?.upper).toBeCloseTo(concentrated?.upper ?? 0, 6);
  });

  it('keeps the rows at which no finite epsilon is known', () => {
    const given = approximateCurve({ epsilon: 1, delta: 1e-5 });
    const rows = profileSeries({ given }, { deltas: [1e-6, 1e-4] });
    expect(rows.map(({ upper }) => Number.isFinite(upper))).toEqual([false, true]);
  });

  it('is frozen, row by row', () => {
    const rows = profileSeries({ Gaussian: curve }, { deltas: [0.1] });
    expect([rows, ...rows].every((each) => Object.isFrozen(each))).toBe(true);
  });

  it('refuses what is no guarantee and what is no grid', () => {
    const pure = pureCurve({ epsilon: 1 });
    const refuse = (members: object, deltas: unknown, rule: string): void => {
      const run = () =>
        profileSeries(members as { readonly pure: typeof pure }, { deltas: deltas as number[] });
      expect(run).toThrow(DiscreetError);
      expect(run).toThrow(rule);
    };
    refuse({}, [0.1], 'needs at least one named member');
    refuse(
      { pure, other: { kind: 'pure' } },
      [0.1],
      'each member must be a curve or an accountant',
    );
    for (const delta of [0, 1, -1, NaN, Infinity])
      refuse({ pure }, [0.1, delta], 'deltas must be > 0 and < 1');
    refuse({ pure }, ['0.1'], 'deltas must be numbers');
    refuse({ pure }, [], 'deltas must be a list that is not empty');
    expect(() => profileSeries({ pure }, null as unknown as object)).toThrow(DiscreetError);
  });
});
