import { Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import { uniformBelow, uniformBelowNumber } from '@discreet/random/samplers';
import { enumerate } from './support/enumerate.ts';
import { scriptedSource } from './support/scripted-source.ts';

describe('uniformBelow', () => {
  it.each([2, 3, 5, 8])(
    'is uniform over every sequence of bits in words of %i bits',
    (wordBits) => {
      for (let n = 1n; n <= 17n; n += 1n) {
        const { mass, open } = enumerate((source) => uniformBelow(n, source), wordBits, 12);
        expect(mass.size).toBe(Number(n));
        const first = mass.get('0') ?? Rational.zero;
        for (const probability of mass.values()) expect(probability.equals(first)).toBe(true);
        expect(first.mul(Rational.of(n)).add(open).equals(Rational.one)).toBe(true);
        expect(open.lessThan(Rational.of(3n, 10n))).toBe(true);
      }
    },
  );

  it('draws no bit where there is nothing to choose', () => {
    expect(uniformBelow(1n, scriptedSource([]))).toBe(0n);
    expect(uniformBelowNumber(1, scriptedSource([]))).toBe(0);
  });

  it('draws again at n and gives n - 1', () => {
    const n = 5n << 40n;
    const words = (value: bigint): number[] => {
      const shifted = value << 21n; // 43 bits of 64
      return [Number(shifted >> 32n), Number(shifted & 0xffffffffn)];
    };
    expect(uniformBelow(n, scriptedSource([...words(n), ...words(n - 1n)]))).toBe(n - 1n);
  });

  it('refuses n below 1', () => {
    expect(() => uniformBelow(0n, scriptedSource([]))).toThrow(
      'uniformBelow: n must be >= 1, got 0',
    );
  });
});

describe('uniformBelowNumber', () => {
  it('takes the high bits of one word up to 2^32', () => {
    expect(uniformBelowNumber(5, scriptedSource([5 * 2 ** 29, 4 * 2 ** 29]))).toBe(4);
    expect(uniformBelowNumber(8, scriptedSource([0xffffffff]))).toBe(7);
    expect(uniformBelowNumber(2 ** 32, scriptedSource([0xffffffff]))).toBe(0xffffffff);
    expect(uniformBelowNumber(2 ** 32 - 1, scriptedSource([0xffffffff, 7]))).toBe(7);
  });

  it('takes two words from 2^32 + 1 on', () => {
    const n = 2 ** 32 + 1;
    expect(uniformBelowNumber(n, scriptedSource([2 ** 31, 0]))).toBe(2 ** 32);
    expect(uniformBelowNumber(n, scriptedSource([2 ** 31, 1, 0, 3]))).toBe(3);
    expect(uniformBelowNumber(2 ** 53, scriptedSource([0xffffffff, 0xffffffff]))).toBe(2 ** 53 - 1);
  });

  it('is uniform with words of 3 bits too', () => {
    const { mass } = enumerate((source) => uniformBelowNumber(6, source), 3, 12);
    expect(new Set([...mass.values()].map(String)).size).toBe(1);
    expect(mass.size).toBe(6);
  });

  it.each([0, 2 ** 53 + 2, 1.5, Number.NaN])('refuses %d', (n) => {
    const draw = () => uniformBelowNumber(n, scriptedSource([]));
    expect(draw).toThrow(`uniformBelowNumber: n must be an integer from 1 to 2^53, got ${n}`);
    expect(draw).toThrow(expect.objectContaining({ _tag: 'InvalidParameter' }) as Error);
  });
});
