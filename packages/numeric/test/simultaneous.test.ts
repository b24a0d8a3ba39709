import { describe, expect, it } from 'vitest';
import { Rational } from '../src/index.ts';
import { toEnclosure } from '../src/internal/scaled-bits.ts';
import { compareTail, perCopyThreshold, simultaneousTail } from '../src/internal/simultaneous.ts';
import { Decimal150, doubleToDecimal } from './oracle/decimal-oracle.ts';

describe('perCopyThreshold', () => {
  it('is alpha itself for one copy', () => {
    expect(perCopyThreshold(Rational.of(3n, 7n), 1, 80)).toEqual({
      lower: 3n,
      upper: 3n,
      unit: 7n,
    });
  });

  it('encloses 1 - (1 - alpha)^(1/count) with the good bits asked for', () => {
    for (const [a, b] of [
      [1n, 20n],
      [999n, 1000n],
      [1n, 10n ** 12n],
      [1n, 10n ** 40n],
    ] as const) {
      for (const count of [2, 3, 1000, 10 ** 9, Number.MAX_SAFE_INTEGER]) {
        const { lower, upper, unit } = perCopyThreshold(Rational.of(a, b), count, 80);
        const alpha = new Decimal150(a.toString()).div(b.toString());
        const truth = new Decimal150(1).minus(alpha).ln().div(count).exp().negated().plus(1);
        const scaled = truth.times(unit.toString());
        expect(scaled.gte(lower.toString()) && scaled.lte(upper.toString())).toBe(true);
        expect((upper - lower) << 78n <= upper && lower > 0n).toBe(true);
      }
    }
  });
});

describe('compareTail', () => {
  const limit = { lower: 10n, upper: 12n, unit: 100n };
  const tail = (a: bigint, b: bigint): 'within' | 'beyond' | 'open' =>
    compareTail({ bits: [a, b], precision: 0 }, limit);
  it('counts equality as within and doubt as open', () => {
    expect(compareTail({ bits: [1n, 1n], precision: 1 }, { lower: 1n, upper: 1n, unit: 2n })).toBe(
      'within',
    );
    expect(compareTail({ bits: [0n, 102n], precision: 10 }, limit)).toBe('within');
    expect(compareTail({ bits: [0n, 103n], precision: 10 }, limit)).toBe('open');
    expect(compareTail({ bits: [122n, 200n], precision: 10 }, limit)).toBe('open');
    expect(compareTail({ bits: [123n, 200n], precision: 10 }, limit)).toBe('beyond');
    expect(tail(0n, 1n)).toBe('open');
    expect(tail(1n, 1n)).toBe('beyond');
  });
});

describe('simultaneousTail', () => {
  it('rounds 1 - (1 - p)^count up, to a few units, over the whole range', () => {
    for (const shift of [1, 2, 10, 30, 59, 60, 61, 62, 70, 113, 200, 1000]) {
      for (const count of [1, 2, 3, 1000, 2 ** 30, Number.MAX_SAFE_INTEGER]) {
        const p = new Decimal150(3).times(new Decimal150(2).pow(-shift - 2));
        const value = doubleToDecimal(
          simultaneousTail({ bits: [1n, 3n], precision: shift + 2 }, count),
        );
        const some = new Decimal150(1).minus(p).ln().times(count).exp().negated().plus(1);
        // For a tiny p the difference above loses digits; p count (1 - p count / 2) is then as good.
        const truth = p.times(count).lt('1e-60') ? p.times(count) : some;
        expect(value.gte(truth.times('0.99999999999999999999'))).toBe(true);
        expect(value.lte(truth.times('1.000000000000001'))).toBe(true);
      }
    }
  });

  it('is 1 for a certain tail', () => {
    expect(simultaneousTail({ bits: [1n, 1n], precision: 0 }, 7)).toBe(1);
    expect(simultaneousTail({ bits: [1n, 5n], precision: 1 }, 7)).toBe(1);
  });
});

describe('toEnclosure', () => {
  it('rounds outward and stays a probability', () => {
    expect(toEnclosure({ bits: [1n, 2n], precision: 2 })).toEqual({ lower: 0.25, upper: 0.5 });
    expect(toEnclosure({ bits: [-1n, 9n], precision: 3 })).toEqual({ lower: 0, upper: 1 });
    expect(toEnclosure({ bits: [0n, 1n], precision: 1100 })).toEqual({ lower: 0, upper: 5e-324 });
    const third = toEnclosure({ bits: [(1n << 80n) / 3n, (1n << 80n) / 3n + 1n], precision: 80 });
    expect(third).toEqual({ lower: 0.3333333333333333, upper: 0.33333333333333337 });
  });
});
