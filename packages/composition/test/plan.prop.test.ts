import { chain, proved, real, symmetricDistance } from '@discreet/core';
import { laplace } from '@discreet/measurements';
import { Rational, rationalFromDecimal } from '@discreet/numeric';
import { count, values } from '@discreet/transformations';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import { type Overspent, plan } from '../src/index.ts';

interface Loose {
  readonly left: Rational;
  readonly ask: (name: string, query: unknown) => Loose;
  readonly follow: (name: string, make: () => unknown) => Loose;
  readonly tryRun: (data: unknown) => E.Either<Overspent, Readonly<Record<string, unknown>>>;
}
const reals = values(real, symmetricDistance());
const exact = (x: number): Rational => {
  const parsed = rationalFromDecimal(x);
  if (O.isNone(parsed)) throw new RangeError(String(x));
  return parsed.value;
};
const query = (epsilon: number): unknown =>
  proved<(aggregate: unknown) => unknown>(
    proved<(parameters: object) => unknown>(laplace)({ epsilon }),
  )(chain(reals, count()));

// decimals of few digits, so that sums hit the budget exactly
const cents = fc.integer({ min: 1, max: 60 }).map((n) => n / 100);
const entries = fc.array(fc.record({ kind: fc.constantFrom('ask', 'follow'), cost: cents }), {
  maxLength: 8,
});

describe('a plan', () => {
  it('releases what the budget pays for and nothing more, in exact arithmetic', () => {
    fc.assert(
      fc.property(
        cents.map((x) => x * 3),
        entries,
        (budget, list) => {
          // the model: everything static is checked first, then each follow against what static queries leave
          const costs = list.map(({ cost }) => exact(cost));
          const sum = (of: readonly Rational[]): Rational =>
            of.reduce((a, b) => a.add(b), Rational.zero);
          const staticFrom = (i: number): Rational =>
            sum(costs.filter((_, j) => j >= i && list[j]?.kind === 'ask'));
          let built = proved<(source: unknown, budget: object) => Loose>(plan)(reals, {
            epsilon: budget,
          });
          list.forEach(({ kind, cost }, i) => {
            built =
              kind === 'ask'
                ? built.ask(`q${i}`, query(cost))
                : built.follow(`q${i}`, () => query(cost));
          });
          const outcome = built.tryRun([1, 2, 3]);
          const spentBy = (names: readonly string[]): Rational =>
            sum(names.map((name) => costs[Number(name.slice(1))] ?? Rational.zero));
          const total = exact(budget);
          expect(built.left.equals(total.sub(staticFrom(0)))).toBe(true);

          let expected = list.length;
          if (total.lessThan(staticFrom(0))) expected = 0;
          else {
            let left = total;
            for (const [i, cost] of costs.entries()) {
              if (list[i]?.kind === 'follow' && left.sub(staticFrom(i)).lessThan(cost)) {
                expected = i;
                break;
              }
              left = left.sub(cost);
            }
          }
          const answers = E.isRight(outcome) ? outcome.right : outcome.left.answers;
          expect(Object.keys(answers)).toEqual(list.slice(0, expected).map((_, i) => `q${i}`));
          expect(E.isRight(outcome)).toBe(expected === list.length);
          expect(spentBy(Object.keys(answers)).lessThanOrEqual(total)).toBe(true);
          if (E.isLeft(outcome)) {
            expect(outcome.left.left.lessThan(outcome.left.cost)).toBe(true);
            if (expected > 0) expect(outcome.left.query).toBe(`q${expected}`);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
