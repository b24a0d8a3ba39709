import { Interval, Rational } from '@discreet/numeric';
import { exp, expm1, ln, log1p } from './guess.ts';
import type { RenyiFunction } from './renyi-function.ts';

/** A divergence that is had with a chance. */
export interface WeightedCurve {
  readonly weight: Interval;
  readonly curve: RenyiFunction;
}

const BITS = 256;
/** e to more than this is not written out */
const LARGE = Interval.integer(1n << 30n, BITS);
const zero = Interval.integer(0, BITS);

/**
 * An upper bound of the divergence of mixtures: with chance w_i both laws are of a pair with the divergence D_i, and with the rest they are the same.
 *
 * e^((a - 1) D) is an f-divergence plus 1, so it is convex in both laws jointly: e^((a - 1) D) - 1 is at most the sum of w_i (e^((a - 1) D_i) - 1).
 */
export function momentMixture(parts: readonly WeightedCurve[]): RenyiFunction {
  const rough = parts.map(({ weight }) => weight.toEnclosure().upper);
  return {
    at: (order) => {
      const b = Interval.of(order.sub(Rational.one), BITS);
      let [excess, most] = [zero, zero];
      for (const { weight, curve } of parts) {
        const log = Interval.max(curve.at(order).upper().mul(b), zero);
        most = Interval.max(most, log);
        if (log.isBelow(LARGE)) excess = excess.add(log.expm1().mul(weight));
      }
      // with no part of LARGE, the excess is all of it
      const bound = most.isBelow(LARGE) ? excess.log1p() : most;
      return Interval.hull(zero, bound.div(b).upper());
    },
    about: (b) => {
      // ln of the sum of weight times (e^log - 1)
      const logs = parts.map(({ curve }, i) => {
        const log = b * curve.about(b);
        return ln(rough[i] ?? 0) + (log > 30 ? log : ln(expm1(log)));
      });
      const top = Math.max(...logs);
      if (top === -Infinity) return 0;
      const sum = top + ln(logs.reduce((total, log) => total + exp(log - top), 0));
      return (sum > 30 ? sum : log1p(exp(sum))) / b;
    },
    isConvex: false,
  };
}
