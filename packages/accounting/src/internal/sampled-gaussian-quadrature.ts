import { Interval, Rational, rationalFromDouble } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import type { QuadraturePlan } from './quadrature-plan.ts';

/** A Gaussian of a variance, added for one of whom it is known that each run takes them with a chance; at an order. */
export interface SampledMoment {
  readonly probability: Rational;
  readonly variance: Rational;
  readonly order: Rational;
}

/** The exact value of a finite double. */
export const exactly = (x: number): Rational =>
  O.getOrElse(() => Rational.zero)(rationalFromDouble(x));

/** The functions of a node, at a precision. */
class Integrand {
  readonly #bits: number;
  readonly #one: Interval;
  readonly #q: Interval;
  readonly #order: Interval;
  readonly #precision: Rational;

  constructor({ probability, variance, order }: SampledMoment, bits: number) {
    this.#bits = bits;
    this.#one = Interval.integer(1, bits);
    this.#q = Interval.of(probability, bits);
    this.#order = Interval.of(order, bits);
    this.#precision = variance.inverse();
  }

  /** e to a rational multiple of 1 / sigma^2 */
  exp(x: Rational): Interval {
    return Interval.of(x.mul(this.#precision), this.#bits).exp();
  }

  /** w = u - 1 = q (e^y - 1) */
  change(e: Interval): Interval {
    return this.#q.mul(e.sub(this.#one));
  }

  power(change: Interval): Interval {
    return this.#order.mul(change.add(this.#one).ln()).exp();
  }

  /** u^a - 1 - a w, which Bernoulli says is >= 0 */
  bregman(change: Interval): Interval {
    const value = this.power(change).sub(this.#one).sub(this.#order.mul(change));
    return Interval.max(value, Interval.integer(0, this.#bits));
  }

  /**
   * an upper bound of (1 - q)^a - 1 + a q, the limit of `bregman` at minus infinity: by Taylor it is a (a - 1) / 2 q^2 (1 - s)^(a - 2) for some s in [0, q]
   */
  limit(q: Rational, order: Rational): Interval {
    const square = order.mul(order.sub(Rational.one)).mul(half).mul(q.square());
    const power = Interval.of(Rational.one.sub(q), this.#bits)
      .ln()
      .mul(this.#order.sub(this.#one.scale(1)));
    const most = Interval.max(power, Interval.integer(0, this.#bits)).exp();
    return Interval.of(square, this.#bits).mul(most);
  }

  /** the likelihood ratio e^y at x */
  ratio(x: Rational): Interval {
    return this.exp(x.sub(half));
  }

  /** e^(-x^2 / (2 sigma^2)) */
  bell(x: Rational): Interval {
    return this.exp(x.square().mul(half).negate());
  }

  /** an upper bound of the terms u^a e^(-x^2 / 2 sigma^2) of all x in [a, b] */
  most(a: Rational, b: Rational): Interval {
    const ratio = this.ratio(b);
    const share = this.#q.mul(ratio).div(this.change(ratio).add(this.#one));
    const slope = this.#order.mul(share).sub(Interval.of(a, this.#bits));
    const growth = Interval.max(slope, Interval.integer(0, this.#bits))
      .mul(Interval.of(b.sub(a).mul(this.#precision), this.#bits))
      .exp();
    return this.power(this.change(this.ratio(a)))
      .mul(this.bell(a))
      .mul(growth);
  }
}

const half = Rational.of(1n, 2n);
/** enough for bounds on what is too small to matter */
const BOUND_BITS = 64;

/** the sum of the terms of the nodes `first` to `last` */
const sumOfRun = (
  integrand: Integrand,
  step: Rational,
  [first, last]: readonly [number, number],
  zero: Interval,
): Interval => {
  const start = step.mul(Rational.of(BigInt(first)));
  let ratio = integrand.ratio(start);
  const ratioStep = integrand.exp(step);
  let bell = integrand.bell(start);
  // e^(-((x + h)^2 - x^2) / 2) = e^(-(x h + h^2 / 2)), and each such step is e^(-h^2) times the last
  let bellStep = integrand.exp(start.mul(step).add(step.square().mul(half)).negate());
  const bellChange = integrand.exp(step.square().negate());
  let sum = zero;
  for (let n = first; n <= last; n += 1) {
    sum = sum.add(integrand.bregman(integrand.change(ratio)).mul(bell));
    ratio = ratio.mul(ratioStep);
    bell = bell.mul(bellStep);
    bellStep = bellStep.mul(bellChange);
  }
  return sum;
};

/**
 * E[u(x)^a] - 1 for x normal with mean 0 and variance s^2, and u(x) = 1 - q + q e^((2x - 1) / (2 s^2)): by the trapezoidal rule, with its error.
 *
 * E[u] = 1, so the excess is E[g] with g = u^a - 1 - a (u - 1) >= 0: no term cancels another. The nodes are all multiples of the step h.
 *
 * Discretisation. For a function analytic in the strip |Im x| <= d, whose integrals along all lines of it are at most M in absolute value, the rule
 * errs by at most 2 M / (e^(2 pi d / h) - 1). With d = theta s^2 and theta < pi, u(x) is never a negative number or 0 in the strip, so u^a is analytic;
 * |u(x + ib)| <= u(x) and |density(x + ib)| <= density(x) e^(d^2 / (2 s^2)), so M <= e^(theta^2 s^2 / 2) (E[u^a] + 1 + 2 a q) for g.
 *
 * Truncation. For x >= 1/2, g <= u^a; the derivative of ln(u^a density) is (a p(x) - x) / s^2 with a growing p < 1, which bounds skipped nodes by the
 * nodes before them, and the right tail by a geometric series. For x <= 1/2, g is at most its limit at minus infinity.
 *
 * Source: L. N. Trefethen, J. A. C. Weideman, 2014, The exponentially convergent trapezoidal rule, theorem 5.1, https://doi.org/10.1137/130932132
 */
export function quadratureExcess(
  moment: SampledMoment,
  plan: QuadraturePlan,
  bits: number,
): Interval {
  const { probability, variance, order } = moment;
  const integrand = new Integrand(moment, bits);
  const zero = Interval.integer(0, bits);
  const one = Interval.integer(1, bits);
  const step = exactly(plan.step);
  const node = (n: number): Rational => step.mul(Rational.of(BigInt(n)));
  const rough = new Integrand(moment, BOUND_BITS);
  const limit = rough.limit(probability, order);

  const skipped = ([first, last]: readonly [number, number]): Interval => {
    const [a, b] = [node(first), node(last)];
    const count = Interval.integer(last - first + 1, BOUND_BITS);
    if (half.lessThanOrEqual(a)) return rough.most(a, b).mul(count);
    const nearest = a.sign() > 0 ? a : b.sign() < 0 ? b : Rational.zero;
    // a block that crosses 1/2 takes the bounds of both sides
    const below = limit.mul(rough.bell(nearest)).mul(count);
    return b.lessThanOrEqual(half) ? below : below.add(rough.most(half, b).mul(count));
  };
  const left = plan.skipped
    .map(skipped)
    .reduce((sum, block) => sum.add(block), tails(rough, limit, node, order, plan));
  const taken = plan.runs.reduce((sum, run) => sum.add(sumOfRun(integrand, step, run, zero)), zero);
  const density = Interval.of(step, bits).div(
    Interval.pi(bits).scale(1).mul(Interval.of(variance, bits)).sqrt(),
  );
  const sum = taken.add(Interval.hull(zero, left)).mul(density);

  const theta = exactly(plan.strip);
  const spread = theta.mul(variance);
  const error = Interval.of(theta.mul(spread).mul(half), bits)
    .exp()
    .scale(1)
    .div(
      Interval.pi(bits)
        .scale(1)
        .mul(Interval.of(spread.div(step), bits))
        .expm1(),
    );
  // |excess - sum| <= error (excess + 2 + 2 a q)
  const others = error.mul(
    Interval.of(order.mul(probability).add(Rational.one).mul(Rational.of(2n)), bits),
  );
  const low = sum.sub(others).div(one.add(error));
  const high = sum.add(others).div(one.sub(error));
  return Interval.max(Interval.hull(low.lower(), high.upper()), zero);
}

/** A bound on the terms of all nodes beyond the first and the last. */
const tails = (
  integrand: Integrand,
  limit: Interval,
  node: (n: number) => Rational,
  order: Rational,
  { first, last }: QuadraturePlan,
): Interval => {
  const [a, b] = [node(first), node(last)];
  const geometric = (ratio: Interval): Interval =>
    ratio.div(Interval.integer(1, BOUND_BITS).sub(ratio));
  const left = limit.mul(integrand.bell(a)).mul(geometric(integrand.exp(a.mul(node(1)))));
  // beyond the order, the derivative is at most (order - x) / s^2
  const right = integrand.most(b, b).mul(geometric(integrand.exp(order.sub(b).mul(node(1)))));
  return left.add(right);
};
