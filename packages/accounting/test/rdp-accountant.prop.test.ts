import { DiscreetError, type Distance } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { type Account, type Accountant, checkAccountantLaws } from '@discreet/testing';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bandedMatrixFactorizationEvent,
  composedEvent,
  discreteGaussianEvent,
  discreteLaplaceEvent,
  epsilonDeltaEvent,
  eventToJson,
  exponentialMechanismEvent,
  gaussianEvent,
  laplaceEvent,
  type NeighbouringRelation,
  permuteAndFlipEvent,
  poissonSampledEvent,
  type PrivacyEvent,
  randomizedResponseEvent,
  rdpAccountant,
  repeatAndSelectEvent,
  roundedGaussianEvent,
  sampledWithoutReplacementEvent,
  selfComposedEvent,
  treeAggregationEvent,
  zeroConcentratedEvent,
} from '../src/index.ts';
import {
  composeEvent,
  divergenceOfState,
  failureOf,
  nothingSpent,
  type RenyiState,
} from '../src/internal/renyi-state.ts';

/** exact upper ends: the divergence at each order, and the failure */
type Reading = readonly Rational[];

/** an accountant whose charges are events with a parameter that grows with the amount */
const accountantOf = (
  make: (amount: Rational) => PrivacyEvent,
  orders: readonly number[],
  relation: NeighbouringRelation,
): Accountant<PrivacyEvent, Reading> => {
  const after = (
    state: RenyiState,
    seen: ReturnType<typeof rdpAccountant>,
  ): Account<PrivacyEvent, Reading> => ({
    add: (event) => after(composeEvent(state, event, 1n, relation), seen.compose(event)),
    read: () => [
      ...orders.map(
        (order) =>
          divergenceOfState(state)
            .at(Rational.of(BigInt(Math.round(order * 2)), 2n))
            .toRationals()[1],
      ),
      failureOf(state).toRationals()[1],
    ],
    reads: [() => eventToJson(seen.history()), () => seen.divergence(orders[0] ?? 2)],
  });
  return {
    open: () => after(nothingSpent, rdpAccountant(relation)),
    // the constructor reads the number as every other one does
    charge: (amount: Distance) => make(zeroConcentratedEvent({ rho: amount }).rho),
    le: (a, b) => a.every((value, i) => value.lessThanOrEqual(b[i] ?? Rational.zero)),
    print: (reading) => reading.map((value) => value.toNumber()).join(' '),
    times: (event, k) => selfComposedEvent(event, k),
    nest: (events) => composedEvent(events),
  };
};

const inverse = (amount: Rational): Rational => {
  if (amount.sign() === 0)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'test',
      rule: 'no noise is infinite',
    });
  return amount.inverse();
};
const half = Rational.of(1n, 2n);
/** at least 1/2, so that a quadrature takes few nodes */
const moderate = (amount: Rational): Rational => half.add(inverse(amount));
const gaussian = (noiseMultiplier: Rational) => gaussianEvent({ noiseMultiplier });
const samplingProbability = '1/50';

type Case = readonly [
  name: string,
  make: (amount: Rational) => PrivacyEvent,
  orders: readonly number[],
  relation: NeighbouringRelation,
];

const cases: readonly Case[] = [
  ['zeroConcentrated', (rho) => zeroConcentratedEvent({ rho }), [1.5, 30], 'addOrRemoveOne'],
  ['zeroConcentrated, xi', (xi) => zeroConcentratedEvent({ rho: 0, xi }), [1.5], 'replaceOne'],
  ['epsilonDelta', (epsilon) => epsilonDeltaEvent({ epsilon }), [1.5, 30], 'addOrRemoveOne'],
  [
    'epsilonDelta, delta',
    (amount) => epsilonDeltaEvent({ epsilon: 0, delta: amount.div(amount.add(Rational.one)) }),
    [],
    'addOrRemoveOne',
  ],
  ['gaussian', (amount) => gaussian(inverse(amount)), [1.5, 30], 'replaceOne'],
  [
    'roundedGaussian',
    (amount) => roundedGaussianEvent({ noiseMultiplier: inverse(amount) }),
    [1.5, 30],
    'replaceSpecial',
  ],
  [
    'discreteGaussian',
    (amount) => discreteGaussianEvent({ sigma: inverse(amount), sensitivity: 2 }),
    [1.5, 30],
    'addOrRemoveOne',
  ],
  [
    'laplace',
    (amount) => laplaceEvent({ noiseMultiplier: inverse(amount) }),
    [1.5, 30],
    'replaceOne',
  ],
  [
    'discreteLaplace',
    (amount) => discreteLaplaceEvent({ scale: inverse(amount), sensitivity: 3 }),
    [1.5, 30],
    'addOrRemoveOne',
  ],
  [
    'exponentialMechanism',
    (epsilon) => exponentialMechanismEvent({ epsilon }),
    [1.5, 30],
    'addOrRemoveOne',
  ],
  ['permuteAndFlip', (epsilon) => permuteAndFlipEvent({ epsilon }), [1.5, 30], 'replaceSpecial'],
  [
    'randomizedResponse',
    (amount) => randomizedResponseEvent({ noise: amount.add(Rational.one).inverse(), buckets: 4 }),
    [1.5, 30],
    'replaceOne',
  ],
  [
    'randomizedResponse, special',
    (amount) => randomizedResponseEvent({ noise: amount.add(Rational.one).inverse(), buckets: 4 }),
    [1.5, 30],
    'replaceSpecial',
  ],
  [
    'poissonSampled, gaussian',
    (amount) => poissonSampledEvent({ samplingProbability, event: gaussian(moderate(amount)) }),
    [2.5, 8],
    'addOrRemoveOne',
  ],
  [
    'poissonSampled, laplace',
    (amount) =>
      poissonSampledEvent({
        samplingProbability,
        event: laplaceEvent({ noiseMultiplier: inverse(amount) }),
      }),
    [3.5, 6],
    'replaceSpecial',
  ],
  [
    'poissonSampled, discreteGaussian',
    (amount) =>
      poissonSampledEvent({
        samplingProbability,
        event: discreteGaussianEvent({ sigma: inverse(amount) }),
      }),
    [3, 6],
    'addOrRemoveOne',
  ],
  [
    'poissonSampled, zeroConcentrated',
    (rho) => poissonSampledEvent({ samplingProbability, event: zeroConcentratedEvent({ rho }) }),
    [3.5, 6],
    'addOrRemoveOne',
  ],
  [
    'sampledWithoutReplacement',
    (amount) =>
      sampledWithoutReplacementEvent({
        datasetSize: 50,
        sampleSize: 2,
        event: gaussian(inverse(amount)),
      }),
    [2.5, 5],
    'replaceOne',
  ],
  [
    'treeAggregation',
    (amount) => treeAggregationEvent({ noiseMultiplier: inverse(amount), stepCounts: [9] }),
    [1.5, 30],
    'replaceSpecial',
  ],
  [
    'bandedMatrixFactorization',
    (amount) =>
      bandedMatrixFactorizationEvent({
        noiseMultiplier: moderate(amount),
        iterations: 7,
        bands: 3,
        samplingProbability,
      }),
    [3],
    'addOrRemoveOne',
  ],
];

describe('an accountant of Rényi divergences keeps the laws of accountants', () => {
  it.each(cases)('over events of %s', (_, make, orders, relation) => {
    const report = checkAccountantLaws(accountantOf(make, orders, relation), { runs: 6 });
    expect(report.broken).toEqual([]);
    expect(report.cases).toBeGreaterThan(60);
  });
});

describe('a divergence', () => {
  const loss = fc.integer({ min: 1, max: 400 }).map((n) => Rational.of(BigInt(n), 100n));
  const order = fc.integer({ min: 101, max: 3000 }).map((n) => Rational.of(BigInt(n), 100n));
  const smooth = cases.filter(([name]) => !name.includes('delta'));

  it('grows with the order, and (order - 1) times it is convex up to its enclosure', () => {
    fc.assert(
      fc.property(fc.constantFrom(...smooth), loss, order, order, (one, amount, a, b) => {
        const [, make, , relation] = one;
        const { divergence } = rdpAccountant(relation).compose(make(amount));
        const [low, high] = a.lessThan(b) ? [a, b] : [b, a];
        const middle = low.add(high).div(Rational.of(2n));
        const at = (o: Rational) => ({ ...divergence(o), less: o.toNumber() - 1 });
        const [x, y, z] = [at(low), at(middle), at(high)];
        expect(x.lower).toBeLessThanOrEqual(y.upper);
        expect(y.lower).toBeLessThanOrEqual(z.upper);
        const chord = (x.less * x.upper + z.less * z.upper) / 2;
        expect(y.less * y.lower).toBeLessThanOrEqual(chord * (1 + 1e-13));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a selection among runs', () => {
  it('costs more for more runs, and more than a run', () => {
    const event = gaussianEvent({ noiseMultiplier: 4 });
    for (const shape of [0, 1, '-1/2', 'poisson']) {
      const uppers = [2, 10, 100].map(
        (mean) =>
          rdpAccountant().compose(repeatAndSelectEvent({ event, mean, shape })).divergence(6).upper,
      );
      expect(uppers[0]).toBeGreaterThan(rdpAccountant().compose(event).divergence(6).upper);
      expect(uppers).toEqual([...uppers].sort((a, b) => a - b));
    }
  });
});
