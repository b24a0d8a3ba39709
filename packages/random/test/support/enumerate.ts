import { Rational } from '@discreet/numeric';
import type { EntropySource } from '../../src/entropy-source.ts';

/** What every sequence of fair bits leads to, as exact probabilities. */
export interface Enumeration {
  /** Probability of each outcome that is reached within the bits allowed; outcomes are keyed by their text. */
  readonly mass: ReadonlyMap<string, Rational>;
  /** Probability that the sampler has not ended by then. */
  readonly open: Rational;
}

class MoreBits extends Error {
  readonly missing: number;
  constructor(missing: number) {
    super();
    this.missing = missing;
  }
}

/** Runs the sampler on every sequence of up to `mostBits` bits, in words of `wordBits` bits. */
export function enumerate(
  sample: (source: EntropySource) => bigint | number | boolean,
  wordBits: number,
  mostBits: number,
): Enumeration {
  const mass = new Map<string, Rational>();
  let open = Rational.zero;
  const visit = (script: bigint, length: number): void => {
    const weight = Rational.of(1n, 1n << BigInt(length));
    try {
      const outcome = String(sample(bitSource(script, length, wordBits)));
      mass.set(outcome, (mass.get(outcome) ?? Rational.zero).add(weight));
    } catch (error) {
      if (!(error instanceof MoreBits)) throw error;
      if (length + error.missing > mostBits) {
        open = open.add(weight);
        return;
      }
      const branches = 1n << BigInt(error.missing);
      for (let next = 0n; next < branches; next += 1n) {
        visit((script << BigInt(error.missing)) | next, length + error.missing);
      }
    }
  };
  visit(0n, 0);
  return { mass, open };
}

function bitSource(script: bigint, length: number, wordBits: number): EntropySource {
  let used = 0;
  const nextBits = (count: number): bigint => {
    if (used + count > length) throw new MoreBits(used + count - length);
    used += count;
    return (script >> BigInt(length - used)) & ((1n << BigInt(count)) - 1n);
  };
  const nextWord = (): number => Number(nextBits(wordBits));
  return {
    wordBits,
    nextWord,
    nextBits,
    fillWords: (out) => {
      for (let index = 0; index < out.length; index += 1) out[index] = nextWord();
    },
  };
}
