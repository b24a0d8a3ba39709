import type { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import { law, tryLaws } from './internal/law.ts';
import { amounts } from './internal/spellings.ts';
import type { MetamorphicOptions, MetamorphicReport } from './metamorphic-report.ts';

/** One member of a family: how much noise it adds and what it costs. */
export interface NoiseMember<R> {
  /** how far the noise spreads, in a unit that is the family's: a scale, a variance */
  readonly spread: Rational;
  /** the loss at a distance */
  readonly loss: (dIn: bigint) => R;
}

/** Measurements that differ in one parameter alone. */
export interface NoiseFamily<R> {
  /** the member with this parameter, a number > 0 */
  readonly member: (parameter: Rational) => NoiseMember<R>;
  /** exact order of losses */
  readonly le: (a: R, b: R) => boolean;
  readonly print: (loss: R) => string;
}

/**
 * Checks that more noise never costs more, and less noise never less, in a family of measurements.
 *
 * It compares what the noise is with what the map says, so that it does not matter which way the parameter goes.
 *
 * **Contract** For any two members: the one that spreads further loses less at every distance > 0, and those that spread alike lose alike.
 * A `violation` is a proof to the contrary.
 * **Errors** It throws for options that are none, never because of what it finds.
 *
 * @example
 * import { chain, count, laplace, type Positive, real, symmetricDistance, values } from 'discreet';
 * import { proved } from '@discreet/core';
 * import { Rational } from '@discreet/numeric';
 * import { checkNoiseFamily } from '@discreet/testing';
 * const rows = chain(values(real, symmetricDistance()), count());
 * const report = checkNoiseFamily({
 *   member: (parameter) => {
 *     const { noise, map } = chain(rows, laplace({ epsilon: proved<Positive>(parameter) }));
 *     return { spread: noise.law === 'discreteLaplace' ? noise.scale : Rational.zero, loss: map };
 *   },
 *   le: (a, b) => a.lessThanOrEqual(b),
 *   print: String,
 * });
 * report.holds; // => true
 */
export function checkNoiseFamily<R>(
  family: NoiseFamily<R>,
  options: MetamorphicOptions = {},
): MetamorphicReport {
  const { le, print } = family;
  const pairs = fc.tuple(amounts, amounts, fc.constantFrom(1n, 2n, 5n, 1000n));
  const inPrint = ([a, b, d]: readonly [Rational, Rational, bigint]): string =>
    `parameters ${a.toString()} and ${b.toString()} at distance ${d}`;
  return tryLaws(
    'checkNoiseFamily',
    [
      law('more noise costs less', pairs, inPrint, ([a, b, d]) => {
        const [first, second] = [family.member(a), family.member(b)];
        const [one, two] = [first.loss(d), second.loss(d)];
        const order = first.spread.compare(second.spread);
        const right =
          order === 0 ? le(one, two) && le(two, one) : order < 0 ? !le(one, two) : !le(two, one);
        return right
          ? undefined
          : `spreads ${first.spread.toString()} and ${second.spread.toString()} lose ${print(one)} and ${print(two)}`;
      }),
      law('every member loses something', pairs, inPrint, ([a, , d]) => {
        const member = family.member(a);
        const [none, some] = [member.loss(0n), member.loss(d)];
        if (member.spread.sign() <= 0) return `spreads ${member.spread.toString()}`;
        return le(some, none) ? `loses ${print(some)}` : undefined;
      }),
    ],
    options,
  );
}
