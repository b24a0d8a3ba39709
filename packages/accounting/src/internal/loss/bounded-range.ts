import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import { exactOf } from '../exact-of.ts';
import { refineWithin } from '../refine.ts';
import type { Cells } from './cells.ts';
import { expNear, lnNear, NEAR, oneMinusExp } from './exp.ts';

/*
 * Mechanisms of bounded range: for each pair of neighbours the losses are within some interval of length epsilon. With the interval [t - epsilon, t] the worst case is
 * the two losses at its ends, the greater with chance p(t) = (e^epsilon - e^t) / (e^epsilon - 1), and
 * sup_t p(t) (1 - z e^-t) = (e^(epsilon/2) - z^(1/2))^2 / (e^epsilon - 1) for e^-epsilon <= z <= e^epsilon, at e^t = (z e^epsilon)^(1/2). Proof: docs/proofs/pld-mechanisms.md.
 */

/** below it doubles lose digits: all losses are in one cell */
const TINY = 1e-280;

/** delta(x) of one use, at x >= 0. */
export function boundedRangeDelta(epsilon: Rational, x: Rational): Enclosure {
  if (epsilon.lessThanOrEqual(x)) return { lower: 0, upper: 0 };
  const half = epsilon.sub(x).div(Rational.of(2n));
  return refineWithin(1, (bits) => {
    const root = Interval.of(half, bits).expm1();
    // e^x (e^((epsilon - x)/2) - 1)^2 / (e^epsilon - 1) = (1 - e^-((epsilon - x)/2))^2 / (1 - e^-epsilon)
    const part = root.div(root.add(Interval.integer(1, bits)));
    const whole = Interval.of(epsilon.negate(), bits).expm1().negate();
    return part.mul(part).div(whole);
  });
}

/** The x >= 0 at which that is delta: 2 ln(e^(epsilon/2) - sqrt(delta (e^epsilon - 1))). */
export function boundedRangeEpsilon(epsilon: Rational, delta: Rational): Enclosure {
  const zero = boundedRangeDelta(epsilon, Rational.zero);
  if (exactOf(zero.upper).lessThanOrEqual(delta)) return { lower: 0, upper: 0 };
  const found = refineWithin(Infinity, (bits) => {
    const one = Interval.integer(1, bits);
    const whole = Interval.of(epsilon.negate(), bits).expm1().negate();
    const rest = one.sub(whole.mul(Interval.of(delta, bits)).sqrt());
    return Interval.of(epsilon, bits).add(rest.ln().scale(1));
  });
  return { lower: Math.max(0, found.lower), upper: Math.max(0, found.upper) };
}

/**
 * The law of that profile: between -epsilon and epsilon the loss has the density A e^(loss/2) / (2 (A^2 - 1)), A = e^(epsilon/2), and under the second dataset that
 * of minus the loss. `epsilon` is a double within a relative 2^-53 of the truth.
 */
export function boundedRangeCells(epsilon: number, width: number): Cells {
  const count = epsilon > TINY ? Math.max(1, Math.ceil((2 * epsilon) / width)) : 1;
  const step = (2 * epsilon) / count;
  const off = 4 * NEAR * epsilon + TINY;
  // A (e^(b/2) - e^(a/2)) / (A^2 - 1) = e^((b - epsilon)/2) (1 - e^(-step/2)) / (1 - e^-epsilon)
  const share = oneMinusExp(step / 2) / oneMinusExp(epsilon);
  const p = Float64Array.from(
    { length: count },
    (_, j) => share * expNear((-(count - 1 - j) * step) / 2),
  );
  const edge = (j: number): number => j * step - epsilon;
  return {
    p,
    q: p.slice().reverse(),
    error: p.map(() => NEAR * (8 + 4 * epsilon)),
    low: p.map((_, j) => edge(j) - off),
    high: p.map((_, j) => edge(j + 1) + off),
  };
}

/** One mechanism of that range, with two outcomes: the one of the greatest mean loss, at e^t = (e^epsilon - 1) / epsilon. */
export function attainedRangeCells(epsilon: number): Cells {
  const t = epsilon + lnNear(oneMinusExp(epsilon)) - lnNear(epsilon);
  const greatest = Math.min(Math.max(t, epsilon * 1e-3), epsilon * (1 - 1e-3));
  // p = (1 - e^(t - epsilon)) / (1 - e^-epsilon); and of the other outcome (e^(t - epsilon) - e^-epsilon) / (1 - e^-epsilon)
  const whole = oneMinusExp(epsilon);
  const first = oneMinusExp(epsilon - greatest) / whole;
  const second = (expNear(greatest - epsilon) * oneMinusExp(greatest)) / whole;
  const losses = [greatest - epsilon, greatest];
  const chances = [second, first];
  const off = 4 * NEAR * epsilon + TINY;
  return {
    p: Float64Array.from(chances),
    q: Float64Array.from(chances, (p, j) => p * expNear(-(losses[j] ?? 0))),
    error: Float64Array.from(chances, () => NEAR * (16 + 8 * epsilon)),
    low: Float64Array.from(losses, (x) => x - off),
    high: Float64Array.from(losses, (x) => x + off),
  };
}
