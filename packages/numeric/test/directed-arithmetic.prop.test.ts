import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDown,
  addUp,
  divDown,
  divUp,
  mulDown,
  mulUp,
  nextUp,
  Rational,
  sqrtDown,
  sqrtUp,
  subDown,
  subUp,
} from '../src/index.ts';
import { exactly } from './oracle/decimal-oracle.ts';
import { anyDouble, finiteDouble, fromBits, logUniform } from './oracle/edge-doubles.ts';

/** The directed results are the doubles that correct rounding of the exact rational gives, up to the sign of zero. */
function isRounded(down: number, exact: Rational, up: number): void {
  expect(down + 0).toBe(exact.toNumberDown());
  expect(up + 0).toBe(exact.toNumberUp());
}

const operand = fc.oneof(finiteDouble, logUniform(-40, 40));
const runs = { numRuns: 4000 };

describe('directed sums, products and quotients', () => {
  it('are the correctly rounded exact sum and difference', () => {
    fc.assert(
      fc.property(operand, operand, (a, b) => {
        const [x, y] = [exactly(a), exactly(b)];
        isRounded(addDown(a, b), x.add(y), addUp(a, b));
        isRounded(subDown(a, b), x.sub(y), subUp(a, b));
      }),
      runs,
    );
  });

  it('are the correctly rounded exact product', () => {
    fc.assert(
      fc.property(operand, operand, (a, b) => {
        isRounded(mulDown(a, b), exactly(a).mul(exactly(b)), mulUp(a, b));
      }),
      runs,
    );
  });

  it('are the correctly rounded exact quotient', () => {
    fc.assert(
      fc.property(operand, operand, (a, b) => {
        if (b === 0) return;
        isRounded(divDown(a, b), exactly(a).div(exactly(b)), divUp(a, b));
      }),
      runs,
    );
  });

  it('hold at the borders of the fast path', () => {
    const near = (field: bigint): number[] =>
      [-1n, 0n, 1n].map((offset) => fromBits((field << 52n) + offset) * 1);
    const values = [
      ...[63n, 64n, 1n, 2n, 52n, 53n, 2012n, 2013n, 2014n, 2045n, 2046n].flatMap(near),
      ...[1023n, 1022n, 960n, 500n, 543n, 1518n, 1500n].flatMap(near),
      fromBits((1023n << 52n) + 0x5555555555555n),
      fromBits((31n << 52n) + 0xaaaaaaaaaaaaan),
      fromBits((2040n << 52n) + 0xfffffffffffffn),
    ];
    for (const a of values) {
      for (const b of [...values, ...values.map((x) => -x)]) {
        const [x, y] = [exactly(a), exactly(b)];
        isRounded(addDown(a, b), x.add(y), addUp(a, b));
        isRounded(mulDown(a, b), x.mul(y), mulUp(a, b));
        isRounded(divDown(a, b), x.div(y), divUp(a, b));
      }
    }
  });

  it('turn overflow into the bound that still holds', () => {
    const max = Number.MAX_VALUE;
    expect([addUp(max, max), addDown(max, max)]).toEqual([Infinity, max]);
    expect([addUp(-max, -max), addDown(-max, -max)]).toEqual([-max, -Infinity]);
    expect([subUp(-max, max), subDown(max, -max)]).toEqual([-max, max]);
    expect([mulUp(max, 2), mulDown(max, 2)]).toEqual([Infinity, max]);
    expect([mulUp(max, -2), mulDown(max, -2)]).toEqual([-max, -Infinity]);
    expect([divUp(max, 0.5), divDown(max, 0.5)]).toEqual([Infinity, max]);
    expect([addUp(max, -1), addDown(max, -1)]).toEqual([max, 1.7976931348623155e308]);
  });

  it('turn underflow into the bound that still holds', () => {
    expect([mulUp(5e-324, 0.5), mulDown(5e-324, 0.5)]).toEqual([5e-324, 0]);
    expect([mulUp(-5e-324, 0.5) + 0, mulDown(-5e-324, 0.5)]).toEqual([0, -5e-324]);
    expect([divUp(5e-324, 3), divDown(5e-324, 3)]).toEqual([5e-324, 0]);
    expect([mulUp(1e-200, 1e-200), divUp(1e-200, 1e200)]).toEqual([5e-324, 5e-324]);
  });

  it('follow IEEE 754 on infinities, zeros and NaN', () => {
    const pairs = [
      [addUp, addDown, (a: number, b: number) => a + b],
      [subUp, subDown, (a: number, b: number) => a - b],
      [mulUp, mulDown, (a: number, b: number) => a * b],
      [divUp, divDown, (a: number, b: number) => a / b],
    ] as const;
    const special = [NaN, Infinity, -Infinity, 0, -0];
    for (const [up, down, plain] of pairs) {
      for (const a of special) {
        for (const b of [...special, 1, -2.5]) {
          expect([up(a, b), down(a, b)]).toEqual([plain(a, b), plain(a, b)]);
        }
      }
    }
    expect([divUp(1, 0), divDown(1, 0), divUp(1, -0)]).toEqual([Infinity, Infinity, -Infinity]);
  });
});

describe('sqrtUp and sqrtDown', () => {
  it('are the neighbouring doubles of the root, or the root', () => {
    fc.assert(
      fc.property(fc.oneof(finiteDouble, logUniform(-40, 40)), (x) => {
        const a = Math.abs(x);
        const [down, up] = [sqrtDown(a), sqrtUp(a)];
        const value = exactly(a);
        expect(exactly(down).square().lessThanOrEqual(value)).toBe(true);
        expect(value.lessThanOrEqual(exactly(up).square())).toBe(true);
        expect(up === down || up === nextUp(down)).toBe(true);
        if (up === down) expect(exactly(up).square().equals(value)).toBe(true);
      }),
      runs,
    );
  });

  it('are exact for squares, also where the argument is scaled', () => {
    const power = (exponent: number): number => fromBits(BigInt(1023 + exponent) << 52n);
    for (const root of [3, 5, 67108863, 94906265]) {
      for (const exponent of [0, 230, -255, 450, -450, 451, -451, 470, -470]) {
        const scaled = root * power(exponent);
        expect([sqrtUp(scaled * scaled), sqrtDown(scaled * scaled)]).toEqual([scaled, scaled]);
      }
    }
    expect([sqrtUp(5e-324), sqrtDown(5e-324)]).toEqual([power(-537), power(-537)]);
  });

  it('know zeros, Infinity, negatives and NaN', () => {
    expect([sqrtUp(0), sqrtDown(0), sqrtUp(-0), sqrtDown(-0)]).toEqual([0, 0, -0, -0]);
    expect([sqrtUp(Infinity), sqrtDown(Infinity)]).toEqual([Infinity, Infinity]);
    for (const x of [-1, -5e-324, -Infinity, NaN]) {
      expect([sqrtUp(x), sqrtDown(x)]).toEqual([NaN, NaN]);
    }
  });
});

describe('all directed operations', () => {
  it('are total: a number for every pair of doubles, NaN only where IEEE 754 has NaN', () => {
    fc.assert(
      fc.property(anyDouble, anyDouble, (a, b) => {
        expect(Number.isNaN(addUp(a, b))).toBe(Number.isNaN(a + b));
        expect(Number.isNaN(mulDown(a, b))).toBe(Number.isNaN(a * b));
        expect(Number.isNaN(divUp(a, b))).toBe(Number.isNaN(a / b));
        if (!Number.isNaN(a / b)) expect(divDown(a, b) <= divUp(a, b)).toBe(true);
      }),
      runs,
    );
  });
});
