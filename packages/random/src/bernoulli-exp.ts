import { DiscreetError, type Rational } from '@discreet/numeric';
import { wordSize, type EntropySource } from './entropy-source.ts';
import { decideWord, UNDECIDED } from './internal/decide-word.ts';
import { expNegative, HALVES } from './internal/exp-double.ts';
import { LazyUniform } from './internal/lazy-uniform.ts';
import { outOfBounds } from './internal/out-of-bounds.ts';

/** exp(-x) changes by at most 2^-52 when x is rounded to a double, and expNegative by at most 2^-49 more. */
const SLACK: number = HALVES[48] ?? outOfBounds();

/**
 * A coin that shows true with probability exp(-x).
 *
 * **Contract** For every rational x >= 0 and every word width: true with probability exactly exp(-x). Proof:
 * docs/proofs/uniform-and-bernoulli.md.
 *
 * **Errors** `DiscreetError` where x < 0.
 *
 * **Cost** One word and an exponential on doubles; with a probability of about 2^(1-wordBits) an enclosure on BigInt and more words.
 *
 * @example
 * import { Rational } from '@discreet/numeric';
 * import { bernoulliExp, entropyFromWords } from '@discreet/random/samplers';
 * bernoulliExp(Rational.one, entropyFromWords(() => 0x5e000000)); // => true
 * bernoulliExp(Rational.one, entropyFromWords(() => 0x5f000000)); // => false
 */
export function bernoulliExp(x: Rational, source: EntropySource): boolean {
  if (x.sign() < 0) {
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'bernoulliExp',
      rule: 'x must be >= 0',
      received: x.toString(),
    });
  }
  const word = source.nextWord();
  const size = wordSize(source);
  const decided = decideWord(word, size, expNegative(x.toNumber()), SLACK);
  if (decided !== UNDECIDED) return decided === 1;
  return new LazyUniform(source, BigInt(word), source.wordBits).isBelowExp(
    x.numerator,
    x.denominator,
  );
}
