import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expDown, expNegativeBits, expUp, nextDown, nextUp, Rational } from '../src/index.ts';
import { doubleToDecimal, encloses, exactly, isTight } from './oracle/decimal-oracle.ts';
import { anyDouble, finiteDouble, logUniform } from './oracle/edge-doubles.ts';

/** Exponents whose exponential is inside the range of doubles, tiny ones and the edges included. */
const argument = fc.oneof(
  logUniform(-60, 9),
  fc.double({ min: -746, max: 710, noNaN: true }),
  fc.double({ min: -745.2, max: -707, noNaN: true }),
  fc.double({ min: 709, max: 709.79, noNaN: true }),
  // Near a multiple of ln 2 the reduced argument cancels; near an odd multiple of ln(2)/2 the quotient changes.
  fc
    .record({ k: fc.integer({ min: -2140, max: 2040 }), steps: fc.integer({ min: -9, max: 9 }) })
    .map(({ k, steps }) => (k * Math.LN2) / 2 + steps * 2 ** -44),
);

describe('expUp and expDown', () => {
  it('hold against 60 digits, within one double', () => {
    fc.assert(
      fc.property(argument, (x) => {
        if (x === 0) return;
        const truth = doubleToDecimal(x).exp();
        const [down, up] = [expDown(x), expUp(x)];
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
        // exp(x) = 1 / exp(-x): compare with the reciprocal where x > 0.
        const [low, high] = expNegativeBits(value.abs().numerator, value.abs().denominator, 1200);
        const one = 1n << 1200n;
        const lower = x <= 0 ? Rational.of(low, one) : Rational.of(one, high);
        const upper = x <= 0 ? Rational.of(high, one) : Rational.of(one, low === 0n ? 1n : low);
        expect(exactly(expDown(x)).lessThanOrEqual(upper)).toBe(true);
        const up = expUp(x);
        if (up !== Infinity) expect(lower.lessThanOrEqual(exactly(up))).toBe(true);
        else expect(upper.compare(exactly(Number.MAX_VALUE))).toBe(1);
      }),
      { numRuns: 1500 },
    );
  });

  it('know where the range ends', () => {
    const last = 709.782712893384;
    expect([expDown(last), expUp(last)]).toEqual([1.7976931348622732e308, 1.7976931348622734e308]);
    expect([expDown(nextUp(last)), expUp(nextUp(last))]).toEqual([Number.MAX_VALUE, Infinity]);
    expect([expDown(1e308), expUp(1e308)]).toEqual([Number.MAX_VALUE, Infinity]);
    // exp(-744.4400719213812) is just above 2^-1074, and the next argument down gives just less.
    expect([expDown(-744.4400719213812), expUp(-744.4400719213812)]).toEqual([5e-324, 1e-323]);
    expect([expDown(-744.4400719213813), expUp(-744.4400719213813)]).toEqual([0, 5e-324]);
    expect([expDown(-745.1332191019411), expUp(-745.1332191019411)]).toEqual([0, 5e-324]);
    expect([expDown(-746), expUp(-746)]).toEqual([0, 5e-324]);
    expect([expDown(-1e308), expUp(-1e308)]).toEqual([0, 5e-324]);
  });

  it('know zeros, infinities, NaN and tiny arguments', () => {
    expect([expUp(0), expDown(0), expUp(-0), expDown(-0)]).toEqual([1, 1, 1, 1]);
    expect([expUp(Infinity), expDown(Infinity)]).toEqual([Infinity, Infinity]);
    expect([expUp(-Infinity), expDown(-Infinity)]).toEqual([0, 0]);
    expect([expUp(NaN), expDown(NaN)]).toEqual([NaN, NaN]);
    expect([expUp(5e-324), expDown(5e-324)]).toEqual([nextUp(1), 1]);
    expect([expUp(-5e-324), expDown(-5e-324)]).toEqual([1, nextDown(1)]);
    for (const x of [2 ** -54, 2 ** -55, nextDown(2 ** -54)]) {
      expect([expUp(x), expDown(x)]).toEqual([nextUp(1), 1]);
      expect([expUp(-x), expDown(-x)]).toEqual([1, nextDown(1)]);
    }
  });

  it('are ordered on every double', () => {
    fc.assert(
      fc.property(fc.oneof(anyDouble, finiteDouble), (x) => {
        if (!Number.isNaN(x)) expect(expDown(x) <= expUp(x)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
