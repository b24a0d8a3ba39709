import { discreteLaplaceLaw, Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  approximateCurve,
  batchClosedForms,
  batchOptimal,
  bunSteinkeEpsilon,
  calibrateGaussian,
  deltaAt,
  discreteGaussianCurve,
  discreteLaplaceCurve,
  divergenceAt,
  epsilonAt,
  gaussianCurve,
  gaussianEvent,
  laplaceCurve,
  noiseVariance,
  rdpAccountant,
  renyiPoints,
  tradeOffAt,
  zeroConcentratedCurve,
  zeroConcentratedEvent,
} from '../src/index.ts';

/** The printed number is exact to its digits: it lies within half a unit of the last one of an end. */
const near = ({ lower, upper }: { lower: number; upper: number }, printed: string): void => {
  const digits = printed.replace(/e.*$|^0\.0*|\./g, '').length;
  const slack = Number(printed) * 10 ** (1 - digits);
  expect(lower).toBeLessThanOrEqual(Number(printed) + slack);
  expect(upper).toBeGreaterThanOrEqual(Number(printed) - slack);
  expect(upper - lower).toBeLessThanOrEqual(Number(printed) * 1e-15);
};

/** the orders of the peer: 1.1 to 10.9 in steps of 0.1, 11 to 63, and a few more */
const usualOrders = [
  ...Array.from({ length: 99 }, (_, i) => (i + 11) / 10),
  ...Array.from({ length: 53 }, (_, i) => i + 11),
  ...[128, 256, 512, 1024],
];

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
    const listed = rdpAccountant()
      .compose(zeroConcentratedEvent({ rho }))
      .epsilon(delta, usualOrders);
    // the peer's is a double without a bound on its rounding
    expect(Math.abs(listed.upper / grid - 1)).toBeLessThan(1e-14);
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

  it.each([
    ['1', '1', '0.141351339405622'],
    ['1', '2', '0.0248110518225277'],
    ['4', '0.5', '0.0540072236941544'],
    ['4', '1', '0.00724877684595258'],
    ['100', '0.1', '0.00876235392394809'],
    ['100', '0.5', '6.93437034751787e-9'],
  ])(
    'has the delta of a discrete Gaussian of variance parameter %s at epsilon %s, above that of a continuous one',
    (sigmaSquared, epsilon, delta) => {
      const ours = deltaAt(discreteGaussianCurve({ sensitivity: 1, sigmaSquared }), { epsilon });
      near(ours, delta);
      const mu = 1 / Math.sqrt(Number(sigmaSquared));
      expect(ours.lower).toBeGreaterThan(deltaAt(gaussianCurve({ mu }), { epsilon }).upper);
    },
  );

  it.each([
    [1n, '0.46211715726001', '1.84134718841558'],
    [2n, '0.244918662403709', '7.83539617806553'],
    [10n, '0.04995837495788', '199.833416633609'],
  ])(
    'has the chance of 0 and the variance of a discrete Laplace of scale %d',
    (scale, zero, variance) => {
      near(discreteLaplaceLaw(Rational.of(scale)).probability(0n), zero);
      near(noiseVariance(discreteLaplaceCurve({ sensitivity: 1, scale })), variance);
    },
  );

  it('has the trade-off of a Gaussian of mu 1 at 0.1', () => {
    // one less the rate of true positives
    const { lower, upper } = tradeOffAt(gaussianCurve({ mu: 1 }), { typeOne: 0.1 });
    near({ lower: 1 - upper, upper: 1 - lower }, '0.389143691645');
  });

  it('has the epsilon of equal divergences at the orders 2 to 32', () => {
    const points = Array.from({ length: 31 }, (_, i) => ({ order: i + 2, divergence: 1.1 }));
    near(epsilonAt(renyiPoints(points), { delta: 1e-5 }), '1.32783806176');
  });

  it('has epsilon 1 where a dense list of orders has it', () => {
    const { lower, upper } = rdpAccountant()
      .compose(gaussianEvent({ noiseMultiplier: '4.530877117' }))
      .epsilon(1e-6);
    expect(lower).toBeLessThanOrEqual(1);
    // the noise is printed to ten digits
    expect(Math.abs(upper - 1)).toBeLessThan(1e-9);
  });

  it.each([
    ['1', '0.001', 30, '0.06', 22, 2],
    ['1', '0.001', 30, '0.1', 20, 2],
    ['0.25', '0', 50, '0.01', 5, 0.5],
    ['0.05', '0', 20, '0.001', 0.5, 0.1],
  ] as const)(
    'has the optimal composition of (%s, %s), %d times, at %s: within the step of the lattice that the peer answers on',
    (epsilon, delta, count, total, onLattice, step) => {
      // 1 - (1 - slack)(1 - delta)^count = total
      const one = Rational.one;
      const curve = approximateCurve({ epsilon, delta });
      let fine = one;
      for (let i = 0; i < count; i += 1) fine = fine.mul(one.sub(curve.delta));
      const at = approximateCurve({ epsilon: 0, delta: total }).delta;
      const slack = one.sub(one.sub(at).div(fine));
      const { lower, upper } = batchOptimal([{ curve, count }], { slack }).epsilon;
      expect(upper).toBeLessThanOrEqual(onLattice);
      expect(lower).toBeGreaterThan(onLattice - step);
      expect(upper - lower).toBeLessThan(1e-13);
    },
  );

  it('has the closed forms of 20 times 0.05 at 0.001', () => {
    const items = [{ curve: approximateCurve({ epsilon: '0.05', delta: 0 }), count: 20 }];
    const forms = batchClosedForms(items, { slack: '0.001' });
    near(forms.kairouzOhViswanath.epsilon, '0.761335228566846');
    // with the mean loss tanh(epsilon/2)
    near(forms.meanLoss.epsilon, '0.856123861102976');
  });
});
