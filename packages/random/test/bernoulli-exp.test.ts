import { expNegativeBits, Rational } from '@discreet/numeric';
import { bernoulliExp } from '@discreet/random/samplers';
import { describe, expect, it } from 'vitest';
import { enumerate } from './support/enumerate.ts';
import { scriptedSource } from './support/scripted-source.ts';
import { seededSource } from './support/seeded-source.ts';

const HUGE = Rational.of(10n ** 400n + 7n, 3n);
const TINY = Rational.of(7n, 10n ** 400n + 9n);

describe('bernoulliExp', () => {
  it.each([2, 5, 8])(
    'has probability exp(-x) over every sequence of bits in words of %i bits',
    (wordBits) => {
      for (const [n, d] of [
        [1n, 1n],
        [1n, 7n],
        [22n, 7n],
        [9n, 1n],
        [1n, 100n],
      ] as const) {
        const { mass, open } = enumerate(
          (source) => bernoulliExp(Rational.of(n, d), source),
          wordBits,
          14,
        );
        const [low, high] = expNegativeBits(n, d, 60);
        const yes = mass.get('true') ?? Rational.zero;
        expect(yes.compare(Rational.of(high, 1n << 60n))).not.toBe(1);
        expect(yes.add(open).compare(Rational.of(low, 1n << 60n))).not.toBe(-1);
        expect(open.compare(Rational.of(1n, 1n << 8n))).not.toBe(1);
      }
    },
  );

  it.each([
    [1n, 3n],
    [5n, 1n],
    [1n, 1000000n],
    [21n, 2n],
  ])('turns exactly at exp(-%i/%i), through the filter and through the enclosure', (n, d) => {
    const [digits] = expNegativeBits(n, d, 64);
    const first = Number(digits >> 32n);
    const second = Number(digits & 0xffffffffn);
    const toss = (...words: number[]): boolean =>
      bernoulliExp(Rational.of(n, d), scriptedSource(words));
    expect(toss(first - 3)).toBe(true);
    expect(toss(first - 1, 0)).toBe(true);
    expect(toss(first, second - 3)).toBe(true);
    expect(toss(first, second + 3)).toBe(false);
    if (first + 3 < 2 ** 32) {
      expect(toss(first + 1, 0)).toBe(false);
      expect(toss(first + 3)).toBe(false);
    }
  });

  it('is certain at 0, and decided at once for arguments beyond doubles', () => {
    expect(bernoulliExp(Rational.zero, scriptedSource([0xffffffff]))).toBe(true);
    expect(bernoulliExp(HUGE, scriptedSource([1]))).toBe(false);
    expect(bernoulliExp(HUGE, scriptedSource([0, 0, 1]))).toBe(false);
    expect(bernoulliExp(TINY, scriptedSource([0xfffffff0]))).toBe(true);
    expect(bernoulliExp(TINY, scriptedSource([0xffffffff, 5]))).toBe(true);
  });

  it('has the right mean on seeded words', () => {
    const source = seededSource(1);
    let yes = 0;
    for (let i = 0; i < 100_000; i += 1) if (bernoulliExp(Rational.of(1n), source)) yes += 1;
    // 5 standard deviations: a chance of 6e-7 for a right sampler.
    expect(Math.abs(yes - 100_000 * Math.exp(-1))).toBeLessThan(5 * Math.sqrt(100_000 * 0.2325));
  });

  it('refuses a negative x', () => {
    expect(() => bernoulliExp(Rational.of(-1n, 2n), scriptedSource([]))).toThrow(
      'bernoulliExp: x must be >= 0, got -1/2',
    );
  });
});
