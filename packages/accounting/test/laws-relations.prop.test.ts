import { DiscreetError } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import { isLeft } from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  bandedMatrixFactorizationEvent,
  composedEvent,
  discreteGaussianEvent,
  discreteLaplaceEvent,
  epsilonDeltaEvent,
  type EventAccountant,
  eventToJson,
  gaussianEvent,
  laplaceEvent,
  mixtureOfGaussiansEvent,
  noOpEvent,
  type Parameter,
  poissonSampledEvent,
  type PrivacyEvent,
  randomizedResponseEvent,
  rdpAccountant,
  repeatAndSelectEvent,
  roundedGaussianEvent,
  selfComposedEvent,
  treeAggregationEvent,
  truncatedSubsampledGaussianEvent,
} from '../src/index.ts';
import { atMost, exactly, meets, pld, rdp, relations, supports, type Way } from './event-laws.ts';

const small = Rational.of(1n, 100_000n);
const gaussian = (noiseMultiplier: Parameter) => gaussianEvent({ noiseMultiplier });
const laplace = (noiseMultiplier: Parameter) => laplaceEvent({ noiseMultiplier });
const sampled = (samplingProbability: Parameter, event: PrivacyEvent) =>
  poissonSampledEvent({ samplingProbability, event });
const spent = (way: Way, event: PrivacyEvent, count: Parameter = 1) =>
  way.open().compose(event, count);

/** Pairs of events that are one and the same mechanism. */
const same: readonly (readonly [string, PrivacyEvent, PrivacyEvent])[] = [
  ['a sample of everything is no sample', sampled(1, gaussian(2)), gaussian(2)],
  ['a sample of everything is no sample', sampled('1', laplace(2)), laplace(2)],
  [
    'a sample of everything is no sample',
    sampled(1n, composedEvent([gaussian(2), laplace(3)])),
    composedEvent([laplace(3), gaussian(2)]),
  ],
  ['a sample of nothing is nothing', sampled(0, gaussian(2)), noOpEvent],
  ['a sample of nothing is nothing', sampled('0', laplace(2)), noOpEvent],
  ['a rounded Gaussian is one', roundedGaussianEvent({ noiseMultiplier: 3 }), gaussian(3)],
  [
    'sixteen Gaussians are one of a quarter of the noise',
    selfComposedEvent(gaussian(4), 16),
    gaussian(1),
  ],
  [
    'whole results are apart by whole numbers',
    discreteGaussianEvent({ sigma: 2, sensitivity: 1.9 }),
    discreteGaussianEvent({ sigma: 2 }),
  ],
  [
    'whole results are apart by whole numbers',
    discreteLaplaceEvent({ scale: 2, sensitivity: '2.999' }),
    discreteLaplaceEvent({ scale: 2, sensitivity: 2 }),
  ],
  [
    'results that are less than 1 apart are the same',
    discreteLaplaceEvent({ scale: 1, sensitivity: 0.9 }),
    noOpEvent,
  ],
  [
    'results that are less than 1 apart are the same',
    discreteGaussianEvent({ sigma: 1, sensitivity: '2/3' }),
    noOpEvent,
  ],
  ['what costs (0, 0) is nothing', epsilonDeltaEvent({ epsilon: 0 }), noOpEvent],
  [
    'rounds of bands are samples',
    bandedMatrixFactorizationEvent({
      noiseMultiplier: 1.5,
      iterations: 10,
      bands: 4,
      samplingProbability: 0.1,
    }),
    selfComposedEvent(sampled(0.1, gaussian(1.5)), 3),
  ],
];

/** The same for what only losses, or both of them, know. */
const sameLosses: readonly (readonly [string, PrivacyEvent, PrivacyEvent])[] = [
  [
    'a mixture of 0 and 1 is a sample',
    mixtureOfGaussiansEvent({
      standardDeviation: 1.5,
      sensitivities: [0, 1],
      probabilities: [0.9, 0.1],
    }),
    sampled(0.1, gaussian(1.5)),
  ],
  [
    'a mixture of one shift is a Gaussian',
    mixtureOfGaussiansEvent({
      standardDeviation: 3,
      sensitivities: [2, 2],
      probabilities: [0.5, 0.5],
    }),
    gaussian(1.5),
  ],
  [
    'a mixture does not know its units',
    mixtureOfGaussiansEvent({
      standardDeviation: 3,
      sensitivities: [2, 1],
      probabilities: [0.25, 0.75],
    }),
    mixtureOfGaussiansEvent({
      standardDeviation: '3e20',
      sensitivities: ['1e20', '2e20'],
      probabilities: ['3/4', '1/4'],
    }),
  ],
  [
    'a batch that is never cut is a sample',
    truncatedSubsampledGaussianEvent({
      datasetSize: 20,
      samplingProbability: 0.1,
      batchSize: 20,
      noiseMultiplier: 1.5,
    }),
    sampled(0.1, gaussian(1.5)),
  ],
];

describe('events that are the same mechanism', () => {
  it.each(same)('cost the same: %s', (_, one, two) => {
    for (const way of [rdp, pld]) {
      const [a, b] = [spent(way, one, 2), spent(way, two, 2)];
      expect([
        ...meets(`${way.name}: epsilon`, a.epsilon(small), b.epsilon(small)),
        ...meets(`${way.name}: delta`, a.delta('1/3'), b.delta('1/3')),
      ]).toEqual([]);
      // what is composed inside of a sample is on a grid of its own
      expect(a.epsilon(small).upper).toBeLessThanOrEqual(b.epsilon(small).upper * (1 + 1e-3));
    }
  });

  it.each(sameLosses)('cost the same: %s', (_, one, two) => {
    for (const way of [rdp, pld]) {
      if (!supports(way, 'addOrRemoveOne', one)) continue;
      const [a, b] = [spent(way, one).epsilon(small), spent(way, two).epsilon(small)];
      expect(meets(way.name, a, b)).toEqual([]);
    }
    expect(supports(pld, 'addOrRemoveOne', one)).toBe(true);
  });

  it('cost the same: a tree is a Gaussian for each of its levels', () => {
    const tree = treeAggregationEvent({ noiseMultiplier: 4, stepCounts: [1, 7, 3] });
    for (const way of [rdp, pld]) {
      const a = way.open('replaceSpecial').compose(tree);
      const b = way.open('replaceSpecial').compose(gaussian(4), 3);
      expect(a.epsilon(small)).toEqual(b.epsilon(small));
      expect(a.delta(1)).toEqual(b.delta(1));
    }
  });

  it('cost no less: one run that is selected, with certainty, is a run', () => {
    for (const shape of [0, 1, '1/2', 3]) {
      const selected = repeatAndSelectEvent({ event: gaussian(2), mean: 1, shape });
      const [a, b] = [spent(rdp, selected), spent(rdp, gaussian(2))];
      expect(b.epsilon(small).lower).toBeLessThanOrEqual(a.epsilon(small).upper);
    }
  });
});

describe('a sample', () => {
  const inner: readonly (readonly [string, PrivacyEvent])[] = [
    ['a Gaussian', gaussian(1.5)],
    ['Laplace noise', laplace(2)],
    ['discrete Laplace noise', discreteLaplaceEvent({ scale: 2, sensitivity: 3 })],
    ['discrete Gaussian noise', discreteGaussianEvent({ sigma: 1.5 })],
    ['any pure mechanism', epsilonDeltaEvent({ epsilon: 1 })],
  ];

  it.each(inner)(
    'of %s costs less the smaller it is, and never more than everything',
    (_, event) => {
      for (const way of [rdp, pld]) {
        const readings = [event, ...['9/10', '1/10', '1/1000'].map((q) => sampled(q, event))].map(
          (one) => {
            const account = spent(way, one);
            return { epsilon: account.epsilon(small), delta: account.delta('1/20') };
          },
        );
        readings.slice(1).forEach((less, k) => {
          const more = readings[k] ?? less;
          expect(less.epsilon.lower).toBeLessThanOrEqual(more.epsilon.upper);
          expect(less.epsilon.upper).toBeLessThanOrEqual(more.epsilon.upper * (1 + 1e-9));
          expect(less.delta.lower).toBeLessThanOrEqual(more.delta.upper);
          expect(less.delta.upper).toBeLessThanOrEqual(more.delta.upper * (1 + 1e-9));
        });
        // q times the chance that everything has, and that bounds it at once
        expect(spent(way, sampled('1e-9', event)).delta(0).upper).toBeLessThan(2e-9);
      }
    },
  );
});

describe('a replaced record', () => {
  it('costs at least what a zeroed one does, and at most what one less and one more do', () => {
    const event = sampled('1/5', gaussian(1.5));
    for (const epsilon of [0, 0.25, 1]) {
      const replaced = pld.open('replaceOne').compose(event);
      const removed = pld.open().compose(event);
      const zeroed = pld.open('replaceSpecial').compose(event);
      expect(zeroed.delta(epsilon).lower).toBeLessThanOrEqual(replaced.delta(epsilon).upper);
      // by way of the dataset without the record: delta(2 e) <= (1 + e^e) delta'(e)
      expect(replaced.delta(2 * epsilon).lower).toBeLessThanOrEqual(
        (1 + Math.exp(epsilon)) * removed.delta(epsilon).upper * (1 + 1e-12),
      );
    }
  });

  it('costs at least what a uniform answer in its place does', () => {
    const noise = fc.integer({ min: 1, max: 99 }).map((n) => Rational.of(BigInt(n), 100n));
    fc.assert(
      fc.property(noise, fc.constantFrom(2, 3, 50), (lie, buckets) => {
        const event = randomizedResponseEvent({ noise: lie, buckets });
        for (const way of [rdp, pld]) {
          const [more, less] = [way.open('replaceOne'), way.open('replaceSpecial')];
          const [a, b] = [more.compose(event).delta('1/5'), less.compose(event).delta('1/5')];
          expect(b.upper).toBeLessThanOrEqual(a.upper * (1 + 1e-12));
          expect(
            atMost(
              'epsilon',
              less.compose(event).epsilon(small),
              more.compose(event).epsilon(small),
            ),
          ).toEqual([]);
        }
      }),
      { seed: 9, numRuns: 20 },
    );
  });
});

describe('one number', () => {
  const half: readonly Parameter[] = [0.5, '0.5', '1/2', '2/4', '5e-1', Rational.of(1n, 2n)];
  const two: readonly Parameter[] = [2, 2n, '2', '2.0', '4/2', '0.2e1', Rational.of(2n)];

  it('costs the same in every spelling', () => {
    const said = (event: PrivacyEvent, count: Parameter, delta: Parameter) =>
      [rdp, pld].flatMap((way) => {
        const account = spent(way, event, count);
        return [account.epsilon(delta), account.delta(delta)];
      });
    const event = (x: Parameter) => composedEvent([discreteLaplaceEvent({ scale: x }), noOpEvent]);
    const first = said(event(0.5), 2, 0.5);
    for (const x of half) expect(said(event(x), 2, x)).toEqual(first);
    for (const count of two) expect(said(event('1/2'), count, 0.5)).toEqual(first);
  });

  it('is the decimal that it prints as, and a rational is itself', () => {
    const account = spent(pld, gaussian(1));
    expect(account.epsilon(0.1)).toEqual(account.epsilon('1/10'));
    expect(account.delta(exactly(0.1)).upper).toBeGreaterThanOrEqual(account.delta('1/10').lower);
  });
});

describe('what is refused', () => {
  const notPositive: readonly unknown[] = [
    ...[0, -1, 1.5, 1e-300, NaN, Infinity, -Infinity, -0, 0n, -1n],
    ...['0', '-1', '1/2', 'x', '', ' 1', '1e', '0x10', 'Infinity', null, {}, [], true],
  ];
  const noDelta: readonly unknown[] = [
    ...[0, 1, 2, -1, NaN, Infinity, -0, 0n, 1n, '0', '1', '1.0', '3/2', '-1/2', 'x', '', null, {}],
  ];
  const noEpsilon: readonly unknown[] = [
    ...[-1, -1e-300, NaN, Infinity, -Infinity, -1n, '-1/3', 'x', '', null, undefined, {}, []],
  ];
  const forged = { kind: 'gaussian', noiseMultiplier: Rational.one };

  it.each([rdp, pld])(
    'is a DiscreetError by an accountant of $name, and changes nothing',
    (way) => {
      for (const relation of relations) {
        const account: EventAccountant = way.open(relation).compose(gaussian(2), 3);
        const before = [account.epsilon(small), account.delta(1), eventToJson(account.history())];
        const refusing: (() => unknown)[] = [
          ...notPositive.map((x) => () => account.compose(gaussian(1), x as Parameter)),
          ...noDelta.map((x) => () => account.epsilon(x as Parameter)),
          ...noEpsilon.map((x) => () => account.delta(x as Parameter)),
          ...[forged, undefined, null, 7, 'gaussian', []].map(
            (x) => () => account.compose(x as unknown as PrivacyEvent),
          ),
        ];
        for (const [k, refuse] of refusing.entries()) {
          const found = ((): unknown => {
            try {
              return refuse();
            } catch (error) {
              return error;
            }
          })();
          expect([k, found instanceof DiscreetError]).toEqual([k, true]);
        }
        expect(isLeft(account.supports(forged as PrivacyEvent))).toBe(true);
        expect([account.epsilon(small), account.delta(1), eventToJson(account.history())]).toEqual(
          before,
        );
      }
      for (const relation of ['', 'addRemove', 'REPLACE_ONE', 7, null])
        expect(() => way.open(relation as never)).toThrow(DiscreetError);
    },
  );

  it.each([2n ** 40n, 2n ** 53n, 2n ** 64n, 10n ** 30n])(
    'is no count that is merely large: %s has a reading, or a refusal',
    (count) => {
      for (const make of [gaussian, laplace]) {
        const wide = rdpAccountant().compose(make('1e20'), count).epsilon(small);
        expect(wide.lower).toBeLessThanOrEqual(wide.upper);
        const read = pld.open().supports(selfComposedEvent(make('1e20'), count));
        if (isLeft(read)) expect(read.left).toBeInstanceOf(DiscreetError);
        else expect(pld.open().compose(read.right).delta(1).upper).toBeLessThanOrEqual(1);
      }
    },
  );
});
