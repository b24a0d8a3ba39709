import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rational } from '../src/index.ts';
import { ratioToDouble } from '../src/internal/ratio-to-double.ts';
import { exactly } from './oracle/decimal-oracle.ts';
import { bitNextUp, finiteDouble } from './oracle/edge-doubles.ts';

const rational = fc
  .tuple(fc.bigInt({ min: -(1n << 80n), max: 1n << 80n }), fc.bigInt({ min: 1n, max: 1n << 80n }))
  .map(([a, b]) => Rational.of(a, b));

describe('Rational', () => {
  it('is a field', () => {
    fc.assert(
      fc.property(rational, rational, rational, (a, b, c) => {
        expect(a.add(b).equals(b.add(a))).toBe(true);
        expect(a.mul(b.add(c)).equals(a.mul(b).add(a.mul(c)))).toBe(true);
        expect(a.sub(b).add(b).equals(a)).toBe(true);
        expect(a.square().equals(a.mul(a))).toBe(true);
        if (b.sign() !== 0) expect(a.div(b).mul(b).equals(a)).toBe(true);
      }),
    );
  });

  it('adds as the schoolbook does, in lowest terms, whatever the denominators share', () => {
    const sizes = [0n, 1n, 7n, 53n, 64n, 255n, 256n, 257n, 1074n, 3000n] as const;
    const part = fc
      .tuple(fc.constantFrom(...sizes), fc.bigInt({ min: 1n, max: 1n << 300n }), fc.boolean())
      .map(([shift, x, isPower]) => (isPower ? 1n << shift : (x >> (300n - (shift % 300n))) + 1n));
    const top = fc.bigInt({ min: -(1n << 400n), max: 1n << 400n });
    const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
    fc.assert(
      fc.property(top, top, part, part, part, (a, c, b, d, shared) => {
        const [x, y] = [Rational.of(a, b * shared), Rational.of(c, d * shared)];
        const sum = x.add(y);
        const [n, m] = [a * d + c * b, b * d * shared];
        const divisor = gcd(n < 0n ? -n : n, m);
        expect([sum.numerator, sum.denominator]).toEqual([n / divisor, m / divisor]);
        expect(y.add(x).toString()).toBe(sum.toString());
        expect(x.sub(x).toString()).toBe('0');
        const least = m / divisor;
        expect([-1n, 0n, 1n].map((off) => sum.hasDenominatorAtMost(least + off))).toEqual([
          false,
          true,
          true,
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  it('orders as the sign of the difference', () => {
    fc.assert(
      fc.property(rational, rational, (a, b) => {
        expect(a.compare(b)).toBe(a.sub(b).sign());
        expect(a.lessThan(b)).toBe(a.compare(b) === -1);
      }),
    );
  });

  it('never changes by being read', () => {
    fc.assert(
      fc.property(rational, rational, (a, b) => {
        const product = a.mul(b);
        const before = product.compare(a);
        expect(product.numerator * a.mul(b).denominator).toBe(
          a.mul(b).numerator * product.denominator,
        );
        expect(product.compare(a)).toBe(before);
      }),
    );
  });

  it('brackets itself with two neighbouring doubles, the nearer of which is toNumber', () => {
    const fraction = fc.tuple(
      fc.bigInt({ min: 1n, max: 1n << 120n }),
      fc.bigInt({ min: 1n, max: 1n << 120n }),
      fc.integer({ min: -1100, max: 1000 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fraction, ([a, b, shift, negative]) => {
        const top = a << BigInt(Math.max(0, shift));
        const value = Rational.of(negative ? -top : top, b << BigInt(Math.max(0, -shift)));
        const [down, up, near] = [value.toNumberDown(), value.toNumberUp(), value.toNumber()];
        if (up === Infinity) expect(down).toBe(Number.MAX_VALUE);
        else if (down === -Infinity) expect(up).toBe(-Number.MAX_VALUE);
        else {
          expect(exactly(down).lessThanOrEqual(value)).toBe(true);
          expect(value.lessThanOrEqual(exactly(up))).toBe(true);
          if (down !== up) expect(bitNextUp(down)).toBe(up);
          const gap = value.sub(exactly(down)).compare(exactly(up).sub(value));
          if (gap !== 0) expect(near).toBe(gap < 0 ? down : up);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('gives back every double, and rounds half-way cases to even', () => {
    fc.assert(
      fc.property(finiteDouble, (x) => {
        const value = exactly(x);
        for (const y of [value.toNumber(), value.toNumberUp(), value.toNumberDown()]) {
          expect(y).toBe(x === 0 ? 0 : x);
        }
        const above = bitNextUp(x);
        if (!Number.isFinite(above)) return;
        const middle = value.add(exactly(above)).div(Rational.of(2n));
        // The sum of neighbours, halved, is rounded by the hardware to even; doubling first avoids the subnormals.
        const even = Math.abs(x) > 1e300 ? x / 2 + above / 2 : (x + above) / 2;
        if (Math.abs(x) > 1e-300) expect(middle.toNumber()).toBe(even);
        expect(middle.toNumberUp()).toBe(above === 0 ? 0 : above);
        expect(middle.toNumberDown()).toBe(x === 0 ? 0 : x);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('ratioToDouble', () => {
  const half = 1n << 1075n;
  it.each([
    ['half of the smallest double', 1n, half, 0],
    ['just over half of it', (1n << 60n) + 1n, half << 60n, 5e-324],
    ['one and a half of it', 3n, half, 1e-323],
    ['half way to overflow', (1n << 1024n) - (1n << 970n), 1n, Infinity],
    ['just below half way', (1n << 1024n) - (1n << 970n) - 1n, 1n, Number.MAX_VALUE],
    ['a power of two', 1n << 1023n, 1n, 8.98846567431158e307],
    ['a subnormal', 3n, 1n << 1074n, 1.5e-323],
  ])('rounds %s to nearest', (_, a, b, expected) => {
    expect(ratioToDouble(a, b, 'nearest')).toBe(expected);
    expect(ratioToDouble(-a, b, 'nearest')).toBe(expected === 0 ? 0 : -expected);
  });
});
