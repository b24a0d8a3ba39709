import fc from 'fast-check';
import { isNone, toUndefined } from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import { rationalFromDouble } from '../src/index.ts';
import { finiteDouble } from './oracle/edge-doubles.ts';

const text = (x: number): string | undefined => toUndefined(rationalFromDouble(x))?.toString();

describe('rationalFromDouble', () => {
  it('reads the bits, not the shortest decimal', () => {
    expect(text(0.1)).toBe('3602879701896397/36028797018963968');
    expect(text(-0.75)).toBe('-3/4');
    expect(text(2 ** 53)).toBe('9007199254740992');
    expect(text(1)).toBe('1');
  });

  it('reads zeros, subnormals and the ends of the range', () => {
    expect(text(0)).toBe('0');
    expect(text(-0)).toBe('0');
    expect(text(5e-324)).toBe(`1/${1n << 1074n}`);
    expect(text(-2.2250738585072014e-308)).toBe(`-1/${1n << 1022n}`);
    expect(text(2.225073858507201e-308)).toBe(`${(1n << 52n) - 1n}/${1n << 1074n}`);
    expect(text(Number.MAX_VALUE)).toBe(`${((1n << 53n) - 1n) << 971n}`);
  });

  it('gives none for what is no number', () => {
    for (const x of [NaN, Infinity, -Infinity]) expect(isNone(rationalFromDouble(x))).toBe(true);
  });

  it('is inverted by correct rounding, for every double', () => {
    fc.assert(
      fc.property(finiteDouble, (x) => {
        expect(toUndefined(rationalFromDouble(x))?.toNumber()).toBe(x === 0 ? 0 : x);
      }),
      { numRuns: 1000 },
    );
  });
});
