import { Interval, Rational } from '@discreet/numeric';
import { expm1, log1p } from './guess.ts';
import { pairFunction } from './pair-function.ts';
import type { RenyiFunction } from './renyi-function.ts';

const BITS = 256;
const zero = Interval.integer(0, BITS);
/** e to more than this is not written out */
const LARGE = Interval.integer(1n << 30n, BITS);
const { one } = Rational;
const two = Rational.of(2n);

/**
 * An upper bound of the divergence where a record of a sample of a fixed size is replaced by a special one that adds nothing, drawn with chance q; noise is normal of variance s^2, and each record adds at most 1.
 *
 * Given the others, the pair is (1 - q) N(0) + q N(v) against (1 - q) N(0) + q N(v') with |v| <= 2, |v'| <= 1 and |v - v'| <= 1. For z >= 1, v = 2 and v' = 1 are the worst in one order, v' = 1 and v = 0 in the
 * other; so e^((a - 1) D) - 1 is at most the excess of the one pair, and that of N(0) from (1 - q) N(0) + q N(1). Proof: docs/proofs/rdp-samples.md.
 */
export function specialInSample(q: Rational, variance: Rational): RenyiFunction {
  const atoms = (centre: Rational) =>
    [
      { weight: one.sub(q), centre: Rational.zero },
      { weight: q, centre },
    ].filter(({ weight }) => weight.sign() > 0);
  const alone = [{ weight: one, centre: Rational.zero }];
  const parts = [
    pairFunction({ first: atoms(two), second: atoms(one), variance }),
    pairFunction({ first: alone, second: atoms(one), variance }),
  ];
  const whole = two.mul(variance).inverse();
  const rough = whole.toNumber();
  return {
    at: (order) => {
      const b = Interval.of(order.sub(one), BITS);
      const logs = parts.map((part) => part.at(order).upper().mul(b));
      // the same sample has the one record or the other
      const plain = Interval.of(whole.mul(order), BITS);
      if (!logs.every((log) => log.isBelow(LARGE))) return Interval.hull(zero, plain.upper());
      const excess = logs.map((log) => log.expm1()).reduce((x, y) => x.add(y));
      return Interval.hull(zero, Interval.min(excess.log1p().div(b), plain).upper());
    },
    about: (b) => {
      const logs = parts.map((part) => b * part.about(b));
      const top = Math.max(...logs);
      const bound = top > 40 ? top : log1p(logs.reduce((sum, log) => sum + expm1(log), 0));
      return Math.min(bound / b, rough * (b + 1));
    },
    isConvex: false,
  };
}
