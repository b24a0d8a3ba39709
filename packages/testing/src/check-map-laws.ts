import { type Distance, print, proved } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { inFull, type Law, law, lawOnEach, notRefused, tryLaws } from './internal/law.ts';
import {
  anyDistances,
  noNumbers,
  noWholeNumbers,
  spellings,
  wholeDistances,
} from './internal/spellings.ts';
import type { LawfulMap } from './lawful-map.ts';
import type { MetamorphicOptions, MetamorphicReport } from './metamorphic-report.ts';

const inPrint = (value: Rational): string => value.toString();
const pair = (values: readonly Rational[]): string => values.map(inPrint).join(' and ');

/** the greatest distance that inverses are asked about where every distance will do */
const huge = Rational.of(10n ** 40n);
/** a step that no inverse may leave out where distances are fractions */
const small = Rational.of(1n, 10n ** 30n);

const orderLaws = <R>(map: LawfulMap<R>, distances: fc.Arbitrary<Rational>): readonly Law[] => [
  lawOnEach('zero at zero', [0], String, (d) =>
    map.le(map.at(d), map.zero) ? undefined : `gives ${map.print(map.at(d))}`,
  ),
  law('never below zero', distances, inPrint, (d) =>
    map.le(map.zero, map.at(d)) ? undefined : `gives ${map.print(map.at(d))}`,
  ),
  law('monotone', fc.tuple(distances, distances), pair, ([a, b]) => {
    const [less, more] = a.lessThan(b) ? [a, b] : [b, a];
    const [low, high] = [map.at(less), map.at(more)];
    return map.le(low, high) ? undefined : `gives ${map.print(low)} and ${map.print(high)}`;
  }),
];

const sameAs = <R>(map: LawfulMap<R>, a: R, b: R): string | undefined =>
  map.le(a, b) && map.le(b, a) ? undefined : `gives ${map.print(a)} and ${map.print(b)}`;

const numberLaws = <R>(map: LawfulMap<R>, distances: fc.Arbitrary<Rational>): readonly Law[] => {
  const refusing = (dIn: unknown): string | undefined => {
    const given = proved<Distance>(dIn);
    const { evaluate } = map;
    const call = notRefused(() => map.at(given));
    if (call !== undefined || evaluate === undefined) return call;
    return E.isLeft(evaluate(given)) ? undefined : 'is accepted by evaluate';
  };
  return [
    law('every spelling of a number gives the same', distances, inPrint, (d) => {
      const result = map.at(d);
      for (const spelling of spellings(d)) {
        const differs = sameAs(map, result, map.at(spelling));
        if (differs !== undefined) return `${print(spelling)} ${differs}`;
        const evaluated = map.evaluate?.(spelling);
        if (evaluated === undefined) continue;
        const other = E.isLeft(evaluated)
          ? 'is refused by evaluate'
          : sameAs(map, result, evaluated.right);
        if (other !== undefined) return `${print(spelling)} ${other}`;
      }
      return undefined;
    }),
    lawOnEach('what is no distance is refused', noNumbers, print, refusing),
    ...(map.whole
      ? [lawOnEach('a fraction of a person is refused', noWholeNumbers, print, refusing)]
      : []),
  ];
};

const readingLaws = <R>(map: LawfulMap<R>, distances: fc.Arbitrary<Rational>): readonly Law[] => {
  const { object, copy } = map;
  return [
    law('reading changes nothing', distances, inPrint, (d) => {
      const before = map.at(d);
      for (const read of map.reads) {
        const [first, second] = [inFull(read()), inFull(read())];
        if (first !== second) return `reads ${first}, then ${second}`;
        const differs = sameAs(map, before, map.at(d));
        if (differs !== undefined) return differs;
      }
      map.invert?.(before);
      return sameAs(map, before, map.at(d));
    }),
    ...(object === undefined
      ? []
      : [
          lawOnEach(
            'nobody can alter it',
            [object],
            () => 'the map',
            (frozen) => (Object.isFrozen(frozen) ? undefined : 'is not frozen'),
          ),
        ]),
    ...(copy === undefined
      ? []
      : [
          law('JSON gives it back', distances, inPrint, (d) =>
            sameAs(map, map.at(d), copy().at(d)),
          ),
        ]),
  ];
};

const inverseLaws = <R>(map: LawfulMap<R>, distances: fc.Arbitrary<Rational>): readonly Law[] => {
  const { invert, between } = map;
  if (invert === undefined) return [];
  const step = map.whole ? Rational.one : small;
  const judge = (dOut: R): string | undefined => {
    const inverse = invert(dOut);
    if (O.isNone(inverse)) {
      // none means that every distance will do, or that the greatest one is no fraction
      const all = map.le(map.at(huge), dOut);
      return all || !map.whole ? undefined : `has no inverse of ${map.print(dOut)}`;
    }
    const d = inverse.value;
    if (d.sign() < 0 || (map.whole && !d.isInteger())) return `inverts to ${d.toString()}`;
    if (!map.le(map.at(d), dOut))
      return `inverts ${map.print(dOut)} to ${d.toString()}, which gives ${map.print(map.at(d))}`;
    return map.le(map.at(d.add(step)), dOut)
      ? `inverts ${map.print(dOut)} to ${d.toString()}, but a greater distance will do`
      : undefined;
  };
  return [
    law('its inverse is the greatest distance that will do', distances, inPrint, (d) => {
      const result = map.at(d);
      const after = between?.(result, map.at(d.add(step)));
      return judge(result) ?? (after === undefined ? undefined : judge(after));
    }),
    lawOnEach('its inverse refuses what is no result', noNumbers, print, (dOut) =>
      notRefused(() => invert(proved<R>(dOut))),
    ),
  ];
};

/**
 * Checks the laws that hold for every map, whatever it is the map of.
 *
 * Zero at zero; never below zero; monotone; at k d what its declared shape says; the same for every spelling of a number, -0 among them;
 * NaN, infinities, negative numbers and what is no number refused, by call, `evaluate` and `invert`; fractions refused where distances are whole;
 * nothing changed by reading; frozen; given back by JSON; and `invert(r)` the greatest distance whose result is <= r.
 *
 * **Contract** A `violation` is a proof that a law does not hold, by the case that it names. All comparisons are the map's own and exact.
 * **Errors** It throws for options that are none, never because of what it finds.
 *
 * @example
 * import { chain, count, laplace, real, symmetricDistance, values } from 'discreet';
 * import { checkMapLaws, lawfulMap } from '@discreet/testing';
 * const howMany = chain(values(real, symmetricDistance()), count(), laplace({ epsilon: 0.1 }));
 * checkMapLaws(lawfulMap(howMany.map)).holds; // => true
 */
export function checkMapLaws<R>(
  map: LawfulMap<R>,
  options: MetamorphicOptions = {},
): MetamorphicReport {
  const distances = map.whole ? wholeDistances : anyDistances;
  const { scaled } = map;
  const shape =
    scaled === undefined
      ? []
      : [
          law(
            'at k d what its shape says',
            fc.tuple(distances, fc.constantFrom(0n, 1n, 2n, 3n, 10n, 1000n)),
            ([d, k]) => `${k} times ${d.toString()}`,
            ([d, k]) => sameAs(map, scaled(map.at(d), k), map.at(d.mul(Rational.of(k)))),
          ),
        ];
  return tryLaws(
    'checkMapLaws',
    [
      ...orderLaws(map, distances),
      ...shape,
      ...numberLaws(map, distances),
      ...readingLaws(map, distances),
      ...inverseLaws(map, distances),
    ],
    options,
  );
}
