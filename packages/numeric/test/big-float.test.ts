import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rational } from '../src/index.ts';
import {
  add,
  type BigFloat,
  compare,
  divide,
  multiply,
  negate,
  roundTo,
  topOf,
} from '../src/internal/big-float.ts';
import { bitLength } from '../src/internal/bit-length.ts';
import { fractionOf } from '../src/internal/elementary.ts';

const exactly = (x: BigFloat): Rational => Rational.of(...fractionOf(x));
/** small ones, so that results fall on numbers of few bits, and halfway, often */
const number: fc.Arbitrary<BigFloat> = fc.record({
  mantissa: fc.oneof(fc.bigInt(-20n, 20n), fc.bigInt(-(1n << 70n), 1n << 70n)),
  exponent: fc.oneof(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -200, max: 200 })),
});
const bits = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 9, max: 80 }));
const power = (n: number): Rational =>
  n >= 0 ? Rational.of(1n << BigInt(n)) : Rational.of(1n, 1n << BigInt(-n));

/** the truth lies between the two, which have few bits and are at most one step apart; both are it where that has as few */
const encloses = (truth: Rational, down: BigFloat, up: BigFloat, size: number): void => {
  const [low, high] = [exactly(down), exactly(up)];
  expect(low.lessThanOrEqual(truth)).toBe(true);
  expect(truth.lessThanOrEqual(high)).toBe(true);
  for (const { mantissa } of [down, up])
    expect(bitLength(mantissa < 0n ? -mantissa : mantissa)).toBeLessThanOrEqual(size + 1);
  if (truth.sign() === 0) {
    expect([low.sign(), high.sign()]).toEqual([0, 0]);
    return;
  }
  const widest = [down, up].filter(({ mantissa }) => mantissa !== 0n).map(topOf);
  expect(high.sub(low).lessThanOrEqual(power(Math.max(...widest) - size))).toBe(true);
  const { numerator, denominator } = truth;
  const odd = (n: bigint): bigint => (n % 2n === 0n ? odd(n / 2n) : n);
  const short =
    odd(denominator) === 1n && bitLength(odd(numerator < 0n ? -numerator : numerator)) <= size;
  if (short) expect(low.equals(high)).toBe(true);
};

describe('numbers of many bits', () => {
  it('are rounded to a side, by less than one step', () => {
    fc.assert(
      fc.property(number, bits, (x, size) => {
        encloses(exactly(x), roundTo(x, size, 'down'), roundTo(x, size, 'up'), size);
      }),
    );
  });

  it.each([
    ['add', add, (a: Rational, b: Rational) => a.add(b)],
    ['multiply', multiply, (a: Rational, b: Rational) => a.mul(b)],
    ['divide', divide, (a: Rational, b: Rational) => a.div(b)],
  ] as const)('%s to both sides of the exact result', (name, operation, exact) => {
    fc.assert(
      fc.property(number, number, bits, (x, y, size) => {
        fc.pre(name !== 'divide' || y.mantissa !== 0n);
        const [down, up] = [operation(x, y, size, 'down'), operation(x, y, size, 'up')];
        encloses(exact(exactly(x), exactly(y)), down, up, size);
      }),
      { numRuns: 400 },
    );
  });

  it('compare as what they are, however they are written', () => {
    fc.assert(
      fc.property(number, number, fc.nat(9), (x, y, n) => {
        expect(compare(x, y)).toBe(exactly(x).compare(exactly(y)));
        const wide = { mantissa: x.mantissa << BigInt(n), exponent: x.exponent - n };
        expect(compare(x, wide)).toBe(0);
        expect(compare(negate(x), negate(y))).toBe(-compare(x, y) + 0);
      }),
      { numRuns: 400 },
    );
  });
});
