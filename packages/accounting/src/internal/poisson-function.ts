import { Interval, Rational } from '@discreet/numeric';
import { exp, expm1, ln, log1p } from './guess.ts';
import { interpolated } from './interpolate.ts';
import { planQuadrature } from './quadrature-plan.ts';
import type { RenyiFunction } from './renyi-function.ts';
import { sampledGaussian } from './sampled-gaussian.ts';

/** enough digits to search with */
const SEARCH_BITS = 36;

/** Continuous Gaussian noise under Poisson sampling, at every order. */
export function poissonGaussian(probability: Rational, variance: Rational): RenyiFunction {
  const [q, precision] = [probability.toNumber(), variance.inverse().toNumber()];
  return {
    at: (order) =>
      sampledGaussian({ probability, variance, order }).div(
        Interval.of(order.sub(Rational.one), 128),
      ),
    about: (b) => {
      if (q === 0) return 0;
      const order = b + 1;
      const part = ln(q) + (b * precision) / 2;
      // both norms: see `sampledGaussian`
      if (q === 1 || part > 40) return (order * part) / b;
      const plan = planQuadrature({ probability: q, precision, order }, SEARCH_BITS);
      if (plan === undefined) return (order * log1p(q * expm1((b * precision) / 2))) / b;
      const { logExcess } = plan;
      return (logExcess > 40 ? logExcess : log1p(exp(logExcess))) / b;
    },
    isConvex: true,
  };
}

/** beyond this order a sampled event is bounded by the event itself */
const MOST_ORDERS = 1024;

/**
 * Any event under Poisson sampling, at whole orders: the sum over k of C(a, k) q^k (1 - q)^(a - k) e^((k - 1) D(k)), and chords between. Where each pair of
 * laws is swapped by a symmetry of the space, that is exact and the greater of both directions; else the terms of k >= 3 count three times.
 *
 * Proof of the first: docs/proofs/rdp-sampled-gaussian.md. Source of the second: Y. Zhu, Y.-X. Wang, 2019, Poisson subsampled Rényi differential privacy,
 * theorem 6, https://proceedings.mlr.press/v97/zhu19c.html
 */
export function poissonSampled(
  q: Rational,
  inner: RenyiFunction,
  isSymmetric: boolean,
): RenyiFunction {
  const bits = 256;
  const zero = Interval.integer(0, bits);
  const three = Interval.integer(3, bits);
  const rest = Interval.of(Rational.one.sub(q), bits);
  const losses: Interval[] = [];
  /** e^((k - 1) D(k)) - 1 */
  const growth = (k: number): Interval => {
    for (let j = losses.length + 2; j <= k; j += 1)
      losses.push(
        inner
          .at(Rational.of(BigInt(j)))
          .mul(Interval.integer(j - 1, bits))
          .expm1(),
      );
    return losses[k - 2] ?? zero;
  };
  const known = new Map<number, Interval>();
  const whole = (a: number): Interval => {
    const found = known.get(a);
    if (found !== undefined) return found;
    const direct = inner.at(Rational.of(BigInt(a))).mul(Interval.integer(a - 1, bits));
    const value =
      a <= MOST_ORDERS && direct.isBelow(Interval.integer(2 ** 30, bits))
        ? // a divergence is quasi-convex: a mixture with the other law is no further from it
          Interval.min(sum(a), direct)
        : Interval.hull(zero, direct.upper());
    known.set(a, value);
    return value;
  };
  const sum = (a: number): Interval => {
    if (q.equals(Rational.one)) return growth(a).log1p();
    const odds = Interval.of(q.div(Rational.one.sub(q)), bits);
    let chance = rest.power(a);
    let excess = zero;
    let most = zero;
    for (let k = 1; k <= a; k += 1) {
      chance = chance.mul(odds).mul(Interval.of(Rational.of(BigInt(a - k + 1), BigInt(k)), bits));
      if (k < 2) continue;
      const term = chance.mul(growth(k));
      excess = excess.add(term);
      // three times chance times e^(...), of which the chance itself is in the 1 already
      most = most.add(k === 2 ? term : term.mul(three).add(chance.scale(1)));
    }
    return isSymmetric ? excess.log1p() : Interval.hull(zero, most.log1p().upper());
  };
  const at = interpolated(whole);
  return {
    at,
    about: (b) => {
      if (b + 1 > MOST_ORDERS) return inner.about(b);
      const lower = Math.floor(b + 1);
      const value = (a: number): number => (a <= 1 ? 0 : whole(a).toEnclosure().upper);
      const part = b + 1 - lower;
      return ((1 - part) * value(lower) + (part > 0 ? part * value(lower + 1) : 0)) / b;
    },
    isConvex: false,
  };
}
