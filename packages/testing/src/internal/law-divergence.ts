import { expNegativeBits, lnBits, Rational } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import type { JointLaw, JointOutcome } from './joint-law.ts';

const precision = 128;
const unit = 1n << BigInt(precision);

const ln = (top: bigint, bottom: bigint, end: 0 | 1): Rational =>
  Rational.of(lnBits(top, bottom, precision)[end], unit);

/** A divergence of two enumerated laws between bounds, and the event that shows the lower one. */
export interface Divergence {
  /** none where it is infinite */
  readonly lower: O.Option<Rational>;
  /** none where it is infinite, or where what is undecided leaves it open */
  readonly upper: O.Option<Rational>;
  /** the outcomes that tell P from Q: likelier under P, most of all the first */
  readonly event: readonly JointOutcome[];
}

/** the outcomes that P has, the most telling ones first: by p / q, downward */
const byRatio = ({ outcomes }: JointLaw): readonly JointOutcome[] =>
  outcomes
    .filter(({ p }) => p > 0n)
    .sort((a, b) => {
      const [left, right] = [a.p * b.q, b.p * a.q];
      return left > right ? -1 : left < right ? 1 : 0;
    });

/**
 * The greatest ln(P(S) / Q(S)) over events S.
 *
 * P(S) is at least what was counted and Q(S) at most that plus the residual, which an event pays once, however many outcomes it has. The
 * ratio p(S) / (q(S) + residual) is greatest for one of the sets {o: p(o) / q(o) >= c}, so only those are looked at. With nothing undecided
 * the greatest single ratio bounds it from above as well.
 */
export function maxDivergence(joint: JointLaw): Divergence {
  const sorted = byRatio(joint);
  const first = sorted[0];
  if (first === undefined) return { lower: O.some(Rational.zero), upper: O.none, event: [] };
  let [p, q] = [0n, joint.restQ];
  let [bestP, bestQ, size] = [1n, 1n, 0];
  for (const [i, outcome] of sorted.entries()) {
    p += outcome.p;
    q += outcome.q;
    if (q === 0n) return { lower: O.none, upper: O.none, event: sorted.slice(0, i + 1) };
    if (p * bestQ > bestP * q) [bestP, bestQ, size] = [p, q, i + 1];
  }
  const decided = joint.restP === 0n && joint.restQ === 0n && first.p >= first.q;
  return {
    lower: O.some(ln(bestP, bestQ, 0)),
    upper: decided ? O.some(ln(first.p, first.q, 1)) : O.none,
    event: sorted.slice(0, size),
  };
}

/**
 * The hockey-stick divergence: the greatest P(S) - exp(epsilon) Q(S) over events S, which is the least delta at this epsilon.
 *
 * It is the sum of p(o) - exp(epsilon) q(o) over the outcomes where that is positive. From below, the event may also hold all that is undecided
 * under Q; from above, all that is undecided under P.
 */
export function hockeyStick(joint: JointLaw, epsilon: Rational): Divergence {
  const { restP, restQ, one } = joint;
  const [low, high] = expNegativeBits(epsilon.numerator, epsilon.denominator, precision);
  // exp(epsilon) is between unit / high and unit / low; all sums are taken times exp(-epsilon)
  const over = (factor: bigint): readonly JointOutcome[] =>
    byRatio(joint).filter(({ p, q }) => p * factor > q * unit);
  const sum = (event: readonly JointOutcome[], factor: bigint): bigint =>
    event.reduce((total, { p, q }) => total + p * factor - q * unit, 0n);
  const event = over(low);
  const least = sum(event, low) - restQ * unit;
  const upper = Rational.of(sum(over(high), high), high * one).add(Rational.of(restP, one));
  return {
    lower: O.some(least > 0n ? Rational.of(least, low * one) : Rational.zero),
    upper: O.some(upper),
    event,
  };
}

/**
 * The Rényi divergence of whole order alpha > 1.
 *
 * Every term P(o)^alpha Q(o)^(1 - alpha) rises with P(o) and falls with Q(o); those that were not counted are not negative. With nothing
 * undecided the same sum, rounded up, bounds it from above.
 */
export function renyiDivergence(joint: JointLaw, alpha: number): Divergence {
  const { restP, restQ, one } = joint;
  const [a, sorted] = [BigInt(alpha), byRatio(joint)];
  let [low, high] = [0n, 0n];
  for (const { p, q } of sorted) {
    const most = q + restQ;
    if (most === 0n) return { lower: O.none, upper: O.none, event: sorted };
    const top = (p ** a) << BigInt(precision);
    const bottom = most ** (a - 1n) * one;
    low += top / bottom;
    high += top / bottom + 1n;
  }
  const over = Rational.of(a - 1n);
  const decided = restP === 0n && restQ === 0n && high > 0n;
  return {
    lower: O.some(low <= unit ? Rational.zero : ln(low, unit, 0).div(over)),
    upper: decided ? O.some(ln(high, unit, 1).div(over)) : O.none,
    event: sorted.filter(({ p, q }) => p > q),
  };
}
