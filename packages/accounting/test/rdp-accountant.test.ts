import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  bandedMatrixFactorizationEvent,
  composedEvent,
  discreteGaussianEvent,
  discreteLaplaceEvent,
  epsilonDeltaEvent,
  exponentialMechanismEvent,
  gaussianEvent,
  laplaceEvent,
  mixtureOfGaussiansEvent,
  nonPrivateEvent,
  noOpEvent,
  type Parameter,
  permuteAndFlipEvent,
  poissonSampledEvent,
  type PrivacyEvent,
  randomizedResponseEvent,
  rdpAccountant,
  repeatAndSelectEvent,
  roundedGaussianEvent,
  sampledWithoutReplacementEvent,
  sampledWithReplacementEvent,
  selfComposedEvent,
  treeAggregationEvent,
  truncatedSubsampledGaussianEvent,
  unsupportedEvent,
  zeroConcentratedEvent,
} from '../src/index.ts';

const gaussian = (noiseMultiplier: Parameter) => gaussianEvent({ noiseMultiplier });
const laplace = (noiseMultiplier: Parameter) => laplaceEvent({ noiseMultiplier });
const sampled = (samplingProbability: Parameter, event: PrivacyEvent) =>
  poissonSampledEvent({ samplingProbability, event });
const one = (event: PrivacyEvent) => rdpAccountant().compose(event);

/** within the digits that a value is printed to */
const near = (ours: number, printed: string): void => {
  const digits = printed.replace(/e.*/, '').replace('.', '').replace(/^-?0*/, '').length;
  expect(ours / Number(printed)).toBeGreaterThan(1 - 6 * 10 ** -digits);
  expect(ours / Number(printed)).toBeLessThan(1 + 6 * 10 ** -digits);
};

describe('divergences', () => {
  it.each([
    ['laplace', laplace(1), 1.5, '0.512883511294509'],
    ['laplace', laplace(1), 2, '0.619123629998593'],
    ['laplace', laplace(1), 10, '0.92868290209668'],
    ['laplace', laplace(1), 100, '0.993049145063269'],
    ['laplace', laplace(10), 2, '0.00964420784034467'],
    ['laplace', laplace(2), 2, '0.200303896173616'],
    ['laplace', laplace('1/2'), 32, '1.97814842504543'],
    ['sampled', selfComposedEvent(sampled('0.01', gaussian(2.5)), 50), 5, '0.00218075656231'],
    ['sampled', selfComposedEvent(sampled('0.01', gaussian(2.5)), 50), 50, '0.0238460375387'],
    ['sampled', selfComposedEvent(sampled('0.01', gaussian(2.5)), 50), 100, '167.416307548'],
    ['sampled', selfComposedEvent(sampled('0.01', gaussian(2.5)), 50), 1.5, '0.000650070897188'],
    ['sampled', selfComposedEvent(sampled('0.01', gaussian(2.5)), 50), 2.5, '0.00108541805692'],
    ['sampled', sampled('0.01', gaussian(1)), 2, '0.000171813422074548'],
    ['sampled', sampled('0.01', gaussian(1)), 8, '0.000893643907606032'],
    ['sampled', sampled('0.01', gaussian(1)), 32, '11.2462759370481'],
    ['sampled', sampled('0.001', gaussian(0.8)), 16, '5.13172777302123'],
    ['sampled', sampled('0.1', gaussian(2)), 4, '0.00600328296448965'],
    ['sampled', sampled('0.5', gaussian(1.5)), 3, '0.222043878419931'],
    ['sampled', sampled('0.01', gaussian(1)), 1.1, '9.24147108469e-5'],
    ['sampled', sampled('0.01', gaussian(1)), 1.5, '1.27253743327e-4'],
    ['sampled', sampled('0.01', gaussian(1)), 2.5, '2.17575332282e-4'],
    ['sampled', sampled('0.01', gaussian(1)), 5.5, '5.2469566733e-4'],
  ] as const)('are those of %s, once known to many digits', (_, event, order, printed) => {
    const { lower, upper } = one(event).divergence(order);
    near(upper, printed);
    expect(lower).toBeLessThanOrEqual(upper);
    expect(lower).toBeGreaterThan(upper * (1 - 1e-12));
  });

  it('tend to the Kullback-Leibler divergence', () => {
    near(one(laplace(1)).divergence('1.000000000001').upper, '0.36787944117');
    near(one(exponentialMechanismEvent({ epsilon: 1 })).divergence(1.00000001).upper, '0.12330156');
  });

  it('of bounded range are below those that the linear bound of bounded range gives', () => {
    const { divergence } = one(exponentialMechanismEvent({ epsilon: 1 }));
    expect(divergence(2).upper).toBeLessThan(0.24830156);
    // the greatest over the position of the range, by a fine search
    const [range, order] = [1, 2];
    const moment = (t: number): number =>
      ((Math.exp(-t) - Math.exp(-range)) * Math.exp(order * t) +
        (1 - Math.exp(-t)) * Math.exp(order * (t - range))) /
      (1 - Math.exp(-range));
    const most = Math.max(...Array.from({ length: 10_001 }, (_, i) => moment(i / 10_000)));
    expect(divergence(2).upper).toBeGreaterThanOrEqual(Math.log(most) / (order - 1));
    expect(divergence(2).upper).toBeLessThan(Math.log(most) + 1e-8);
    expect(divergence(1000).upper).toBeLessThanOrEqual(1);
  });

  it.each([
    ['replaceOne', [2.69463202, 2.98386536, 3.1131697, 3.18542448, 3.18866826, 3.19184715]],
    ['replaceSpecial', [1.50305526, 1.78011825, 1.90919693, 1.98145168, 1.98469545, 1.98787435]],
  ] as const)('of randomized response are known under %s', (relation, values) => {
    const event = randomizedResponseEvent({ noise: 0.3, buckets: 10 });
    const { divergence } = rdpAccountant(relation).compose(event);
    [1.5, 2.5, 5, 50, 100, 1e9].forEach((order, i) => {
      expect(divergence(order).upper).toBeCloseTo(values[i] ?? NaN, 7);
    });
  });

  it('under sampling without replacement are at most those of the peers', () => {
    const event = sampledWithoutReplacementEvent({
      datasetSize: 1000,
      sampleSize: 10,
      event: gaussian(1),
    });
    const { divergence } = rdpAccountant('replaceOne').compose(event);
    const peers = [
      [2, 0.000543508638109432],
      [3, 0.000834872684954],
      [5, 0.001466446290736],
      [8, 0.002684165012689],
    ] as const;
    // 1 + E[u^a + u^(1 - a) - u - 1; u > 1] with u = 0.99 + 0.01 e^y: the bound itself, by quadrature at 30 digits
    const exact = [0.000280639291343, 0.000422872664369, 0.000717145965587, 0.0012588277122];
    peers.forEach(([order, peer], i) => {
      expect(divergence(order).upper).toBeLessThan(0.52 * peer);
      expect(divergence(order).upper / (exact[i] ?? 0)).toBeGreaterThan(1);
      expect(divergence(order).upper / (exact[i] ?? 0)).toBeLessThan(1.001);
    });
    // the whole dataset bounds every sample of it
    expect(divergence(5000).upper).toBeLessThanOrEqual(2500);
  });

  it('of a discrete Gaussian are those of zCDP, and certain at whole orders alone', () => {
    const { divergence } = one(discreteGaussianEvent({ sigma: 2, sensitivity: 3 }));
    expect(divergence(4)).toEqual({ lower: 4.5, upper: 4.5 });
    expect(divergence(4.5)).toEqual({ lower: 4.5, upper: 5.0625 });
    // whole results are no further apart than the sensitivity rounded down
    expect(one(discreteGaussianEvent({ sigma: 2, sensitivity: 3.9 })).divergence(4).upper).toBe(
      4.5,
    );
    expect(one(discreteGaussianEvent({ sigma: 2, sensitivity: 0.9 })).epsilon(1e-9).upper).toBe(0);
  });

  it('of a discrete Gaussian under sampling are exact at whole orders, and never below between', () => {
    const continuous = one(sampled('0.1', gaussian(2)));
    const discrete = one(sampled('0.1', discreteGaussianEvent({ sigma: 2 })));
    for (const order of [2, 5, 12])
      expect(discrete.divergence(order).upper / continuous.divergence(order).upper).toBeCloseTo(
        1,
        12,
      );
    // the sum over the integers, at order 1 + b
    const [q, variance, order] = [0.1, 4, 2.5];
    const density = (x: number): number => Math.exp((-x * x) / (2 * variance));
    let [total, moment] = [0, 0];
    for (let x = -60; x <= 60; x += 1) {
      total += density(x);
      moment += density(x) * (1 - q + q * Math.exp((2 * x - 1) / (2 * variance))) ** order;
    }
    const truth = Math.log(moment / total) / (order - 1);
    const { lower, upper } = discrete.divergence(order);
    // the sum itself is of doubles
    expect(lower).toBeLessThanOrEqual(truth * (1 + 1e-12));
    expect(upper).toBeGreaterThanOrEqual(truth * (1 - 1e-12));
    expect(upper).toBeLessThan(truth * (1 + 1e-9));
  });

  it('of a discrete Laplace are those of the sum over the integers', () => {
    const { divergence } = one(discreteLaplaceEvent({ scale: 3, sensitivity: 4 }));
    for (const order of [1.1, 2, 7.5, 40]) {
      let [total, moment] = [0, 0];
      for (let x = -400; x <= 400; x += 1) {
        const [p, q] = [Math.exp(-Math.abs(x) / 3), Math.exp(-Math.abs(x - 4) / 3)];
        total += p;
        moment += q * (p / q) ** order;
      }
      expect(divergence(order).upper).toBeCloseTo(Math.log(moment / total) / (order - 1), 10);
    }
  });

  it('of a sampled Laplace are those of the integral, at whole orders', () => {
    const { divergence } = one(sampled('0.2', laplace(1)));
    const [q, order, steps] = [0.2, 3, 400_000];
    let moment = 0;
    for (let i = 0; i < steps; i += 1) {
      const x = -40 + (80 * (i + 0.5)) / steps;
      const ratio = Math.exp(Math.abs(x) - Math.abs(x - 1));
      moment += ((80 / steps) * Math.exp(-Math.abs(x)) * (1 - q + q * ratio) ** order) / 2;
    }
    expect(divergence(order).upper).toBeCloseTo(Math.log(moment) / (order - 1), 8);
    expect(divergence(order).lower).toBeGreaterThan(divergence(order).upper * (1 - 1e-12));
  });

  it('of an event on part of the data are at most those on all of it, whatever the event', () => {
    const events = [
      zeroConcentratedEvent({ rho: 0.5 }),
      exponentialMechanismEvent({ epsilon: 1 }),
      composedEvent([gaussian(2), laplace(3), roundedGaussianEvent({ noiseMultiplier: 2 })]),
    ];
    for (const event of events)
      for (const order of [1.5, 2, 6, 6.5, 30])
        for (const q of [0, 0.01, 0.2]) {
          const part = one(sampled(q, event)).divergence(order);
          // the Laplace noise in the last one is a pair of laws, and a part of it
          if (event !== events.at(-1)) expect(part.lower).toBe(0);
          expect(part.lower).toBeLessThanOrEqual(part.upper);
          expect(part.upper).toBeLessThan(one(event).divergence(order).upper);
        }
  });

  it('of tree aggregation grow with the depth of the tree', () => {
    const { divergence } = rdpAccountant('replaceSpecial').compose(
      treeAggregationEvent({ noiseMultiplier: 2, stepCounts: [3, 1600, 7] }),
    );
    expect(divergence(4).upper).toBe((4 * 11) / 8);
    const four = treeAggregationEvent({ noiseMultiplier: 2, stepCounts: [4] });
    expect(rdpAccountant('replaceSpecial').compose(four).divergence(4).upper).toBe((4 * 3) / 8);
  });

  it('of a banded factorisation are those of its rounds', () => {
    const banded = bandedMatrixFactorizationEvent({
      noiseMultiplier: 1.5,
      iterations: 1001,
      bands: 10,
      samplingProbability: 0.02,
    });
    const rounds = selfComposedEvent(sampled(0.02, gaussian(1.5)), 101);
    expect(one(banded).epsilon(1e-6)).toEqual(one(rounds).epsilon(1e-6));
  });

  it('of a pure event, selected among runs, are at most (2 + shape) epsilon', () => {
    for (const [shape, least] of [
      [0, 2],
      [1, 3],
      ['1/2', 2.5],
    ] as const) {
      const event = repeatAndSelectEvent({
        event: epsilonDeltaEvent({ epsilon: 1 }),
        mean: 10,
        shape,
      });
      const { upper } = one(event).divergence(1e9);
      expect(upper).toBeGreaterThanOrEqual(least - 1e-6);
      expect(upper).toBeLessThan(least + 1e-6);
    }
    const once = repeatAndSelectEvent({ event: gaussian(3), mean: 1, shape: 1 });
    expect(one(once).divergence(5)).toEqual(one(gaussian(3)).divergence(5));
    const often = repeatAndSelectEvent({ event: gaussian(3), mean: 30, shape: 'poisson' });
    expect(one(often).divergence(5).upper).toBeGreaterThan(one(gaussian(3)).divergence(5).upper);
  });
});

describe('epsilon', () => {
  it.each([
    ['DP-SGD', sampled('256/60000', gaussian(1.1)), 14062, 1e-5, 2.59655587],
    ['sampled', sampled(0.01, gaussian(1)), 1000, 1e-5, 2.10136653],
    ['sampled', sampled(0.001, gaussian(0.8)), 10000, 1e-6, 1.70362526],
    ['sampled', sampled(0.02, gaussian(2)), 500, 1e-6, 1.15446821],
    ['sampled', sampled(0.1, gaussian(3)), 512, 1e-6, 4.05097038],
    ['Laplace', laplace(1), 10, 1e-5, 9.99033448],
    ['Laplace', laplace(10), 100, 1e-6, 4.98417397],
    ['Laplace', laplace(20), 1000, 1e-6, 8.73252732],
    ['pure', epsilonDeltaEvent({ epsilon: 0.1 }), 100, 1e-6, 5.07315263],
    ['discrete Laplace', discreteLaplaceEvent({ scale: 10 }), 100, 1e-6, 5.07315263],
    ['Gaussian', gaussian(10), 100, 1e-6, 5.22153963],
    [
      'mixed',
      composedEvent([
        selfComposedEvent(laplace(10), 10),
        selfComposedEvent(gaussian(20), 20),
        epsilonDeltaEvent({ epsilon: 0.5, delta: 1e-8 }),
      ]),
      1,
      1e-6,
      2.12736627,
    ],
  ] as const)(
    'of %s is at most what a grid of orders gives, and near it',
    (_, event, count, delta, grid) => {
      const { lower, upper } = rdpAccountant().compose(event, count).epsilon(delta);
      // the peer cuts its series short: its third value is 1.2e-8 below that of its own order, by quadrature at 50 digits
      expect(upper).toBeLessThan(grid + 2e-8);
      expect(upper).toBeGreaterThan(grid * 0.999);
      expect(lower).toBeLessThanOrEqual(upper);
      expect(lower).toBeGreaterThan(upper * (1 - 1e-6));
    },
  );

  it('of trees is at most what a grid of orders gives', () => {
    for (const [noiseMultiplier, grid] of [
      [8.83, 1.77319245],
      [1.13, 18.70960989],
    ] as const) {
      const tree = treeAggregationEvent({ noiseMultiplier, stepCounts: [1600] });
      const { upper } = rdpAccountant('replaceSpecial').compose(tree).epsilon(1e-6);
      expect(upper).toBeLessThan(grid + 1e-8);
      expect(upper).toBeGreaterThan(grid * 0.999);
    }
  });

  it.each([
    [0.01, 1e-6, '0.621692654559602'],
    [0.1, 1e-5, '1.9142388320036'],
    [0.1, 1e-6, '2.14193892838547'],
    [0.5, 1e-5, '4.72838698494331'],
    [0.5, 1e-6, '5.22153444453017'],
    [1, 1e-6, '7.76621662531172'],
  ] as const)('of %d-zCDP at delta %d is at the best order', (rho, delta, best) => {
    const { lower, upper } = one(zeroConcentratedEvent({ rho })).epsilon(delta);
    near(upper, best.slice(0, 12));
    expect(lower).toBeLessThanOrEqual(Number(best));
    expect(upper).toBeGreaterThanOrEqual(Number(best) - 1e-14);
  });

  it('over listed orders is the least of these, and so at least the best', () => {
    const { epsilon } = one(zeroConcentratedEvent({ rho: 0.1 }));
    const orders = [...Array.from({ length: 99 }, (_, i) => 1 + (i + 1) / 10), 11, 12, 128];
    near(epsilon(1e-6, orders).upper, '2.143043523753668'.slice(0, 13));
    expect(epsilon(1e-6, orders).upper).toBeGreaterThan(epsilon(1e-6).upper);
  });

  it('is never 0 where that is not proved, however small the divergence', () => {
    for (const noise of [1e3, 1e6, 1e12]) {
      const { lower, upper } = one(gaussian(noise)).epsilon(1e-300);
      expect(lower).toBeGreaterThan(0);
      expect(upper).toBeGreaterThan(lower);
    }
    const tiny = rdpAccountant()
      .compose(sampled(1e-12, gaussian(1)), 1e9)
      .epsilon(1e-15);
    expect(tiny.upper).toBeGreaterThan(0);
  });

  it('is 0 where delta is above the total variation', () => {
    expect(one(gaussian(1e6)).epsilon(1e-3)).toEqual({ lower: 0, upper: 0 });
    expect(one(noOpEvent).epsilon(1e-300).upper).toBe(0);
  });

  it('holds for a billion uses', () => {
    const { upper } = rdpAccountant().compose(gaussian(1e4), 1e9).epsilon(1e-5);
    expect(upper).toBeCloseTo(
      one(gaussian('1e4')).compose(gaussian(1e4), 999_999_999).epsilon(1e-5).upper,
      12,
    );
    expect(rdpAccountant().compose(gaussian(1e-6), 1e9).epsilon(1e-5).upper).toBeGreaterThan(5e20);
  });

  it('is infinite where events fail more often than delta allows, or hide nothing', () => {
    const failing = epsilonDeltaEvent({ epsilon: 1, delta: 1e-3 });
    expect(one(failing).epsilon(1e-3).upper).toBe(Infinity);
    expect(Number.isFinite(one(failing).epsilon(0.0011).upper)).toBe(true);
    expect(one(nonPrivateEvent).epsilon(0.5)).toEqual({ lower: Infinity, upper: Infinity });
    expect(one(nonPrivateEvent).delta(100)).toEqual({ lower: 1, upper: 1 });
  });
});

describe('delta', () => {
  it('is the inverse of epsilon', () => {
    const account = rdpAccountant().compose(sampled(0.01, gaussian(1)), 1000);
    const { upper } = account.epsilon(1e-5);
    const delta = account.delta(upper);
    expect(delta.upper).toBeLessThanOrEqual(1.0000001e-5);
    expect(delta.lower).toBeGreaterThan(0.99999e-5);
    expect(delta.lower).toBeLessThanOrEqual(1e-5);
  });

  it('is at most the total variation, and adds what fails', () => {
    expect(one(gaussian(1000)).delta(0).upper).toBeLessThan(0.001);
    const failing = one(epsilonDeltaEvent({ epsilon: 1, delta: 1e-3 })).compose(gaussian(2), 3);
    expect(failing.delta(50).upper).toBeGreaterThanOrEqual(1e-3);
    expect(failing.delta(50).upper).toBeLessThan(1.0001e-3);
    expect(failing.delta(1e6).lower).toBeLessThanOrEqual(1e-3);
  });

  it('is at least the smallest double where it is smaller', () => {
    expect(one(gaussian(1)).delta(1e5).upper).toBe(Number.MIN_VALUE);
  });
});

describe('what other accountants got wrong', () => {
  it('counts every use of an exponential mechanism', () => {
    const hundred = rdpAccountant().compose(exponentialMechanismEvent({ epsilon: 0.5 }), 100);
    expect(hundred.epsilon(1e-5).upper).toBeGreaterThan(13);
    expect(hundred.epsilon(1e-5).upper).toBeLessThan(14.1214);
  });

  it('counts every use of randomized response', () => {
    const event = randomizedResponseEvent({ noise: 0.5, buckets: 2 });
    const ten = rdpAccountant('replaceOne').compose(event, 10);
    expect(ten.divergence(1e6).upper).toBeCloseTo(10.986, 3);
    expect(ten.epsilon(1e-12).upper).toBeGreaterThan(10);
  });

  it('composes within a sample, whatever kind of number the noise is', () => {
    for (const noise of [1, '1', '1.0', 1n, '2/2']) {
      const event = sampled(1, selfComposedEvent(gaussian(noise), 100));
      expect(one(event).epsilon(1e-5).upper).toBeCloseTo(96.0353, 3);
    }
    const event = sampled('0.1', composedEvent([gaussian(10), gaussian(0.5)]));
    expect(one(event).epsilon(1e-5).upper).toBeCloseTo(7.3692, 3);
  });

  it('counts the delta of every run and every use of a selection', () => {
    const run = epsilonDeltaEvent({ epsilon: 0.1, delta: 1e-9 });
    const event = repeatAndSelectEvent({ event: run, mean: 1000, shape: 1 });
    const { upper, lower } = rdpAccountant().compose(event, 5).failure();
    expect(upper).toBeCloseTo(5e-6, 10);
    expect(lower).toBeGreaterThan(4.9e-6);
    expect(rdpAccountant().compose(event, 5).epsilon(4e-6).upper).toBe(Infinity);
  });

  it('refuses NaN, and is not free afterwards', () => {
    expect(() => gaussian(NaN)).toThrow('gaussianEvent: noiseMultiplier must be > 0, got NaN');
    expect(() => exponentialMechanismEvent({ epsilon: 0 })).toThrow('epsilon must be > 0');
    expect(one(gaussian(0.01)).epsilon(1e-5).upper).toBeGreaterThan(5000);
  });

  it('refuses a negative epsilon', () => {
    expect(() => epsilonDeltaEvent({ epsilon: -1 })).toThrow(
      'epsilon must be a finite number >= 0',
    );
  });

  it('is not below the truth for rare samples, where differences cancel in doubles', () => {
    // q^2 (e^(1/s^2) - 1) to first order, at order 2
    const { lower, upper } = one(sampled(1e-12, gaussian(1e4))).divergence(2);
    near(upper, '1.00000000500e-32');
    expect(lower).toBeGreaterThan(upper * (1 - 1e-14));
  });

  it('takes the signs of a fractional order into account', () => {
    // the sum of magnitudes is 7 % above
    expect(one(sampled(0.01, gaussian(1))).divergence(1.1).upper).toBeLessThan(9.2415e-5);
    // and diverges here
    expect(one(sampled(0.1, gaussian(1))).divergence(1.5).upper).toBeLessThan(0.0118);
  });
});

describe('what cannot be accounted', () => {
  const mixture = mixtureOfGaussiansEvent({
    standardDeviation: 1,
    sensitivities: [0, 1],
    probabilities: ['1/3', '2/3'],
  });
  const half = { datasetSize: 10, sampleSize: 5 };
  const response = randomizedResponseEvent({ noise: 0.5, buckets: 2 });
  const truncated = truncatedSubsampledGaussianEvent({
    datasetSize: '1e8',
    samplingProbability: 0.1,
    batchSize: 20,
    noiseMultiplier: 1,
  });

  it.each([
    ['addOrRemoveOne', unsupportedEvent],
    ['addOrRemoveOne', response],
    ['addOrRemoveOne', treeAggregationEvent({ noiseMultiplier: 1, stepCounts: [4] })],
    ['addOrRemoveOne', sampledWithoutReplacementEvent({ ...half, event: laplace(1) })],
    ['replaceSpecial', sampledWithoutReplacementEvent({ ...half, event: laplace(1) })],
    ['replaceOne', sampledWithoutReplacementEvent({ ...half, event: unsupportedEvent })],
    [
      'replaceOne',
      sampledWithoutReplacementEvent({
        ...half,
        event: epsilonDeltaEvent({ epsilon: 1, delta: 1e-9 }),
      }),
    ],
    ['replaceOne', sampledWithReplacementEvent({ ...half, event: laplace(1) })],
    [
      'replaceOne',
      sampledWithReplacementEvent({ datasetSize: 1, sampleSize: 5, event: gaussian(1) }),
    ],
    ['replaceOne', mixture],
    ['replaceOne', sampled(0.5, response)],
    ['addOrRemoveOne', truncated],
    // inside of a sample there are fewer records than the inner event says
    [
      'addOrRemoveOne',
      sampled(0.5, sampledWithoutReplacementEvent({ ...half, event: gaussian(1) })),
    ],
    [
      'replaceOne',
      sampledWithoutReplacementEvent({
        ...half,
        event: sampledWithReplacementEvent({ ...half, event: gaussian(1) }),
      }),
    ],
    ['addOrRemoveOne', composedEvent([gaussian(1), sampled(0.5, unsupportedEvent)])],
  ] as const)(
    'is refused under %s, alike by what validates and what composes',
    (relation, event) => {
      const account = rdpAccountant(relation);
      expect(isLeft(account.supports(event))).toBe(true);
      expect(() => account.compose(event)).toThrow('cannot account this under');
      expect(account.epsilon(1e-9).upper).toBe(0);
    },
  );

  it('is refused where no constructor made it', () => {
    const account = rdpAccountant();
    const forged = { kind: 'gaussian', noiseMultiplier: gaussian(1e9).noiseMultiplier } as const;
    expect(() => account.compose(forged)).toThrow('needs an event from one of the constructors');
    expect(isLeft(account.supports({ ...gaussian(1) }))).toBe(true);
    expect(isRight(account.supports(gaussian(1)))).toBe(true);
  });

  it('is refused as a number', () => {
    const account = one(gaussian(1));
    for (const delta of [0, 1, -1, 2, NaN, Infinity, '0', '1e-5 ', ''])
      expect(() => account.epsilon(delta)).toThrow('delta must be > 0 and < 1');
    for (const order of [1, 0.5, -2, NaN, Infinity])
      expect(() => account.divergence(order)).toThrow('order must be > 1');
    for (const epsilon of [-1, NaN, Infinity])
      expect(() => account.delta(epsilon)).toThrow('epsilon must be a finite number >= 0');
    for (const count of [0, -1, 1.5, NaN])
      expect(() => account.compose(gaussian(1), count)).toThrow(
        'count must be a whole number >= 1',
      );
    expect(() => rdpAccountant('swap' as 'replaceOne')).toThrow('relation must be');
    expect(() => account.epsilon(0.1, [])).toThrow('orders must not be empty');
  });
});

describe('a history', () => {
  it('replays in another accountant, and says how often', () => {
    const step = sampled(0.01, gaussian(1));
    const account = rdpAccountant()
      .compose(step, 10)
      .compose(step, 5)
      .compose(permuteAndFlipEvent({ epsilon: 0.1 }))
      .compose(laplace(3), 2);
    const history = account.history();
    expect(history).toEqual(
      composedEvent([
        selfComposedEvent(step, 15),
        permuteAndFlipEvent({ epsilon: 0.1 }),
        selfComposedEvent(laplace(3), 2),
      ]),
    );
    expect(one(history).epsilon(1e-6)).toEqual(account.epsilon(1e-6));
  });
});
