import { expNegativeBits, lnBits, Rational, rationalFromDouble } from '@discreet/numeric';
import { toUndefined } from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import { decideWord, UNDECIDED } from '../src/internal/decide-word.ts';
import {
  EXP_ERROR,
  EXP_LIMIT,
  expNegative,
  LN2_HIGH,
  LN2_LOW,
} from '../src/internal/exp-double.ts';
import { LOG_ERROR, negativeLog } from '../src/internal/log-double.ts';
import { seededSource } from './support/seeded-source.ts';

const BITS = 1200;
const exact = (x: number): Rational => toUndefined(rationalFromDouble(x)) ?? Rational.zero;

/** |expNegative(x) - exp(-x)| / exp(-x), in units of 2^-53. */
function expError(x: number): number {
  const at = exact(x);
  const [low] = expNegativeBits(at.numerator, at.denominator, BITS);
  const truth = Rational.of(low, 1n << BigInt(BITS));
  return exact(expNegative(x)).sub(truth).abs().div(truth).toNumber() * 2 ** 53;
}

describe('expNegative', () => {
  it('keeps its proven error over its whole range', () => {
    const source = seededSource(7);
    let worst = 0;
    for (let i = 0; i < 3000; i += 1) {
      const unit = source.nextWord() / 2 ** 32;
      worst = Math.max(worst, expError(i % 2 === 0 ? EXP_LIMIT * unit : unit * 2 ** -(i % 40)));
    }
    expect(worst).toBeLessThan(EXP_ERROR * 2 ** 53);
    // The reserve is real: a wrong coefficient or table entry shows here long before the bound.
    expect(worst).toBeLessThan(5);
  });

  it('keeps it at each of the 32 fractions and around the points where the reduction changes', () => {
    for (let step = 0; step < 64; step += 1) {
      const edge = ((step + 0.5) / 32) * Math.LN2;
      for (const x of [
        edge,
        edge * (1 - 2 ** -52),
        edge * (1 + 2 ** -52),
        (step / 32) * Math.LN2,
      ]) {
        expect(expError(x)).toBeLessThan(5);
      }
    }
  });

  it('is exact at 0 and gives 0 beyond its range and for NaN', () => {
    expect(expNegative(0)).toBe(1);
    expect(expNegative(EXP_LIMIT)).toBeGreaterThan(0);
    expect(expNegative(EXP_LIMIT + 1e-9)).toBe(0);
    expect(expNegative(Infinity)).toBe(0);
    expect(expNegative(Number.NaN)).toBe(0);
  });

  it('has ln 2 in two parts, the first of 32 bits', () => {
    const [low, high] = lnBits(2n, 1n, 120);
    const sum = exact(LN2_HIGH).add(exact(LN2_LOW));
    const unit = 1n << 120n;
    expect(sum.sub(Rational.of(low, unit)).abs().toNumber()).toBeLessThan(2 ** -86);
    expect(high - low).toBeLessThan(8n);
    expect(exact(LN2_HIGH).denominator).toBeLessThanOrEqual(1n << 32n);
  });
});

describe('negativeLog', () => {
  it('keeps its proven error for prefixes of 53 bits and of few bits', () => {
    const source = seededSource(8);
    let worst = 0;
    for (let i = 0; i < 3000; i += 1) {
      const bits = i % 3 === 0 ? 1 + (i % 32) : 53;
      const size = 1 + (i % bits);
      const prefix = Number(source.nextBits(size - 1)) + 2 ** (size - 1);
      const [low] = lnBits(1n << BigInt(bits), BigInt(prefix), 120);
      const truth = Rational.of(low, 1n << 120n);
      const error = exact(negativeLog(prefix, size - 1, bits))
        .sub(truth)
        .abs()
        .toNumber();
      worst = Math.max(worst, error);
    }
    expect(worst).toBeLessThan(LOG_ERROR / 2);
  });

  it('is within 2^-50 near 1, in each of its 64 cells', () => {
    for (let cell = 0; cell < 64; cell += 1) {
      for (const inside of [0, 2 ** 46 - 1, 2 ** 45]) {
        const prefix = 2 ** 52 + cell * 2 ** 46 + inside;
        const [low] = lnBits(1n << 53n, BigInt(prefix), 120);
        const truth = Rational.of(low, 1n << 120n);
        const error = exact(negativeLog(prefix, 52, 53))
          .sub(truth)
          .abs()
          .toNumber();
        expect(error).toBeLessThan(2 ** -50);
      }
    }
  });
});

describe('decideWord', () => {
  it('decides only outside the slack, and doubts NaN', () => {
    expect(decideWord(499, 1000, 0.5, 0)).toBe(UNDECIDED);
    expect(decideWord(498, 1000, 0.5, 0)).toBe(1);
    expect(decideWord(500, 1000, 0.5, 0)).toBe(UNDECIDED);
    expect(decideWord(501, 1000, 0.5, 0)).toBe(0);
    expect(decideWord(490, 1000, 0.5, 0.01)).toBe(UNDECIDED);
    expect(decideWord(488, 1000, 0.5, 0.01)).toBe(1);
    expect(decideWord(509, 1000, 0.5, 0.01)).toBe(UNDECIDED);
    expect(decideWord(511, 1000, 0.5, 0.01)).toBe(0);
    expect(decideWord(0, 1000, Number.NaN, 0)).toBe(UNDECIDED);
    expect(decideWord(0, 1000, 0.5, Infinity)).toBe(UNDECIDED);
  });
});
