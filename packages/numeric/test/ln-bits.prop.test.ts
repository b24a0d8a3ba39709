import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiscreetError, lnBits } from '../src/index.ts';
import { Decimal150 } from './oracle/decimal-oracle.ts';

const positive = fc
  .tuple(fc.bigInt({ min: 1n, max: 1n << 64n }), fc.integer({ min: 0, max: 64 }))
  .map(([x, shift]) => (x >> BigInt(shift)) + 1n);

function check(a: bigint, b: bigint, precision: number): void {
  const [lower, upper] = lnBits(a, b, precision);
  const value = new Decimal150(a.toString())
    .div(b.toString())
    .ln()
    .times(new Decimal150(2).pow(precision));
  expect(value.gte(lower.toString()) && value.lte(upper.toString())).toBe(true);
  expect(upper - lower <= 2n).toBe(true);
}

describe('lnBits', () => {
  it('encloses 150 digits at every precision, at most 2 wide', () => {
    fc.assert(fc.property(positive, positive, fc.integer({ min: 0, max: 300 }), check), {
      numRuns: 1000,
    });
  });

  it('holds where the reduction changes: at 2/3, 4/3 and powers of two', () => {
    const scale = 10n ** 30n;
    for (const centre of [
      (2n * scale) / 3n,
      (4n * scale) / 3n,
      scale,
      2n * scale,
      scale / 2n,
      4n * scale,
    ]) {
      for (const offset of [-2n, -1n, 0n, 1n, 2n]) {
        if (centre + offset !== scale) check(centre + offset, scale, 200);
      }
    }
    for (const n of [2n, 3n, 4n, 1n << 200n, (1n << 200n) - 1n, 10n ** 300n]) {
      check(n, 1n, 128);
      check(1n, n, 128);
    }
  });

  it('keeps to its side of an integer that is 60 digits away', () => {
    for (const m of [-300, -20, -2, -1, 1, 2, 3, 30, 250]) {
      const scale = 10n ** BigInt(m < 0 ? 200 : 60);
      const power = new Decimal150(m).exp().times(scale.toString());
      const below = BigInt(power.floor().toFixed());
      for (const precision of [0, 1, 5]) {
        const whole = BigInt(m) << BigInt(precision);
        const [lower, upper] = lnBits(below, scale, precision);
        expect(lower < whole && upper >= whole).toBe(true);
        const [nextLower, nextUpper] = lnBits(below + 1n, scale, precision);
        expect(nextLower <= whole && nextUpper > whole).toBe(true);
      }
    }
  });

  it('uses the long series of ln 2 beyond 512 bits', () => {
    check(7n, 10n ** 9n, 450);
    const [lower, upper] = lnBits(7n, 10n ** 9n, 2000);
    const [short, long] = lnBits(7n, 10n ** 9n, 400);
    expect(lower >> 1600n >= short - 1n && upper >> 1600n <= long).toBe(true);
    expect(upper - lower <= 2n).toBe(true);
  });

  it('is exact at 1 and antisymmetric', () => {
    expect(lnBits(5n, 5n, 99)).toEqual([0n, 0n]);
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const [lower, upper] = lnBits(a, b, 100);
        const [otherLower, otherUpper] = lnBits(b, a, 100);
        expect(lower <= -otherLower && -otherUpper <= upper).toBe(true);
      }),
    );
  });

  it('refuses bad arguments', () => {
    expect(() => lnBits(0n, 1n, 10)).toThrow(
      'lnBits: numerator and denominator must be > 0, got 0/1',
    );
    expect(() => lnBits(1n, 0n, 10)).toThrow(DiscreetError);
    expect(() => lnBits(-1n, -1n, 10)).toThrow(DiscreetError);
    expect(() => lnBits(1n, 1n, -1)).toThrow('lnBits: precision must be');
  });
});
