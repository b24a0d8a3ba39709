import { describe, expect, it } from 'vitest';
import { entropyFromWords } from '@discreet/random/samplers';

describe('entropyFromWords', () => {
  it('gives the words as they are, in all three ways', () => {
    let next = 6;
    const source = entropyFromWords(() => next++, 3);
    expect(source.nextWord()).toBe(6);
    expect(source.nextBits(2)).toBe(3n);
    next = 0;
    const out = new Uint32Array(8);
    source.fillWords(out);
    expect([...out]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it.each([-1, -(2 ** 31), 0.5, 2 ** 32, Number.NaN, Infinity])('refuses the word %d', (word) => {
    const source = entropyFromWords(() => word);
    const message = `entropyFromWords: words of 32 bits must be integers from 0 to 2^32 - 1, got ${word}`;
    expect(() => source.nextWord()).toThrow(message);
    expect(() => source.nextBits(1)).toThrow(message);
    expect(() => {
      source.fillWords(new Uint32Array(1));
    }).toThrow(message);
  });

  it('refuses a word that is wider than stated', () => {
    expect(entropyFromWords(() => 31, 5).nextWord()).toBe(31);
    expect(() => entropyFromWords(() => 32, 5).nextWord()).toThrow('0 to 2^5 - 1, got 32');
  });

  it.each([0, 33, 1.5, -8, Number.NaN])('refuses a width of %d bits', (wordBits) => {
    expect(() => entropyFromWords(() => 0, wordBits)).toThrow(
      `entropyFromWords: wordBits must be an integer from 1 to 32, got ${wordBits}`,
    );
  });
});
