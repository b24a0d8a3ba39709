import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDown, nextUp } from '../src/index.ts';
import { bitNextDown, bitNextUp, finiteDouble, fromBits } from './oracle/edge-doubles.ts';

describe('nextUp and nextDown', () => {
  it('agree with the bits at the edge of every binade', () => {
    for (let field = 0n; field <= 2046n; field += 1n) {
      for (let offset = -2n; offset <= 2n; offset += 1n) {
        const bits = (field << 52n) + offset;
        if (bits < 0n) continue;
        const x = fromBits(bits);
        expect(nextUp(x)).toBe(bitNextUp(x));
        expect(nextDown(x)).toBe(bitNextDown(x));
        expect(nextUp(-x)).toBe(bitNextUp(-x));
        expect(nextDown(-x)).toBe(bitNextDown(-x));
      }
    }
  });

  it('agree with the bits everywhere', () => {
    fc.assert(
      fc.property(finiteDouble, (x) => {
        expect(nextUp(x)).toBe(bitNextUp(x));
        expect(nextDown(x)).toBe(bitNextDown(x));
      }),
      { numRuns: 5000 },
    );
  });

  it('know the ends of the range', () => {
    expect(nextUp(Number.MAX_VALUE)).toBe(Infinity);
    expect(nextUp(Infinity)).toBe(Infinity);
    expect(nextUp(-Infinity)).toBe(-Number.MAX_VALUE);
    expect(nextDown(-Number.MAX_VALUE)).toBe(-Infinity);
    expect(nextDown(Infinity)).toBe(Number.MAX_VALUE);
    expect(nextDown(-Infinity)).toBe(-Infinity);
    expect([nextUp(NaN), nextDown(NaN)]).toEqual([NaN, NaN]);
    expect([nextUp(0), nextUp(-0), nextDown(0)]).toEqual([5e-324, 5e-324, -5e-324]);
    expect([nextUp(-5e-324), nextDown(5e-324)]).toEqual([0, 0]);
  });
});
