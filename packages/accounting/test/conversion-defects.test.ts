import { Rational, rationalFromDouble } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  approximateCurve,
  batchClosedForms,
  batchOptimal,
  calibrateGaussian,
  classicalGaussianSigma,
  convert,
  deltaAt,
  discreteGaussianCurve,
  epsilonAt,
  gaussianCurve,
  groupCurve,
  laplaceCurve,
  pureCurve,
  renyiPoints,
  sumCurves,
  zeroConcentratedCurve,
} from '../src/index.ts';

const exactly = (x: number): Rational => {
  const read = rationalFromDouble(x);
  if (read._tag === 'None') throw new TypeError('not finite');
  return read.value;
};

describe('what has gone wrong elsewhere', () => {
  it('a sigma that is short of its target by one unit in the last place', () => {
    const targets = [
      [1, 1e-5],
      [2, 1e-8],
      [0.1, 1e-9],
      [3, 1e-4],
      [0.5, 1e-6],
      [8, 1e-5],
    ] as const;
    for (const [epsilon, delta] of targets) {
      const { lower, upper } = calibrateGaussian({ epsilon, delta, sensitivity: 1 });
      const at = (sigma: number) =>
        deltaAt(gaussianCurve({ sigma: exactly(sigma), sensitivity: 1 }), { epsilon });
      expect(at(upper).upper).toBeLessThanOrEqual(delta * (1 + 2 ** -52));
      expect(at(upper).lower).toBeLessThanOrEqual(delta);
      expect(at(lower * (1 - 2 ** -51)).lower).toBeGreaterThan(delta);
      expect(upper - lower).toBeLessThanOrEqual(upper * 2 ** -51);
    }
  });

  it('an analytic Gaussian with the wrong sign, whose sigma is smaller below delta(0)', () => {
    // both branches: delta above and below that of epsilon = mu^2/2
    const { lower } = calibrateGaussian({ epsilon: 1, delta: 0.1, sensitivity: 1 });
    const wide = calibrateGaussian({ epsilon: 0.01, delta: 0.1, sensitivity: 1 });
    expect(
      deltaAt(gaussianCurve({ sigma: exactly(lower), sensitivity: 1 }), { epsilon: 1 }).upper,
    ).toBeCloseTo(0.1, 12);
    expect(wide.lower).toBeGreaterThan(lower);
  });

  it('the classical sigma beyond epsilon 1, where it is not proved', () => {
    expect(() => classicalGaussianSigma({ epsilon: 1, delta: 1e-5, sensitivity: 1 })).toThrow();
    expect(() =>
      classicalGaussianSigma({ epsilon: 11.478, delta: 0.00167, sensitivity: 1 }),
    ).toThrow();
  });

  it('a discrete Gaussian that passes for a continuous one', () => {
    const lattice = discreteGaussianCurve({ sensitivity: 1, sigma: 1 });
    const line = gaussianCurve({ mu: 1 });
    expect(deltaAt(lattice, { epsilon: 0 }).lower).toBeGreaterThan(0.39894);
    expect(deltaAt(line, { epsilon: 0 }).upper).toBeLessThan(0.38293);
    const ratio = deltaAt(lattice, { epsilon: 5.3 }).lower / deltaAt(line, { epsilon: 5.3 }).upper;
    expect(ratio).toBeGreaterThan(2.1);
    // @ts-expect-error: it does not compile either
    expect(() => convert(lattice, 'gaussian')).toThrow('no theorem takes a discreteGaussian curve');
  });

  it('an epsilon of 0 although something was released', () => {
    for (const scale of [1, 1e3, 1e6, 1e9]) {
      const curve = convert(laplaceCurve({ sensitivity: 1, scale }), 'renyi');
      const delta = 1e-3 / scale;
      expect(epsilonAt(curve, { delta }).lower).toBeGreaterThan(0);
      expect(epsilonAt(sumCurves([curve, curve]), { delta }).lower).toBeGreaterThan(
        epsilonAt(curve, { delta }).upper,
      );
    }
    for (const rho of ['1e-6', '1e-12', '1e-18'])
      expect(epsilonAt(zeroConcentratedCurve({ rho }), { delta: '1e-12' }).lower).toBeGreaterThan(
        0,
      );
  });

  it('k uses that cost as much as one', () => {
    const one = pureCurve({ epsilon: 0.5 });
    const fromCount = batchOptimal([{ curve: one, count: 100 }], { slack: 1e-5 });
    const oneByOne = batchOptimal(
      Array.from({ length: 100 }, () => ({ curve: one })),
      { slack: 1e-5 },
    );
    expect(fromCount).toEqual(oneByOne);
    expect(fromCount.epsilon.lower).toBeGreaterThan(10);
  });

  it('a total delta that falls again as events are added', () => {
    const deltas = [1, 10, 1e3, 1e5, 1e6, 1e9].map(
      (count) =>
        batchOptimal([{ curve: approximateCurve({ epsilon: '1e-9', delta: 1e-5 }), count }], {
          slack: 1e-6,
        }).delta,
    );
    deltas.slice(1).forEach((d, i) => expect(d.lower).toBeGreaterThanOrEqual(deltas[i]!.upper));
    expect(deltas[4]!.lower).toBeGreaterThan(0.9999);
  });

  it('epsilon instead of Euler’s number in the second form of Kairouz, Oh and Viswanath', () => {
    // k = 100, epsilon = 0.1: S = 1, so ln(e + 1/slack) with the true e
    const { kairouzOhViswanath } = batchClosedForms(
      [{ curve: pureCurve({ epsilon: 0.1 }), count: 100 }],
      { slack: 0.5 },
    );
    const expected = 10 * Math.tanh(0.05) + Math.sqrt(2 * Math.log(Math.E + 2));
    expect(kairouzOhViswanath.epsilon.upper).toBeCloseTo(expected, 12);
  });

  it('less spent for less noise', () => {
    const epsilons = [0.5, 1, 2, 4, 8].map((sigma) =>
      epsilonAt(gaussianCurve({ sigma, sensitivity: 1 }), { delta: 1e-5 }),
    );
    epsilons.slice(1).forEach((e, i) => expect(e.upper).toBeLessThan(epsilons[i]!.lower));
  });

  it('a delta of 0, of 1, or of next to nothing', () => {
    const curve = zeroConcentratedCurve({ rho: 1 });
    expect(epsilonAt(curve, { delta: 0 })).toEqual({ lower: Infinity, upper: Infinity });
    expect(epsilonAt(gaussianCurve({ mu: 1 }), { delta: 0 }).lower).toBe(Infinity);
    expect(epsilonAt(renyiPoints([{ order: 2, divergence: 1 }]), { delta: 0 }).lower).toBe(
      Infinity,
    );
    expect(epsilonAt(pureCurve({ epsilon: 1 }), { delta: 0 })).toEqual({ lower: 1, upper: 1 });
    expect(epsilonAt(discreteGaussianCurve({ sensitivity: 0, sigma: 1 }), { delta: 0 }).upper).toBe(
      0,
    );
    expect(() => epsilonAt(curve, { delta: 1 })).toThrow('delta must be >= 0 and < 1');
    const { lower, upper } = epsilonAt(curve, { delta: 5e-324 });
    // 5e-324 means the decimal that it prints as: 1 + 2 sqrt(ln(1/delta)) is near 55.6 and above
    expect(lower).toBeGreaterThan(50);
    expect(upper).toBeLessThan(55.7);
    expect(upper - lower).toBeLessThan(1e-12);
    expect(epsilonAt(approximateCurve({ epsilon: 1, delta: 1e-6 }), { delta: 1e-7 }).lower).toBe(
      Infinity,
    );
    expect(() => convert(curve, 'approximate', { delta: 0 })).toThrow('no finite epsilon');
  });

  it('groups whose delta is multiplied and nothing else', () => {
    const group = groupCurve(approximateCurve({ epsilon: 1, delta: 1e-6 }), 3);
    const sum = 1e-6 * (1 + Math.E + Math.E ** 2);
    expect(group.delta.toNumber()).toBeCloseTo(sum, 18);
    expect(group.delta.toNumber()).toBeGreaterThan(3e-6);
    expect(() => groupCurve(approximateCurve({ epsilon: 10, delta: 1e-6 }), 10)).toThrow(
      'delta of the group',
    );
    expect(groupCurve(approximateCurve({ epsilon: 0, delta: 1e-6 }), 3).delta.toString()).toBe(
      '3/1000000',
    );
  });

  it('readings that change what is read', () => {
    const curve = convert(pureCurve({ epsilon: 1 }), 'renyi');
    const text = JSON.stringify(curve);
    const first = epsilonAt(curve, { delta: 1e-6 });
    expect(epsilonAt(curve, { delta: 1e-6 })).toEqual(first);
    expect(JSON.stringify(curve)).toBe(text);
  });
});
