import { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import { isLeft } from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  composedEvent,
  epsilonDeltaEvent,
  type EventAccountant,
  eventToJson,
  nonPrivateEvent,
  noOpEvent,
  type PrivacyEvent,
  selfComposedEvent,
} from '../src/index.ts';
import { eventKinds } from '../src/internal/event-registry.ts';
import { addLoss, type LossState, nothingLost } from '../src/internal/loss/state.ts';
import {
  type Case,
  casesOf,
  pld,
  rdp,
  readBack,
  relations,
  supports,
  thrice,
} from './event-laws.ts';
import { examples, families } from './example-events.ts';

const one = Rational.one;
const two = Rational.of(2n);
const tenth = Rational.of(1n, 10n);
const small = Rational.of(1n, 100_000n);
const other = epsilonDeltaEvent({ epsilon: '1/8', delta: 1e-9 });

const casesBy = (cases: readonly Case[]) =>
  cases.map((found): readonly [string, Case] => [found.title, found]);

describe('the examples', () => {
  it('are of every kind that JSON knows', () => {
    expect(Object.keys(examples).sort()).toEqual([...eventKinds].sort());
    for (const [kind, list] of Object.entries(examples))
      for (const { make } of list) expect(make(one).kind).toBe(kind);
  });

  it('go to JSON and come back as the same', () => {
    for (const { make } of families)
      for (const amount of [one, two, Rational.of(1n, 3n)]) {
        const event = make(amount);
        expect(eventToJson(readBack(event))).toEqual(eventToJson(event));
        expect(eventToJson(readBack(make(amount)))).toEqual(eventToJson(event));
      }
  });

  it('are supported by one of the accountants at least, but for what is unsupported by name', () => {
    for (const { kind, make, title } of families) {
      const isKnown = [rdp, pld].some((way) =>
        relations.some((relation) => supports(way, relation, make(one))),
      );
      expect([kind, title, isKnown]).toEqual([kind, title, kind !== 'unsupported']);
    }
  });
});

describe.each([rdp, pld])('an accountant of $name', (way) => {
  it('finds that nothing costs nothing, and the data cost everything', () => {
    for (const relation of relations) {
      const nothing = way.open(relation);
      for (const account of [nothing, nothing.compose(noOpEvent, 10n ** 30n)]) {
        expect(account.epsilon(small)).toEqual({ lower: 0, upper: 0 });
        expect(account.delta(0)).toEqual({ lower: 0, upper: 0 });
      }
      const data = composedEvent([noOpEvent, nonPrivateEvent]);
      const all = nothing.compose(other).compose(data, 2).compose(other);
      expect(all.epsilon(tenth)).toEqual({ lower: Infinity, upper: Infinity });
      expect(all.delta(1000)).toEqual({ lower: 1, upper: 1 });
    }
  });

  it('supports compositions of what it supports, and no others', () => {
    for (const relation of relations)
      for (const { make, kind } of families) {
        const event = make(one);
        const isSupported = supports(way, relation, event);
        const account = way.open(relation).compose(other);
        const before = eventToJson(account.history());
        for (const within of [
          composedEvent([other, event]),
          selfComposedEvent(composedEvent([event]), 3),
          composedEvent([noOpEvent, composedEvent([event, other])]),
        ]) {
          expect([kind, supports(way, relation, within)]).toEqual([kind, isSupported]);
          if (isSupported) account.compose(within);
          else expect(() => account.compose(within)).toThrow(way.open.name);
        }
        expect(eventToJson(account.history())).toEqual(before);
      }
  });

  it('refuses the unsupported even beside the data themselves', () => {
    const [{ make }] = examples.unsupported;
    for (const relation of relations) {
      const read = way.open(relation).supports(composedEvent([nonPrivateEvent, make(one)]));
      expect(isLeft(read)).toBe(true);
    }
  });

  it('keeps a history that JSON can carry, and that reads the same in a new account', () => {
    const cases = casesOf(way).filter(({ family }) => family.kind !== 'nonPrivate');
    fc.assert(
      fc.property(
        fc.constantFrom(...relations),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 3 })), { maxLength: 5 }),
        (relation, picks) => {
          const here = cases.filter((found) => found.relation === relation);
          const account = picks.reduce<EventAccountant>((so, [pick, count]) => {
            const found = here[pick % here.length];
            return found === undefined ? so : so.compose(found.family.make(one), count);
          }, way.open(relation));
          const history = readBack(account.history());
          const again = way.open(relation).compose(history);
          expect(eventToJson(again.history()).event).toEqual({
            kind: 'composed',
            events: [eventToJson(history).event],
          });
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });
});

/** What one reading says; two accounts of the same events must say the very same. */
const said = (account: EventAccountant) => [account.epsilon(small), account.delta(tenth)];

type Spending = readonly (readonly [event: PrivacyEvent, count: bigint])[];

/** The same events in other orders. */
const orders = (make: (amount: Rational) => PrivacyEvent): readonly Spending[] => [
  [
    [make(one), 1n],
    [make(two), 2n],
    [other, 1n],
  ],
  [
    [other, 1n],
    [make(two), 1n],
    [make(one), 1n],
    [make(two), 1n],
  ],
  [
    [composedEvent([make(two), other]), 1n],
    [composedEvent([make(two), noOpEvent, make(one)]), 1n],
  ],
];

describe('Rényi divergences', () => {
  const cases = casesBy(casesOf(rdp));

  it.each(cases)('of %s: three times is three times, however it is said', (_, { open, family }) => {
    const [first, ...rest] = Object.entries(thrice).map(([name, account]) => ({
      name,
      says: account(open, () => family.make(one)).delta(tenth),
    }));
    for (const { name, says } of rest) expect([name, says]).toEqual([name, first?.says]);
  });

  it.each(cases)('of %s: the order of events does not matter', (_, { open, family }) => {
    const [first, ...rest] = orders(family.make).map((spending) =>
      said(
        spending.reduce<EventAccountant>((so, [event, count]) => so.compose(event, count), open()),
      ),
    );
    for (const says of rest) expect(says).toEqual(first);
  });
});

/** All that the reading of a loss state depends on, but for what a key stands for. */
const held = ({ relation, isInfinite, failures, precision, used }: LossState) => {
  const counts = new Map<string, number>();
  for (const [delta, count] of failures)
    counts.set(delta.toString(), (counts.get(delta.toString()) ?? 0) + count);
  return {
    ...{ relation, isInfinite, precision: precision.toString() },
    failures: [...counts].sort(),
    used: [...used].map(([key, { count }]) => [key, count] as const).sort(),
  };
};

describe('privacy losses', () => {
  const cases = casesBy(casesOf(pld));

  /** the same account, by what it holds: a reading on a grid is not repeated here for each way to say it */
  const stateOf = ({ relation }: Case, event: PrivacyEvent): LossState =>
    addLoss(nothingLost(relation), event, 1n);

  it.each(cases)('of %s: three times is three times, however it is said', (_, found) => {
    const [first, ...rest] = Object.entries(thrice).map(([name, account]) => ({
      name,
      holds: held(stateOf(found, account(found.open, () => found.family.make(one)).history())),
    }));
    for (const { name, holds } of rest) expect([name, holds]).toEqual([name, first?.holds]);
    expect(first?.holds).toEqual(
      held(addLoss(nothingLost(found.relation), found.family.make(one), 3n)),
    );
  });

  it.each(cases)('of %s: the order of events does not matter', (_, found) => {
    const states = orders(found.family.make).map((spending) =>
      spending.reduce(
        (so, [event, count]) => addLoss(so, event, count),
        nothingLost(found.relation),
      ),
    );
    const [first, ...rest] = states.map(held);
    for (const holds of rest) expect(holds).toEqual(first);
  });

  /** where no grid is needed a reading takes milliseconds */
  const quick = cases.filter(([, { family }]) =>
    ['epsilonDelta', 'gaussian', 'roundedGaussian', 'discreteLaplace', 'selfComposed'].includes(
      family.kind,
    ),
  );

  it.each(quick)('of %s read the same to the last bit', (_, { open, family }) => {
    const [first, ...rest] = Object.values(thrice).map((account) =>
      said(account(open, () => family.make(one))),
    );
    for (const says of rest) expect(says).toEqual(first);
  });

  it.each([
    ['randomizedResponse', examples.randomizedResponse[0]],
    ['poissonSampled', examples.poissonSampled[0]],
  ] as const)('on a grid read the same in every order: %s', (_, { make }) => {
    const [first, ...rest] = orders(make).map((spending) =>
      spending
        .reduce<EventAccountant>(
          (so, [event, count]) => so.compose(event, count),
          pld.open('replaceSpecial'),
        )
        .epsilon(small),
    );
    for (const says of rest) expect(says).toEqual(first);
  });
});
