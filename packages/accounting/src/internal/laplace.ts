import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import { latticeEpsilon } from './lattice-epsilon.ts';
import { expOf } from './normal.ts';
import { refineWithin } from './refine.ts';

/*
 * Laplace noise, continuous and on the integers, for results that differ by `sensitivity`. Proof: docs/proofs/noise-curves.md.
 */

const two = Rational.of(2n);

/** e^x - 1 for x <= 0 of any size. */
const fallingOf = (x: Interval): Interval => {
  const low = Interval.integer(-1, x.bits);
  return low.isAtMost(x) ? x.expm1() : expOf(x).add(low);
};

/** delta(epsilon) of continuous Laplace noise: 1 - e^((epsilon - total)/2), total = sensitivity / scale. */
export function laplaceDelta(total: Rational, epsilon: Rational): Enclosure {
  if (total.lessThanOrEqual(epsilon)) return { lower: 0, upper: 0 };
  const gap = epsilon.sub(total).div(Rational.of(2n));
  return refineWithin(1, (bits) => fallingOf(Interval.of(gap, bits)).negate());
}

/** The least epsilon >= 0: total + 2 ln(1 - delta). */
export function laplaceEpsilon(total: Rational, delta: Rational): Enclosure {
  return refineWithin(Infinity, (bits) =>
    Interval.of(total, bits).add(Interval.of(delta, bits).negate().log1p().scale(1)),
  );
}

/** The Rényi divergence at order 1 + b: total + ln(1 + b/(2b+1) (e^-(2b+1)total - 1)) / b. */
export function laplaceDivergence(total: Interval, b: Interval): Interval {
  const order = b.scale(1).add(Interval.integer(1, b.bits));
  const rest = fallingOf(order.mul(total).negate());
  return total.add(b.div(order).mul(rest).log1p().div(b));
}

/** delta(epsilon) of discrete Laplace noise: P(x <= m) - e^epsilon Q(x <= m), m = floor((s - scale epsilon) / 2). */
export function discreteLaplaceDelta(
  sensitivity: Rational,
  scale: Rational,
  epsilon: Rational,
): Enclosure {
  const slack = sensitivity.sub(scale.mul(epsilon));
  if (slack.sign() <= 0) return { lower: 0, upper: 0 };
  const m = slack.div(two).floor();
  return refineWithin(1, (bits) => {
    const [near, far] = upTo(sensitivity, scale)(m, bits);
    return near.sub(expOf(Interval.of(epsilon, bits)).mul(far));
  });
}

/** P(x <= m) and Q(x <= m) for 0 <= m < s: 1 - q^(m+1) / (1 + q) and q^(s-m) / (1 + q). */
const upTo =
  (sensitivity: Rational, scale: Rational) =>
  (m: bigint, bits: number): readonly [Interval, Interval] => {
    const power = (n: Rational): Interval => expOf(Interval.of(n.div(scale).negate(), bits));
    const one = Interval.integer(1, bits);
    const whole = one.add(power(Rational.one));
    const near = one.sub(power(Rational.of(m + 1n)).div(whole));
    return [near, power(sensitivity.sub(Rational.of(m))).div(whole)];
  };

/** The least epsilon >= 0 at delta in (0, 1). */
export function discreteLaplaceEpsilon(
  sensitivity: Rational,
  scale: Rational,
  delta: Rational,
): Enclosure {
  if (sensitivity.sign() === 0) return { lower: 0, upper: 0 };
  const lossAt = (m: bigint): Rational => sensitivity.sub(two.mul(Rational.of(m))).div(scale);
  return latticeEpsilon(
    {
      lossAt,
      upTo: upTo(sensitivity, scale),
      deltaAt: (epsilon) => discreteLaplaceDelta(sensitivity, scale, epsilon),
      last: sensitivity.div(two).floor(),
      // the answers up to 0 all have the greatest loss
      first: 1n,
    },
    delta,
    sensitivity.div(scale).toNumberUp(),
  );
}

/** Around the variance of discrete Laplace noise: 2q / (1 - q)^2. */
export function discreteLaplaceVariance(scale: Rational): Enclosure {
  return refineWithin(Infinity, (bits) => {
    const rest = fallingOf(Interval.of(scale.inverse().negate(), bits)).negate();
    const q = expOf(Interval.of(scale.inverse().negate(), bits));
    return q.scale(1).div(rest.mul(rest));
  });
}

/**
 * The Rényi divergence of discrete Laplace noise at order 1 + b, with q = e^(-1/scale), c = q^(2b+1) and s = sensitivity:
 * s/scale + ln( [1 + c^s + (1 - q) c (1 - c^(s-1)) / (1 - c)] / (1 + q) ) / b.
 */
export function discreteLaplaceDivergence(
  sensitivity: Interval,
  scale: Interval,
  b: Interval,
): Interval {
  const one = Interval.integer(1, b.bits);
  const order = b.scale(1).add(one).div(scale);
  const step = fallingOf(one.div(scale).negate());
  const inner = fallingOf(order.mul(sensitivity.sub(one)).negate()).div(fallingOf(order.negate()));
  const between = step.negate().mul(expOf(order.negate())).mul(inner);
  const total = expOf(order.mul(sensitivity).negate())
    .add(one)
    .add(between)
    .div(one.add(one).add(step));
  return sensitivity.div(scale).add(total.ln().div(b));
}
