import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Interval, Rational, rationalFromDouble } from '../src/index.ts';
import { Decimal60 } from './oracle/decimal-oracle.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const moderate = fc.oneof(
  fc.double({ min: -700, max: 700, noNaN: true }),
  fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
  fc.integer({ min: -30, max: 30 }),
);
const exactly = (x: number): Rational => {
  const read = rationalFromDouble(x);
  if (read._tag === 'None') throw new TypeError('not finite');
  return read.value;
};
const of = (x: number, bits = 128): Interval => Interval.of(exactly(x), bits);
const decimal = (x: Rational): InstanceType<typeof Decimal60> =>
  new Decimal60(x.numerator.toString()).div(new Decimal60(x.denominator.toString()));

/** the exact number lies within, and the interval is at most 2^-tight of it wide */
const holds = (got: Interval, truth: Rational, tight: number): void => {
  const [low, high] = got.toRationals();
  expect(low.lessThanOrEqual(truth)).toBe(true);
  expect(truth.lessThanOrEqual(high)).toBe(true);
  const size = Rational.max(truth.abs(), Rational.of(1n, 1n << 3000n));
  expect(high.sub(low).lessThanOrEqual(size.div(Rational.of(1n << BigInt(tight))))).toBe(true);
};

/** the same against 60 digits */
const near = (got: Interval, truth: InstanceType<typeof Decimal60>, slack = '1e-50'): void => {
  const [low, high] = got.toRationals();
  const error = truth.abs().mul(slack);
  expect(decimal(low).lte(truth.add(error))).toBe(true);
  expect(truth.sub(error).lte(decimal(high))).toBe(true);
  // 128 bits are 38 digits
  expect(decimal(high.sub(low)).lte(truth.abs().mul('1e-35'))).toBe(true);
};

describe('arithmetic of intervals', () => {
  it('holds the exact results, to almost all of the bits', () => {
    fc.assert(
      fc.property(finite, finite, (x, y) => {
        const [a, b] = [exactly(x), exactly(y)];
        holds(of(x).mul(of(y)), a.mul(b), 125);
        holds(of(x).scale(7), a.mul(Rational.of(128n)), 125);
        if (y !== 0) holds(of(x).div(of(y)), a.div(b), 125);
        const sum = of(x).add(of(y));
        const [low, high] = sum.toRationals();
        expect(low.lessThanOrEqual(a.add(b)) && a.add(b).lessThanOrEqual(high)).toBe(true);
        const back = sum.sub(of(y)).sub(of(x)).toEnclosure();
        expect(back.lower <= 0 && back.upper >= 0).toBe(true);
      }),
    );
  });

  it('knows a summand that is too small to be written out', () => {
    const sum = of(1).add(of(1e-300)).sub(of(1));
    const { lower, upper } = sum.toEnclosure();
    expect(lower <= 1e-300 && 1e-300 <= upper && upper < 1e-30).toBe(true);
    const difference = of(1).sub(of(1e-300));
    expect(difference.isAtMost(of(1))).toBe(true);
    expect(difference.isBelow(of(1))).toBe(false);
  });

  it('takes roots and whole powers', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
        fc.nat(40),
        (x, n) => {
          const root = of(x).sqrt();
          const [low, high] = root.toRationals();
          expect(low.square().lessThanOrEqual(exactly(x))).toBe(true);
          expect(exactly(x).lessThanOrEqual(high.square())).toBe(true);
          expect(
            x === 0 ||
              low
                .mul(
                  Rational.of(1n << 120n)
                    .add(Rational.one)
                    .div(Rational.of(1n << 120n)),
                )
                .square()
                .compare(exactly(x)) > 0,
          ).toBe(true);
          const small = (x % 3) + 0.5;
          const power = Array.from({ length: n }).reduce<Rational>(
            (p) => p.mul(exactly(small)),
            Rational.one,
          );
          holds(of(small).power(n), power, 115);
        },
      ),
    );
  });

  it('has the sign and the order only where they are certain', () => {
    expect(of(2).sign()).toBe(1);
    expect(of(-2).sign()).toBe(-1);
    expect(of(0).sign()).toBe(0);
    expect(Interval.hull(of(-1), of(1)).sign()).toBeUndefined();
    expect(Interval.hull(of(0), of(1)).sign()).toBeUndefined();
    expect(of(1).isBelow(of(2))).toBe(true);
    expect(of(2).isBelow(of(2))).toBe(false);
    expect(of(2).isAtMost(of(2))).toBe(true);
    const both = Interval.max(of(1), Interval.hull(of(0), of(3))).toEnclosure();
    expect(both).toEqual({ lower: 1, upper: 3 });
    expect(Interval.min(of(1), Interval.hull(of(0), of(3))).toEnclosure()).toEqual({
      lower: 0,
      upper: 1,
    });
  });

  it('loses nothing near 0 where 0 is an end', () => {
    const tiny = Interval.hull(of(0), of(2 ** -200));
    for (const near of [tiny.expm1(), tiny.log1p()]) {
      const { lower, upper } = near.toEnclosure();
      expect(lower <= 0 && lower > -(2 ** -300)).toBe(true);
      expect(upper >= 2 ** -201 && upper < 2 ** -199).toBe(true);
    }
  });

  it('keeps the larger precision of two', () => {
    const [coarse, fine] = [of(3, 32), of(5, 200)];
    for (const both of [
      (a: Interval, b: Interval) => Interval.hull(a, b),
      (a: Interval, b: Interval) => Interval.max(a, b),
      (a: Interval, b: Interval) => Interval.min(a, b),
      (a: Interval, b: Interval) => a.add(b),
      (a: Interval, b: Interval) => a.sub(b),
      (a: Interval, b: Interval) => a.mul(b),
      (a: Interval, b: Interval) => a.div(b),
    ]) {
      expect(both(coarse, fine).bits).toBe(200);
      expect(both(fine, coarse).bits).toBe(200);
    }
  });

  it('refuses what has no result', () => {
    expect(() => of(1).div(Interval.hull(of(-1), of(1)))).toThrow(
      'Interval.div: the divisor must not be 0',
    );
    expect(() => of(1).div(of(0))).toThrow('must not be 0');
    expect(() => of(-1).sqrt()).toThrow('Interval.sqrt: the number must be >= 0');
    expect(() => of(0).ln()).toThrow('Interval.ln: the number must be > 0');
    expect(() => of(2 ** 60).exp()).toThrow('Interval.exp: the number must be below 2^40 in size');
    expect(() => of(2).power(-1)).toThrow('n must be a whole number >= 0');
    expect(() => Interval.of(Rational.one, 8)).toThrow(
      'bits must be a whole number from 16 to 65536',
    );
  });
});

describe('functions of intervals hold what 60 digits say', () => {
  it('of exp', () => {
    fc.assert(
      fc.property(moderate, (x) => {
        near(of(x).exp(), Decimal60.exp(decimal(exactly(x))));
      }),
    );
  });

  it('of ln, near 1 as well', () => {
    const positive = fc.oneof(
      fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
      fc.double({ min: 0.999, max: 1.001, noNaN: true }),
    );
    fc.assert(
      fc.property(positive, (x) => {
        if (x === 1) return;
        // 60 digits lose as many as ln x is small
        near(of(x).ln(), Decimal60.ln(decimal(exactly(x))), '1e-42');
      }),
    );
    expect(of(1).ln().toEnclosure()).toEqual({ lower: 0, upper: 0 });
  });

  it('of expm1 and log1p, without loss near 0', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.9, max: 3, noNaN: true }), fc.nat(200), (x, n) => {
        const small = x * 2 ** -n;
        if (small === 0) return;
        for (const [got, sign] of [
          [of(small).expm1(), 1],
          [of(small).log1p(), -1],
        ] as const) {
          const [low, high] = got.toRationals();
          const size = exactly(small).abs();
          // each is within x^2 of x where x is small, and never wider than 10^-30 of it
          expect(high.sub(low).lessThanOrEqual(size.div(Rational.of(10n ** 30n)))).toBe(true);
          if (n > 40) {
            const off = low.sub(exactly(small)).abs();
            expect(off.lessThanOrEqual(size.square().add(size.div(Rational.of(10n ** 30n))))).toBe(
              true,
            );
          }
          // e^x - 1 > x > ln(1 + x)
          const beyond =
            sign > 0 ? exactly(small).lessThanOrEqual(high) : low.lessThanOrEqual(exactly(small));
          expect(beyond).toBe(true);
        }
        const back = of(small).log1p().expm1();
        const [low, high] = back.toRationals();
        expect(low.lessThanOrEqual(exactly(small)) && exactly(small).lessThanOrEqual(high)).toBe(
          true,
        );
      }),
    );
  });

  it('of numbers too small for a series', () => {
    for (const x of [5e-324, -5e-324, 1e-200, -1e-200]) {
      for (const got of [of(x).expm1(), of(x).log1p()]) {
        const { lower, upper } = got.toEnclosure();
        expect(lower <= x && x <= upper).toBe(true);
      }
      const one = of(x).exp().toEnclosure();
      expect(one.lower <= 1 && 1 <= one.upper && one.upper - one.lower < 1e-15).toBe(true);
    }
  });

  it('of erfc, far into the tail', () => {
    // mpmath 1.3, 40 digits
    const known: readonly (readonly [number, string])[] = [
      [0, '1'],
      [0.5, '0.4795001221869534623172533461080354713'],
      [1, '0.1572992070502851306587793649173907407'],
      [-1, '1.842700792949714869341220635082609259'],
      [3, '2.209049699858544137277612958232037984e-5'],
      [10, '2.088487583762544757000786294957788611e-45'],
      [40, '1.896961059966276509268278259713415434937e-697'],
    ];
    for (const [x, text] of known) near(of(x).erfc(), new Decimal60(text), '1e-34');
    const far = of(1e6).erfc().toEnclosure();
    expect(far).toEqual({ lower: 0, upper: 5e-324 });
    const tiny = of(1e-300).erfc().toEnclosure();
    expect(tiny.lower <= 1 && tiny.upper === 1).toBe(true);
  });

  it('of pi', () => {
    near(
      Interval.pi(128),
      new Decimal60('3.14159265358979323846264338327950288419716939937510582097494'),
    );
  });
});

it('rounds outward to doubles over the whole range', () => {
  expect(
    of(2 ** 30)
      .exp()
      .toEnclosure(),
  ).toEqual({ lower: Number.MAX_VALUE, upper: Infinity });
  expect(
    of(-(2 ** 30))
      .exp()
      .toEnclosure(),
  ).toEqual({ lower: 0, upper: 5e-324 });
  expect(
    of(-(2 ** 30))
      .exp()
      .negate()
      .toEnclosure(),
  ).toEqual({ lower: -5e-324, upper: 0 });
  const third = Interval.of(Rational.of(1n, 3n), 64).toEnclosure();
  expect(third.lower < third.upper && third.upper - third.lower < 1e-16).toBe(true);
});
