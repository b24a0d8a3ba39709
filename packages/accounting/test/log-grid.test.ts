import { DiscreetError } from '@discreet/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logGrid } from '../src/index.ts';

describe('a logarithmic grid', () => {
  it('has one, two and five of each power of ten, and both ends', () => {
    expect(logGrid({ from: 1e-3, to: 0.5 })).toEqual([
      0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5,
    ]);
    expect(logGrid({ from: 0.3, to: 7 })).toEqual([0.3, 0.5, 1, 2, 5, 7]);
    expect(logGrid({ from: 3, to: 3 })).toEqual([3]);
  });

  it('is as dense as it is asked to be', () => {
    expect(logGrid({ from: 1, to: 1000, perDecade: 1 })).toEqual([1, 10, 100, 1000]);
    expect(logGrid({ from: 8, to: 21, perDecade: 9 })).toEqual([8, 9, 10, 20, 21]);
  });

  it('rises from end to end, by short numbers, over all doubles', () => {
    const positive = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const grid = logGrid({ from, to });
        expect(grid[0]).toBe(from);
        expect(grid.at(-1)).toBe(to);
        for (const [i, x] of grid.entries()) {
          if (i > 0) expect(x).toBeGreaterThan(grid[i - 1] ?? Infinity);
          if (i > 0 && i < grid.length - 1) expect(x.toExponential()).toMatch(/^[125]e/);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps whole numbers whole', () => {
    expect(logGrid({ from: 1, to: 14_062 }).every(Number.isInteger)).toBe(true);
  });

  it('refuses what spans nothing', () => {
    for (const from of [0, -1, NaN, Infinity, '1', null])
      expect(() => logGrid({ from: from as number, to: 1 })).toThrow(DiscreetError);
    expect(() => logGrid({ from: 1, to: Infinity })).toThrow('to must be > 0, got Infinity');
    expect(() => logGrid({ from: 2, to: 1 })).toThrow('from must be at most to');
    expect(() => logGrid({ from: 1, to: 2, perDecade: 2 as 3 })).toThrow('perDecade must be');
  });
});
