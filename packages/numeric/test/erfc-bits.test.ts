import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiscreetError, erfcBits } from '../src/index.ts';
import { millsFraction, scaledErfcBits } from '../src/internal/scaled-erfc.ts';
import { Decimal150 } from './oracle/decimal-oracle.ts';

type D = InstanceType<typeof Decimal150>;
const Wide = Decimal150.clone({ precision: 220 });
const pi = Wide.acos(-1);

/** erfc(sqrt(x)) by the series of erf, in another arithmetic and another form: for x up to 100 good to 100 digits. */
function erfcRoot(x: D): D {
  let term = Wide.sqrt(x);
  let sum = new Wide(0);
  for (let n = 0; term.gt('1e-215'); n += 1) {
    sum = sum.plus(term);
    term = term
      .times(x)
      .times(2)
      .div(2 * n + 3);
  }
  return new Wide(1).minus(sum.times(2).div(pi.sqrt()).times(x.negated().exp()));
}

const ratio = (a: bigint, b: bigint): D => new Wide(a.toString()).div(b.toString());

function check(a: bigint, b: bigint, precision: number): void {
  const [lower, upper] = erfcBits(a, b, precision);
  const value = erfcRoot(ratio(a, b)).times(new Wide(2).pow(precision));
  expect(value.gte(lower.toString()) && value.lte(upper.toString())).toBe(true);
  expect(upper - lower <= 2n && lower >= 0n && upper <= 1n << BigInt(precision)).toBe(true);
}

describe('erfcBits', () => {
  it('encloses the series of erf at every precision, at most 2 wide', () => {
    const size = fc.tuple(
      fc.bigInt({ min: 1n, max: 10n ** 6n }),
      fc.bigInt({ min: 1n, max: 10n ** 6n }),
    );
    fc.assert(
      fc.property(size, fc.integer({ min: 0, max: 300 }), ([a, b], precision) => {
        if (a < 100n * b) check(a, b, precision);
      }),
      { numRuns: 150 },
    );
  });

  it('holds where the series hands over to the continued fraction', () => {
    for (const precision of [20, 64, 128, 200]) {
      for (const a of [79n, 80n, 81n, 125n, 126n]) check(a, 10n, precision);
      for (const x of [8n, 9n, 12n, 13n, 20n, 50n]) check(x, 1n, precision);
    }
  });

  it('reproduces printed values', () => {
    // Two-sided normal tails: 2 Q(1) = 0.31731050786291410283, 2 Q(1.96) = 0.049995790296440867..., 2 Q(5) = 5.733031437583878e-7.
    const decimal = (bits: bigint, precision: number): number => Number(bits) / 2 ** precision;
    expect(decimal(erfcBits(1n, 2n, 52)[0], 52)).toBeCloseTo(0.3173105078629141, 14);
    expect(decimal(erfcBits(196n ** 2n, 20000n, 52)[0], 52)).toBeCloseTo(0.04999579029644087, 14);
    expect(decimal(erfcBits(25n, 2n, 73)[0], 73) / 5.733031437583878e-7).toBeCloseTo(1, 12);
  });

  it('is exact at 0 and immediate far out', () => {
    expect(erfcBits(0n, 3n, 12)).toEqual([4096n, 4096n]);
    expect(erfcBits(10n ** 500n, 1n, 128)).toEqual([0n, 1n]);
    expect(erfcBits(1n, 10n ** 500n, 64)).toEqual([(1n << 64n) - 1n, 1n << 64n]);
  });

  it('refuses bad arguments', () => {
    expect(() => erfcBits(-1n, 1n, 10)).toThrow(DiscreetError);
    expect(() => erfcBits(1n, 0n, 10)).toThrow(
      'erfcBits: numerator must be >= 0 and denominator > 0, got 1/0',
    );
    expect(() => erfcBits(1n, 1n, 0.5)).toThrow('erfcBits: precision must be');
  });
});

describe('scaledErfcBits', () => {
  it('is narrow on both branches, also far out and at low precision', () => {
    for (const precision of [10, 64, 128, 256]) {
      for (const w of [1n, 15n, 16n, 17n, 31n, 33n, 100n, 1600n, 10n ** 12n]) {
        const [lower, upper] = scaledErfcBits(w, 1n, precision);
        expect(upper - lower <= 2n && lower >= 0n).toBe(true);
        const [l, u] = scaledErfcBits(1n, w, precision);
        expect(u - l <= 2n && l > 0n).toBe(true);
      }
    }
  });

  it('agrees with exp(w/2) erfc(sqrt(w/2))', () => {
    for (const [a, b] of [
      [1n, 100n],
      [3n, 2n],
      [15n, 1n],
      [16n, 1n],
      [40n, 1n],
      [180n, 1n],
    ] as const) {
      const half = ratio(a, 2n * b);
      const value = half.exp().times(erfcRoot(half)).times(new Wide(2).pow(180));
      const [lower, upper] = scaledErfcBits(a, b, 180);
      expect(value.gte(lower.toString()) && value.lte(upper.toString())).toBe(true);
    }
  });
});

describe('millsFraction', () => {
  it('holds the fraction at every depth, however shallow', () => {
    for (const w of [2, 16, 100, 180]) {
      // t_1 = 1 / (sqrt(w) M(sqrt(w))), M = sqrt(pi/2) exp(w/2) erfc(sqrt(w/2)).
      const half = new Wide(w).div(2);
      const mills = half.exp().times(erfcRoot(half)).times(pi.div(2).sqrt());
      const truth = new Wide(w).sqrt().times(mills).pow(-1).times(new Wide(2).pow(300));
      let last = 1n << 310n;
      for (let depth = 0n; depth < 40n; depth += 1n) {
        const [lower, upper] = millsFraction(BigInt(w), 1n, 300, depth);
        expect(truth.gte(lower.toString()) && truth.lte(upper.toString())).toBe(true);
        expect(upper - lower < last).toBe(true);
        last = upper - lower;
      }
    }
  });
});
