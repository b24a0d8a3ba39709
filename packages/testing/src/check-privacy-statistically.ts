import { DiscreetError, print } from '@discreet/core';
import { Rational, rationalFromDecimal } from '@discreet/numeric';
import type { EntropySource } from '@discreet/random/samplers';
import * as O from 'fp-ts/lib/Option.js';
import type { Mechanism, PrivacyClaim } from './check-mechanism-exactly.ts';
import { binomialLower, binomialUpper } from './internal/binomial-bounds.ts';
import { type ClaimedLoss, deltaDown, readClaim } from './internal/claimed-loss.ts';
import {
  type Answers,
  type AnswerSet,
  attackLogistically,
  evidenceIn,
  searchBounds,
  searchSets,
} from './internal/event-search.ts';
import { type Outcome, outcomeOf } from './internal/outcome-features.ts';
import { seededEntropy } from './seeded-entropy.ts';
import type { SamplingOptions, StatisticalReport, TestedEvent } from './statistical-report.ts';

/** Each attack certifies one event, and each event two probabilities: the false alarm is shared among all bounds. */
const attacks = [
  ['search of bounds', searchBounds],
  ['search of sets', searchSets],
  ['logistic attack', attackLogistically],
] as const;
const shares: Rational = Rational.of(BigInt(2 * attacks.length));

const count = (outcomes: readonly Outcome[], { contains }: AnswerSet): number =>
  outcomes.reduce((sum, outcome) => sum + (contains(outcome) ? 1 : 0), 0);

const certify = (
  attack: TestedEvent['attack'],
  set: AnswerSet,
  answers: Answers,
  claim: ClaimedLoss,
  alarm: Rational,
): TestedEvent => {
  const counts = { x: count(answers.x, set), y: count(answers.y, set) };
  const trials = answers.x.length;
  const { favours } = set;
  const atLeast = binomialLower(counts[favours], trials, alarm);
  const atMost = binomialUpper(counts[favours === 'x' ? 'y' : 'x'], trials, alarm);
  const lower = claim.lower(atLeast, atMost);
  return { attack, event: set.words, favours, counts, atLeast, atMost, lower };
};

const where = 'checkPrivacyStatistically';

const whole = (value: number, name: string, least: number): number => {
  if (Number.isSafeInteger(value) && value >= least) return value;
  const rule = `${name} must be an integer >= ${least}`;
  throw new DiscreetError({ tag: 'InvalidParameter', where, rule, received: print(value) });
};

const alarmOf = (value: number): Rational => {
  const read = rationalFromDecimal(value);
  if (O.isSome(read) && read.value.sign() > 0 && read.value.lessThan(Rational.one))
    return read.value;
  const rule = 'falseAlarm must be > 0 and < 1';
  throw new DiscreetError({ tag: 'InvalidParameter', where, rule, received: print(value) });
};

/** What the mechanism answers; an exception is an answer too, as whoever sees it learns from it. */
const answerOf = <D>(mechanism: Mechanism<D>, data: D, entropy: EntropySource): Outcome => {
  let answer: unknown;
  try {
    answer = mechanism(data, entropy);
  } catch (error) {
    answer = { threw: error instanceof Error ? error.message : String(error) };
  }
  return outcomeOf(answer, where);
};

const draw = <D>(
  mechanism: Mechanism<D>,
  pair: { readonly x: D; readonly y: D },
  samples: number,
  entropy: EntropySource,
): Answers => {
  const [x, y]: [Outcome[], Outcome[]] = [[], []];
  for (let i = 0; i < samples; i += 1) {
    x.push(answerOf(mechanism, pair.x, entropy));
    y.push(answerOf(mechanism, pair.y, entropy));
  }
  return { x, y };
};

/**
 * Attacks a claim about a mechanism whose law cannot be computed: answers on two datasets are drawn, and told apart.
 *
 * Half of the answers choose an event: a set of answers, a range of one of the numbers in them, or a threshold of a logistic score. The
 * other half counts how often it happens on each dataset, and bounds both probabilities by Clopper and Pearson.
 *
 * **Contract** If the claim is true for these two datasets, `holds` is false with probability at most `falseAlarm` over the words of the
 * seed's generator, taken as uniform and independent. The same chance holds for `lower` and `deltaLower` being above the true values. A
 * check that holds proves nothing. The mechanism must take all its randomness from `entropy` and keep no state between calls. Exceptions
 * count as answers. Equal arguments give equal reports. Proof: docs/proofs/statistical-check.md.
 * **Errors** Options or a claim that are none; an answer that holds what cannot be looked into, such as a promise or a map.
 * **Cost** `samples` answers on each dataset, all kept, and some seconds for every 100,000 of them. With n samples and a false alarm of
 * 10^-6 no epsilon above ln(n / 30) can be shown.
 * **Source** Z. Ding, Y. Wang, G. Wang, D. Zhang, D. Kifer, 2018, Detecting violations of differential privacy,
 * https://arxiv.org/abs/1805.10277; B. Bichsel, S. Steffen, I. Bogunovic, M. Vechev, 2021, DP-Sniper,
 * https://doi.org/10.1109/SP40001.2021.00081
 *
 * @example
 * import { checkPrivacyStatistically } from '@discreet/testing';
 * // randomized response that tells the truth three times in four: epsilon is ln 3
 * const report = checkPrivacyStatistically(
 *   (truth: boolean, entropy) => (entropy.nextBits(2) === 0n ? !truth : truth),
 *   { x: true, y: false },
 *   { epsilon: 0.8 },
 * );
 * report.holds; // => false
 * report.lower.toNumber() > 0.9; // => true
 */
export function checkPrivacyStatistically<D>(
  mechanism: Mechanism<D>,
  pair: { readonly x: D; readonly y: D },
  claim: PrivacyClaim,
  options: SamplingOptions = {},
): StatisticalReport {
  const { seed = 1, samples = 20_000, falseAlarm = 1e-6 } = options;
  const loss = readClaim(claim, where);
  const alarm = alarmOf(falseAlarm).div(shares);
  const choosing = whole(samples, 'samples', 2) >> 1;
  const entropy = seededEntropy(seed);
  const evidence = evidenceIn(draw(mechanism, pair, choosing, entropy));
  const sets = attacks.flatMap(([name, attack]) => {
    const set = attack(evidence, loss);
    return set === undefined ? [] : [[name, set] as const];
  });
  const counted = draw(mechanism, pair, samples - choosing, entropy);
  const tested = sets.map(([name, set]) => certify(name, set, counted, loss, alarm));
  const tightest = tested.reduce<TestedEvent | undefined>(
    (best, next) => (best === undefined || best.lower.lessThan(next.lower) ? next : best),
    undefined,
  );
  const lower = tightest?.lower ?? Rational.zero;
  const holds = lower.lessThanOrEqual(loss.claimed);
  const deltas = tested.map(({ atLeast, atMost }) => deltaDown(loss.claimed, atLeast, atMost));
  return {
    holds,
    seed,
    samples,
    falseAlarm,
    claimed: loss.claimed,
    measure: loss.name,
    lower,
    deltaLower:
      loss.name === 'rho'
        ? undefined
        : deltas.reduce((most, delta) => Rational.max(most, delta), Rational.zero),
    tightest,
    violation: holds ? undefined : tightest,
  };
}
