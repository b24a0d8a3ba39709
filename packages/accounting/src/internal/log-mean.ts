import { Interval } from '@discreet/numeric';
import { expm1Below } from './narrow.ts';

/** A value of a random variable's logarithm, and its chance. */
export interface WeightedExponent {
  readonly weight: Interval;
  readonly exponent: Interval;
}

/**
 * ln of the mean of e^z, for z that takes finitely many values with chances that sum to 1.
 *
 * With the first exponent z_0, which should be the greatest: ln sum w_i e^(z_i) = z_0 + ln(1 + sum w_i (e^(z_i - z_0) - 1)), where the term of z_0
 * is 0. So nothing overflows, and what is small is computed as such.
 */
export function logMean([top, ...others]: readonly [
  WeightedExponent,
  ...WeightedExponent[],
]): Interval {
  const zero = Interval.integer(0, top.exponent.bits);
  const change = others.reduce(
    (sum, { weight, exponent }) =>
      sum.add(weight.mul(expm1Below(Interval.min(exponent.sub(top.exponent), zero)))),
    zero,
  );
  return top.exponent.add(change.log1p());
}
