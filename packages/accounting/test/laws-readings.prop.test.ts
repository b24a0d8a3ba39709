import { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  epsilonDeltaEvent,
  gaussianEvent,
  laplaceEvent,
  poissonSampledEvent,
  type PrivacyEvent,
} from '../src/index.ts';
import { addLoss, nothingLost } from '../src/internal/loss/state.ts';
import {
  brokenOrder,
  brokenReadings,
  type Case,
  casesOf,
  pld,
  rdp,
  supports,
} from './event-laws.ts';
import { families } from './example-events.ts';

const one = Rational.one;
const two = Rational.of(2n);
const tenth = Rational.of(1n, 10n);
const small = Rational.of(1n, 100_000n);
const targets = { deltas: [small, tenth], epsilons: [tenth, one] } as const;
const other = epsilonDeltaEvent({ epsilon: '1/8', delta: 1e-9 });

const byTitle = (cases: readonly Case[]) =>
  cases.map((found): readonly [string, Case] => [found.title, found]);

/** Accounts that spent more than one use. */
const more = ({ open, family }: Case) => ({
  'the count': open().compose(family.make(one), 2),
  'less noise': open().compose(family.make(two)),
  'another event': open().compose(other).compose(family.make(one)),
});

describe('Rényi divergences', () => {
  const cases = casesOf(rdp);

  it.each(byTitle(cases))(
    'of %s: readings are intervals that fall, and undo each other',
    (_, found) => {
      const account = found.open().compose(found.family.make(one));
      expect(brokenReadings(account, targets)).toEqual([]);
    },
  );

  it.each(byTitle(cases))('of %s: more costs more', (_, found) => {
    const account = found.open().compose(found.family.make(one));
    expect(brokenOrder(account, more(found), small, tenth)).toEqual([]);
  });

  it('keep these laws for any numbers', () => {
    // milliseconds a reading, for all numbers
    const quick = cases.filter(
      ({ family: { kind, title } }) =>
        !kind.startsWith('sampledWith') &&
        !['repeatAndSelect', 'truncatedSubsampledGaussian', 'mixtureOfGaussians'].includes(kind) &&
        (kind !== 'poissonSampled' || title.startsWith('Gaussian')),
    );
    const loss = fc.integer({ min: 1, max: 600 }).map((n) => Rational.of(BigInt(n), 100n));
    const chance = fc.integer({ min: 1, max: 30 }).map((n) => Rational.of(1n, 2n ** BigInt(n)));
    const count = fc.constantFrom(1, 2, 7, 100, 10_000);
    const numbers = fc.tuple(loss, loss, chance, loss, count, count);
    fc.assert(
      fc.property(fc.constantFrom(...quick), numbers, (found, numbersOf) => {
        const [amount, added, delta, epsilon, n, m] = numbersOf;
        const account = found.open().compose(found.family.make(amount), n);
        const broken = [
          ...brokenReadings(account, {
            deltas: [delta, delta.add(one).div(two)],
            epsilons: [epsilon, epsilon.add(added)],
          }),
          ...brokenOrder(
            account,
            {
              'the count': account.compose(found.family.make(amount), m),
              'less noise': found.open().compose(found.family.make(amount.add(added)), n),
              'another event': account.compose(other, m),
            },
            delta,
            epsilon,
          ),
        ];
        expect(broken).toEqual([]);
      }),
      { seed: 7, numRuns: 40 },
    );
  });
});

/** Where no grid is needed. */
const isQuick = ({ family: { kind }, relation }: Case): boolean =>
  ['noOp', 'nonPrivate', 'epsilonDelta', 'gaussian', 'roundedGaussian'].includes(kind) ||
  ['discreteGaussian', 'discreteLaplace', 'treeAggregation', 'selfComposed'].includes(kind) ||
  (kind === 'randomizedResponse' && relation === 'replaceOne');

/** What takes a second or more a reading. */
const isSlow = ({ family: { kind, title } }: Case): boolean =>
  ['truncatedSubsampledGaussian', 'sampledWithoutReplacement', 'exponentialMechanism'].includes(
    kind,
  ) ||
  kind === 'sampledWithReplacement' ||
  (kind === 'poissonSampled' && title === 'composition');

describe('privacy losses', () => {
  const all = casesOf(pld);
  const quick = all.filter(isQuick);
  // what one relation holds is what another does: see below
  const onGrids = all.filter(
    (found, k) =>
      !isQuick(found) &&
      all.findIndex(({ family }) => family.make === found.family.make) === k &&
      // bands are samples
      found.family.kind !== 'bandedMatrixFactorization' &&
      !['two Gaussians', 'by probability', 'Gaussian by probability', 'discrete Gaussian'].includes(
        found.family.title,
      ),
  );
  const slow = onGrids.filter(isSlow);

  it.each(byTitle(quick))(
    'of %s: readings are intervals that fall, and undo each other',
    (_, found) => {
      const account = found.open().compose(found.family.make(one), 2);
      expect(brokenReadings(account, targets)).toEqual([]);
    },
  );

  it.each(byTitle(quick))('of %s: more costs more', (_, found) => {
    const account = found.open().compose(found.family.make(one));
    const { 'the count': count, 'less noise': noise } = more(found);
    expect(brokenOrder(account, { count, noise }, small, tenth)).toEqual([]);
  });

  it.each(byTitle(onGrids.filter((found) => !isSlow(found))))(
    'of %s: readings fall, undo each other, and grow with use and with less noise',
    (_, found) => {
      const twice = found.open().compose(found.family.make(one), 2);
      expect(brokenReadings(twice, targets)).toEqual([]);
      const { 'less noise': noise } = more(found);
      const once = found.open().compose(found.family.make(one));
      expect(brokenOrder(once, { use: twice, noise }, small)).toEqual([]);
    },
  );

  it.each(byTitle(slow))('of %s: less noise costs more', (_, found) => {
    const less = found.open().compose(found.family.make(one));
    const noise = found.open().compose(found.family.make(two));
    expect(brokenOrder(less, { noise }, small)).toEqual([]);
  });

  it('grow with any other event beside them', () => {
    const laplace = laplaceEvent({ noiseMultiplier: 3 });
    const step = poissonSampledEvent({
      samplingProbability: '1/50',
      event: gaussianEvent({ noiseMultiplier: 1 }),
    });
    const some = pld.open().compose(laplace, 3);
    const both = some.compose(step, 5);
    expect(brokenOrder(some, { both }, small, tenth)).toEqual([]);
    expect(brokenOrder(pld.open().compose(step, 5), { both }, small, tenth)).toEqual([]);
  });

  it('are the same under each relation, but for samples and responses', () => {
    const sampled: readonly PrivacyEvent['kind'][] = [
      'poissonSampled',
      'truncatedSubsampledGaussian',
      'bandedMatrixFactorization',
      'sampledWithoutReplacement',
      'sampledWithReplacement',
    ];
    let compared = 0;
    for (const { kind, make } of families) {
      const under = (['addOrRemoveOne', 'replaceSpecial', 'replaceOne'] as const)
        .filter((relation) => supports(pld, relation, make(one)))
        .filter((relation) => relation !== 'replaceOne' || !sampled.includes(kind))
        .map((relation) => {
          const { used, precision, failures } = addLoss(nothingLost(relation), make(one), 1n);
          return [[...used.keys()], precision.toString(), failures.map(String)];
        });
      if (kind === 'randomizedResponse') continue;
      for (const holds of under) expect([kind, holds]).toEqual([kind, under[0]]);
      compared += under.length > 1 ? 1 : 0;
    }
    expect(compared).toBeGreaterThan(20);
  });
});
