import { Interval, Rational } from '@discreet/numeric';
import { interpolated } from './interpolate.ts';
import type { RenyiFunction } from './renyi-function.ts';

/** beyond this order only the event on the whole dataset bounds the sampled one */
const MOST_ORDERS = 512;
/** e to more than this is not written out */
const LARGE = Rational.of(1n << 30n);

/**
 * An upper bound of the divergence under sampling without replacement of a share q of the data, where one record is replaced:
 * (a - 1) D <= ln(1 + q^2 C(a,2) min(4 (e^D(2) - 1), 2 e^D(2)) + sum_(j>=3) q^j C(a,j) 2 e^((j-1) D(j))) for whole a; never above D(a) itself, since a divergence
 * is quasi-convex. Between whole orders (a - 1) D is at most its chord. For events of which nothing but divergences is known.
 *
 * Source: Y.-X. Wang, B. Balle, S. Kasiviswanathan, 2019, Subsampled Rényi differential privacy and analytical moments accountant, theorem 27,
 * https://arxiv.org/abs/1808.00087
 */
export function withoutReplacement(share: Rational, inner: RenyiFunction): RenyiFunction {
  const bits = 128;
  const one = Interval.integer(1, bits);
  const zero = Interval.integer(0, bits);
  const known = new Map<number, Interval>();
  const least = (j: number): Interval => {
    const order = Rational.of(BigInt(j));
    const loss = inner.at(order).upper();
    const general = loss
      .mul(Interval.integer(j - 1, bits))
      .exp()
      .scale(1);
    return j === 2 ? Interval.min(loss.expm1().scale(2), general) : general;
  };
  const whole = (a: number): Interval => {
    const found = known.get(a);
    if (found !== undefined) return found;
    const direct = inner
      .at(Rational.of(BigInt(a)))
      .upper()
      .mul(Interval.integer(a - 1, bits));
    let value = direct;
    if (a <= MOST_ORDERS && direct.isBelow(Interval.of(LARGE, bits))) {
      let chance = one;
      let sum = zero;
      for (let j = 1; j <= a; j += 1) {
        const step = share.mul(Rational.of(BigInt(a - j + 1), BigInt(j)));
        chance = chance.mul(Interval.of(step, bits));
        if (j >= 2) sum = sum.add(chance.mul(leastOf(j)));
      }
      value = Interval.min(direct, sum.upper().log1p());
    }
    const bound = Interval.hull(zero, value.upper());
    known.set(a, bound);
    return bound;
  };
  const terms: Interval[] = [];
  const leastOf = (j: number): Interval => {
    for (let i = terms.length + 2; i <= j; i += 1) terms.push(least(i));
    return terms[j - 2] ?? zero;
  };
  const at = interpolated(whole);
  return {
    at,
    about: (b) => {
      if (b + 1 > MOST_ORDERS) return inner.about(b);
      const lower = Math.floor(b + 1);
      const value = (a: number): number => (a <= 1 ? 0 : whole(a).toEnclosure().upper);
      const part = b + 1 - lower;
      const chord = (1 - part) * value(lower) + (part > 0 ? part * value(lower + 1) : 0);
      return chord / b;
    },
    isConvex: false,
  };
}
