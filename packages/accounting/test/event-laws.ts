// What must hold for every accountant and every event, as functions that name what does not.
import { type Enclosure, Rational, rationalFromDouble } from '@discreet/numeric';
import { isRight } from 'fp-ts/lib/Either.js';
import {
  composedEvent,
  type EventAccountant,
  eventFromJson,
  eventToJson,
  type NeighbouringRelation,
  noOpEvent,
  type PrivacyEvent,
  rdpAccountant,
  selfComposedEvent,
} from '../src/index.ts';
import { pldAccountant } from '../src/pld-accountant.ts';
import { type Example, families } from './example-events.ts';

/** A way to account. */
export interface Way {
  readonly name: string;
  readonly open: (relation?: NeighbouringRelation) => EventAccountant;
}

export const rdp: Way = { name: 'RDP', open: rdpAccountant };
export const pld: Way = { name: 'PLD', open: pldAccountant };

export const relations: readonly NeighbouringRelation[] = [
  'addOrRemoveOne',
  'replaceOne',
  'replaceSpecial',
];

/** An example under a relation for which an accountant supports it. */
export interface Case {
  readonly title: string;
  readonly open: () => EventAccountant;
  readonly relation: NeighbouringRelation;
  readonly family: Example;
}

export const supports = (way: Way, relation: NeighbouringRelation, event: PrivacyEvent): boolean =>
  isRight(way.open(relation).supports(event));

/** Every example under every relation that the accountant supports it for. */
export const casesOf = (way: Way): readonly Case[] =>
  families.flatMap((family) =>
    relations
      .filter((relation) => supports(way, relation, family.make(Rational.one)))
      .map((relation) => ({
        title: `${family.kind}, ${family.title}, under ${relation}`,
        open: () => way.open(relation),
        relation,
        family,
      })),
  );

/** The double as it is, not as the decimal that it prints as. */
export const exactly = (x: number): Rational => {
  const read = rationalFromDouble(x);
  if (read._tag === 'None') throw new Error(`no number: ${x}`);
  return read.value;
};

const inPrint = ({ lower, upper }: Enclosure): string => `[${lower}, ${upper}]`;

/** That one value can be at most another: what is false is told. */
export const atMost = (law: string, a: Enclosure, b: Enclosure): readonly string[] =>
  a.lower <= b.upper ? [] : [`${law}: ${inPrint(a)}, ${inPrint(b)}`];

/** That two values can be the same. */
export const meets = (law: string, a: Enclosure, b: Enclosure): readonly string[] =>
  a.lower <= b.upper && b.lower <= a.upper ? [] : [`${law}: ${inPrint(a)}, ${inPrint(b)}`];

const isWithin = (law: string, x: Enclosure, most: number): readonly string[] =>
  x.lower >= 0 && x.lower <= x.upper && x.upper <= most ? [] : [`${law}: ${inPrint(x)}`];

/** Two targets each, the first of which is the lesser. */
export interface Targets {
  readonly deltas: readonly [Rational, Rational];
  readonly epsilons: readonly [Rational, Rational];
}

/** What every reading of an account must satisfy on its own. */
export function brokenReadings(
  account: EventAccountant,
  { deltas, epsilons }: Targets,
): readonly string[] {
  const [few, more] = deltas;
  const [small, large] = epsilons;
  const [high, low] = [account.epsilon(few), account.epsilon(more)];
  const [much, little] = [account.delta(small), account.delta(large)];
  const broken = [
    ...isWithin('an epsilon is an interval of numbers >= 0', high, Infinity),
    ...isWithin('an epsilon is an interval of numbers >= 0', low, Infinity),
    ...isWithin('a delta is an interval of probabilities', much, 1),
    ...isWithin('a delta is an interval of probabilities', little, 1),
    ...atMost('epsilon falls in delta', low, high),
    ...atMost('delta falls in epsilon', little, much),
  ];
  if (high.upper < Infinity) {
    const back = account.delta(exactly(high.upper));
    if (few.lessThan(exactly(back.lower)))
      broken.push(`delta at epsilon(delta) is at most delta: ${inPrint(high)}, ${inPrint(back)}`);
  }
  if (much.upper > 0 && much.upper < 1) {
    const back = account.epsilon(exactly(much.upper));
    if (!(back.lower < Infinity) || small.lessThan(exactly(back.lower)))
      broken.push(
        `epsilon at delta(epsilon) is at most epsilon: ${inPrint(much)}, ${inPrint(back)}`,
      );
  }
  return broken;
}

/** What must hold between an account and others that spent more. */
export function brokenOrder(
  less: EventAccountant,
  more: Readonly<Record<string, EventAccountant>>,
  delta: Rational,
  epsilon?: Rational,
): readonly string[] {
  const before = less.epsilon(delta);
  const chance = epsilon === undefined ? undefined : less.delta(epsilon);
  return Object.entries(more).flatMap(([name, account]) => [
    ...atMost(`epsilon grows with ${name}`, before, account.epsilon(delta)),
    ...(epsilon === undefined || chance === undefined
      ? []
      : atMost(`delta grows with ${name}`, chance, account.delta(epsilon))),
  ]);
}

/** The event anew, from its JSON. */
export const readBack = (event: PrivacyEvent): PrivacyEvent => {
  const read = eventFromJson(JSON.parse(JSON.stringify(eventToJson(event))));
  if (!isRight(read)) throw read.left;
  return read.right;
};

type Thrice = (open: () => EventAccountant, make: () => PrivacyEvent) => EventAccountant;

/** Ways to spend an event three times: all must read the same. `make` gives an event of the same numbers each time. */
export const thrice: Readonly<Record<string, Thrice>> = {
  'at once': (open, make) => open().compose(make(), 3),
  'one by one': (open, make) => {
    const event = make();
    return open().compose(event).compose(event).compose(event);
  },
  'as equal events': (open, make) => open().compose(make(), 1).compose(make(), 2),
  'with counts in other spellings': (open, make) =>
    open().compose(make(), '2/2').compose(make(), Rational.of(4n, 2n)),
  'as one composition with itself': (open, make) => open().compose(selfComposedEvent(make(), 3n)),
  'as a list': (open, make) => open().compose(composedEvent([make(), make(), make()])),
  'as lists within lists, with nothing between': (open, make) =>
    open()
      .compose(noOpEvent, 1000)
      .compose(
        composedEvent([
          composedEvent([]),
          selfComposedEvent(composedEvent([make(), noOpEvent]), 2),
          composedEvent([composedEvent([make()])]),
        ]),
      ),
  'from JSON': (open, make) => open().compose(readBack(selfComposedEvent(make(), 3n))),
  'replayed from its history': (open, make) =>
    open().compose(open().compose(make(), 2).compose(noOpEvent).compose(make()).history()),
};
