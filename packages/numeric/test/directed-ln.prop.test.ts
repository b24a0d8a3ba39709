import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lnBits, lnDown, lnUp, nextUp, Rational } from '../src/index.ts';
import { doubleToDecimal, encloses, exactly, isTight } from './oracle/decimal-oracle.ts';
import { finiteDouble, logUniform, nearOne } from './oracle/edge-doubles.ts';

const argument = fc
  .oneof(finiteDouble, nearOne, logUniform(-3, 3), logUniform(-1022, 1023))
  .map(Math.abs)
  .filter((x) => x > 0 && x !== 1);

describe('lnUp and lnDown', () => {
  it('hold against 60 digits, within one double', () => {
    fc.assert(
      fc.property(argument, (x) => {
        const truth = doubleToDecimal(x).ln();
        const [down, up] = [lnDown(x), lnUp(x)];
        expect(encloses(down, truth, up)).toBe(true);
        expect(isTight(down, truth, up)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('hold against the integer enclosure, on many more arguments', () => {
    fc.assert(
      fc.property(argument, (x) => {
        const value = exactly(x);
        const [low, high] = lnBits(value.numerator, value.denominator, 200);
        const one = 1n << 200n;
        expect(exactly(lnDown(x)).lessThanOrEqual(Rational.of(high, one))).toBe(true);
        expect(Rational.of(low, one).lessThanOrEqual(exactly(lnUp(x)))).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('hold at the ends of the range and at powers of two', () => {
    for (const x of [
      5e-324,
      2 ** -1022,
      2 ** -537,
      0.5,
      2,
      2 ** 512,
      2 ** 1023,
      Number.MAX_VALUE,
    ]) {
      expect(encloses(lnDown(x), doubleToDecimal(x).ln(), lnUp(x))).toBe(true);
      expect(nextUp(lnDown(x))).toBe(lnUp(x));
    }
  });

  it('know zeros, one, Infinity, negatives and NaN', () => {
    expect([lnUp(1), lnDown(1)]).toEqual([0, 0]);
    expect([lnUp(0), lnDown(0), lnUp(-0), lnDown(-0)]).toEqual(Array(4).fill(-Infinity));
    expect([lnUp(Infinity), lnDown(Infinity)]).toEqual([Infinity, Infinity]);
    for (const x of [-1, -5e-324, -Infinity, NaN]) expect([lnUp(x), lnDown(x)]).toEqual([NaN, NaN]);
  });
});
