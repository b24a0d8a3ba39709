import { describe, expect, it } from 'vitest';
import { decimalGrid, type GridRequest } from '../src/index.ts';

const grid = (request: GridRequest) => {
  const outcome = decimalGrid('clamp', request);
  if (outcome._tag === 'Left') throw outcome.left;
  return outcome.right;
};

describe('decimalGrid', () => {
  it.each([
    [0, 100, -7],
    [0, 95, -8],
    [0, 1, -9],
    [-5, 100, -7],
    [-100, 100, -7],
    [-1, 0, -9],
    [0, 0.1, -10],
    [99, 100, -7],
    [0, 1e9, 0],
    [0, 999_999_999, -1],
    // refined until both bounds are multiples
    [0, 1_234_567_890_123, 0],
    [0.125, 1e12, -3],
    // (lower, upper) may lie closer together than either is to 0: then the greater bound decides
    [1e9, 1_000_000_001, 0],
  ])('steps from %d to %d by 10^%d', (lower, upper, exponent) => {
    expect(grid({ lower, upper }).exponent).toBe(exponent);
  });

  it('measures the width where it is the widest', () => {
    // 5 - (-5) = 10 is a power of ten above both bounds
    expect(grid({ lower: -5, upper: 5 }).exponent).toBe(-8);
    expect(grid({ lower: -4, upper: 5 }).exponent).toBe(-9);
  });

  it('takes bounds of every size that a double has', () => {
    const huge = grid({ lower: -1e300, upper: 1e300 });
    expect(huge).toEqual({ exponent: 291, lower: -(10n ** 9n), upper: 10n ** 9n });
    const widest = grid({ lower: -Number.MAX_VALUE, upper: Number.MAX_VALUE });
    expect(widest).toEqual({
      exponent: 292,
      lower: -17976931348623157n,
      upper: 17976931348623157n,
    });
    expect(grid({ lower: 1e-300, upper: 1e8 })).toEqual({
      exponent: -300,
      lower: 1n,
      upper: 10n ** 308n,
    });
  });

  it('stops at 2^1024 steps, beyond which a value between the bounds has more of them than any double', () => {
    for (const request of [
      { lower: 1e-300, upper: 1e9 },
      { lower: -1e9, upper: -1e-300 },
      { lower: -1e300, upper: 1e-300 },
      { lower: 0, upper: 1.8e8, resolution: 1e-300 },
      { lower: 0, upper: 1e300, given: -10 },
    ]) {
      const outcome = decimalGrid('clamp', request);
      expect(outcome._tag === 'Left' && outcome.left.message).toContain('within 2^1024 steps of 0');
    }
    expect(grid({ lower: 0, upper: 1.7e8, resolution: 1e-300 }).exponent).toBe(-300);
  });

  it('stops at 10^-308, beyond which 1 / resolution is no double', () => {
    expect(grid({ lower: 0, upper: 1e-300 }).exponent).toBe(-308);
    expect(grid({ lower: 0, upper: 1e-308 })).toEqual({ exponent: -308, lower: 0n, upper: 1n });
    for (const request of [
      { lower: 0, upper: 5e-324 },
      { lower: 5e-324, upper: 1e300 },
      { lower: 0, upper: 1.5e-308 },
      { lower: 0, upper: 1, resolution: 1e-309 },
      { lower: 0, upper: 1, resolution: 1e-323 },
    ])
      expect(decimalGrid('clamp', request)).toMatchObject({
        left: { rule: 'the grid of both bounds must not be finer than 1e-308' },
      });
  });

  it('takes bounds with seventeen digits exactly as they print', () => {
    expect(grid({ lower: 0.12345678901234568, upper: 1 })).toEqual({
      exponent: -17,
      lower: 12345678901234568n,
      upper: 10n ** 17n,
    });
  });

  it('keeps the grid that the data are on, refined where the bounds ask for it', () => {
    expect(grid({ lower: 0, upper: 95, given: 0 }).exponent).toBe(0);
    expect(grid({ lower: 0, upper: 100, given: 0 }).exponent).toBe(0);
    expect(grid({ lower: 0.5, upper: 100, given: 0 }).exponent).toBe(-1);
    expect(grid({ lower: 0, upper: 1, given: -3 }).exponent).toBe(-3);
  });

  it('takes a resolution over everything else', () => {
    expect(grid({ lower: 0, upper: 100, resolution: 0.01 })).toEqual({
      exponent: -2,
      lower: 0n,
      upper: 10_000n,
    });
    expect(grid({ lower: 0, upper: 100, resolution: 100 })).toEqual({
      exponent: 2,
      lower: 0n,
      upper: 1n,
    });
    expect(grid({ lower: 0, upper: 100, resolution: 1e-9, given: 0 }).exponent).toBe(-9);
  });

  it('names the caller, the rule and what it got', () => {
    expect(decimalGrid('clamp', { lower: 3, upper: 3 })).toMatchObject({
      left: {
        _tag: 'InvalidParameter',
        message: 'clamp: lower must be < upper, both finite, got 3 and 3',
      },
    });
    expect(decimalGrid('clamp', { lower: 0, upper: 1, resolution: 0.3 })).toMatchObject({
      left: { message: 'clamp: resolution must be a power of ten, got 0.3' },
    });
    // 0.1 * 3 is a double that prints as 0.30000000000000004
    expect(decimalGrid('clamp', { lower: 0, upper: 0.1 * 3, resolution: 0.1 })).toMatchObject({
      left: {
        message:
          'clamp: both bounds must be multiples of the resolution 0.1, got 0 and 0.30000000000000004',
      },
    });
  });
});
