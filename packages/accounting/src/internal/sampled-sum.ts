import { Interval, Rational } from '@discreet/numeric';
import { narrow } from './narrow.ts';
import type { SampledMoment } from './sampled-gaussian-quadrature.ts';

/**
 * ln E[u^a] for a whole order a: u^a is a finite sum, and E[e^(k y)] = e^(k (k - 1) / (2 s^2)).
 *
 * The chances C(a, k) q^k (1 - q)^(a - k) sum to 1, so the excess E[u^a] - 1 is the sum over k >= 2 of chance times e^(k (k - 1) / (2 s^2)) - 1. All terms
 * are positive: however small q is, nothing cancels. d_k = e^(k / s^2) - 1 and m_k = e^(k (k - 1) / (2 s^2)) - 1 follow from 1 + d_(k+1) = (1 + d_k)(1 + d_1) and
 * 1 + m_(k+1) = (1 + m_k)(1 + d_k), written out so that the 1s do not swallow them.
 */
export function sampledSum({ probability: q, variance, order }: SampledMoment): Interval {
  const a = Number(order.floor());
  return narrow((bits) => {
    const odds = Interval.of(q.div(Rational.one.sub(q)), bits);
    const first = Interval.of(variance.inverse(), bits).expm1();
    const and = (x: Interval, y: Interval): Interval => x.add(y).add(x.mul(y));
    let chance = powerOf(Rational.one.sub(q), a, bits);
    let moment = Interval.integer(0, bits);
    let growth = moment;
    let excess = moment;
    for (let k = 0; k <= a; k += 1) {
      if (k >= 2) excess = excess.add(chance.mul(moment));
      // from k to k + 1
      chance = chance.mul(odds).mul(Interval.of(Rational.of(BigInt(a - k), BigInt(k + 1)), bits));
      moment = and(moment, growth);
      growth = and(growth, first);
    }
    return excess.log1p();
  });
}

/** base^n for a base in (0, 1) */
const powerOf = (base: Rational, n: number, bits: number): Interval =>
  Interval.of(base, bits).power(n);
