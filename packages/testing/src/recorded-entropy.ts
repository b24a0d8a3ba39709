import { DiscreetError, print } from '@discreet/core';
import { entropyFromWords, type EntropySource } from '@discreet/random/samplers';

/** A source that remembers what it gave. */
export interface EntropyRecorder {
  readonly source: EntropySource;
  /** the words given so far, in order */
  readonly words: () => readonly number[];
}

const refuse = (rule: string, received?: string): DiscreetError =>
  new DiscreetError({ tag: 'InvalidParameter', where: 'recordedEntropy', rule, received });

/**
 * **For tests only**: gives the listed words, once each and in order.
 *
 * **Contract** A sampler that asks for the words that a recorder gave does what it did then.
 * **Errors** A word that is no integer below 2^wordBits is refused at once. When the words are used up the next request throws a
 * `DiscreetError` with the tag `InvalidParameter`: a replay never invents a word.
 *
 * @example
 * import { recordedEntropy } from '@discreet/testing';
 * const source = recordedEntropy([7, 8]);
 * [source.nextWord(), source.nextWord()]; // => [7, 8]
 */
export function recordedEntropy(words: readonly number[], wordBits: number = 32): EntropySource {
  if (!Number.isInteger(wordBits) || wordBits < 1 || wordBits > 32)
    throw refuse('wordBits must be an integer from 1 to 32', print(wordBits));
  const kept = Object.freeze([...words]);
  const wrong = kept.find((word) => !Number.isInteger(word) || word < 0 || word >= 2 ** wordBits);
  if (wrong !== undefined)
    throw refuse(`every word must be an integer from 0 to 2^${wordBits} - 1`, print(wrong));
  let position = 0;
  return entropyFromWords(() => {
    const word = kept[position];
    if (word === undefined)
      throw refuse(`no more than the ${kept.length} recorded words can be drawn`);
    position += 1;
    return word;
  }, wordBits);
}

/**
 * **For tests only**: draws from another source and keeps every word, to be replayed by `recordedEntropy`.
 *
 * **Contract** `recordedEntropy(recorder.words(), source.wordBits)` gives what `recorder.source` gave. All requests are served word by
 * word, so those for single bits take a whole word.
 *
 * @example
 * import { recordEntropy, recordedEntropy, seededEntropy } from '@discreet/testing';
 * const recorder = recordEntropy(seededEntropy(1));
 * const bits = recorder.source.nextBits(40);
 * recordedEntropy(recorder.words()).nextBits(40) === bits; // => true
 */
export function recordEntropy(source: EntropySource): EntropyRecorder {
  const words: number[] = [];
  return {
    source: entropyFromWords(() => {
      const word = source.nextWord();
      words.push(word);
      return word;
    }, source.wordBits),
    words: () => Object.freeze([...words]),
  };
}
