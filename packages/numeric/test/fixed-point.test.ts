import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitLength } from '../src/internal/bit-length.ts';
import type { Bits } from '../src/internal/constant-bits.ts';
import {
  addBits,
  ceilDivide,
  coarsen,
  divideBits,
  floorDivide,
  multiplyBits,
  ratioBits,
  rootBits,
  subtractBits,
} from '../src/internal/fixed-point.ts';
import { integerRoot } from '../src/integer-root.ts';
import { timesPowerOfTwo } from '../src/internal/power-of-two.ts';
import { Rational } from '../src/index.ts';
import { exactly } from './oracle/decimal-oracle.ts';

const P = 40;
const unit = 1n << BigInt(P);
const whole = fc.bigInt({ min: -(1n << 60n), max: 1n << 60n });
const interval = fc
  .tuple(whole, fc.bigInt({ min: 0n, max: 1n << 30n }))
  .map(([a, w]): Bits => [a, a + w]);
const at = (x: bigint): Rational => Rational.of(x, unit);

/** The result contains the value at every corner of the operands, and no corner is further than a unit inside it. */
function tight(result: Bits, corners: readonly Rational[]): void {
  const low = corners.reduce((a, b) => Rational.min(a, b)).mul(Rational.of(unit));
  const high = corners.reduce((a, b) => Rational.max(a, b)).mul(Rational.of(unit));
  expect(result[0]).toBe(low.floor());
  expect(result[1]).toBe(high.ceil());
}

describe('fixed-point intervals', () => {
  it('round sums, differences and products outward by the least amount', () => {
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const pairs = a.flatMap((x) => b.map((y) => [at(x), at(y)] as const));
        tight(
          addBits(a, b),
          pairs.map(([x, y]) => x.add(y)),
        );
        tight(
          subtractBits(a, b),
          pairs.map(([x, y]) => x.sub(y)),
        );
        tight(
          multiplyBits(a, b, P),
          pairs.map(([x, y]) => x.mul(y)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('round quotients outward by the least amount', () => {
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const top: Bits = [a[0] < 0n ? -a[0] : a[0], (a[0] < 0n ? -a[0] : a[0]) + 77n];
        const bottom: Bits = [(b[0] < 0n ? -b[0] : b[0]) + 1n, (b[0] < 0n ? -b[0] : b[0]) + 99n];
        tight(
          divideBits(top, bottom, P),
          top.flatMap((x) => bottom.map((y) => at(x).div(at(y)))),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('convert rationals and coarsen outward', () => {
    fc.assert(
      fc.property(whole, fc.bigInt({ min: 1n, max: 1n << 50n }), (a, b) => {
        tight(ratioBits(a, b, P), [Rational.of(a, b)]);
        expect(floorDivide(a, b)).toBe(Rational.of(a, b).floor());
        expect(ceilDivide(a, b)).toBe(Rational.of(a, b).ceil());
        expect(coarsen([a, a + 5n], 50, 45)).toEqual([
          Rational.of(a, 32n).floor(),
          Rational.of(a + 5n, 32n).ceil(),
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it('take integer roots exactly, and enclose real ones', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 300n }), (x) => {
        const root = integerRoot(x);
        expect(root * root <= x && (root + 1n) * (root + 1n) > x).toBe(true);
        expect(integerRoot(x * x)).toBe(x);
        const [lower, upper] = rootBits([x, x], P);
        expect(lower * lower <= x * unit && upper * upper > x * unit && upper - lower === 1n).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    );
    expect([0n, 1n, 2n, 3n, 4n, 15n, 16n, 17n].map(integerRoot)).toEqual([
      0n,
      1n,
      1n,
      1n,
      2n,
      3n,
      4n,
      4n,
    ]);
  });

  it('count bits', () => {
    expect([0n, 1n, 2n, 3n, 4n, 15n, 16n, 255n, 256n].map(bitLength)).toEqual([
      0, 1, 2, 2, 3, 4, 5, 8, 9,
    ]);
    for (let k = 0; k < 200; k += 1) expect(bitLength(1n << BigInt(k))).toBe(k + 1);
  });
});

describe('timesPowerOfTwo', () => {
  it('is exact wherever the result is a double', () => {
    for (let k = -1074; k <= 1023; k += 1) {
      const exact = k < 0 ? Rational.of(1n, 1n << BigInt(-k)) : Rational.of(1n << BigInt(k));
      expect(exactly(timesPowerOfTwo(1, k)).equals(exact)).toBe(true);
      expect(timesPowerOfTwo(timesPowerOfTwo(3, k), -k)).toBe(k === 1023 ? Infinity : 3);
    }
  });

  it('rounds once among the subnormals', () => {
    for (let k = -1022; k >= -1080; k -= 1) {
      for (const x of [
        1.4142135623730951, 0.7071067811865476, 1.0000000000000002, 1.9999999999999998,
      ]) {
        const exact = exactly(x).div(Rational.of(1n << BigInt(-k)));
        expect(timesPowerOfTwo(x, k)).toBe(exact.toNumber());
      }
    }
  });
});
