import { entropyFromWords, type EntropySource } from '../../src/entropy-source.ts';

/** A source that gives the listed words and then throws: a sampler that takes more than it should is seen. */
export function scriptedSource(
  words: readonly number[],
  wordBits: number = 32,
): EntropySource & { readonly left: () => number } {
  let position = 0;
  const source = entropyFromWords(() => {
    const word = words[position];
    if (word === undefined) throw new RangeError('script ended');
    position += 1;
    return word;
  }, wordBits);
  return { ...source, left: () => words.length - position };
}
