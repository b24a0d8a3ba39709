import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSamples } from '../src/index.ts';

const whole = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 });
/** as it is defined: the greatest difference of shares of values up to a bound, over all bounds */
const defined = (a: readonly number[], b: readonly number[]): number => {
  const share = (values: readonly number[], bound: number): number =>
    values.filter((x) => x <= bound).length / values.length;
  return Math.max(...[...a, ...b].map((x) => Math.abs(share(a, x) - share(b, x))));
};

describe('compareSamples', () => {
  it('finds the greatest difference of the empirical distribution functions, ties included', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(compareSamples(a, b).statistic).toBeCloseTo(defined(a, b), 12);
      }),
    );
  });

  it('does not depend on order, and is 0 for the same values', () => {
    expect(compareSamples([3, 1, 2], [2, 3, 1]).statistic).toBe(0);
    expect(compareSamples([-Infinity, 0], [0, Infinity]).statistic).toBe(0.5);
    expect(compareSamples([0], [-0]).statistic).toBe(0);
  });

  it('allows the gap and what chance may do', () => {
    const report = compareSamples([1, 2], [1, 2, 3], { falseAlarm: 0.01, gap: 0.1 });
    const reach = (n: number): number => Math.sqrt(Math.log(400) / (2 * n));
    expect(report.critical).toBeCloseTo(0.1 + reach(2) + reach(3), 12);
    expect(report).toMatchObject({ holds: true, samples: [2, 3], falseAlarm: 0.01 });
  });

  it.each([
    [[], [1], {}, 'a sample must not be empty, got no value'],
    [[1], [NaN], {}, 'values must be numbers, got NaN'],
    [[1], [1], { falseAlarm: 0 }, 'falseAlarm must be > 0 and < 1, got 0'],
    [[1], [1], { falseAlarm: NaN }, 'falseAlarm must be > 0 and < 1, got NaN'],
    [[1], [1], { gap: -0.1 }, 'gap must be >= 0 and < 1, got -0.1'],
    [[1], [1], { gap: NaN }, 'gap must be >= 0 and < 1, got NaN'],
  ])('refuses %o and %o with %o', (a, b, options, message) => {
    expect(() => compareSamples(a, b, options)).toThrow(`compareSamples: ${message}`);
  });
});
