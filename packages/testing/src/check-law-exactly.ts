import { Rational } from '@discreet/numeric';
import type { EntropySource } from '@discreet/random/samplers';
import { type EnumerationLimits, enumerateEntropy } from './enumerate-entropy.ts';
import { printOutcome } from './print-outcome.ts';

/** Options of the exact check of a law. */
export interface LawOptions extends EnumerationLimits {
  /** 2 to 8; 2 unless it is given */
  readonly wordBits?: number;
}

/** An outcome whose probability is not the stated one. */
export interface LawDeparture {
  /** the outcome in print */
  readonly outcome: string;
  /** the true probability is at least this, and at most this plus the residual */
  readonly counted: Rational;
  readonly stated: Rational;
}

/** What an exact check of a law found. */
export interface LawReport {
  /** whether no outcome departs from the stated law */
  readonly holds: boolean;
  /** an outcome that does */
  readonly departure: LawDeparture | undefined;
  /** the probability that was left undecided: no departure is smaller than it */
  readonly residual: Rational;
  /** how many outcomes were compared */
  readonly outcomes: number;
}

/**
 * Compares the exact law of a sampler with a stated one, outcome by outcome.
 *
 * A privacy claim says nothing about a sampler that gives less than it should, such as one whose stop probability is inverted: its law does.
 *
 * **Contract** `stated` lists outcomes with their probabilities, all of them or those that matter; what it does not list, the sampler may not give
 * unless the listed probabilities leave room for it. A `departure` is a proof: no probability that agrees with what was enumerated is the stated one.
 * **Errors** What `enumerateEntropy` refuses.
 * **Cost** One enumeration.
 *
 * @example
 * import { checkLawExactly } from '@discreet/testing';
 * import { Rational } from '@discreet/numeric';
 * const third = Rational.of(1n, 3n);
 * // four words do not fall evenly on three labels
 * checkLawExactly((entropy) => entropy.nextWord() % 3, [0, 1, 2].map((label) => [label, third])).holds; // => false
 */
export function checkLawExactly(
  sampler: (entropy: EntropySource) => unknown,
  stated: Iterable<readonly [outcome: unknown, probability: Rational]>,
  options: LawOptions = {},
): LawReport {
  const { law, residual } = enumerateEntropy(options.wordBits ?? 2, sampler, options);
  const listed = new Map([...stated].map(([outcome, p]) => [printOutcome(outcome), p] as const));
  const rest = [...listed.values()].reduce((left, p) => left.sub(p), Rational.one);
  let departure: LawDeparture | undefined;
  for (const [outcome, probability] of listed) {
    const counted = law.get(outcome) ?? Rational.zero;
    if (probability.lessThan(counted) || counted.add(residual).lessThan(probability))
      departure ??= { outcome, counted, stated: probability };
  }
  let others = Rational.zero;
  for (const [outcome, counted] of law) {
    if (listed.has(outcome)) continue;
    others = others.add(counted);
    if (rest.lessThan(others)) departure ??= { outcome, counted, stated: rest };
  }
  return { holds: departure === undefined, departure, residual, outcomes: listed.size };
}
