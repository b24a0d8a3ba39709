import { DiscreetError } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { bernoulli, uniformBelow } from '@discreet/random/samplers';
import { describe, expect, it } from 'vitest';
import {
  enumerateEntropy,
  printOutcome,
  recordedEntropy,
  recordEntropy,
  seededEntropy,
} from '../src/index.ts';

const words = (seed: number, n: number, wordBits = 32): readonly number[] => {
  const source = seededEntropy(seed, wordBits);
  return Array.from({ length: n }, () => source.nextWord());
};

describe('seededEntropy', () => {
  it('repeats itself for a seed and differs for another', () => {
    expect(words(5, 100)).toEqual(words(5, 100));
    expect(words(5, 4)).not.toEqual(words(6, 4));
    expect(words(0, 4).every((word) => word === 0)).toBe(false);
  });

  it('has words of the width that was asked for', () => {
    for (const wordBits of [1, 2, 8, 31, 32]) {
      const drawn = words(3, 2000, wordBits);
      expect(Math.max(...drawn)).toBeLessThan(2 ** wordBits);
      expect(Math.max(...drawn)).toBeGreaterThan(0.9 * 2 ** wordBits - 1);
      expect(drawn.every((word) => Number.isInteger(word) && word >= 0)).toBe(true);
    }
  });

  it('serves arrays and bits from the same words', () => {
    const [a = 0, b = 0] = words(9, 2);
    const array = new Uint32Array(2);
    seededEntropy(9).fillWords(array);
    expect([...array]).toEqual([a, b]);
    expect(seededEntropy(9).nextBits(40)).toBe((BigInt(a) << 8n) | BigInt(b >>> 24));
  });

  it('refuses what is no seed and no width', () => {
    for (const seed of [-1, 0.5, NaN, 2 ** 32])
      expect(() => seededEntropy(seed)).toThrow('seed must be an integer from 0 to 2^32 - 1');
    for (const width of [0, 33, 1.5])
      expect(() => seededEntropy(1, width)).toThrow('wordBits must be an integer from 1 to 32');
  });
});

describe('recordedEntropy', () => {
  it('gives back what a recorder kept, however it was asked for', () => {
    const recorder = recordEntropy(seededEntropy(4));
    const array = new Uint32Array(3);
    recorder.source.fillWords(array);
    const bits = recorder.source.nextBits(70);
    const word = recorder.source.nextWord();
    expect(recorder.words()).toHaveLength(7);
    const replay = recordedEntropy(recorder.words());
    const again = new Uint32Array(3);
    replay.fillWords(again);
    expect(again).toEqual(array);
    expect(replay.nextBits(70)).toBe(bits);
    expect(replay.nextWord()).toBe(word);
  });

  it('refuses to invent a word', () => {
    const source = recordedEntropy([1]);
    source.nextWord();
    const more = (): number => source.nextWord();
    expect(more).toThrow(DiscreetError);
    expect(more).toThrow('recordedEntropy: no more than the 1 recorded words can be drawn');
  });

  it('refuses words that are none', () => {
    expect(() => recordedEntropy([4], 2)).toThrow('from 0 to 2^2 - 1, got 4');
    expect(() => recordedEntropy([0.5])).toThrow('got 0.5');
    expect(() => recordedEntropy([-1])).toThrow('got -1');
    expect(() => recordedEntropy([], 0)).toThrow('wordBits');
  });
});

describe('enumerateEntropy', () => {
  const third = Rational.of(1n, 3n);

  it.each([2, 3, 5, 8])('finds the law of a function of two words of %i bits', (wordBits) => {
    const size = BigInt(2 ** wordBits);
    const { law, residual, runs } = enumerateEntropy(
      wordBits,
      (entropy) => entropy.nextWord() === entropy.nextWord(),
      { residual: Rational.zero },
    );
    expect(residual.toString()).toBe('0');
    expect(law.get('true')?.toString()).toBe(`1/${size}`);
    expect(law.get('false')?.toString()).toBe(`${size - 1n}/${size}`);
    expect(BigInt(runs)).toBe(1n + size + size * size);
  });

  it('encloses the law of a rejection loop, tighter with more runs', () => {
    let before = Rational.one;
    for (const runs of [50, 500, 5000]) {
      const { law, residual } = enumerateEntropy(2, (entropy) => uniformBelow(3n, entropy), {
        residual: Rational.zero,
        runs,
      });
      let sum = residual;
      for (const outcome of ['0', '1', '2']) {
        const counted = law.get(outcome) ?? Rational.zero;
        expect(counted.lessThanOrEqual(third)).toBe(true);
        expect(third.lessThanOrEqual(counted.add(residual))).toBe(true);
        sum = sum.add(counted);
      }
      expect(sum.toString()).toBe('1');
      expect(residual.lessThan(before)).toBe(true);
      before = residual;
    }
  });

  it('stops at the residual that was asked for', () => {
    const { law, residual } = enumerateEntropy(4, (entropy) => bernoulli(third, entropy), {
      residual: Rational.of(1n, 5000n),
    });
    expect(residual.lessThanOrEqual(Rational.of(1n, 5000n))).toBe(true);
    expect(law.get('true')?.lessThanOrEqual(third)).toBe(true);
  });

  it('takes single bits as bits, not as words', () => {
    const { law, runs } = enumerateEntropy(8, (entropy) => entropy.nextBits(11), {
      residual: Rational.zero,
    });
    expect(law.size).toBe(2048);
    expect(new Set([...law.values()].map(String))).toEqual(new Set(['1/2048']));
    expect(runs).toBe(1 + 256 + 2048);
  });

  it('fills arrays, and follows a run that hides the refusal', () => {
    const { law } = enumerateEntropy(2, (entropy) => {
      const array = new Uint32Array(2);
      try {
        entropy.fillWords(array);
      } catch {
        return 'hidden';
      }
      return array[0] === array[1];
    });
    expect([...law.keys()].sort()).toEqual(['false', 'true']);
  });

  it('throws on what the function throws', () => {
    const fail = (): never => {
      throw new RangeError('mine');
    };
    expect(() => enumerateEntropy(2, fail)).toThrow('mine');
  });

  it('refuses widths and limits that are none', () => {
    for (const width of [1, 9, 2.5])
      expect(() => enumerateEntropy(width, () => 0)).toThrow(
        'wordBits must be an integer from 2 to 8',
      );
    expect(() => enumerateEntropy(2, () => 0, { runs: 0 })).toThrow('runs must be');
    expect(() => enumerateEntropy(2, () => 0, { residual: Rational.of(-1n) })).toThrow('residual');
  });
});

it('printOutcome tells outcomes apart and no more', () => {
  expect(printOutcome({ b: 1, a: [2n, -0] })).toBe('{a: [2, -0], b: 1}');
  expect(printOutcome({ a: [2n, -0], b: 1 })).toBe('{a: [2, -0], b: 1}');
  expect(printOutcome('1')).not.toBe(printOutcome(1));
  expect(printOutcome(Rational.of(1n, 3n))).toBe('1/3');
  expect(printOutcome(undefined)).toBe('undefined');
});
