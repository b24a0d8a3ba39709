import { Interval, Rational } from '@discreet/numeric';
import { exp, expm1, ln, lnFactorial, log1p } from './guess.ts';
import { interpolated } from './interpolate.ts';
import type { RenyiFunction } from './renyi-function.ts';
import { limitOf } from './term-function.ts';

/** beyond this order a sampled event is bounded by the event itself */
const MOST_ORDERS = 1024;
const BITS = 256;
const zero = Interval.integer(0, BITS);
const three = Interval.integer(3, BITS);
/** e to more than this is not written out */
const LARGE = Interval.integer(1n << 30n, BITS);

/** ln(1 + q (e^epsilon - 1)): of an event whose loss is at most epsilon, the loss on a sample, and on a sample of a fixed size of which a record is replaced. */
export function sampledLimit(q: Rational, limit: Interval | undefined): Interval | undefined {
  if (limit === undefined || !limit.isBelow(LARGE)) return undefined;
  return limit.upper().expm1().mul(Interval.of(q, BITS)).log1p();
}

/** ln of the chance C(a, k) q^k (1 - q)^(a - k), in doubles. */
const lnChance = (a: number, k: number, lnQ: number, lnRest: number): number =>
  lnFactorial(a) - lnFactorial(k) - lnFactorial(a - k) + k * lnQ + (a - k) * lnRest;

/** About ln of the sum at a whole order, in doubles. */
const looseSum = (q: number, about: (b: number) => number, factor: number) => {
  const [lnQ, lnRest] = [ln(q), log1p(-q)];
  const losses: number[] = [];
  const known = new Map<number, number>();
  return (a: number): number => {
    if (a <= 1) return 0;
    const found = known.get(a);
    if (found !== undefined) return found;
    for (let k = losses.length + 2; k <= a; k += 1) losses.push((k - 1) * about(k - 1));
    if (q === 1 || q === 0) return q * (losses[a - 2] ?? 0);
    const terms: number[] = [];
    for (let k = 2; k <= a; k += 1) {
      const loss = losses[k - 2] ?? 0;
      const growth = loss > 30 ? loss : ln(expm1(loss));
      terms.push(lnChance(a, k, lnQ, lnRest) + growth + (k > 2 ? factor : 0));
    }
    const top = Math.max(...terms);
    const log = top + ln(terms.reduce((sum, term) => sum + exp(term - top), 0));
    const value = Math.min(log > 30 ? log : log1p(exp(log)), losses[a - 2] ?? 0);
    known.set(a, value);
    return value;
  };
};

/**
 * Any event under Poisson sampling, at whole orders: the sum over k of C(a, k) q^k (1 - q)^(a - k) e^((k - 1) D(k)), and chords between. Where each pair of
 * laws is swapped by a symmetry of the space, that is exact and the greater of both directions; else the terms of k >= 3 count three times. Never more than the event itself,
 * nor than its bound at all orders gives.
 *
 * Proof of the first: docs/proofs/rdp-sampled-gaussian.md. Source of the second: Y. Zhu, Y.-X. Wang, 2019, Poisson subsampled Rényi differential privacy,
 * theorem 6, https://proceedings.mlr.press/v97/zhu19c.html
 */
export function poissonSampled(
  q: Rational,
  inner: RenyiFunction,
  isSymmetric: boolean,
): RenyiFunction {
  const rest = Interval.of(Rational.one.sub(q), BITS);
  const limit = sampledLimit(q, inner.limit);
  const losses: Interval[] = [];
  /** e^((k - 1) D(k)) - 1 */
  const growth = (k: number): Interval => {
    for (let j = losses.length + 2; j <= k; j += 1)
      losses.push(
        inner
          .at(Rational.of(BigInt(j)))
          .mul(Interval.integer(j - 1, BITS))
          .expm1(),
      );
    return losses[k - 2] ?? zero;
  };
  const known = new Map<number, Interval>();
  const whole = (a: number): Interval => {
    const found = known.get(a);
    if (found !== undefined) return found;
    const less1 = Interval.integer(a - 1, BITS);
    const direct = inner.at(Rational.of(BigInt(a))).mul(less1);
    const bound = limit === undefined ? direct : Interval.min(direct, limit.upper().mul(less1));
    const value =
      a <= MOST_ORDERS && direct.isBelow(LARGE)
        ? // a divergence is quasi-convex: a mixture with the other law is no further from it
          Interval.min(sum(a), bound)
        : Interval.hull(zero, bound.upper());
    known.set(a, value);
    return value;
  };
  const sum = (a: number): Interval => {
    if (q.equals(Rational.one)) return growth(a).log1p();
    const odds = Interval.of(q.div(Rational.one.sub(q)), BITS);
    let chance = rest.power(a);
    let excess = zero;
    let most = zero;
    for (let k = 1; k <= a; k += 1) {
      chance = chance.mul(odds).mul(Interval.of(Rational.of(BigInt(a - k + 1), BigInt(k)), BITS));
      if (k < 2) continue;
      const term = chance.mul(growth(k));
      excess = excess.add(term);
      // three times chance times e^(...), of which the chance itself is in the 1 already
      most = most.add(k === 2 ? term : term.mul(three).add(chance.scale(1)));
    }
    return isSymmetric ? excess.log1p() : Interval.hull(zero, most.log1p().upper());
  };
  const loose = looseSum(q.toNumber(), inner.about, isSymmetric ? 0 : ln(3));
  const roughLimit = limit?.toEnclosure().upper ?? Infinity;
  return {
    at: interpolated(whole),
    about: (b) => {
      if (b + 1 > MOST_ORDERS) return Math.min(inner.about(b), roughLimit);
      const lower = Math.floor(b + 1);
      const part = b + 1 - lower;
      const chord = (1 - part) * loose(lower) + (part > 0 ? part * loose(lower + 1) : 0);
      return Math.min(chord / b, roughLimit);
    },
    isConvex: false,
    ...limitOf([limit]),
  };
}
