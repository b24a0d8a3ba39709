import { DiscreetError } from '@discreet/core';
import { type Enclosure, Interval, Rational, rationalFromDecimal } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  approximateCurve,
  epsilonAt,
  gaussianCurve,
  gaussianEvent,
  laplaceCurve,
  pldAccountant,
  pureCurve,
  randomizedResponseCurve,
  rdpAccountant,
  tradeOffAt,
  tradeOffSeries,
  zeroConcentratedCurve,
} from '../src/index.ts';

const alphas = [0, 1e-6, 0.001, 0.01, 0.07, 0.3, 0.5, 0.8, 0.99] as const;

/** T(Lap(0, 1), Lap(mu, 1)) for mu = 1, by the Neyman-Pearson lemma. */
const laplaceTradeOff = (alpha: number): Enclosure => {
  const read = rationalFromDecimal(alpha);
  if (read._tag === 'None') throw new Error('no number');
  const at = Interval.of(read.value, 128);
  const one = Interval.integer(1, 128);
  const shift = one.exp();
  const half = Rational.of(1n, 2n);
  if (!read.value.lessThanOrEqual(half)) return one.sub(at).div(shift).toEnclosure();
  const steep = one.sub(shift.mul(at));
  return (
    steep.isBelow(Interval.of(half, 128)) ? one.div(shift.mul(at).scale(2)) : steep
  ).toEnclosure();
};

describe('a trade-off curve as rows', () => {
  it('is the formula where there is one', () => {
    const members = {
      pure: pureCurve({ epsilon: 1 }),
      approximate: approximateCurve({ epsilon: '1/2', delta: 0.01 }),
      Gaussian: gaussianCurve({ sigma: 1, sensitivity: 1 }),
      response: randomizedResponseCurve({ truth: '3/4' }),
    };
    const rows = tradeOffSeries(members, { typeOnes: alphas });
    const expected = Object.entries(members).flatMap(([label, curve]) =>
      alphas.map((typeOne) => ({
        curve: 'tradeOff',
        label,
        typeOne,
        ...tradeOffAt(curve, { typeOne }),
      })),
    );
    expect(rows).toEqual(expected);
  });

  it('starts at 0, ends at 1, where nothing is missed, and never rises', () => {
    const rows = tradeOffSeries({ Gaussian: gaussianCurve({ sigma: 1, sensitivity: 1 }) });
    expect(rows[0]).toMatchObject({ typeOne: 0, lower: 1, upper: 1 });
    expect(rows.at(-1)).toMatchObject({ typeOne: 1, lower: 0, upper: 0 });
    for (const [i, { typeOne, lower, upper }] of rows.entries()) {
      expect(lower).toBeLessThanOrEqual(upper);
      expect(upper).toBeLessThanOrEqual(1 - typeOne + 1e-15);
      if (i > 0) {
        expect(typeOne).toBeGreaterThan(rows[i - 1]?.typeOne ?? 1);
        expect(lower).toBeLessThanOrEqual(rows[i - 1]?.upper ?? 0);
      }
    }
  });

  it.each([
    ['Laplace noise, from its curve', laplaceCurve({ sensitivity: 1, scale: 1 }), laplaceTradeOff],
    [
      'a Gaussian, from its loss distribution',
      pldAccountant().compose(gaussianEvent({ noiseMultiplier: 1 })),
      (typeOne: number) => tradeOffAt(gaussianCurve({ sigma: 1, sensitivity: 1 }), { typeOne }),
    ],
    [
      'two Gaussians, from their loss distribution',
      pldAccountant().compose(gaussianEvent({ noiseMultiplier: 2 }), 4),
      (typeOne: number) => tradeOffAt(gaussianCurve({ sigma: 1, sensitivity: 1 }), { typeOne }),
    ],
  ] as const)('holds the true function of %s', (_, guarantee, truth) => {
    for (const { typeOne, lower, upper } of tradeOffSeries({ guarantee }, { typeOnes: alphas })) {
      const exact = truth(typeOne);
      expect(lower).toBeLessThanOrEqual(exact.upper);
      expect(upper).toBeGreaterThanOrEqual(exact.lower);
      expect(upper - lower).toBeLessThan(0.03);
      expect(exact.lower - lower).toBeLessThan(0.003);
    }
  });

  it('gets closer with more points of the profile, and stays around the truth with one', () => {
    const guarantee = laplaceCurve({ sensitivity: 1, scale: 1 });
    const width = (deltas: readonly number[]): number => {
      const [row] = tradeOffSeries({ guarantee }, { typeOnes: [0.3], deltas });
      const exact = laplaceTradeOff(0.3);
      expect(row?.lower).toBeLessThanOrEqual(exact.upper);
      expect(row?.upper).toBeGreaterThanOrEqual(exact.lower);
      return (row?.upper ?? 0) - (row?.lower ?? 0);
    };
    expect(width([0.2])).toBeGreaterThan(width([0.4, 0.2, 0.1]));
    expect(width([0.4, 0.2, 0.1])).toBeGreaterThan(width([0.05, 0.1, 0.15, 0.2, 0.25, 0.3]));
  });

  it('says no more than its profile does where that is a bound of moments', () => {
    const curve = zeroConcentratedCurve({ rho: '1/2' });
    const [moments] = tradeOffSeries({ curve }, { typeOnes: [0.1] });
    const gaussian = tradeOffAt(gaussianCurve({ sigma: 1, sensitivity: 1 }), { typeOne: 0.1 });
    expect(moments?.lower).toBeGreaterThan(0);
    expect(moments?.lower).toBeLessThan(gaussian.lower);
    const { upper } = epsilonAt(curve, { delta: 0.1 });
    const point = tradeOffAt(approximateCurve({ epsilon: upper, delta: 0.1 }), { typeOne: 0.1 });
    expect(moments?.lower).toBeGreaterThanOrEqual(point.lower * (1 - 1e-12));
  });

  it('knows nothing where nothing is guaranteed', () => {
    const guarantee = rdpAccountant().compose(gaussianEvent({ noiseMultiplier: '1e-3' }));
    const rows = tradeOffSeries({ guarantee }, { typeOnes: [0, 0.5, 1], deltas: [0.5] });
    expect(rows.map(({ lower, upper }) => 0 <= lower && lower <= upper && upper <= 1)).toEqual([
      true,
      true,
      true,
    ]);
    const { lower } = rows[1] ?? { lower: 1 };
    expect(lower).toBeLessThan(1e-100);
  });

  it('refuses what is no guarantee and what is no grid', () => {
    const pure = pureCurve({ epsilon: 1 });
    const refuse = (members: object, options: object, rule: string): void => {
      const run = () => tradeOffSeries(members as { pure: typeof pure }, options);
      expect(run).toThrow(DiscreetError);
      expect(run).toThrow(rule);
    };
    refuse({}, {}, 'needs at least one named member');
    refuse({ pure: 1 }, {}, 'each member must be a curve or an accountant');
    for (const typeOne of [-0.1, 1.1, NaN])
      refuse({ pure }, { typeOnes: [typeOne] }, 'typeOnes must be >= 0 and <= 1');
    refuse({ pure }, { deltas: [0] }, 'deltas must be > 0 and < 1');
    refuse({ pure }, { deltas: [] }, 'deltas must be a list that is not empty');
  });
});
