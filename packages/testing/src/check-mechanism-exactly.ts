import { DiscreetError, type Distance, parseDistance, print } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import type { EntropySource } from '@discreet/random/samplers';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { type EnumerationLimits, enumerateEntropy, type ExactLaw } from './enumerate-entropy.ts';
import { type EnumeratedLoss, enumeratedLosses } from './internal/enumerated-losses.ts';
import { printOutcome } from './print-outcome.ts';
import type { LossBound } from './privacy-report.ts';

/** A randomised function: all that anybody sees of it is its outcome, and all its chance comes from the words it is given. */
export type Mechanism<X> = (data: X, entropy: EntropySource) => unknown;

/** What a mechanism is said to lose on the pairs that it is checked on: epsilon, epsilon with delta, or rho. */
export type PrivacyClaim =
  { readonly epsilon: Distance; readonly delta?: Distance } | { readonly rho: Distance };

/** Options of the exact check of a mechanism. */
export interface MechanismOptions<X> extends EnumerationLimits {
  readonly claim: PrivacyClaim;
  /** the neighbours; each pair is looked at in both directions */
  readonly pairs: readonly (readonly [x: X, y: X])[];
  /** 2 to 8; 2 unless it is given */
  readonly wordBits?: number;
}

/** An event with its probability under two data, from below and from above. */
export interface TellingEvent {
  /** the outcomes in print, the most telling first */
  readonly outcomes: readonly string[];
  /** likely under x: at least this */
  readonly atLeast: Rational;
  /** less likely under y: at most this, were all that is undecided in the event */
  readonly atMost: Rational;
}

/** What was found for a pair: the loss of x to y, x being the datum under which the event is likelier. */
export interface MechanismWitness<X> {
  readonly x: X;
  readonly y: X;
  /** epsilon, delta or rho as claimed */
  readonly claimed: Rational;
  /** the loss in the unit of the claim, which is delta where one is claimed; of the order that tells most */
  readonly loss: LossBound;
  readonly event: TellingEvent;
  /** the greater of the two probabilities that were left undecided */
  readonly residual: Rational;
}

/** What an exact check of a mechanism found. */
export interface MechanismReport<X> {
  /** whether no pair refutes the claim */
  readonly holds: boolean;
  /** whether the claim is proved for these pairs at this word width: nothing that was left undecided could refute it; never so for rho */
  readonly proved: boolean;
  readonly pairs: number;
  /** the pair with the greatest loss */
  readonly worst: MechanismWitness<X> | undefined;
  /** that pair, where its loss is provably above the claim */
  readonly violation: MechanismWitness<X> | undefined;
}

const where = 'checkMechanismExactly';

interface ReadClaim {
  readonly unit: 'epsilon' | 'rho' | { readonly deltaAt: Rational };
  readonly claimed: Rational;
}

const readClaim = (claim: PrivacyClaim): ReadClaim => {
  const read = (name: string, value: Distance): Rational => {
    const parsed = parseDistance(value, name, where);
    if (E.isRight(parsed)) return parsed.right;
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: `${name} must be a number >= 0`,
      received: print(value),
    });
  };
  if ('rho' in claim) return { unit: 'rho', claimed: read('rho', claim.rho) };
  const epsilon = read('epsilon', claim.epsilon);
  if (claim.delta === undefined) return { unit: 'epsilon', claimed: epsilon };
  return { unit: { deltaAt: epsilon }, claimed: read('delta', claim.delta) };
};

/** the message of what a mechanism throws is an outcome like any other: an analyst sees it */
class Thrown {
  readonly thrown: string;
  constructor(error: unknown) {
    this.thrown = error instanceof Error ? error.message : String(error);
  }
}

const observed =
  <X>(mechanism: Mechanism<X>, data: X) =>
  (entropy: EntropySource): unknown => {
    try {
      return mechanism(data, entropy);
    } catch (error) {
      // the enumeration's own signal comes by here as well, and is known to it without being thrown on
      return new Thrown(error);
    }
  };

/** how many runs are made twice, to see that a mechanism is a function of its words */
const repeated = 200;

const checkRepeats = (wordBits: number, run: (entropy: EntropySource) => unknown): void => {
  const print = (): string =>
    printOutcome(
      [...enumerateEntropy(wordBits, run, { runs: repeated }).law].map(([name, p]) => [
        name,
        p.toString(),
      ]),
    );
  if (print() === print()) return;
  throw new DiscreetError({
    tag: 'InvalidParameter',
    where,
    rule: 'a mechanism must be a function of its data and of the words that it is given, and change neither',
  });
};

/** none is infinite, so it is greatest */
const above = (a: O.Option<Rational>, b: O.Option<Rational>): boolean =>
  O.isSome(b) && (O.isNone(a) || b.value.lessThan(a.value));

const witnessOf = <X>(
  [x, y]: readonly [X, X],
  claimed: Rational,
  { bound, divergence, swapped }: EnumeratedLoss,
  [p, q]: readonly [ExactLaw, ExactLaw],
): MechanismWitness<X> => {
  const names = divergence.event.map(({ outcome }) => outcome);
  const total = ({ law }: ExactLaw): Rational =>
    names.reduce((sum, name) => sum.add(law.get(name) ?? Rational.zero), Rational.zero);
  const [likely, unlikely] = swapped ? [q, p] : [p, q];
  return {
    x: swapped ? y : x,
    y: swapped ? x : y,
    claimed,
    loss: bound,
    event: {
      outcomes: names,
      atLeast: total(likely),
      atMost: total(unlikely).add(unlikely.residual),
    },
    residual: Rational.max(p.residual, q.residual),
  };
};

/**
 * Checks a privacy claim of any small mechanism against its exact law on pairs of neighbours.
 *
 * The mechanism is run on every path of words, so its code is checked and not a description of it: what it draws from the
 * shipped samplers is drawn by their own code. An exception is an outcome, by its message.
 *
 * **Contract** A `violation` is a proof that the claim is wrong for mechanisms that read words of this width: under x the event has at least the
 * one probability, under y at most the other. For a claim of epsilon the loss is the greatest ln(P(S) / Q(S)) over events; with delta it is
 * the greatest P(S) - exp(epsilon) Q(S); for rho the greatest D_alpha / alpha over a few whole orders alpha. Lower bounds are rounded down
 * and hold whatever was left undecided. `proved` says that the claim holds for all pairs given, whatever was left undecided.
 * **Errors** A claim that is no number >= 0; no pairs; what `enumerateEntropy` refuses; a mechanism that on the same words does not do the same.
 * **Cost** One enumeration for every datum of the pairs: data that stand in several pairs, as one object, are enumerated once.
 * **Source** docs/proofs/exact-check.md
 *
 * @example
 * import { checkMechanismExactly } from '@discreet/testing';
 * import { bernoulli } from '@discreet/random/samplers';
 * import { Rational } from '@discreet/numeric';
 * const threeQuarters = Rational.of(3n, 4n);
 * const answer = (yes: boolean, entropy: Parameters<typeof bernoulli>[1]) => yes === bernoulli(threeQuarters, entropy);
 * const check = (epsilon: number) => checkMechanismExactly(answer, { claim: { epsilon }, pairs: [[true, false]] });
 * [check(1.1).proved, check(1).holds]; // => [true, false]
 */
export function checkMechanismExactly<X>(
  mechanism: Mechanism<X>,
  options: MechanismOptions<X>,
): MechanismReport<X> {
  const { pairs, wordBits = 2 } = options;
  const { unit, claimed } = readClaim(options.claim);
  const [first] = pairs;
  if (first === undefined)
    throw new DiscreetError({ tag: 'InvalidParameter', where, rule: 'needs pairs to check' });
  checkRepeats(wordBits, observed(mechanism, first[0]));
  const laws = new Map<X, ExactLaw>();
  const lawOf = (data: X): ExactLaw => {
    const law = laws.get(data) ?? enumerateEntropy(wordBits, observed(mechanism, data), options);
    laws.set(data, law);
    return law;
  };
  let worst: MechanismWitness<X> | undefined;
  let proved = true;
  for (const pair of pairs) {
    const both = [lawOf(pair[0]), lawOf(pair[1])] as const;
    for (const loss of enumeratedLosses(unit, ...both)) {
      const { lower, upper } = loss.bound;
      proved &&= unit !== 'rho' && O.isSome(upper) && upper.value.lessThanOrEqual(claimed);
      if (worst === undefined || above(lower, worst.loss.lower))
        worst = witnessOf(pair, claimed, loss, both);
    }
  }
  const refuted = worst !== undefined && above(worst.loss.lower, O.some(claimed));
  return {
    holds: !refuted,
    proved,
    pairs: pairs.length,
    worst,
    violation: refuted ? worst : undefined,
  };
}
