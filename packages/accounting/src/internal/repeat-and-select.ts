import { Interval, Rational, rationalFromDouble } from '@discreet/numeric';
import { exp, ln, log1p, positiveMinimum } from './guess.ts';
import { narrow } from './narrow.ts';
import type { RenyiFunction } from './renyi-function.ts';

const exactly = (x: number): Rational => {
  const read = rationalFromDouble(x);
  return read._tag === 'Some' ? read.value : Rational.one;
};

/** The mean of the truncated negative binomial law of a shape, with the chance gamma. */
const meanOf = (shape: Rational, gamma: Rational, bits: number): Interval => {
  const [g, one] = [Interval.of(gamma, bits), Interval.integer(1, bits)];
  const odds = Interval.of(gamma.inverse().sub(Rational.one), bits);
  if (shape.sign() === 0) return odds.div(g.ln().negate());
  const eta = Interval.of(shape, bits);
  return odds.mul(eta).div(one.sub(g.ln().mul(eta).exp()));
};

/**
 * A gamma at which the mean is at least the given one: an upper bound of ln(1/gamma), which grows as gamma falls. Bisection of the exponent, checked with intervals.
 */
const chanceFor = (mean: Rational, shape: Rational): Rational => {
  let [low, high] = [-2000, 0];
  const gammaAt = (log: number): Rational => exactly(Math.max(exp(Math.max(log, -700)), 1e-300));
  const reaches = (log: number): boolean => {
    const gamma = gammaAt(log);
    if (Rational.one.lessThanOrEqual(gamma)) return false;
    const bits = 160;
    return Interval.of(mean, bits).isAtMost(meanOf(shape, gamma, bits));
  };
  for (let n = 0; n < 80; n += 1) {
    const middle = (low + high) / 2;
    if (reaches(middle)) low = middle;
    else high = middle;
  }
  return gammaAt(low);
};

/** orders at which the divergence of the single run may be taken */
const [nearest, farthest] = [1e-6, 1e9];

const roundedOrder = (b: number): Rational => Rational.one.add(exactly(b));

/**
 * The best of a random number of runs.
 *
 * Truncated negative binomial: D'(a) = D(a) + (1 + shape) min over a' of [(1 - 1/a') D(a') + ln(1/gamma) / a'] + ln(mean) / (a - 1), by theorem 2. A mean of 1 is one run.
 * Poisson: D'(a) = D(a) + mean delta(epsilon) + ln(mean) / (a - 1) with e^epsilon = 1 + 1/(a - 1), by theorem 6, where delta(epsilon) of the run comes from its divergences.
 * And D'(a) is at most any D'(a') of a' > a.
 *
 * Source: N. Papernot, T. Steinke, 2022, https://arxiv.org/abs/2110.03620
 */
export function repeatAndSelect(
  inner: RenyiFunction,
  mean: Rational,
  shape: Rational | 'poisson',
): RenyiFunction {
  if (shape !== 'poisson' && mean.equals(Rational.one)) return inner;
  const fixed = shape === 'poisson' ? undefined : selectionLoss(inner, mean, shape);
  const roughMean = ln(mean.toNumber());
  const direct = (b: number): number =>
    inner.about(b) +
    roughMean / b +
    (fixed?.about ?? mean.toNumber() * exp(lnDelta(inner, log1p(1 / b))));
  const bits = 192;
  const directAt = (order: Rational): Interval => {
    const b = Interval.of(order.sub(Rational.one), bits);
    const base = inner.at(order).add(Interval.of(mean, bits).ln().div(b));
    return base.add(fixed?.at ?? Interval.of(mean, bits).mul(deltaAt(inner, order, bits)));
  };
  let found: readonly [b: number, value: number] | undefined;
  /** the order at which the bound is least, if it is above 1 + b and gives less */
  const best = (b: number, value: number): readonly [b: number, value: number] => {
    if (found === undefined) {
      const least = positiveMinimum(direct, nearest, farthest);
      found = [least, direct(least)];
    }
    return found[0] > b && found[1] < value ? found : [b, value];
  };
  return {
    at: (order) => {
      const b = order.sub(Rational.one).toNumber();
      const [other] = best(b, direct(b));
      const value = directAt(other > b ? roundedOrder(other) : order);
      const zero = Interval.integer(0, bits);
      return Interval.hull(zero, Interval.max(value, zero).upper());
    },
    about: (b) => Math.max(0, best(b, direct(b))[1]),
    isConvex: false,
  };
}

/** (1 + shape) times the least of (1 - 1/a) D(a) + ln(1/gamma) / a */
const selectionLoss = (
  inner: RenyiFunction,
  mean: Rational,
  shape: Rational,
): { readonly at: Interval; readonly about: number } => {
  const gamma = chanceFor(mean, shape);
  const roughLog = -Interval.of(gamma, 64).ln().toEnclosure().lower;
  const b = positiveMinimum((x) => (x * inner.about(x) + roughLog) / (x + 1), nearest, farthest);
  const order = roundedOrder(b);
  const at = narrow((bits) => {
    const log = Interval.of(gamma, bits).ln().negate();
    const sum = inner
      .at(order)
      .mul(Interval.of(order.sub(Rational.one), bits))
      .add(log);
    return sum.div(Interval.of(order, bits)).mul(Interval.of(shape.add(Rational.one), bits));
  }, 4096);
  return { at, about: at.toEnclosure().upper };
};

const lnDelta = (inner: RenyiFunction, epsilon: number): number => {
  const value = (x: number): number => x * (inner.about(x) - epsilon - log1p(1 / x)) - log1p(x);
  return Math.min(0, value(positiveMinimum(value, nearest, farthest)));
};

/** an upper bound of the delta of a run at e^epsilon = 1 + 1/(order - 1) */
const deltaAt = (inner: RenyiFunction, order: Rational, bits: number): Interval => {
  const b = order.sub(Rational.one);
  const epsilon = Interval.of(b.inverse(), bits).log1p();
  const rough = log1p(1 / b.toNumber());
  const value = (x: number): number => x * (inner.about(x) - rough - log1p(1 / x)) - log1p(x);
  const best = roundedOrder(positiveMinimum(value, nearest, farthest));
  const x = Interval.of(best.sub(Rational.one), bits);
  const log = inner
    .at(best)
    .sub(epsilon)
    .sub(Interval.of(best.sub(Rational.one).inverse(), bits).log1p())
    .mul(x)
    .sub(Interval.of(best, bits).ln());
  return Interval.min(log.upper(), Interval.integer(0, bits)).exp();
};
