import { type Enclosure, Interval, type Rational } from '@discreet/numeric';
import { expOf } from './normal.ts';
import { refineWithin } from './refine.ts';

/*
 * The worst pair of laws that is epsilon-DP is binary randomized response that tells the truth with probability e^epsilon / (1 + e^epsilon).
 * Proofs: docs/proofs/pure-to-zcdp.md.
 */

const zero = { lower: 0, upper: 0 };

/** epsilon tanh(epsilon / 2), the least rho of every epsilon-DP mechanism. */
export function pureRho(epsilon: Interval): Interval {
  const one = Interval.integer(1, epsilon.bits);
  // (1 - e^-epsilon) / (1 + e^-epsilon)
  const missing = expOf(epsilon.negate());
  const small = epsilon.isBelow(one);
  const rest = small ? epsilon.negate().expm1().negate() : one.sub(missing);
  return epsilon.mul(rest).div(one.add(missing));
}

/** Its Rényi divergence at order 1 + b: epsilon + [ln(1 + e^-(2b+1)epsilon) - ln(1 + e^-epsilon)] / b. */
export function pureDivergence(epsilon: Interval, b: Interval): Interval {
  const order = b.scale(1).add(Interval.integer(1, b.bits));
  const near = expOf(epsilon.negate()).log1p();
  const far = expOf(order.mul(epsilon).negate()).log1p();
  return epsilon.add(far.sub(near).div(b));
}

/** Its profile: (e^total - e^epsilon) / (1 + e^total), or 0 from total on. */
export function pureDelta(total: Rational, epsilon: Rational): Enclosure {
  if (total.lessThanOrEqual(epsilon)) return zero;
  return refineWithin(1, (bits) => {
    const one = Interval.integer(1, bits);
    const gap = Interval.of(epsilon.sub(total), bits);
    return one.sub(expOf(gap)).div(one.add(expOf(Interval.of(total, bits).negate())));
  });
}

/** The least epsilon >= 0 at delta: total + ln(1 - delta (1 + e^-total)). */
export function pureEpsilon(total: Rational, delta: Rational): Enclosure {
  if (delta.sign() === 0) return { lower: total.toNumberDown(), upper: total.toNumberUp() };
  return refineWithin(Infinity, (bits) => {
    const one = Interval.integer(1, bits);
    const share = Interval.of(delta, bits).mul(one.add(expOf(Interval.of(total, bits).negate())));
    // a share of 1 or more: already at epsilon 0
    if (one.isAtMost(share)) return one.sub(one);
    return share.isBelow(one) ? Interval.of(total, bits).add(share.negate().log1p()) : undefined;
  });
}
