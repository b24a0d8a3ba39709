import { Interval, Rational } from '@discreet/numeric';
import { exp, expm1 } from './guess.ts';
import { poissonGaussian } from './poisson-function.ts';
import { interpolated } from './interpolate.ts';
import { isNarrow } from './narrow.ts';
import type { RenyiFunction } from './renyi-function.ts';
import { sampledGaussian } from './sampled-gaussian.ts';

const BITS = 256;
/** the half width of a strip of analyticity in units of the variance; below pi */
const THETA = Rational.of(314n, 100n);
const half = Rational.of(1n, 2n);
/** how near to the continuous value a curve must be to pass for it in a search */
const CLOSE = 2 ** -38;
/** beyond this the exponents of the error would be no numbers to write out */
const LARGE = Rational.of(10_000_000n);

/**
 * Discrete Gaussian noise under Poisson sampling, for integers that differ by `sensitivity`: a law of its own, with an exact curve of its own.
 *
 * At whole orders k, E[e^(k y)] over the integers is e^(k (k - 1) rho), as over the reals: the shift by k sensitivities is whole. Between, the mean of u^a - 1 - a (u - 1)
 * over the lattice is the trapezoidal rule with the step of the lattice, over that for the constant 1. In units of the sensitivity the step is h = 1/sensitivity and the
 * variance s^2; so the rule is at most e^(theta^2 s^2 / 2) (E[u^a] + 1 + 2 a q) 2 / (e^(2 pi theta s^2 / h) - 1) from the integral, as in `quadratureExcess`. Where
 * that is too much, since the noise is small, chords between whole orders hold.
 */
export function poissonDiscreteGaussian(
  probability: Rational,
  sigmaSquared: Rational,
  sensitivity: Rational,
): RenyiFunction {
  const variance = sigmaSquared.div(sensitivity.square());
  const spread = THETA.mul(variance);
  const continuous = (order: Rational): Interval =>
    sampledGaussian({ probability, variance, order });
  const chord = interpolated((a) => continuous(Rational.of(BigInt(a))));
  const { about } = poissonGaussian(probability, variance);
  const rough = variance.toNumber();
  const roughError = LARGE.lessThan(variance)
    ? 1
    : 2 * exp((3.14 ** 2 * rough) / 2 - 6.28 * 3.14 * rough * sensitivity.toNumber());
  const one = Interval.integer(1, BITS);
  const zero = Interval.integer(0, BITS);
  const between = (order: Rational): Interval | undefined => {
    const log = continuous(order);
    // beyond this the error is not small beside the excess, or the excess is no number to write out
    if (!log.isBelow(Interval.integer(1000, BITS)) || LARGE.lessThan(variance)) return undefined;
    const excess = log.expm1();
    const rate = Interval.of(spread.mul(sensitivity), BITS).mul(Interval.pi(BITS).scale(1));
    const error = Interval.of(THETA.mul(spread).mul(half), BITS)
      .sub(rate)
      .exp()
      .scale(1)
      .div(one.sub(rate.negate().exp()))
      .upper();
    const weight = Interval.of(order.mul(probability).add(Rational.one).mul(Rational.of(2n)), BITS);
    const off = error.mul(excess.add(weight)).upper();
    const sum = Interval.hull(excess.sub(off).lower(), excess.add(off).upper());
    const total = Interval.hull(one.sub(error).lower(), one.add(error).upper());
    if (!error.isAtMost(one.scale(-1))) return undefined;
    const found = Interval.max(sum.div(total), zero).log1p();
    return isNarrow(found, 40) ? found : undefined;
  };
  return {
    at: (order) => {
      const found = order.isInteger() ? undefined : between(order);
      return found?.div(Interval.of(order.sub(Rational.one), BITS)) ?? chord(order);
    },
    about: (b) => {
      const lower = Math.floor(b + 1);
      const part = b + 1 - lower;
      const log = b * about(b);
      const least = Math.min(1, expm1(Math.min(log, 700)));
      if (part === 0 || (log < 1000 && roughError * (1 + b) * 4 < least * CLOSE)) return log / b;
      // a chord between whole orders
      const cumulant = (a: number): number => (a <= 1 ? 0 : (a - 1) * about(a - 1));
      return ((1 - part) * cumulant(lower) + part * cumulant(lower + 1)) / b;
    },
    isConvex: false,
  };
}
