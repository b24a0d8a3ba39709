import { describe, expect, it } from 'vitest';
import { chiSquare, upperGamma } from '../src/index.ts';

describe('upperGamma', () => {
  it('is exp(-x) for two degrees of freedom', () => {
    for (const x of [1e-9, 0.1, 1, 7, 40, 700])
      expect(upperGamma(1, x) / Math.exp(-x)).toBeCloseTo(1, 11);
  });

  it('agrees with finite sums for even degrees and with the tables for odd ones', () => {
    for (const [a, x] of [
      [2, 0.5],
      [5, 12],
      [15, 9],
      [40, 90],
    ] as const) {
      let [term, sum] = [Math.exp(-x), 0];
      for (let j = 0; j < a; j += 1) {
        sum += term;
        term *= x / (j + 1);
      }
      expect(upperGamma(a, x) / sum).toBeCloseTo(1, 10);
    }
    // 3.841 at 0.05 for one degree, 124.342 at 0.05 for a hundred, 23.928 at 10^-6 for one
    expect(upperGamma(0.5, 3.841458820694124 / 2)).toBeCloseTo(0.05, 12);
    expect(upperGamma(50, 124.34211340400407 / 2)).toBeCloseTo(0.05, 10);
    expect(upperGamma(0.5, 23.928126953734914 / 2) / 1e-6).toBeCloseTo(1, 6);
  });

  it('falls from 1 to 0 without a seam between its two formulas', () => {
    for (const a of [0.5, 3, 49.5, 2000]) {
      expect(upperGamma(a, 0)).toBe(1);
      expect(upperGamma(a, Infinity)).toBe(0);
      const seam = a + 1;
      const [before, after] = [upperGamma(a, seam * (1 - 1e-12)), upperGamma(a, seam)];
      expect(after / before).toBeCloseTo(1, 8);
      let last = 1;
      for (let x = a / 10; x < 4 * a; x += a / 10) {
        const here = upperGamma(a, x);
        expect(here).toBeLessThanOrEqual(last);
        last = here;
      }
    }
  });
});

describe('chiSquare', () => {
  it('adds the squares of what differs over what was expected', () => {
    const fit = chiSquare([60, 40, 50], [50, 50, 50]);
    expect(fit).toMatchObject({ statistic: 4, freedom: 2 });
    expect(fit.tail).toBeCloseTo(Math.exp(-2), 12);
    expect(chiSquare([50, 50], [50, 50]).tail).toBe(1);
  });

  it.each([
    [[50], [50], 'there must be two cells or more, got 1'],
    [[50, 49], [50, 49], 'every cell must expect 50 observations or more, got 49'],
    [[50, 50], [50, NaN], 'every cell must expect 50 observations or more, got NaN'],
  ])('refuses %o for %o', (observed, expected, message) => {
    expect(() => chiSquare(observed, expected)).toThrow(`chiSquare: ${message}`);
  });

  it('has no tail for an observation that is missing or no number', () => {
    expect(chiSquare([50], [50, 50]).tail).toBeNaN();
  });
});
