import { DiscreetError, print } from '@discreet/core';
import { entropyFromWords, type EntropySource } from '@discreet/random/samplers';

/** splitmix32: spreads a seed over the 128 bits of state, never all zero. */
const spread = (seed: number): (() => number) => {
  let mixed = seed >>> 0;
  return () => {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let z = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
};

/**
 * **For tests only**: reproducible words from a seed. Who knows the seed knows the noise, so it protects nobody.
 *
 * **Contract** Equal seeds and widths give equal words, on every engine. The generator is xoshiro128**, whose upper `wordBits` bits are
 * taken.
 * **Errors** A seed that is no integer from 0 to 2^32 - 1; a word width that is none from 1 to 32.
 * **Source** D. Blackman, S. Vigna, 2021, Scrambled linear pseudorandom number generators, https://prng.di.unimi.it
 *
 * @example
 * import { seededEntropy } from '@discreet/testing';
 * seededEntropy(1).nextWord() === seededEntropy(1).nextWord(); // => true
 */
export function seededEntropy(seed: number, wordBits: number = 32): EntropySource {
  const refuse = (rule: string, received: number): DiscreetError =>
    new DiscreetError({
      tag: 'InvalidParameter',
      where: 'seededEntropy',
      rule,
      received: print(received),
    });
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw refuse('seed must be an integer from 0 to 2^32 - 1', seed);
  if (!Number.isInteger(wordBits) || wordBits < 1 || wordBits > 32)
    throw refuse('wordBits must be an integer from 1 to 32', wordBits);
  const split = spread(seed);
  let [a, b, c, d] = [split(), split(), split(), split()];
  const drop = 32 - wordBits;
  return entropyFromWords(() => {
    const scaled = Math.imul(b, 5);
    const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result >>> drop;
  }, wordBits);
}
