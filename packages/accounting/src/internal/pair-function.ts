import { Interval, Rational } from '@discreet/numeric';
import { exactOf } from './exact-of.ts';
import { exp, ln, log1p } from './guess.ts';
import { differenceOf, loosePair, type NormalPair } from './normal-pair.ts';
import { pairExcess } from './pair-quadrature.ts';
import { looseNorms, pairNorms } from './pair-norms.ts';
import { planPair } from './pair-plan.ts';
import type { QuadraturePlan } from './quadrature-plan.ts';
import { bigReals, doubleReals } from './real.ts';
import { isNarrow } from './narrow.ts';
import { nothing, type RenyiFunction } from './renyi-function.ts';

/** the relative error that a result is to have, as a power of two; enough digits to search with */
const [GOAL, SEARCH_BITS] = [44, 36];
/** how close to each other the ends of a quadrature in doubles must be */
const CLOSE = 2 ** -36;
const BITS = 128;
/** from this divergence of the farthest centres on, at order 1, the laws may be far enough apart for bounds that meet */
const FAR = 20;
const two = Rational.of(2n);
/** e to more than this is not written out */
const LARGE = Rational.of(1n << 30n);

/** all bounds without a quadrature */
const bounds = (pair: NormalPair, order: Rational): Interval => {
  const wide = coarse(pair, order);
  const log = pairNorms(pair, order);
  if (log === undefined) return wide;
  const found = log.div(Interval.of(order.sub(Rational.one), BITS));
  return Interval.hull(found.lower(), Interval.min(found, wide).upper());
};

const inDoubles = (
  pair: NormalPair,
  order: Rational,
  plan: QuadraturePlan,
): Interval | undefined => {
  const ends = pairExcess(pair, order, plan, doubleReals)?.toEnclosure();
  if (ends === undefined || !(ends.lower > 0) || !(ends.upper - ends.lower <= ends.lower * CLOSE))
    return undefined;
  const of = (x: number): Interval => Interval.of(exactOf(x), BITS);
  return Interval.hull(of(ends.lower), of(ends.upper));
};

const inBigNumbers = (
  pair: NormalPair,
  order: Rational,
  plan: QuadraturePlan,
): Interval | undefined => {
  // as many bits as the excess is small, and as exponents are large
  const size = ln(order.toNumber() + 1) + ln(plan.last - plan.first);
  const bits = GOAL + 70 + (Math.max(0, -plan.logExcess) + 2 * size) / 0.69;
  return pairExcess(pair, order, plan, bigReals(Math.ceil(bits), exactOf));
};

/**
 * Bounds that hold at every order. With chance 1 - t both laws are the same, t the sum of the weights by which the first is greater; else they are at most as far apart as any normal law of the one is
 * from any of the other: e^((a - 1) D) is convex in both laws jointly.
 */
const coarse = (pair: NormalPair, order: Rational): Interval => {
  const b = order.sub(Rational.one);
  const most = farthest(pair).mul(order).div(pair.variance.mul(two));
  const whole = Interval.of(most, BITS);
  const log = most.mul(b);
  const zero = Interval.integer(0, BITS);
  if (!log.lessThan(LARGE)) return Interval.hull(zero, whole);
  const share = differenceOf(pair)
    .map(({ weight }) => Rational.max(weight, Rational.zero))
    .reduce((x, y) => x.add(y));
  const part = Interval.of(log, BITS).expm1().mul(Interval.of(share, BITS)).log1p();
  return Interval.hull(zero, Interval.min(whole, part.div(Interval.of(b, BITS))).upper());
};

/** the greatest square of how far a centre of the one is from one of the other */
const farthest = ({ first, second }: NormalPair): Rational =>
  first
    .flatMap((x) => second.map((y) => x.centre.sub(y.centre).square()))
    .reduce((x, y) => Rational.max(x, y));

/** The Rényi divergence of the first mixture from the second, at every order. */
export function pairFunction(pair: NormalPair): RenyiFunction {
  if (differenceOf(pair).length === 0) return nothing;
  const rate = farthest(pair).div(pair.variance.mul(two));
  const rough = rate.toNumber();
  if (pair.first.length === 1 && pair.second.length === 1)
    return {
      at: (order) => Interval.of(rate.mul(order), BITS),
      about: (b) => rough * (b + 1),
      isConvex: true,
    };
  return {
    at: (order) => {
      const [low, high] = rough > FAR ? looseNorms(pair, order) : [0, Infinity];
      if (high - low <= CLOSE * low) {
        const bound = bounds(pair, order);
        if (isNarrow(bound, GOAL)) return bound;
      }
      const less1 = order.sub(Rational.one);
      const loose = loosePair(pair, less1.toNumber());
      const plan = planPair(loose, GOAL);
      if (plan === undefined) return bounds(pair, order);
      const excess = inDoubles(pair, order, plan) ?? inBigNumbers(pair, order, plan);
      if (excess === undefined) return bounds(pair, order);
      const value = excess.log1p().div(Interval.of(less1, BITS));
      return Interval.hull(value.lower(), Interval.min(value, coarse(pair, order)).upper());
    },
    about: (b) => {
      if (rough > FAR) {
        const [low, high] = looseNorms(pair, Rational.one.add(exactOf(b)));
        if (high - low <= CLOSE * low) return high / b;
      }
      const plan = planPair(loosePair(pair, b), SEARCH_BITS);
      if (plan === undefined) return rough * (b + 1);
      const { logExcess } = plan;
      return (logExcess > 40 ? logExcess : log1p(exp(logExcess))) / b;
    },
    isConvex: true,
  };
}

/** The greater of two divergences. */
export function greaterOf(one: RenyiFunction, other: RenyiFunction): RenyiFunction {
  return {
    at: (order) => Interval.max(one.at(order), other.at(order)),
    about: (b) => Math.max(one.about(b), other.about(b)),
    isConvex: one.isConvex && other.isConvex,
  };
}
