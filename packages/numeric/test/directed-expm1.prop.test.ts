import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expm1Down, expm1Up, nextDown, nextUp } from '../src/index.ts';
import { Decimal150, doubleToDecimal, encloses, isTight } from './oracle/decimal-oracle.ts';
import { finiteDouble, logUniform } from './oracle/edge-doubles.ts';

/** exp(x) - 1 to 60 digits relative; below 1e-60 the first two terms of the series are that good. */
function truth(x: number): InstanceType<typeof Decimal150> {
  const value = doubleToDecimal(x, Decimal150);
  // 150 digits of 1 + x keep x^2 to 30 digits at 1e-60, and nothing of it at 1e-75
  if (Math.abs(x) < 1e-60) return value.plus(value.times(value).div(2));
  return value.exp().minus(1);
}

const argument = fc
  .oneof(
    logUniform(-70, 8),
    fc.double({ min: -61, max: 61, noNaN: true }),
    fc.double({ min: -0.36, max: 0.36, noNaN: true }),
    fc.double({ min: 695, max: 709.7, noNaN: true }),
    logUniform(-56, -51),
    finiteDouble.filter((x) => Math.abs(x) < 1e-3),
  )
  .filter((x) => x !== 0);

/** The two results enclose the truth and are neighbours; above 700 there may be one double between them. */
function check(x: number): void {
  const [down, up] = [expm1Down(x), expm1Up(x)];
  expect(encloses(down, truth(x), up)).toBe(true);
  if (x > 700) expect([nextUp(down), nextUp(nextUp(down))]).toContain(up);
  else expect(isTight(down, truth(x), up)).toBe(true);
}

describe('expm1Up and expm1Down', () => {
  it('hold against 60 digits, within one double', () => {
    fc.assert(fc.property(argument, check), { numRuns: 700 });
  });

  it('hold on both sides of every threshold', () => {
    for (const threshold of [2 ** -54, 0.3465735902799726, 60, 700, 2 ** -53, 37]) {
      for (const size of [threshold, nextUp(threshold), nextDown(threshold)]) {
        check(size);
        if (size < 100) check(-size);
      }
    }
  });

  it('keep tiny arguments', () => {
    for (const x of [5e-324, -5e-324, 1e-300, -1e-300, 2 ** -55, -(2 ** -55)]) {
      expect([expm1Down(x), expm1Up(x)]).toEqual([x, nextUp(x)]);
    }
  });

  it('know the ends of the range', () => {
    expect([expm1Down(-60.5), expm1Up(-60.5)]).toEqual([-1, nextUp(-1)]);
    expect([expm1Down(-1e300), expm1Up(-1e300)]).toEqual([-1, nextUp(-1)]);
    expect([expm1Down(710), expm1Up(710)]).toEqual([Number.MAX_VALUE, Infinity]);
    expect([expm1Down(-Infinity), expm1Up(-Infinity)]).toEqual([-1, -1]);
    expect([expm1Down(Infinity), expm1Up(Infinity)]).toEqual([Infinity, Infinity]);
    expect([expm1Up(NaN), expm1Down(NaN)]).toEqual([NaN, NaN]);
    expect([expm1Up(0), expm1Down(0), expm1Up(-0), expm1Down(-0)]).toEqual([0, 0, -0, -0]);
  });
});
