import { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { expect, it } from 'vitest';
import { type Amounts, approximateFilter, gaussianFilter, pureFilter } from '../src/index.ts';

const exact = (numerator: number, denominator: number): Rational =>
  Rational.of(BigInt(numerator), BigInt(denominator));
const rationals = fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: 1000 }));

const read = (parsed: E.Either<Error, Amounts>): Amounts => {
  if (E.isLeft(parsed)) throw parsed.left;
  return parsed.right;
};

it('the pure filter takes exactly what whole-number arithmetic takes', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.array(fc.nat(20)), (capacity, charges) => {
      // in thousandths, written as decimals
      const filter = pureFilter({ epsilon: capacity / 1000 });
      let [spent, left] = [filter.nothing, capacity];
      for (const amount of charges) {
        const next = filter.decide(spent, read(filter.parseCharge({ epsilon: amount / 1000 })));
        expect(O.isSome(next)).toBe(amount <= left);
        if (O.isSome(next)) [spent, left] = [next.value, left - amount];
      }
    }),
  );
});

it('what was taken never exceeds the capacity, in whatever order it came', () => {
  const pair = fc.tuple(rationals, rationals);
  fc.assert(
    fc.property(pair, fc.array(pair, { maxLength: 30 }), (capacity, charges) => {
      const [[a, b], [c, d]] = capacity;
      // a probability below 1
      const [epsilon, delta] = [exact(a, b), exact(c, c + d)];
      const filter = approximateFilter({ epsilon, delta });
      let spent = filter.nothing;
      let [epsilons, deltas] = [Rational.zero, Rational.zero];
      for (const [[e, f], [g, h]] of charges) {
        const one = { epsilon: exact(e, f), delta: exact(g, h) };
        const next = filter.decide(spent, read(filter.parseCharge(one)));
        if (O.isNone(next)) continue;
        spent = next.value;
        [epsilons, deltas] = [epsilons.add(one.epsilon), deltas.add(one.delta)];
      }
      expect(spent['epsilon']?.equals(epsilons)).toBe(true);
      expect(spent['delta']?.equals(deltas)).toBe(true);
      expect(epsilons.lessThanOrEqual(epsilon)).toBe(true);
      expect(deltas.lessThanOrEqual(delta)).toBe(true);
    }),
  );
});

it('the reading of GDP is the root of the sum of squares, rounded up by less than 2^-100 of it', () => {
  fc.assert(
    fc.property(fc.array(rationals, { minLength: 1, maxLength: 8 }), (mus) => {
      const filter = gaussianFilter({ mu: 1 });
      const spent = mus.reduce(
        (state, [n, d]) => filter.add(state, read(filter.parseCharge({ mu: exact(n, d) }))),
        filter.nothing,
      );
      const reading = filter.reading(spent)['mu'] ?? Rational.zero;
      const squares = mus.reduce((sum, [n, d]) => sum.add(exact(n, d).square()), Rational.zero);
      expect(squares.lessThanOrEqual(reading.square())).toBe(true);
      const slightly = Rational.one.sub(Rational.of(1n, 1n << 100n));
      expect(squares.sign() === 0 || reading.mul(slightly).square().lessThan(squares)).toBe(true);
    }),
  );
});
