import { type Enclosure, Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  composedEvent,
  type Curve,
  deltaAt,
  discreteGaussianCurve,
  discreteGaussianEvent,
  discreteLaplaceCurve,
  discreteLaplaceEvent,
  epsilonAt,
  epsilonDeltaEvent,
  exponentialMechanismEvent,
  gaussianCurve,
  gaussianEvent,
  laplaceCurve,
  laplaceEvent,
  permuteAndFlipEvent,
  poissonSampledEvent,
  type PrivacyEvent,
  pureCurve,
  randomizedResponseCurve,
  randomizedResponseEvent,
  roundedGaussianEvent,
  selfComposedEvent,
} from '../src/index.ts';
import { atMost, casesOf, exactly, meets, pld, rdp, supports } from './event-laws.ts';
import { deltaOfPair, pairOf } from './outcome-pairs.ts';

const one = Rational.one;
const small = Rational.of(1n, 100_000n);
const tenth = Rational.of(1n, 10n);
/** 1/100 ... 6 */
const amounts = fc.integer({ min: 1, max: 600 }).map((n) => Rational.of(BigInt(n), 100n));
const rates = fc.integer({ min: 1, max: 99 }).map((n) => Rational.of(BigInt(n), 100n));
const chances = fc.integer({ min: 1, max: 90 }).map((n) => Rational.of(1n, 2n ** BigInt(n)));

const twice = (x: Rational): Rational => x.add(x);

/** Events with the curve of one use. */
const exact: readonly (readonly [
  string,
  (amount: Rational) => PrivacyEvent,
  (amount: Rational) => Curve,
])[] = [
  [
    'a Gaussian',
    (noiseMultiplier) => gaussianEvent({ noiseMultiplier }),
    (sigma) => gaussianCurve({ sigma, sensitivity: 1 }),
  ],
  [
    'a rounded Gaussian',
    (noiseMultiplier) => roundedGaussianEvent({ noiseMultiplier }),
    (sigma) => gaussianCurve({ sigma, sensitivity: 1 }),
  ],
  [
    'Laplace noise',
    (noiseMultiplier) => laplaceEvent({ noiseMultiplier }),
    (scale) => laplaceCurve({ scale, sensitivity: 1 }),
  ],
  [
    'discrete Laplace noise',
    (scale) => discreteLaplaceEvent({ scale, sensitivity: '7/2' }),
    (scale) => discreteLaplaceCurve({ scale, sensitivity: 3 }),
  ],
  [
    'discrete Gaussian noise',
    (sigma) => discreteGaussianEvent({ sigma, sensitivity: 2 }),
    (sigma) => discreteGaussianCurve({ sigma, sensitivity: 2 }),
  ],
  [
    'any pure mechanism',
    (epsilon) => epsilonDeltaEvent({ epsilon }),
    (epsilon) => pureCurve({ epsilon }),
  ],
  [
    'a response of yes or no',
    (amount) => randomizedResponseEvent({ noise: amount.div(amount.add(one)), buckets: 2 }),
    (amount) => randomizedResponseCurve({ truth: one.sub(amount.div(twice(amount.add(one)))) }),
  ],
];

describe('one use', () => {
  it.each(exact)('of %s is on its exact curve, and below its Rényi reading', (_, make, curveOf) => {
    fc.assert(
      fc.property(amounts, amounts, chances, (amount, epsilon, delta) => {
        const curve = curveOf(amount);
        const losses = pld.open('replaceOne').compose(make(amount));
        const orders = rdp.open('replaceOne').compose(make(amount));
        const [atEpsilon, atDelta] = [deltaAt(curve, { epsilon }), epsilonAt(curve, { delta })];
        expect([
          ...meets('delta', losses.delta(epsilon), atEpsilon),
          ...meets('epsilon', losses.epsilon(delta), atDelta),
          ...atMost('delta by orders', atEpsilon, orders.delta(epsilon)),
          ...atMost('epsilon by orders', atDelta, orders.epsilon(delta)),
        ]).toEqual([]);
        expect(losses.delta(epsilon).upper).toBeLessThanOrEqual(atEpsilon.upper * (1 + 1e-12));
      }),
      { seed: 3, numRuns: 25 },
    );
  });

  it.each([
    ['the exponential mechanism', (epsilon: Rational) => exponentialMechanismEvent({ epsilon })],
    ['permute-and-flip', (epsilon: Rational) => permuteAndFlipEvent({ epsilon })],
  ])('of %s costs no more than any pure mechanism', (_, make) => {
    fc.assert(
      fc.property(amounts, amounts, chances, (amount, epsilon, delta) => {
        const curve = pureCurve({ epsilon: amount });
        for (const way of [pld, rdp]) {
          const account = way.open().compose(make(amount));
          const [chance, loss] = [account.delta(epsilon), account.epsilon(delta)];
          expect(chance.lower).toBeLessThanOrEqual(deltaAt(curve, { epsilon }).upper);
          expect(loss.upper).toBeLessThanOrEqual(epsilonAt(curve, { delta: 0 }).upper);
        }
      }),
      { seed: 3, numRuns: 25 },
    );
  });
});

const leaf: fc.Arbitrary<PrivacyEvent> = fc.oneof(
  amounts.map((epsilon) => epsilonDeltaEvent({ epsilon })),
  fc
    .tuple(rates, fc.constantFrom(2, 3, 10))
    .map(([noise, buckets]) => randomizedResponseEvent({ noise, buckets })),
  fc
    .tuple(amounts, fc.integer({ min: 1, max: 4 }))
    .map(([scale, sensitivity]) =>
      discreteLaplaceEvent({ scale: scale.add(Rational.of(1n, 4n)), sensitivity }),
    ),
);
const wrapped = (inner: fc.Arbitrary<PrivacyEvent>): fc.Arbitrary<PrivacyEvent> =>
  fc.oneof(
    leaf,
    fc
      .tuple(rates, inner)
      .map(([samplingProbability, event]) => poissonSampledEvent({ samplingProbability, event })),
    fc.tuple(inner, inner).map((events) => composedEvent(events)),
    fc
      .tuple(inner, fc.integer({ min: 1, max: 3 }))
      .map(([event, n]) => selfComposedEvent(event, n)),
  );

/** Bounds around a sum in doubles. */
const around = (x: number): Enclosure => ({
  lower: x * (1 - 1e-10) - 1e-13,
  upper: x * (1 + 1e-10) + 1e-13,
});

describe('what few outcomes compose to', () => {
  it('is within the bounds of both accountants, added up outcome by outcome', () => {
    let seen = 0;
    fc.assert(
      fc.property(
        fc.array(wrapped(wrapped(leaf)), { minLength: 1, maxLength: 2 }),
        fc.constantFrom('addOrRemoveOne', 'replaceOne', 'replaceSpecial'),
        amounts,
        fc.integer({ min: 3, max: 30 }).map((n) => 2 ** -n),
        (events, relation, epsilon, delta) => {
          const all = composedEvent(events);
          if (!supports(pld, relation, all)) return;
          const pair = pairOf(all, relation);
          const truth = around(deltaOfPair(pair, epsilon.toNumber()));
          for (const way of [pld, rdp]) {
            if (!supports(way, relation, all)) continue;
            seen += 1;
            const account = way.open(relation).compose(all);
            const [chance, loss] = [account.delta(epsilon), account.epsilon(exactly(delta))];
            expect(truth.lower).toBeLessThanOrEqual(chance.upper);
            expect(around(deltaOfPair(pair, loss.upper)).lower).toBeLessThanOrEqual(delta);
            if (way === rdp) continue;
            expect(chance.lower).toBeLessThanOrEqual(truth.upper);
            if (loss.lower > 1e-9)
              expect(
                around(deltaOfPair(pair, loss.lower * (1 - 1e-11))).upper,
              ).toBeGreaterThanOrEqual(delta * (1 - 1e-8));
          }
        },
      ),
      { seed: 11, numRuns: 40 },
    );
    expect(seen).toBeGreaterThan(20);
  });
});

describe('the two accountants', () => {
  const both = casesOf(pld).filter(
    ({ family, relation }) =>
      supports(rdp, relation, family.make(one)) &&
      // readings of seconds; other relations are the same, but for samples
      ![
        'truncatedSubsampledGaussian',
        'sampledWithoutReplacement',
        'sampledWithReplacement',
      ].includes(family.kind) &&
      (relation === 'addOrRemoveOne' || !supports(pld, 'addOrRemoveOne', family.make(one))),
  );

  it.each(both.map((found) => [found.title, found] as const))(
    'agree on %s: what losses cost at least is at most what orders say, and losses are the tighter',
    (_, { open, family, relation }) => {
      for (const count of [1, 4]) {
        const losses = open().compose(family.make(one), count).epsilon(small);
        const orders = rdp.open(relation).compose(family.make(one), count).epsilon(small);
        expect(losses.lower).toBeLessThanOrEqual(orders.upper);
        // of several uses of bounded range no pair of losses is the worst
        if (family.kind === 'exponentialMechanism' && count > 1) continue;
        expect(losses.upper).toBeLessThanOrEqual(orders.upper * (1 + 1e-6));
      }
    },
  );

  it('agree far out, where a delta is tiny', () => {
    for (const make of [
      (noiseMultiplier: number) => gaussianEvent({ noiseMultiplier }),
      (scale: number) => discreteLaplaceEvent({ scale, sensitivity: 2 }),
      (sigma: number) => discreteGaussianEvent({ sigma }),
    ]) {
      const losses = pld.open().compose(make(3), 9);
      const orders = rdp.open().compose(make(3), 9);
      for (const delta of ['1e-30', '1e-100'])
        expect(losses.epsilon(delta).lower).toBeLessThanOrEqual(orders.epsilon(delta).upper);
      expect(losses.delta(tenth).lower).toBeLessThanOrEqual(orders.delta(tenth).upper);
    }
  });
});
