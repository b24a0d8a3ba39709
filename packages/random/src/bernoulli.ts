import { DiscreetError, type Rational } from '@discreet/numeric';
import type { EntropySource } from './entropy-source.ts';

/**
 * A coin that shows true with rational probability p.
 *
 * **Contract** For 0 <= p <= 1 and every word width: true with probability exactly p. Proof: docs/proofs/uniform-and-bernoulli.md.
 *
 * **Errors** `DiscreetError` where p < 0 or p > 1.
 *
 * **Cost** One word, and each further one with probability 2^-wordBits: the binary digits of a uniform real are compared with
 * those of p until one differs.
 *
 * @example
 * import { Rational } from '@discreet/numeric';
 * import { bernoulli, entropyFromWords } from '@discreet/random/samplers';
 * const third = Rational.of(1n, 3n);
 * bernoulli(third, entropyFromWords(() => 0x40000000)); // => true
 * bernoulli(third, entropyFromWords(() => 0x80000000)); // => false
 */
export function bernoulli(p: Rational, source: EntropySource): boolean {
  const { numerator, denominator } = p;
  if (numerator < 0n || numerator > denominator) {
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'bernoulli',
      rule: 'p must be from 0 to 1',
      received: p.toString(),
    });
  }
  if (numerator === denominator) return true;
  const width = BigInt(source.wordBits);
  // p = (digit + rest/denominator) / 2^width, again and again: U < p as soon as U's digit is the smaller one, and never
  // once p has no digits left.
  let rest = numerator;
  while (rest !== 0n) {
    const scaled = rest << width;
    const digit = scaled / denominator;
    const word = BigInt(source.nextWord());
    if (word !== digit) return word < digit;
    rest = scaled % denominator;
  }
  return false;
}
