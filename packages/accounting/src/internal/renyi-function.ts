import { Interval, Rational } from '@discreet/numeric';
import * as guess from './guess.ts';
import { discreteLaplaceDivergence, laplaceDivergence } from './laplace.ts';
import { logMean } from './log-mean.ts';
import { expm1Below, narrow } from './narrow.ts';
import { pureDivergence } from './pure.ts';

/** A Rényi divergence as a function of the order. */
export interface RenyiFunction {
  /** around the divergence; the upper end is a bound for the mechanism, the lower one for its worst pair */
  readonly at: (order: Rational) => Interval;
  /** about the same at order 1 + b, in doubles */
  readonly about: (b: number) => number;
  /** whether (order - 1) times it is convex, as it is for a pair of laws, and for the greatest of several */
  readonly isConvex: boolean;
  /** around a bound of it at all orders, which then bounds the loss: pure differential privacy; nothing where the loss has no bound */
  readonly limit?: Interval;
}

const less1 = (order: Rational, bits: number): Interval =>
  Interval.of(order.sub(Rational.one), bits);

const LIMIT_BITS = 256;

/** Pure differential privacy: that of the worst pair, randomized response. */
export function pureFunction(epsilon: Rational): RenyiFunction {
  const rough = epsilon.toNumber();
  return {
    at: (order) =>
      epsilon.sign() === 0
        ? Interval.integer(0, 64)
        : narrow((bits) => pureDivergence(Interval.of(epsilon, bits), less1(order, bits))),
    about: (b) =>
      rough + (guess.log1p(guess.exp(-(2 * b + 1) * rough)) - guess.log1p(guess.exp(-rough))) / b,
    isConvex: true,
    limit: Interval.of(epsilon, LIMIT_BITS),
  };
}

/** Continuous Laplace noise whose loss is at most `total`. */
export function laplaceFunction(total: Rational): RenyiFunction {
  const rough = total.toNumber();
  return {
    at: (order) =>
      narrow((bits) => laplaceDivergence(Interval.of(total, bits), less1(order, bits))),
    about: (b) => rough + guess.log1p((b / (2 * b + 1)) * guess.expm1(-(2 * b + 1) * rough)) / b,
    isConvex: true,
    limit: Interval.of(total, LIMIT_BITS),
  };
}

/** Laplace noise on the integers, for a whole sensitivity. */
export function discreteLaplaceFunction(sensitivity: Rational, scale: Rational): RenyiFunction {
  if (sensitivity.sign() === 0) return nothing;
  const rough = sensitivity.div(scale).toNumber();
  const decay = guess.exp(-scale.inverse().toNumber());
  return {
    at: (order) =>
      narrow((bits) =>
        discreteLaplaceDivergence(
          Interval.of(sensitivity, bits),
          Interval.of(scale, bits),
          less1(order, bits),
        ),
      ),
    about: (b) => {
      const c = guess.exp((2 * b + 1) * guess.ln(decay));
      const ends = guess.exp(-(2 * b + 1) * rough) + 1;
      const between = ((1 - decay) * (c - ends + 1)) / (1 - c);
      return rough + guess.ln((ends + between) / (1 + decay)) / b;
    },
    isConvex: true,
    limit: Interval.of(sensitivity.div(scale), LIMIT_BITS),
  };
}

/** What costs nothing. */
export const nothing: RenyiFunction = Object.freeze({
  at: () => Interval.integer(0, 64),
  about: () => 0,
  isConvex: true,
  limit: Interval.integer(0, 64),
});

/** below this the exact divergence cancels more digits than it is worth */
const TINY = Rational.of(1n, 1n << 100n);

/** epsilon^2 a / 8 and epsilon bound it: J. Dong, D. Durfee, R. Rogers, 2020, https://arxiv.org/abs/1909.13830 */
const boundedRangeBound = (epsilon: Rational, order: Rational): Interval => {
  const linear = epsilon.square().mul(order).div(Rational.of(8n));
  return Interval.hull(
    Interval.integer(0, LIMIT_BITS),
    Interval.of(Rational.min(linear, epsilon), LIMIT_BITS),
  );
};

/**
 * The greatest divergence of any mechanism whose loss, between two neighbours, has a range of epsilon.
 *
 * Where the loss under Q lies in [t - epsilon, t] and e^loss has mean 1, the mean of e^(a loss) is greatest on the two ends, by convexity: with u = e^t it is
 * u^(a-1) (A - B u) / (1 - e^-epsilon), where A = 1 - e^(-a epsilon) and B = e^-epsilon - e^(-a epsilon). That is greatest at u = (a - 1) A / (a B), where it is
 * u^(a-1) A / (a (1 - e^-epsilon)). An exponential mechanism over two values has this pair, for every t in [0, epsilon].
 */
export function boundedRangeFunction(epsilon: Rational): RenyiFunction {
  const rough = epsilon.toNumber();
  return {
    at: (order) => {
      if (epsilon.lessThan(TINY)) return boundedRangeBound(epsilon, order);
      return narrow((bits) => {
        const one = Interval.integer(1, bits);
        const of = (x: Rational): Interval => Interval.of(x, bits);
        const b = less1(order, bits);
        const whole = of(epsilon.mul(order)).negate();
        const most = expm1Below(whole).negate();
        // B = e^-epsilon (1 - e^(-(a - 1) epsilon)); ln u = epsilon + ln((a - 1) A / (a (1 - e^(-(a - 1) epsilon))))
        const rest = expm1Below(of(epsilon.mul(order.sub(Rational.one))).negate()).negate();
        const logRatio = b.mul(most).div(of(order).mul(rest)).ln();
        const logU = of(epsilon).add(logRatio);
        const last = most.div(of(order).mul(expm1Below(of(epsilon).negate()).negate())).ln();
        const value = logU.add(last.div(b));
        return Interval.max(Interval.min(value, of(epsilon)), one.sub(one));
      });
    },
    about: (b) => {
      const a = b + 1;
      const most = -guess.expm1(-a * rough);
      const logU = rough + guess.ln((b * most) / (a * -guess.expm1(-b * rough)));
      return logU + guess.ln(most / (a * -guess.expm1(-rough))) / b;
    },
    isConvex: true,
    limit: Interval.of(epsilon, LIMIT_BITS),
  };
}

/** Randomized response: the greater divergence between two true values, or between one and the uniform law of a special record. */
export function randomizedResponseFunction(
  noise: Rational,
  buckets: Rational,
  special: boolean,
): RenyiFunction {
  // the chances of the true value, and of each other one
  const other = noise.div(buckets);
  const truth = Rational.one.sub(noise).add(other);
  if (truth.equals(other)) return nothing;
  const share = buckets.inverse();
  const between = (order: Rational): Interval =>
    narrow((bits) => {
      const of = (x: Rational): Interval => Interval.of(x, bits);
      const b = less1(order, bits);
      const log = of(truth.div(other)).ln().mul(b);
      const middle = Rational.one.sub(truth).sub(other);
      return logMean([
        { weight: of(truth), exponent: log },
        { weight: of(middle), exponent: log.sub(log) },
        { weight: of(other), exponent: log.negate() },
      ]).div(b);
    });
  // against the uniform law, in one direction at x = a and in the other at x = 1 - a
  const toUniform = (order: Rational, x: Rational): Interval =>
    narrow((bits) => {
      const of = (y: Rational): Interval => Interval.of(y, bits);
      const ends = [
        { weight: of(share), exponent: of(truth.mul(buckets)).ln().mul(of(x)) },
        { weight: of(Rational.one.sub(share)), exponent: of(noise).ln().mul(of(x)) },
      ] as const;
      const sum = x.sign() > 0 ? logMean([ends[0], ends[1]]) : logMean([ends[1], ends[0]]);
      return sum.div(less1(order, bits));
    });
  const at = special
    ? (order: Rational): Interval =>
        Interval.max(toUniform(order, order), toUniform(order, Rational.one.sub(order)))
    : between;
  // t / (1 / k) and (1 / k) / o against the uniform law
  const ratio = special ? Rational.max(truth.mul(buckets), noise.inverse()) : truth.div(other);
  const limit = Interval.of(ratio, LIMIT_BITS).ln();
  const [t, o, k] = [truth.toNumber(), other.toNumber(), share.toNumber()];
  const power = (b: number): number =>
    special
      ? Math.max(
          k * guess.exp((b + 1) * guess.ln(t / k)) + (1 - k) * guess.exp((b + 1) * guess.ln(o / k)),
          k * guess.exp(-b * guess.ln(t / k)) + (1 - k) * guess.exp(-b * guess.ln(o / k)),
        )
      : t * guess.exp(b * guess.ln(t / o)) + o * guess.exp(-b * guess.ln(t / o)) + 1 - t - o;
  return {
    at,
    about: (b) => Math.min(guess.ln(t / Math.min(o, k)), guess.ln(power(b)) / b),
    isConvex: true,
    limit,
  };
}
