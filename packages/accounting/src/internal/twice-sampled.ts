import { Interval, Rational } from '@discreet/numeric';
import { expm1, log1p } from './guess.ts';
import { sampledLimit } from './poisson-sampled.ts';
import type { RenyiFunction } from './renyi-function.ts';
import { limitOf } from './term-function.ts';

const BITS = 256;
const zero = Interval.integer(0, BITS);
const LARGE = Interval.integer(1n << 20n, BITS);

/**
 * An upper bound of the divergence where a record of a sample of a fixed size is replaced, from that of a Poisson sample of the same pair of laws: 1 + 2 X, X the excess of the Poisson
 * sample in the order where it is greater; never more than on the whole dataset. Proof: docs/proofs/rdp-samples.md.
 */
export function twiceSampled(
  sample: RenyiFunction,
  whole: RenyiFunction,
  q: Rational,
): RenyiFunction {
  const limit = sampledLimit(q, whole.limit);
  const roughLimit = limit?.toEnclosure().upper ?? Infinity;
  return {
    at: (order) => {
      const b = Interval.of(order.sub(Rational.one), BITS);
      const log = sample.at(order).upper().mul(b);
      const plain = whole.at(order).upper();
      const most = limit === undefined ? plain : Interval.min(plain, limit.upper());
      const bound = log.isBelow(LARGE)
        ? log.expm1().scale(1).log1p()
        : log.add(Interval.integer(1, BITS));
      return Interval.hull(zero, Interval.min(bound.div(b), most).upper());
    },
    about: (b) => {
      const log = b * sample.about(b);
      const bound = log > 40 ? log + 0.7 : log1p(2 * expm1(log));
      return Math.min(bound / b, whole.about(b), roughLimit);
    },
    isConvex: false,
    ...limitOf([limit]),
  };
}
