import { Interval, Rational } from '@discreet/numeric';
import type { RenyiFunction } from './renyi-function.ts';
import { limitOf } from './term-function.ts';

const BITS = 256;
const two = Rational.of(2n);

/**
 * An upper bound of the divergence of two laws from that of each from a third, in both orders: (a - 1/2) / (a - 1) D(2 a) + D(2 a - 1), by the inequality of Cauchy and Schwarz; and never more
 * than twice a bound at all orders.
 *
 * Source: I. Mironov, 2017, Rényi differential privacy, proposition 11, https://arxiv.org/abs/1702.07476
 */
export function throughThird(each: RenyiFunction): RenyiFunction {
  const limit = each.limit?.scale(1);
  const roughLimit = limit?.toEnclosure().upper ?? Infinity;
  return {
    at: (order) => {
      const twice = order.mul(two);
      const less1 = order.sub(Rational.one);
      const share = Interval.of(less1.add(Rational.of(1n, 2n)).div(less1), BITS);
      const sum = each
        .at(twice)
        .mul(share)
        .add(each.at(twice.sub(Rational.one)))
        .upper();
      const bound = limit === undefined ? sum : Interval.min(sum, limit.upper());
      return Interval.hull(Interval.integer(0, BITS), bound);
    },
    about: (b) => Math.min(((b + 0.5) / b) * each.about(2 * b + 1) + each.about(2 * b), roughLimit),
    isConvex: false,
    ...limitOf([limit]),
  };
}
