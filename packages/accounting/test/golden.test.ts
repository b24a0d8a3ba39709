import { Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  bunSteinkeEpsilon,
  calibrateGaussian,
  deltaAt,
  discreteLaplaceCurve,
  divergenceAt,
  epsilonAt,
  gaussianCurve,
  laplaceCurve,
  zeroConcentratedCurve,
} from '../src/index.ts';

/** The printed number is exact to its digits: it lies within half a unit of the last one of an end. */
const near = ({ lower, upper }: { lower: number; upper: number }, printed: string): void => {
  const digits = printed.replace(/^0\.0*|\./g, '').length;
  const slack = Number(printed) * 10 ** (1 - digits);
  expect(lower).toBeLessThanOrEqual(Number(printed) + slack);
  expect(upper).toBeGreaterThanOrEqual(Number(printed) - slack);
  expect(upper - lower).toBeLessThanOrEqual(Number(printed) * 1e-15);
};

/** an enclosure of ln 3, as the double below and the double above */
const ln3 = [1.0986122886681096, 1.09861228866811] as const;

describe('numbers that others have computed to 15 digits', () => {
  it.each([
    ['10', '1', '0.1', '0.00875176814580959'],
    ['1', '1', '1', '0.126936737506644'],
    ['1', '1', '2', '0.0209236358211137'],
    ['1', '1', '0', '0.382924922548026'],
    ['0.5', '1', '0', '0.682689492137086'],
    ['2', '1', '1', '0.00682959498311458'],
    ['1', '3', '1', '0.787600741360385'],
  ])(
    'has the delta of sigma %s, sensitivity %s at epsilon %s',
    (sigma, sensitivity, epsilon, delta) => {
      near(deltaAt(gaussianCurve({ sigma, sensitivity }), { epsilon }), delta);
    },
  );

  it.each([
    ['10', '5', '0.00415974223400079'],
    ['1', '1', '0.10985556344445'],
  ])('has the delta of sigma %s, sensitivity %s at epsilon ln 3', (sigma, sensitivity, delta) => {
    const curve = gaussianCurve({ sigma, sensitivity });
    const [low, high] = ln3.map((epsilon) => deltaAt(curve, { epsilon }));
    expect(low!.upper).toBeGreaterThanOrEqual(Number(delta) * (1 - 1e-14));
    expect(high!.lower).toBeLessThanOrEqual(Number(delta) * (1 + 1e-14));
    expect(low!.upper - high!.lower).toBeLessThan(1e-15);
  });

  it.each([
    ['1', '1e-5', '3.73063163481594'],
    ['1', '1e-6', '4.22467888932684'],
    ['1', '1e-10', '5.86777774963053'],
    ['0.1', '1e-5', '30.7495661319775'],
    ['0.5', '1e-6', '8.05761848072504'],
    ['2', '1e-5', '1.99381244564354'],
    ['10', '1e-5', '0.499888619709009'],
  ])('has the sigma of epsilon %s, delta %s', (epsilon, delta, sigma) => {
    near(calibrateGaussian({ epsilon, delta, sensitivity: 1 }), sigma);
  });

  it('has the variance of epsilon ln 3, delta 1e-10, where a peer is loose', () => {
    const [most, least] = ln3.map((epsilon) =>
      calibrateGaussian({ epsilon, delta: '1e-10', sensitivity: 1 }),
    );
    expect(most!.upper ** 2).toBeCloseTo(28.7455318219, 9);
    expect(least!.lower ** 2).toBeCloseTo(28.7455318219, 9);
  });

  it.each([
    ['1', '1e-5', '4.37717809568122'],
    ['1', '1e-6', '4.88655411746221'],
    ['0.5', '1e-5', '9.9972561464343'],
    ['2', '1e-5', '1.99309140441512'],
    ['5', '1e-6', '0.834117548624052'],
    ['10', '1e-6', '0.396857377644084'],
  ])('has the epsilon of sigma %s at delta %s', (sigma, delta, epsilon) => {
    near(epsilonAt(gaussianCurve({ sigma, sensitivity: 1 }), { delta }), epsilon);
  });

  it.each([
    ['0.01', '1e-6', '0.753384437769968', '0.621692654559602', 0.6216971849738024],
    ['0.1', '1e-5', '2.24596602628935', '1.9142388320036', 1.9142498748403742],
    ['0.1', '1e-6', '2.4507880004768', '2.14193892838547', 2.143043523753668],
    ['0.5', '1e-5', '5.29852591218808', '4.72838698494331', 4.728507067217623],
    ['0.5', '1e-6', '5.75652176975693', '5.22153444453017', 5.2215396311544175],
    ['1', '1e-6', '8.43384437769968', '7.76621662531172', 7.766237903487095],
  ])('has both epsilons of rho %s at delta %s', (rho, delta, simple, tight, grid) => {
    const { upper } = epsilonAt(zeroConcentratedCurve({ rho }), { delta });
    near(bunSteinkeEpsilon({ rho, delta }), simple);
    near(epsilonAt(zeroConcentratedCurve({ rho }), { delta }), tight);
    // a fixed list of orders is never better
    expect(upper).toBeLessThan(grid);
  });

  it.each([
    [1, '1.5', '0.512883511294509'],
    [1, '2', '0.619123629998593'],
    [1, '10', '0.92868290209668'],
    [1, '100', '0.993049145063269'],
    [0.1, '2', '0.00964420784034467'],
    [0.5, '2', '0.200303896173616'],
    [2, '32', '1.97814842504543'],
  ])('has the divergence of Laplace noise, epsilon %s, order %s', (epsilon, order, divergence) => {
    const scale = Rational.of(10n).div(Rational.of(BigInt(Math.round(10 * epsilon))));
    near(divergenceAt(laplaceCurve({ sensitivity: 1, scale }), { order }), divergence);
  });

  it('has the delta of a discrete Laplace of epsilon 1 at epsilon 1/2, from its closed form', () => {
    // q = 1/e, m = 0: 1 - (q + e^(1/2) q)/(1 + q)
    const q = Math.exp(-1);
    const direct = 1 - (q + Math.sqrt(Math.E) * q) / (1 + q);
    const { lower, upper } = deltaAt(discreteLaplaceCurve({ sensitivity: 1, scale: 1 }), {
      epsilon: 0.5,
    });
    expect([lower, upper].every((x) => Math.abs(x - direct) < 1e-15)).toBe(true);
  });
});
