import { lnBits, Rational } from '@discreet/numeric';
import type { ExactLaw } from '../enumerate-entropy.ts';

const precision = 96;
const one = 1n << BigInt(precision);

const ln = (ratio: Rational): Rational =>
  Rational.of(lnBits(ratio.numerator, ratio.denominator, precision)[0], one);

/** the probability that an outcome has at most */
const most = (law: ExactLaw, outcome: string): Rational =>
  (law.law.get(outcome) ?? Rational.zero).add(law.residual);

/** A lower bound of a divergence with the outcome that tells most; none where it is infinite. */
export interface LowerBound {
  readonly bound: Rational | undefined;
  readonly outcome: string;
}

/**
 * A lower bound of the greatest ln(P(o) / Q(o)) over single outcomes.
 *
 * P(o) is at least what was counted and Q(o) at most that plus the residual, so the true ratio is at least theirs.
 */
export function maxDivergenceDown(p: ExactLaw, q: ExactLaw): LowerBound {
  let best: LowerBound = { bound: Rational.zero, outcome: '' };
  let ratio = Rational.one;
  for (const [outcome, probability] of p.law) {
    const highest = most(q, outcome);
    if (highest.sign() === 0) return { bound: undefined, outcome };
    const here = probability.div(highest);
    if (ratio.lessThan(here)) {
      ratio = here;
      best = { bound: here, outcome };
    }
  }
  return best.bound === undefined || best.outcome === ''
    ? best
    : { bound: ln(ratio), outcome: best.outcome };
}

/**
 * A lower bound of the Rényi divergence of whole order alpha > 1.
 *
 * Every term P(o)^alpha Q(o)^(1 - alpha) rises with P(o) and falls with Q(o); those that were not counted are not negative.
 */
export function renyiDivergenceDown(p: ExactLaw, q: ExactLaw, alpha: number): LowerBound {
  const a = BigInt(alpha);
  let sum = 0n;
  for (const [outcome, probability] of p.law) {
    const highest = most(q, outcome);
    if (highest.sign() === 0) return { bound: undefined, outcome };
    const top = probability.numerator ** a * highest.denominator ** (a - 1n);
    const bottom = probability.denominator ** a * highest.numerator ** (a - 1n);
    sum += (top << BigInt(precision)) / bottom;
  }
  const outcome = `order ${alpha}`;
  return sum <= one
    ? { bound: Rational.zero, outcome }
    : { bound: ln(Rational.of(sum, one)).div(Rational.of(a - 1n)), outcome };
}
