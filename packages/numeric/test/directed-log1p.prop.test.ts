import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { log1pDown, log1pUp, nextDown, nextUp } from '../src/index.ts';
import { Decimal150, doubleToDecimal, encloses, isTight } from './oracle/decimal-oracle.ts';
import { finiteDouble, fromBits, logUniform } from './oracle/edge-doubles.ts';

/** ln(1 + x) to 60 digits relative; below 1e-60 the first two terms of the series are that good. */
function truth(x: number): InstanceType<typeof Decimal150> {
  const value = doubleToDecimal(x, Decimal150);
  // 150 digits of 1 + x keep x^2 to 30 digits at 1e-60, and nothing of it at 1e-75
  if (Math.abs(x) < 1e-60) return value.minus(value.times(value).div(2));
  return value.plus(1).ln();
}

const argument = fc
  .oneof(
    logUniform(-70, 60),
    fc.double({ min: -1, max: 1, noNaN: true }),
    // Around the ends of the range without reduction, and around the tiny threshold.
    fc.double({ min: -0.3, max: -0.28, noNaN: true }),
    fc.double({ min: 0.41, max: 0.42, noNaN: true }),
    logUniform(-56, -51),
    finiteDouble,
  )
  .filter((x) => x > -1 && x !== 0);

describe('log1pUp and log1pDown', () => {
  it('hold against 60 digits, within one double', () => {
    fc.assert(
      fc.property(argument, (x) => {
        const [down, up] = [log1pDown(x), log1pUp(x)];
        expect(encloses(down, truth(x), up)).toBe(true);
        expect(isTight(down, truth(x), up)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('hold on both sides of every threshold', () => {
    const thresholds = [
      2 ** -54,
      0.41421356237309503,
      -0.2928932188134524,
      2 ** -53,
      1,
      2 ** 52,
      2 ** 53,
    ];
    for (const threshold of thresholds) {
      for (const x of [threshold, nextUp(threshold), nextDown(threshold)]) {
        for (const y of Math.abs(x) < 1e-10 ? [x, -x] : [x]) {
          expect(encloses(log1pDown(y), truth(y), log1pUp(y))).toBe(true);
          expect(isTight(log1pDown(y), truth(y), log1pUp(y))).toBe(true);
        }
      }
    }
  });

  it('keep tiny arguments', () => {
    const tiny = fromBits(0x0000_0000_0000_0003n);
    for (const x of [tiny, -tiny, 1.6485278600155918e-75, 1e-300, -1e-300, 2 ** -55, -(2 ** -55)]) {
      expect([log1pDown(x), log1pUp(x)]).toEqual([nextDown(x), x]);
    }
  });

  it('know zeros, -1, Infinity, NaN and what lies below -1', () => {
    expect([log1pUp(0), log1pDown(0), log1pUp(-0), log1pDown(-0)]).toEqual([0, 0, -0, -0]);
    expect([log1pUp(-1), log1pDown(-1)]).toEqual([-Infinity, -Infinity]);
    expect([log1pUp(Infinity), log1pDown(Infinity)]).toEqual([Infinity, Infinity]);
    for (const x of [nextDown(-1), -2, -Infinity, NaN]) {
      expect([log1pUp(x), log1pDown(x)]).toEqual([NaN, NaN]);
    }
  });
});
