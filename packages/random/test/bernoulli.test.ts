import { Rational } from '@discreet/numeric';
import { bernoulli } from '@discreet/random/samplers';
import { describe, expect, it } from 'vitest';
import { enumerate } from './support/enumerate.ts';
import { scriptedSource } from './support/scripted-source.ts';

describe('bernoulli', () => {
  it.each([2, 3, 8])(
    'has probability p over every sequence of bits in words of %i bits',
    (wordBits) => {
      for (const [n, d] of [
        [1n, 2n],
        [1n, 3n],
        [2n, 3n],
        [5n, 8n],
        [1n, 1000n],
        [6n, 7n],
      ] as const) {
        const p = Rational.of(n, d);
        const { mass, open } = enumerate((source) => bernoulli(p, source), wordBits, 16);
        const yes = mass.get('true') ?? Rational.zero;
        expect(yes.compare(p)).not.toBe(1);
        expect(p.compare(yes.add(open))).not.toBe(1);
        expect(open.compare(Rational.of(1n, 1n << 12n))).not.toBe(1);
      }
    },
  );

  it('is certain at 0 and 1 and draws nothing', () => {
    expect(bernoulli(Rational.zero, scriptedSource([]))).toBe(false);
    expect(bernoulli(Rational.one, scriptedSource([]))).toBe(true);
  });

  it('stops at the last digit of a dyadic p: equal digits mean not below', () => {
    expect(bernoulli(Rational.of(1n, 2n), scriptedSource([2 ** 31]))).toBe(false);
    expect(bernoulli(Rational.of(1n, 2n), scriptedSource([2 ** 31 - 1]))).toBe(true);
  });

  it('draws a second word when the first one equals the digits of p', () => {
    const third = Rational.of(1n, 3n);
    expect(bernoulli(third, scriptedSource([0x55555555, 0x55555554]))).toBe(true);
    expect(bernoulli(third, scriptedSource([0x55555555, 0x55555556]))).toBe(false);
  });

  it.each([Rational.of(-1n, 5n), Rational.of(6n, 5n)])('refuses %s', (p) => {
    expect(() => bernoulli(p, scriptedSource([]))).toThrow(
      `bernoulli: p must be from 0 to 1, got ${p.toString()}`,
    );
  });
});
