import { Interval, Rational } from '@discreet/numeric';
import { exactOf } from './exact-of.ts';
import { exp, expm1, ln, log1p } from './guess.ts';
import { poissonGaussian } from './poisson-function.ts';
import type { RenyiFunction } from './renyi-function.ts';

const BITS = 256;
const zero = Interval.integer(0, BITS);
/** e to more than this is not written out */
const LARGE = Interval.integer(1n << 30n, BITS);
const half = Rational.of(1n, 2n);
/** how much less than the rest a part is that does not matter, as a power of two */
const LITTLE = -40;
/** the same for a logarithm in doubles */
const ROUGH_LITTLE = -20;
/** what shares lack to 1 in sum, whatever rounding made of them */
const BELOW_ONE = 1 - 2 ** -40;

/** ln of the sum of e^x */
const lnSum = (xs: readonly number[]): number => {
  const top = Math.max(...xs);
  return top === -Infinity ? top : top + ln(xs.reduce((sum, x) => sum + exp(x - top), 0));
};

/**
 * An upper bound of the divergence where a record is drawn k times with chance w_k, k = 1, 2, ..., and the result is then a normal law of variance s^2 whose centre is at most k off.
 *
 * For shares l_k >= w_k that sum to at most 1 the laws are mixtures, with shares l_k, of samples that the record is in with chance w_k / l_k and moves by k; and e^((a - 1) D) is jointly convex. All shares
 * are right; those that grow with the divergence of the part, as in the inequality of Minkowski, are the better ones. Proof: docs/proofs/rdp-samples.md.
 */
export function drawnOften(
  chances: readonly Interval[],
  variance: Rational,
  sample: (q: Rational, k: bigint) => RenyiFunction,
): RenyiFunction {
  const rough = chances.map((w) => w.toEnclosure().upper);
  const precision = variance.inverse().toNumber();
  const rest = Math.max(0, 1 - rough.reduce((a, b) => a + b, 0));
  /** each share over its chance, in doubles */
  const factorsAt = (b: number): readonly number[] => {
    const logs = rough.map((_, i) => {
      const x = Math.max(1, b) * (i + 1) ** 2 * precision;
      return (x > 30 ? x : ln(expm1(x))) / 2;
    });
    const sum = lnSum(logs.map((log, i) => log + ln(rough[i] ?? 0)));
    return logs.map((log) => 1 + rest * exp(log - sum));
  };
  return {
    at: (order) => {
      const less1 = order.sub(Rational.one);
      const b = Interval.of(less1, BITS);
      const factors = factorsAt(less1.toNumber());
      const rate = half.mul(order).mul(less1).div(variance);
      let [excess, most] = [zero, zero];
      let left = Rational.one;
      chances.forEach((w, i) => {
        const k = BigInt(i + 1);
        // on all of the data: e^(a (a - 1) k^2 / (2 s^2)) - 1, with chance w
        const plain = Interval.of(rate.mul(Rational.of(k * k)), BITS);
        const cheap = plain.isBelow(LARGE) ? plain.expm1().mul(w).upper() : undefined;
        if (cheap?.isAtMost(excess.scale(LITTLE))) {
          excess = excess.add(cheap);
          left = left.sub(exactOf(rough[i] ?? 0));
          return;
        }
        const wanted = exactOf((rough[i] ?? 0) * (factors[i] ?? 1) * BELOW_ONE);
        const share = Rational.min(Rational.max(wanted, exactOf(rough[i] ?? 0)), left);
        const chance = w.div(Interval.of(share, BITS)).toEnclosure().upper;
        const log = Interval.max(
          sample(exactOf(Math.min(1, chance)), k)
            .at(order)
            .mul(b),
          zero,
        ).upper();
        left = left.sub(share);
        most = Interval.max(most, log);
        if (!log.isBelow(LARGE)) return;
        const part = log.expm1().mul(Interval.of(share, BITS)).upper();
        excess = excess.add(cheap === undefined ? part : Interval.min(part, cheap));
      });
      const bound = most.isBelow(LARGE) ? excess.log1p() : most;
      return Interval.hull(zero, bound.div(b).upper());
    },
    about: (b) => {
      const factors = factorsAt(b);
      let sum = -Infinity;
      rough.forEach((w, i) => {
        const lnOf = (weight: number, log: number): number =>
          ln(weight) + (log > 30 ? log : ln(expm1(log)));
        const scale = (i + 1) ** 2 * precision;
        if (lnOf(w, (b * (b + 1) * scale) / 2) < sum + ROUGH_LITTLE) return;
        const share = w * (factors[i] ?? 1);
        const q = exactOf(Math.min(1, w / share));
        const k = Rational.of(BigInt((i + 1) ** 2));
        sum = lnSum([sum, lnOf(share, b * poissonGaussian(q, variance.div(k)).about(b))]);
      });
      return (sum > 30 ? sum : log1p(exp(sum))) / b;
    },
    isConvex: false,
  };
}
