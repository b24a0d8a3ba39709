import { Rational, rationalFromDecimal, rationalFromDouble } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventFromJson, type NeighbouringRelation, pldAccountant } from '../src/index.ts';

interface Extreme {
  readonly id: string;
  readonly relation: NeighbouringRelation;
  readonly events: readonly { readonly count: string; readonly event: { readonly kind: string } }[];
  readonly epsilon: string;
  readonly delta: string;
  /** how many digits of delta are right */
  readonly digits: number;
  /** whether epsilon is asked for as well */
  readonly inverse: boolean;
}

const { records } = JSON.parse(
  readFileSync(new URL('vectors/pld-single-and-composed.json', import.meta.url), 'utf8'),
) as { records: readonly Extreme[] };

const exact = (x: number | string): Rational => {
  const read = typeof x === 'number' ? rationalFromDouble(x) : rationalFromDecimal(x);
  if (read._tag === 'None') throw new TypeError(String(x));
  return read.value;
};

const accountantOf = ({ relation, events }: Extreme) =>
  events.reduce((accountant, { count, event }) => {
    const read = eventFromJson({ format: 'discreet-event', version: 1, event });
    if (E.isLeft(read)) throw read.left;
    return accountant.compose(read.right, count);
  }, pldAccountant(relation));

/** what is left open by the digits: between these the truth is */
const ends = ({ delta, digits }: Extreme): readonly [Rational, Rational] => {
  const slack = exact(delta).mul(Rational.of(1n, 10n ** BigInt(digits - 2)));
  return [exact(delta).sub(slack), exact(delta).add(slack)];
};

const nameOf = ({ id, relation, epsilon, events }: Extreme): string =>
  `${id}: ${events.map(({ count, event }) => `${count} ${event.kind}`).join(', ')}, ${relation}, epsilon ${epsilon}`;

const cases = records.map((record) => [nameOf(record), record] as const);

describe('the accountant of privacy losses', () => {
  it.each(cases)('encloses the delta of %s', (_, record) => {
    const { lower, upper } = accountantOf(record).delta(record.epsilon);
    const [least, most] = ends(record);
    expect(least.lessThanOrEqual(exact(upper))).toBe(true);
    expect(exact(lower).lessThanOrEqual(most)).toBe(true);
  });

  // delta falls in epsilon: a little less than the true delta is reached above this epsilon only, a little more below it
  it.each(cases.filter(([, { inverse }]) => inverse))(
    'encloses the epsilon that goes with the delta of %s',
    (_, record) => {
      const accountant = accountantOf(record);
      const [least, most] = ends(record);
      const epsilon = exact(record.epsilon);
      const { upper } = accountant.epsilon(least);
      expect(upper === Infinity || epsilon.lessThanOrEqual(exact(upper))).toBe(true);
      expect(exact(accountant.epsilon(most).lower).lessThanOrEqual(epsilon)).toBe(true);
    },
  );
});
