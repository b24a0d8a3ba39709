import { Rational, rationalFromDecimal } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  convert,
  deltaAt,
  discreteLaplaceCurve,
  epsilonAt,
  laplaceCurve,
  pureCurve,
  randomizedResponseCurve,
  tradeOffAt,
  zeroConcentratedCurve,
} from '../src/index.ts';

const exact = (text: string): Rational => {
  const read = rationalFromDecimal(text);
  if (read._tag === 'None') throw new TypeError(text);
  return read.value;
};

describe('pure privacy as Gaussian privacy', () => {
  // -2 times the standard normal quantile of 1/(1 + e^epsilon), by mpmath 1.4.1 at 60 digits
  it.each([
    ['1e-12', '1.253314137315500251207883e-12'],
    ['0.01', '0.01253311895964983864411231'],
    ['0.1', '0.1253090122116075810649181'],
    ['1', '1.232035385344900972855673'],
    ['5', '4.946678445595658592842702'],
    ['50', '19.34965056722471301750088'],
    ['690', '74.05234410058863092378629'],
  ])('of epsilon %s has the least mu, %s, rounded up', (epsilon, mu) => {
    const { muSquared } = convert(pureCurve({ epsilon }), 'gaussian');
    const square = exact(mu).square();
    expect(exact(mu).mul(exact('0.999999999999999999999999')).square().lessThan(muSquared)).toBe(
      true,
    );
    expect(muSquared.div(square).sub(Rational.one).toNumber()).toBeLessThan(1e-15);
  });

  it('bounds the trade-off from below everywhere, and touches it at one point', () => {
    for (const epsilon of [0.1, 1, 4]) {
      const pure = pureCurve({ epsilon });
      const gaussian = convert(pure, 'gaussian');
      for (let i = 1; i < 200; i += 1) {
        const typeOne = i / 200;
        expect(tradeOffAt(pure, { typeOne }).upper).toBeGreaterThanOrEqual(
          tradeOffAt(gaussian, { typeOne }).lower,
        );
      }
      const typeOne = 1 / (1 + Math.exp(epsilon));
      expect(tradeOffAt(gaussian, { typeOne }).upper).toBeCloseTo(
        tradeOffAt(pure, { typeOne }).lower,
        14,
      );
    }
  });

  it('costs no less than before', () => {
    for (const epsilon of ['0', '1e-6', '0.5', '3', '30', '699', '701', '1e4', '1e9']) {
      const pure = pureCurve({ epsilon });
      const gaussian = convert(pure, 'gaussian');
      for (const delta of [1e-9, 1e-3, 0.3])
        expect(epsilonAt(gaussian, { delta }).upper).toBeGreaterThanOrEqual(
          epsilonAt(pure, { delta }).lower,
        );
      for (const at of [0, 0.1, 2])
        expect(deltaAt(gaussian, { epsilon: at }).upper).toBeGreaterThanOrEqual(
          deltaAt(pure, { epsilon: at }).lower,
        );
    }
    expect(convert(pureCurve({ epsilon: 0 }), 'gaussian').muSquared.sign()).toBe(0);
  });

  it('grows with epsilon, also where the form changes', () => {
    const mus = [0.001, 0.009, 0.011, 1, 10, 600, 699.9, 700.1, 800, 1e5].map((epsilon) =>
      convert(pureCurve({ epsilon }), 'gaussian').muSquared.toNumber(),
    );
    expect(mus).toEqual([...mus].sort((a, b) => a - b));
  });

  it('is that of the loss, for noise and responses', () => {
    const mu = convert(pureCurve({ epsilon: 0.5 }), 'gaussian');
    expect(convert(laplaceCurve({ sensitivity: 1, scale: 2 }), 'gaussian')).toEqual(mu);
    expect(convert(discreteLaplaceCurve({ sensitivity: 2, scale: 4 }), 'gaussian')).toEqual(mu);
    const truth = randomizedResponseCurve({ truth: 0.75 });
    // epsilon = ln 3
    expect(convert(truth, 'gaussian').muSquared.toNumber()).toBeCloseTo(
      convert(pureCurve({ epsilon: Math.log(3) }), 'gaussian').muSquared.toNumber(),
      12,
    );
    expect(convert(randomizedResponseCurve({ truth: 0.5 }), 'gaussian').muSquared.sign()).toBe(0);
  });

  it('is given by nothing else', () => {
    // @ts-expect-error: it does not compile either
    expect(() => convert(zeroConcentratedCurve({ rho: 1 }), 'gaussian')).toThrow(
      'no theorem takes a zeroConcentrated curve to this kind',
    );
  });
});
