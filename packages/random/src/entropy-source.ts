import { DiscreetError } from '@discreet/numeric';

/**
 * Where random bits come from: the one argument that makes a sampler a function.
 *
 * **Contract** Every word that a source gives is uniform on the integers from 0 to 2^wordBits - 1 and independent of
 * every other word, and a word is given once. The samplers prove their law from this and from nothing else.
 * All samplers of this package are exact for every word width from 1 to 32. The two vector fills read 32-bit words
 * in blocks; with another width they draw their elements one by one through the scalar paths.
 */
export interface EntropySource {
  /** Bits in one word, 1 to 32; the shipped source has 32. */
  readonly wordBits: number;
  /** One word, as an unsigned integer below 2^wordBits. */
  nextWord(): number;
  /** `count` uniform bits, as an unsigned integer below 2^count. */
  nextBits(count: number): bigint;
  /** Replaces every element of `out` by a fresh word; the way in which vector samplers take their bits. */
  fillWords(out: Uint32Array): void;
}

/**
 * A source over a function that gives one word at a time: seeded, recorded or enumerated bits for tests.
 *
 * **Contract** `nextWord` must give integers from 0 to 2^wordBits - 1. `nextBits(count)` takes ceil(count / wordBits)
 * words, the first one highest, and drops the lowest bits that are too many.
 *
 * **Errors** `DiscreetError` for a width that is no integer from 1 to 32, and at each word that is no integer of that width: a generator of
 * signed integers or of fractions would give another law without a word.
 *
 * **Cost** One call of `nextWord` a word.
 *
 * @example
 * import { entropyFromWords } from '@discreet/random/samplers';
 * entropyFromWords(() => 0x80000001).nextBits(33); // => 0x100000003n
 * entropyFromWords(() => -1).nextWord(); // => throws entropyFromWords: words of 32 bits must be integers from 0 to 2^32 - 1, got -1
 */
export function entropyFromWords(nextWord: () => number, wordBits: number = 32): EntropySource {
  if (!(Number.isInteger(wordBits) && wordBits >= 1 && wordBits <= 32)) {
    throw refusal('wordBits must be an integer from 1 to 32', wordBits);
  }
  const size = sizeOfWord(wordBits);
  const checkedWord = (): number => {
    const word = nextWord();
    if (word >>> 0 === word && word < size) return word;
    throw refusal(`words of ${wordBits} bits must be integers from 0 to 2^${wordBits} - 1`, word);
  };
  return {
    wordBits,
    nextWord: checkedWord,
    nextBits: (count) => bitsFromWords(checkedWord, wordBits, count),
    fillWords: (out) => {
      for (let index = 0; index < out.length; index += 1) out[index] = checkedWord();
    },
  };
}

function refusal(rule: string, received: number): DiscreetError {
  return new DiscreetError({
    tag: 'InvalidParameter',
    where: 'entropyFromWords',
    rule,
    received: String(received),
  });
}

/** `count` bits from words of `wordBits` bits, the first word highest. */
export function bitsFromWords(nextWord: () => number, wordBits: number, count: number): bigint {
  const width = BigInt(wordBits);
  let bits = 0n;
  let got = 0;
  while (got < count) {
    bits = (bits << width) | BigInt(nextWord());
    got += wordBits;
  }
  return bits >> BigInt(got - count);
}

/** 2^wordBits, the number of values of one word. */
export function wordSize(source: EntropySource): number {
  return sizeOfWord(source.wordBits);
}

function sizeOfWord(wordBits: number): number {
  return wordBits === 32 ? 4294967296 : (1 << wordBits) >>> 0;
}
