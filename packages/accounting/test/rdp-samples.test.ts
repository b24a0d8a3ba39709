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
  type NeighbouringRelation,
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
  zeroConcentratedEvent,
} from '../src/index.ts';

const gaussian = (noiseMultiplier: Parameter) => gaussianEvent({ noiseMultiplier });
const sampled = (samplingProbability: Parameter, event: PrivacyEvent) =>
  poissonSampledEvent({ samplingProbability, event });
const under = (relation: NeighbouringRelation, event: PrivacyEvent) =>
  rdpAccountant(relation).compose(event);
const mixture = (
  standardDeviation: Parameter,
  sensitivities: readonly Parameter[],
  probabilities: readonly Parameter[],
) => mixtureOfGaussiansEvent({ standardDeviation, sensitivities, probabilities });
const relations = ['addOrRemoveOne', 'replaceOne', 'replaceSpecial'] as const;

/** within what doubles leave open */
const alike = (x: { lower: number; upper: number }, y: { lower: number; upper: number }): void => {
  expect(x.lower).toBeLessThanOrEqual(y.upper);
  expect(y.lower).toBeLessThanOrEqual(x.upper);
  expect(x.upper / y.upper).toBeCloseTo(1, 9);
};

/** the mean over a grid of f(x) under the normal law around 0: enough for 9 digits */
const normalMean = (sigma: number, from: number, to: number, f: (x: number) => number): number => {
  const steps = 400_000;
  let sum = 0;
  for (let i = 0; i < steps; i += 1) {
    const x = from + ((to - from) * (i + 0.5)) / steps;
    sum += Math.exp((-x * x) / (2 * sigma * sigma)) * f(x);
  }
  return (sum * (to - from)) / steps / (sigma * Math.sqrt(2 * Math.PI));
};

describe('a mixture of Gaussians', () => {
  const orders = [1.001, 1.5, 2, 7.3, 40];

  it('is the Gaussian where there is one shift, and nothing where that is 0', () => {
    for (const order of orders) {
      alike(
        under('addOrRemoveOne', mixture(2, [3], [1])).divergence(order),
        under('addOrRemoveOne', gaussian('2/3')).divergence(order),
      );
      expect(under('replaceSpecial', mixture(2, [0, 0], ['1/2', '1/2'])).divergence(order)).toEqual(
        {
          lower: 0,
          upper: 0,
        },
      );
    }
  });

  it('is a Poisson sample where the shift comes with a chance', () => {
    for (const order of orders)
      alike(
        under('addOrRemoveOne', mixture(1.5, [0, 1], ['49/50', '1/50'])).divergence(order),
        under('addOrRemoveOne', sampled('1/50', gaussian(1.5))).divergence(order),
      );
  });

  it('is the same for equal shifts that are listed apart, and for shifts of no weight', () => {
    const whole = under('addOrRemoveOne', mixture(1, [0, 2], ['1/3', '2/3'])).divergence(3.5);
    const apart = mixture(1, [2, 0, 2, 9], ['1/3', '1/3', '1/3', 0]);
    expect(under('addOrRemoveOne', apart).divergence(3.5)).toEqual(whole);
  });

  it('has the greater divergence of both orders', () => {
    // all shifts are far from 0: without the record the output is as surprising as with it
    const event = mixture(1, [0, 1, 2], ['1/5', '3/5', '1/5']);
    const { divergence } = under('addOrRemoveOne', event);
    const ratio = (x: number): number => 0.2 + 0.6 * Math.exp(x - 0.5) + 0.2 * Math.exp(2 * x - 2);
    const [with1, without] = [
      Math.log(normalMean(1, -12, 14, (x) => ratio(x) ** 3)) / 2,
      Math.log(normalMean(1, -12, 14, (x) => ratio(x) ** -2)) / 2,
    ];
    expect(divergence(3).upper / Math.max(with1, without)).toBeCloseTo(1, 8);
    expect(divergence(3).lower).toBeLessThanOrEqual(divergence(3).upper);
  });

  it('is at least that of smaller shifts, and at most that of the greatest alone', () => {
    for (const order of orders) {
      const [small, some, most] = [
        under('addOrRemoveOne', mixture(2, [0, 1], ['1/2', '1/2'])),
        under('addOrRemoveOne', mixture(2, [1, 2], ['1/2', '1/2'])),
        under('addOrRemoveOne', mixture(2, [2], [1])),
      ].map((account) => account.divergence(order));
      expect(some?.upper).toBeGreaterThan(small?.upper ?? NaN);
      expect(some?.upper).toBeLessThan(most?.upper ?? NaN);
    }
  });

  it('holds for many shifts', () => {
    const k = Array.from({ length: 40 }, (_, i) => i);
    const event = mixture(
      8,
      k,
      k.map(() => '1/40'),
    );
    const { lower, upper } = under('addOrRemoveOne', event).divergence(2);
    // at order 2 the moment is the mean of e^(c c' / s^2) over two independent shifts
    const pairs = k.flatMap((c) => k.map((d) => Math.exp((c * d) / 64) / 1600));
    const truth = Math.log(pairs.reduce((a, b) => a + b));
    expect(lower / truth).toBeCloseTo(1, 9);
    expect(upper / truth).toBeCloseTo(1, 9);
  });

  it('is what others found, or more, where they composed losses themselves', () => {
    const account = rdpAccountant()
      .compose(mixture(1, [0, 1, 2], ['0.2', '0.6', '0.2']), 3)
      .compose(mixture(2, [0, 2, 3], ['0.33', '0.34', '0.33']), 2);
    const { lower, upper } = account.epsilon(1e-6);
    expect(lower).toBeLessThanOrEqual(upper);
    // the loss distribution gives 17.193115
    expect(upper).toBeGreaterThan(17.193115);
    expect(upper).toBeLessThan(18.8);
  });
});

describe('a Poisson sample of which a record is replaced', () => {
  it('is a pair of mixtures of opposite shifts', () => {
    const { divergence } = under('replaceOne', sampled(0.1, gaussian(1.5)));
    const p = 1 / 2.25;
    const side = (x: number, c: number): number => 0.9 + 0.1 * Math.exp(p * c * (x - c / 2));
    for (const order of [1.2, 2, 5.5]) {
      const moment = normalMean(
        1.5,
        -20,
        25,
        (x) => side(x, 1) ** order * side(x, -1) ** (1 - order),
      );
      expect(divergence(order).upper / (Math.log(moment) / (order - 1))).toBeCloseTo(1, 7);
      expect(divergence(order).lower).toBeGreaterThan(divergence(order).upper * (1 - 1e-12));
    }
  });

  it('is the Gaussian at twice the shift where all are in the sample, and nothing where none is', () => {
    const whole = under('replaceOne', sampled(1, gaussian(2)));
    expect(whole.divergence(3)).toEqual(under('replaceOne', gaussian(1)).divergence(3));
    expect(under('replaceOne', sampled(0, gaussian(2))).divergence(3).upper).toBe(0);
    const nearly = under('replaceOne', sampled('0.999999999999', gaussian(2))).divergence(3);
    expect(nearly.upper / whole.divergence(3).upper).toBeCloseTo(1, 9);
  });

  it.each([
    ['1e-9', 0.05, 2],
    ['1e-9', 1000, 1.0001],
    ['0.5', 0.05, 1.5],
    ['0.01', 1000, 60],
    ['0.01', 1, 1.0000001],
  ])(
    'costs more than adding it, and less than removing and adding: q %s, sigma %d, order %d',
    (q, sigma, order) => {
      const event = sampled(q, gaussian(sigma));
      const [added, replaced] = [under('addOrRemoveOne', event), under('replaceOne', event)];
      expect(replaced.divergence(order).upper).toBeGreaterThan(added.divergence(order).lower);
      // Cauchy and Schwarz
      const most =
        ((order - 0.5) / (order - 1)) * added.divergence(2 * order).upper +
        added.divergence(2 * order - 1).upper;
      expect(replaced.divergence(order).upper).toBeLessThanOrEqual(most * (1 + 1e-12));
    },
  );

  it('in DP-SGD costs less than twice adding it, and at most what its losses compose to and more', () => {
    const step = sampled('256/60000', gaussian(1.1));
    const { lower, upper } = rdpAccountant('replaceOne').compose(step, 14062).epsilon(1e-5);
    // loss distributions give 4.2214
    expect(upper).toBeGreaterThan(4.2214);
    expect(upper).toBeLessThan(4.7);
    expect(lower).toBeGreaterThan(upper * (1 - 1e-6));
  });

  it('is bounded for other noise through the sample without the record', () => {
    const laplace = laplaceEvent({ noiseMultiplier: 2 });
    const { divergence, epsilon } = under('replaceOne', sampled(0.05, laplace));
    const ratio = (x: number, c: number): number =>
      0.95 + 0.05 * Math.exp((Math.abs(x) - Math.abs(x - c)) / 2);
    for (const order of [1.5, 3, 20]) {
      let moment = 0;
      const steps = 400_000;
      for (let i = 0; i < steps; i += 1) {
        const x = -60 + (120 * (i + 0.5)) / steps;
        moment +=
          ((120 / steps) *
            Math.exp(-Math.abs(x) / 2) *
            ratio(x, 1) ** order *
            ratio(x, -1) ** (1 - order)) /
          4;
      }
      const truth = Math.log(moment) / (order - 1);
      expect(divergence(order).upper).toBeGreaterThan(truth);
      expect(divergence(order).upper).toBeLessThan(4 * truth);
      expect(divergence(order).lower).toBe(0);
    }
    expect(epsilon(1e-12).upper).toBeLessThanOrEqual(
      2 * Math.log1p(0.05 * Math.expm1(0.5)) + 1e-15,
    );
    const failing = epsilonDeltaEvent({ epsilon: 0.5, delta: 1e-6 });
    expect(under('replaceOne', sampled(0.05, failing)).failure().upper).toBeCloseTo(1e-7, 12);
  });

  it('counts the rounds of a banded factorisation', () => {
    const banded = bandedMatrixFactorizationEvent({
      noiseMultiplier: 1.5,
      iterations: 100,
      bands: 10,
      samplingProbability: 0.02,
    });
    const rounds = selfComposedEvent(sampled(0.02, gaussian(1.5)), 10);
    expect(under('replaceOne', banded).epsilon(1e-6)).toEqual(
      under('replaceOne', rounds).epsilon(1e-6),
    );
  });
});

describe('a sample of a fixed size', () => {
  const fixed = (datasetSize: Parameter, sampleSize: Parameter, event: PrivacyEvent) =>
    sampledWithoutReplacementEvent({ datasetSize, sampleSize, event });

  it('is at least the pair that it has where all other records change nothing', () => {
    for (const [n, m, sigma, order] of [
      [1000, 10, 1, 2],
      [1000, 10, 0.5, 3],
      [10, 3, 3, 5.5],
      [50, 1, 4, 32],
      [2, 1, 1, 2],
      [1000, 10, 1000, 1.001],
      [1000, 999, 2, 4],
    ] as const) {
      const bound = under('replaceOne', fixed(n, m, gaussian(sigma))).divergence(order).upper;
      // half of the shift on either side: a replaced pair of opposite halves
      const attained = under('replaceOne', sampled(`${m}/${n}`, gaussian(2 * sigma)));
      expect(bound).toBeGreaterThan(attained.divergence(order).lower);
      expect(bound).toBeGreaterThan(
        under('addOrRemoveOne', sampled(`${m}/${n}`, gaussian(sigma))).divergence(order).lower,
      );
      expect(bound).toBeLessThanOrEqual((order / (2 * sigma ** 2)) * (1 + 1e-12));
    }
  });

  it('is near the bound 1 + E[F(u); u > 1], by its integral', () => {
    for (const [q, sigma, order, slack] of [
      [0.01, 1, 2, 1.001],
      [0.1, 1, 4, 1.12],
      [0.01, 0.5, 3, 1.01],
      [0.02, 4, 32, 1.02],
    ] as const) {
      const p = 1 / sigma ** 2;
      const u = (x: number): number => 1 + q * Math.expm1(p * (x - 0.5));
      const tail = normalMean(
        sigma,
        0.5,
        order + 14 * sigma,
        (x) =>
          // u^a + u^(1 - a) - u - 1
          Math.expm1((order - 1) * Math.log(u(x))) * u(x) +
          Math.expm1((1 - order) * Math.log(u(x))),
      );
      const truth = Math.log1p(tail) / (order - 1);
      const event = fixed(1000, 1000 * q, gaussian(sigma));
      const { upper } = under('replaceOne', event).divergence(order);
      expect(upper / truth).toBeGreaterThan(1 - 1e-7);
      expect(upper / truth).toBeLessThan(slack);
    }
  });

  it('is the event on all of the data where all are drawn', () => {
    for (const event of [gaussian(2), laplaceEvent({ noiseMultiplier: 2 })])
      expect(under('replaceOne', fixed(7, 7, event)).divergence(4).upper).toBeCloseTo(
        under('replaceOne', event).divergence(4).upper,
        12,
      );
  });

  it('keeps what is bounded below its bound on a sample', () => {
    for (const [event, epsilon] of [
      [laplaceEvent({ noiseMultiplier: 2 }), 0.5],
      [discreteLaplaceEvent({ scale: 4, sensitivity: 2 }), 0.5],
      [epsilonDeltaEvent({ epsilon: 0.5 }), 0.5],
      [permuteAndFlipEvent({ epsilon: 0.5 }), 0.5],
    ] as const) {
      const account = under('replaceOne', fixed(50, 10, event));
      const most = Math.log1p(0.2 * Math.expm1(epsilon));
      expect(account.epsilon(1e-12).upper).toBeLessThanOrEqual(most + 1e-15);
      expect(account.divergence(3).upper).toBeLessThan(most);
      expect(account.divergence(3).upper).toBeGreaterThan(0);
    }
  });

  it('moves the result twice as far, in units of one contribution, where a record comes or goes', () => {
    const event = fixed(100, 5, gaussian(4));
    for (const order of [1.5, 6]) {
      const added = under('addOrRemoveOne', event).divergence(order);
      expect(added.upper).toBe(
        under('addOrRemoveOne', sampled('1/20', gaussian(2))).divergence(order).upper,
      );
      // and less where a special one takes its place, but more than in a Poisson sample
      const special = under('replaceSpecial', event).divergence(order);
      expect(special.upper).toBeLessThan(
        under('replaceOne', fixed(100, 5, gaussian(2))).divergence(order).upper,
      );
      expect(special.upper).toBeGreaterThan(
        under('replaceSpecial', sampled('1/20', gaussian(4))).divergence(order).upper,
      );
      expect(special.upper).toBeLessThan(order / 32);
      expect([added.lower, special.lower]).toEqual([0, 0]);
    }
  });

  it('is known for events of which nothing but divergences is, too', () => {
    for (const event of [
      zeroConcentratedEvent({ rho: 0.1 }),
      exponentialMechanismEvent({ epsilon: 0.5 }),
      composedEvent([gaussian(3), randomizedResponseEvent({ noise: '9/10', buckets: 3 })]),
    ]) {
      const part = under('replaceOne', fixed(100, 5, event)).divergence(4).upper;
      expect(part).toBeGreaterThan(0);
      expect(part).toBeLessThan(under('replaceOne', event).divergence(4).upper);
    }
  });
});

describe('draws with replacement', () => {
  const drawn = (datasetSize: Parameter, sampleSize: Parameter, event: PrivacyEvent) =>
    sampledWithReplacementEvent({ datasetSize, sampleSize, event });

  it('are a sample of one record where one is drawn', () => {
    for (const relation of relations)
      for (const order of [1.5, 4]) {
        const one = sampledWithoutReplacementEvent({
          datasetSize: 40,
          sampleSize: 1,
          event: gaussian(1.5),
        });
        const [with1, without] = [drawn(40, 1, gaussian(1.5)), one].map(
          (event) => under(relation, event).divergence(order).upper,
        );
        expect(with1 ?? NaN).toBeCloseTo(without ?? NaN, 12);
      }
  });

  it('are at least the mixture of as many shifts as draws, where a record is added', () => {
    // three draws of ten: 0, 1, 2 or 3 times, each of which moves by 2 contributions
    const chances = ['729/1000', '243/1000', '27/1000', '1/1000'];
    for (const [sigma, order] of [
      [4, 2],
      [8, 9.5],
      [1, 1.1],
    ] as const) {
      const { upper } = under('addOrRemoveOne', drawn(10, 3, gaussian(sigma))).divergence(order);
      const truth = under('addOrRemoveOne', mixture(sigma, [0, 2, 4, 6], chances));
      expect(upper).toBeGreaterThan(truth.divergence(order).lower);
      expect(upper).toBeLessThan(4 * truth.divergence(order).upper);
    }
  });

  it('cost more the more are drawn, and less of more records', () => {
    const at = (n: number, m: number): number =>
      under('replaceOne', drawn(n, m, gaussian(8))).epsilon(1e-6).upper;
    const more = [at(1000, 1), at(1000, 5), at(1000, 20)];
    expect(more).toEqual([...more].sort((a, b) => a - b));
    expect(at(2000, 5)).toBeLessThan(at(1000, 5));
  });

  it('may be more than are gone through, which counts as a failure', () => {
    const account = under('replaceOne', drawn(50_000, 1000, gaussian(200)));
    expect(account.failure().upper).toBeLessThan(1e-60);
    expect(account.failure().upper).toBeGreaterThan(0);
    expect(account.epsilon(1e-6).upper).toBeGreaterThan(0);
    expect(account.epsilon(1e-6).upper).toBeLessThan(0.001);
    expect(under('replaceOne', drawn(10, 3, gaussian(1))).failure().upper).toBe(0);
  });
});

describe('a truncated batch', () => {
  const truncated = (
    datasetSize: Parameter,
    samplingProbability: Parameter,
    batchSize: Parameter,
    noiseMultiplier: Parameter,
  ) =>
    truncatedSubsampledGaussianEvent({
      datasetSize,
      samplingProbability,
      batchSize,
      noiseMultiplier,
    });

  it('is a Poisson sample where no batch is cut', () => {
    for (const relation of relations)
      expect(under(relation, truncated(20, 0.1, 20, 1)).divergence(3)).toEqual(
        under(relation, sampled(0.1, gaussian(1))).divergence(3),
      );
  });

  it('is nearly one where batches are rarely cut, and above it', () => {
    for (const relation of relations) {
      const { upper } = under(relation, truncated(1000, 0.01, 80, 2)).divergence(4);
      const poisson = under(relation, sampled(0.01, gaussian(2))).divergence(4).upper;
      expect(upper).toBeGreaterThanOrEqual(poisson);
      expect(upper / poisson).toBeLessThan(1 + 1e-9);
    }
  });

  it('is a sample of a fixed size where all records are in the sample', () => {
    // 3 of 10 are kept, whoever they are
    const fixed = sampledWithoutReplacementEvent({
      datasetSize: 10,
      sampleSize: 3,
      event: gaussian(4),
    });
    for (const relation of ['addOrRemoveOne', 'replaceSpecial'] as const)
      expect(under(relation, truncated(10, 1, 3, 4)).divergence(5).upper).toBeCloseTo(
        under(relation, fixed).divergence(5).upper,
        12,
      );
  });

  it('holds the mixture by its formula, for four records of which two are kept', () => {
    // others: three records with chance 1/2; cut where two or three come
    const [cut, kept] = [1 / 2, ((5 / 16) * (2 / 4)) / (1 / 2)];
    for (const order of [1.5, 3]) {
      const { upper } = under('addOrRemoveOne', truncated(4, 0.5, 2, 1)).divergence(order);
      const of = (q: Parameter, sigma: number): number =>
        Math.exp(
          (order - 1) *
            under('addOrRemoveOne', sampled(q, gaussian(sigma))).divergence(order).upper,
        );
      const truth = Math.log((1 - cut) * of(0.5, 1) + cut * of(kept, 0.5)) / (order - 1);
      expect(upper / truth).toBeCloseTo(1, 11);
    }
  });

  it('is what others found, or more, where they composed losses themselves', () => {
    const account = rdpAccountant()
      .compose(truncated(4, 0.5, 2, 1), 3)
      .compose(truncated(3, 0.5, 2, 1), 2);
    const { upper } = account.epsilon(1e-6);
    expect(upper).toBeGreaterThan(15);
    expect(upper).toBeLessThan(1.2 * 17.90433);
  });
});

describe('a tree whose record is replaced', () => {
  it('costs what its nodes cost', () => {
    const tree = treeAggregationEvent({ noiseMultiplier: 2, stepCounts: [3, 1600] });
    expect(under('replaceOne', tree).divergence(4)).toEqual(
      under('replaceSpecial', tree).divergence(4),
    );
  });
});

describe('a loss that is bounded', () => {
  it.each([
    ['permute-and-flip', permuteAndFlipEvent({ epsilon: 0.036 }), 0.036, 0.138659],
    ['exponential mechanism', exponentialMechanismEvent({ epsilon: 0.015 }), 0.015, '21/20000'],
    ['Laplace', laplaceEvent({ noiseMultiplier: 1.25 }), 0.8, 0.02],
    ['pure', epsilonDeltaEvent({ epsilon: 0.5 }), 0.5, 0.02],
    [
      'a composition',
      composedEvent([laplaceEvent({ noiseMultiplier: 4 }), epsilonDeltaEvent({ epsilon: 0.25 })]),
      0.5,
      0.1,
    ],
  ] as const)('stays below its bound on a sample: %s', (_, event, epsilon, q) => {
    const step = sampled(q, event);
    const account = rdpAccountant('replaceSpecial').compose(step);
    const share = typeof q === 'number' ? q : 21 / 20000;
    const most = Math.log1p(share * Math.expm1(epsilon));
    const [once, twice, often] = [1, 2, 50].map((n) =>
      rdpAccountant('replaceSpecial').compose(step, n).epsilon(1e-6),
    );
    expect(once?.upper).toBeLessThanOrEqual(most + 1e-15);
    expect(twice?.upper).toBeLessThanOrEqual(2 * most + 1e-15);
    expect(once?.upper).toBeLessThanOrEqual(twice?.upper ?? NaN);
    expect(twice?.upper).toBeLessThanOrEqual(often?.upper ?? NaN);
    expect(account.delta(most + 1e-9)).toEqual({ lower: 0, upper: 0 });
    expect(account.delta(most / 2).upper).toBeGreaterThan(0);
  });
});

describe('readings', () => {
  it('fall in delta where a curve has several minima', () => {
    const account = rdpAccountant('replaceSpecial').compose(
      repeatAndSelectEvent({
        event: randomizedResponseEvent({ noise: '280993/500000', buckets: 1000 }),
        mean: '8315999999999999/1000000000000000',
        shape: '-1/2',
      }),
    );
    const uppers = [1e-12, 1e-9, 1e-6, 1e-3, 1e-2, 0.1, 0.4, 0.9].map(
      (delta) => account.epsilon(delta).upper,
    );
    expect(uppers).toEqual([...uppers].sort((a, b) => b - a));
  });

  it('grow with the count where curves between whole orders are chords', () => {
    for (const sigma of [0.3, 0.6557, 1.5]) {
      const event = sampled('1/50', discreteGaussianEvent({ sigma }));
      const uppers = [1, 2, 3, 10].map(
        (count) => rdpAccountant().compose(event, count).epsilon(0.01).upper,
      );
      expect(uppers).toEqual([...uppers].sort((a, b) => a - b));
    }
  });

  it.each([
    ['Gaussian', gaussian('1e-7')],
    ['rounded Gaussian', roundedGaussianEvent({ noiseMultiplier: '1e-9' })],
    ['Laplace', laplaceEvent({ noiseMultiplier: '1e-13' })],
    ['discrete Laplace', discreteLaplaceEvent({ scale: '1e-300', sensitivity: 1000 })],
    ['discrete Gaussian', discreteGaussianEvent({ sigma: '1e-12' })],
    ['zCDP', zeroConcentratedEvent({ rho: '1e30' })],
    ['sampled', sampled(0.5, gaussian('1e-8'))],
    ['mixture', mixture('1e-8', [0, 1], ['1/2', '1/2'])],
    ['a great many', selfComposedEvent(gaussian(1), 10n ** 30n)],
  ])('are given for divergences of any size: %s', (_, event) => {
    const account = rdpAccountant().compose(event);
    for (const epsilon of [0, 1, 1e6]) {
      const { lower, upper } = account.delta(epsilon);
      expect(lower).toBeLessThanOrEqual(upper);
      expect(upper).toBeGreaterThan(0.4);
      expect(upper).toBeLessThanOrEqual(1);
    }
    for (const delta of [1e-9, 0.5, 0.999]) {
      const { lower, upper } = account.epsilon(delta);
      expect(lower).toBeLessThanOrEqual(upper);
      expect(upper).toBeGreaterThan(0);
    }
  });

  it('are those of a constant divergence, and of a list of orders, that others have', () => {
    const constant = rdpAccountant().compose(zeroConcentratedEvent({ rho: 0, xi: 1.1 }));
    const orders = Array.from({ length: 31 }, (_, i) => i + 2);
    // at order 32
    expect(constant.epsilon(1e-5, orders).upper).toBeCloseTo(1.32783806176, 10);
    const dense = Array.from({ length: 9801 }, (_, i) => `${1000 + 10 * (i + 20)}/1000`);
    const noisy = rdpAccountant().compose(gaussian('4.530877117'));
    expect(noisy.epsilon(1e-6, dense).upper).toBeCloseTo(1, 5);
    expect(noisy.epsilon(1e-6).upper).toBeLessThanOrEqual(noisy.epsilon(1e-6, dense).upper);
  });
});
