import { type Distance, DiscreetError, print } from '@discreet/core';
import { expNegativeBits, lnBits, lnDown, Rational, rationalFromDecimal } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import type { PrivacyClaim } from '../check-mechanism-exactly.ts';

const precision = 96;
const one = 1n << BigInt(precision);

/** A claim as a test against one event, which has probability p on one dataset and q on the other. */
export interface ClaimedLoss {
  readonly name: 'epsilon' | 'rho';
  /** the loss that is claimed */
  readonly claimed: Rational;
  readonly delta: Rational;
  /** A lower bound of the loss of every mechanism with P(S) >= p on one dataset and P(S) <= q on the other; q > 0. */
  readonly lower: (p: Rational, q: Rational) => Rational;
  /** The same in doubles, up to a rising function: for comparing events, not for deciding. */
  readonly rank: (p: number, q: number) => number;
}

const read = (value: Distance, name: string, where: string): Rational => {
  const parsed = value instanceof Rational ? O.some(value) : rationalFromDecimal(value);
  if (O.isSome(parsed) && parsed.value.sign() >= 0) return parsed.value;
  throw new DiscreetError({
    tag: 'InvalidParameter',
    where,
    rule: `${name} must be a number >= 0`,
    received: print(value),
  });
};

/** P(S) <= exp(epsilon) Q(S) + delta for all S, so epsilon >= ln((p - delta) / q). */
const pure = (epsilon: Rational, delta: Rational): ClaimedLoss => {
  const slack = delta.toNumber();
  return {
    name: 'epsilon',
    claimed: epsilon,
    delta,
    lower: (p, q) => {
      const ratio = p.sub(delta).div(q);
      return Rational.one.lessThan(ratio)
        ? Rational.of(lnBits(ratio.numerator, ratio.denominator, precision)[0], one)
        : Rational.zero;
    },
    rank: (p, q) => (p - slack) / q,
  };
};

/** a number above 1 in whole 1024ths */
const order = (alpha: number): Rational =>
  Rational.of(BigInt(Math.min(2 ** 40, Math.max(1025, Math.round(alpha * 1024)))), 1024n);

/**
 * rho-zCDP says D_alpha(P || Q) <= alpha rho for all alpha > 1. The divergence of two laws is at least that of the event, and that is at
 * least ln(p^alpha q^(1 - alpha)) / (alpha - 1). With a = ln(1/p) and b = ln(1/q): rho >= b / alpha - a / (alpha - 1) for every alpha > 1.
 * The best is alpha = 1 / (1 - sqrt(a / b)), where the bound is (sqrt(b) - sqrt(a))^2. The order may come from doubles: each one is right.
 */
const concentrated = (rho: Rational): ClaimedLoss => ({
  name: 'rho',
  claimed: rho,
  delta: Rational.zero,
  lower: (p, q) => {
    if (!q.lessThan(p)) return Rational.zero;
    const a = Rational.of(lnBits(p.denominator, p.numerator, precision)[1], one);
    const b = Rational.of(lnBits(q.denominator, q.numerator, precision)[0], one);
    const alpha = order(1 / (1 - Math.sqrt(a.toNumber() / b.toNumber())));
    const bound = b.div(alpha).sub(a.div(alpha.sub(Rational.one)));
    return Rational.max(Rational.zero, bound);
  },
  rank: (p, q) => (q < p ? (Math.sqrt(-lnDown(q)) - Math.sqrt(-lnDown(p))) ** 2 : 0),
});

/** Reads a claim. **Errors** A loss that is no number >= 0, a delta that is not between 0 and 1. */
export function readClaim(claim: PrivacyClaim, where: string): ClaimedLoss {
  if ('rho' in claim) return concentrated(read(claim.rho, 'rho', where));
  const delta = read(claim.delta ?? 0, 'delta', where);
  if (Rational.one.lessThan(delta))
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: 'delta must be <= 1',
      received: print(claim.delta),
    });
  return pure(read(claim.epsilon, 'epsilon', where), delta);
}

/** A lower bound of p - exp(epsilon) q: of the delta that must be allowed beside epsilon. */
export function deltaDown(epsilon: Rational, p: Rational, q: Rational): Rational {
  const [inverse] = expNegativeBits(epsilon.numerator, epsilon.denominator, precision);
  if (inverse === 0n) return Rational.zero;
  return Rational.max(Rational.zero, p.sub(q.mul(Rational.of(one, inverse))));
}
