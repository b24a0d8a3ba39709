import { DiscreetError, print } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import type { EntropySource } from '@discreet/random/samplers';
import { printOutcome } from './print-outcome.ts';

/** When an enumeration may stop. */
export interface EnumerationLimits {
  /** stop as soon as no more than this probability is undecided; 2^-10 unless it is given */
  readonly residual?: Rational;
  /** stop after this many runs, whatever is undecided then; 200,000 unless it is given */
  readonly runs?: number;
}

/** An exact law: the probability of every outcome that was reached, and of the paths that were not followed to an end. */
export interface ExactLaw {
  /** by printed outcome; each true probability is at least the one given, and at most that plus `residual` */
  readonly law: ReadonlyMap<string, Rational>;
  /** the probability of all that is undecided */
  readonly residual: Rational;
  /** how often the function was run */
  readonly runs: number;
}

/** The bits of one path so far: what the run is given before it asks for more. */
interface Path {
  readonly bits: bigint;
  readonly length: number;
}

/** A path that ended too early: it is followed again with every choice of the bits that were missing. */
interface Branch {
  readonly bits: bigint;
  readonly missing: number;
}

/** Thrown at the run that asks for bits beyond its path, and taken back by the enumeration. */
const starved: Error = new Error('the enumeration follows this path later');

class PathSource implements EntropySource {
  readonly wordBits: number;
  readonly #path: Path;
  #used = 0;
  /** how many bits beyond the path's end were asked for; 0 when all were there */
  missing = 0;

  constructor(path: Path, wordBits: number) {
    this.#path = path;
    this.wordBits = wordBits;
  }

  /** one request of at most `wordBits` bits */
  #take(count: number): bigint {
    const { bits, length } = this.#path;
    if (this.#used + count > length) {
      // a run that swallowed the first refusal must not go on with other bits
      if (this.missing === 0) this.missing = this.#used + count - length;
      throw starved;
    }
    this.#used += count;
    return (bits >> BigInt(length - this.#used)) & ((1n << BigInt(count)) - 1n);
  }

  nextWord(): number {
    return Number(this.#take(this.wordBits));
  }

  nextBits(count: number): bigint {
    let bits = 0n;
    for (let rest = count; rest > 0;) {
      const part = Math.min(rest, this.wordBits);
      bits = (bits << BigInt(part)) | this.#take(part);
      rest -= part;
    }
    return bits;
  }

  fillWords(out: Uint32Array): void {
    for (let index = 0; index < out.length; index += 1) out[index] = this.nextWord();
  }
}

const checked = (wordBits: number, limits: EnumerationLimits): Required<EnumerationLimits> => {
  const refuse = (rule: string, received: unknown): DiscreetError =>
    new DiscreetError({
      tag: 'InvalidParameter',
      where: 'enumerateEntropy',
      rule,
      received: print(received),
    });
  const { residual = Rational.of(1n, 1024n), runs = 200_000 } = limits;
  if (!Number.isInteger(wordBits) || wordBits < 2 || wordBits > 8)
    throw refuse('wordBits must be an integer from 2 to 8', wordBits);
  if (!(residual instanceof Rational) || residual.sign() < 0)
    throw refuse('residual must be a Rational >= 0', residual);
  if (!Number.isSafeInteger(runs) || runs < 1)
    throw refuse('runs must be a whole number > 0', runs);
  return { residual, runs };
};

/**
 * The exact law of a function of entropy: it is run on every path of words, each with its exact probability.
 *
 * **Contract** For every outcome o: law(o) <= P(o) <= law(o) + residual, and the probabilities and the residual sum to 1, exactly. The
 * likeliest paths are followed first, so the residual shrinks as fast as it can. `run` must be a function of its source alone.
 * **Errors** A word width that is none from 2 to 8, a residual < 0, a limit of runs that is no whole number > 0. What `run` throws is thrown
 * on.
 * **Cost** One run of the function from its start for every path and every prefix of one: 2^n for n bits.
 *
 * @example
 * import { enumerateEntropy } from '@discreet/testing';
 * const dice = enumerateEntropy(3, (entropy) => Math.max(entropy.nextWord(), entropy.nextWord()));
 * dice.law.get('7')?.toString(); // => '15/64'
 */
export function enumerateEntropy(
  wordBits: number,
  run: (entropy: EntropySource) => unknown,
  limits: EnumerationLimits = {},
): ExactLaw {
  const { residual: enough, runs: most } = checked(wordBits, limits);
  // branches by the length of their paths, each path a probability of 2^-length: short paths come before long ones
  const waiting = new Map<number, Branch[]>([[0, [{ bits: 0n, missing: 0 }]]]);
  const ended = new Map<string, Map<number, bigint>>();
  let runs = 0;
  // what is open, in units of 2^-length: an integer, since no shorter path is left
  let open = 1n;
  let length = 0;
  const follow = (path: Path): void => {
    const source = new PathSource(path, wordBits);
    let outcome: unknown;
    runs += 1;
    try {
      outcome = run(source);
    } catch (error) {
      if (source.missing === 0) throw error;
    }
    const { missing } = source;
    if (missing === 0) {
      const name = printOutcome(outcome);
      const times = ended.get(name) ?? new Map<number, bigint>();
      times.set(length, (times.get(length) ?? 0n) + 1n);
      ended.set(name, times);
      open -= 1n;
      return;
    }
    const longer = waiting.get(length + missing) ?? [];
    longer.push({ bits: path.bits, missing });
    waiting.set(length + missing, longer);
  };
  // open <= enough exactly when the integer is at most the floor
  const limit = (): bigint => enough.mul(Rational.of(1n << BigInt(length))).floor();
  let least = limit();
  while (waiting.size > 0 && open > least && runs < most) {
    for (const { bits, missing } of waiting.get(length) ?? [])
      for (let next = 0n; next < 1n << BigInt(missing); next += 1n) {
        if (runs >= most || open <= least) break;
        follow({ bits: (bits << BigInt(missing)) | next, length });
      }
    if (runs >= most || open <= least) break;
    waiting.delete(length);
    length += 1;
    open *= 2n;
    least = limit();
  }
  const total = (times: ReadonlyMap<number, bigint>): Rational =>
    [...times].reduce(
      (sum, [length, n]) => sum.add(Rational.of(n, 1n << BigInt(length))),
      Rational.zero,
    );
  const law = new Map([...ended].map(([name, times]) => [name, total(times)] as const));
  return { law, residual: Rational.of(open, 1n << BigInt(length)), runs };
}
