import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiscreetError, expNegativeBits } from '../src/index.ts';
import { Decimal150 } from './oracle/decimal-oracle.ts';

const positive = fc
  .tuple(fc.bigInt({ min: 1n, max: 1n << 64n }), fc.integer({ min: 0, max: 64 }))
  .map(([x, shift]) => (x >> BigInt(shift)) + 1n);

/** 2^precision exp(-a/b) to 150 digits. */
function truth(a: bigint, b: bigint, precision: number): InstanceType<typeof Decimal150> {
  const x = new Decimal150(a.toString()).div(b.toString());
  return x.negated().exp().times(new Decimal150(2).pow(precision));
}

describe('expNegativeBits', () => {
  it('encloses 150 digits at every precision, at most 2 wide, inside [0, 1]', () => {
    fc.assert(
      fc.property(positive, positive, fc.integer({ min: 0, max: 400 }), (a, b, precision) => {
        const [lower, upper] = expNegativeBits(a, b, precision);
        const value = truth(a, b, precision);
        expect(value.gte(lower.toString()) && value.lte(upper.toString())).toBe(true);
        expect(upper - lower <= 2n && lower < upper).toBe(true);
        expect(lower >= 0n && upper <= 1n << BigInt(precision)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('nests: more bits never leave the interval of fewer', () => {
    fc.assert(
      fc.property(positive, positive, fc.integer({ min: 0, max: 200 }), (a, b, precision) => {
        const [lower, upper] = expNegativeBits(a, b, precision);
        const [fineLower, fineUpper] = expNegativeBits(a, b, precision + 64);
        expect(lower << 64n <= fineUpper && fineLower <= upper << 64n).toBe(true);
      }),
    );
  });

  it('keeps to its side of an integer that is 60 digits away', () => {
    const scale = 10n ** 60n;
    for (const precision of [3, 4, 10, 40]) {
      for (const k of [1n, 2n, 3n, 5n, 7n, (1n << BigInt(precision)) - 1n]) {
        // exp(-x) = k / 2^precision at x = ln(2^precision / k).
        const x = new Decimal150(2).pow(precision).div(k.toString()).ln().times(scale.toString());
        const below = BigInt(x.floor().toFixed());
        const [, upper] = expNegativeBits(below, scale, precision);
        expect(upper > k).toBe(true);
        const [lower] = expNegativeBits(below + 1n, scale, precision);
        expect(lower < k).toBe(true);
      }
    }
  });

  it('is exact at 0', () => {
    expect(expNegativeBits(0n, 7n, 20)).toEqual([1n << 20n, 1n << 20n]);
    expect(expNegativeBits(0n, 7n, 0)).toEqual([1n, 1n]);
  });

  it('answers huge and tiny arguments at once', () => {
    expect(expNegativeBits(10n ** 4000n, 1n, 128)).toEqual([0n, 1n]);
    expect(expNegativeBits(10n ** 4000n, 3n, 1 << 20)).toEqual([0n, 1n]);
    expect(expNegativeBits(1n, 10n ** 4000n, 128)).toEqual([(1n << 128n) - 1n, 1n << 128n]);
  });

  it('says [0, 1] only below 2^-(precision + 2), and from there on', () => {
    // 10 ln 2 = 6.931471805599453...
    expect(expNegativeBits(6_931_471_806n, 10n ** 9n, 8)).toEqual([0n, 1n]);
    expect(truth(6_931_471_806n, 10n ** 9n, 8).lt(0.25)).toBe(true);
    for (const precision of [8, 60, 128]) {
      // Just before the threshold the series still answers, and its upper end is still 1 or 2.
      const [lower, upper] = expNegativeBits(
        BigInt(precision + 2) * 6_931_471_805n,
        10n ** 10n,
        precision,
      );
      expect(lower <= 0n && upper >= 1n && upper <= 2n).toBe(true);
    }
  });

  it('says [one - 1, one] only where 1 - x is within the last unit', () => {
    const one = 1n << 30n;
    expect(expNegativeBits(1n, 1n << 32n, 30)).toEqual([one - 1n, one]);
    expect(truth(1n, 1n << 32n, 30).gt((one - 1n).toString())).toBe(true);
    const [lower] = expNegativeBits(3n, 1n << 30n, 30);
    expect(lower <= one - 3n && lower >= one - 5n).toBe(true);
  });

  it('refuses bad arguments', () => {
    expect(() => expNegativeBits(-1n, 1n, 10)).toThrow(DiscreetError);
    expect(() => expNegativeBits(1n, 0n, 10)).toThrow(
      'expNegativeBits: numerator must be >= 0 and denominator > 0, got 1/0',
    );
    expect(() => expNegativeBits(1n, -1n, 10)).toThrow(DiscreetError);
    for (const precision of [-1, 1.5, NaN, Infinity, (1 << 20) + 1]) {
      expect(() => expNegativeBits(1n, 1n, precision)).toThrow(
        `expNegativeBits: precision must be an integer from 0 to 1048576, got ${precision}`,
      );
    }
  });
});
