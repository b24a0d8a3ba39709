import { type Enclosure, Interval, Rational } from '@discreet/numeric';
import { ln } from './guess.ts';
import { interpolated } from './interpolate.ts';
import { planQuadrature, type QuadraturePlan } from './quadrature-plan.ts';
import { isNarrow } from './narrow.ts';
import { quadratureInDoubles, SampledNodes } from './quadrature-doubles.ts';
import { exactly, quadratureExcess, type SampledMoment } from './sampled-gaussian-quadrature.ts';
import { sampledSum } from './sampled-sum.ts';

/** the relative error that a result is to have, as a power of two */
const GOAL = 44;
/** from this ln of q e^((a - 1) / (2 s^2)) on, 1 - q beside it may be too little to matter */
const LARGE = 20;
/** how close to each other the ends of a quadrature in doubles must be */
const CLOSE = 2 ** -36;
/** one integer order costs about as much as a third of a node */
const ORDERS_PER_NODE = 3;
const MOST_ORDERS = 100_000;
/** up to this order, chords between whole orders may stand for a quadrature that would take too long */
const MOST_CHORD = 1000;
/** e to more than this is not written out */
const LARGEST = 2 ** 30;

const inDoubles = ({ probability, variance, order }: SampledMoment) => ({
  probability: probability.toNumber(),
  precision: variance.inverse().toNumber(),
  order: order.toNumber(),
});

/**
 * ln E[u^a] between the bounds that Minkowski gives: the norm of 1 - q + q e^y is at least that of q e^y and at most 1 - q more, where the norm of e^y
 * is e^((a - 1) / (2 s^2)).
 */
const sandwich = ({ probability, variance, order }: SampledMoment, bits: number): Interval => {
  const a = Interval.of(order, bits);
  const q = Interval.of(probability, bits);
  const rate = order.sub(Rational.one).div(variance.add(variance));
  const part = q.ln().add(Interval.of(rate, bits));
  const zero = Interval.integer(0, bits);
  const others = Interval.of(Rational.one.sub(probability), bits);
  // beyond 2^30, e^-x is no more than at 2^30
  const capped = Interval.min(part, Interval.integer(2 ** 30, bits));
  const above = part.add(others.mul(capped.negate().exp()).log1p());
  return Interval.hull(Interval.max(part, zero).lower(), Interval.max(above, zero).upper()).mul(a);
};

/** an upper bound without quadrature, and 0 below: for parameters beyond the reach of doubles */
const coarse = ({ probability, variance, order }: SampledMoment, bits: number): Interval => {
  const rate = order.sub(Rational.one).div(variance.add(variance));
  const above = Interval.of(rate, bits)
    .expm1()
    .mul(Interval.of(probability, bits))
    .log1p()
    .mul(Interval.of(order, bits));
  return Interval.hull(Interval.integer(0, bits), above.upper());
};

/** between whole orders: (a - 1) D is convex in a, and D grows */
const chordOf = (moment: SampledMoment): Interval => {
  const at = interpolated((a) => sampledSum({ ...moment, order: Rational.of(BigInt(a)) }));
  return at(moment.order).mul(Interval.of(moment.order.sub(Rational.one), 128));
};

const around = ({ lower, upper }: Enclosure): Interval =>
  Interval.hull(Interval.of(exactly(lower), 128), Interval.of(exactly(upper), 128));

const both = (a: Interval, b: Interval): Interval =>
  Interval.hull(Interval.max(a.lower(), b.lower()), Interval.min(a.upper(), b.upper()));

const bitsFor = (plan: QuadraturePlan, order: number): number =>
  Math.ceil(
    GOAL + 60 + (Math.max(0, -plan.logExcess) + 2 * ln(order + plan.last - plan.first)) / 0.69,
  );

/**
 * (a - 1) times the Rényi divergence of order a of a Gaussian under Poisson sampling: ln E[(1 - q + q e^((2x - 1) / (2 s^2)))^a], x normal of
 * variance s^2. Whole orders by the finite sum, others by quadrature; large ones by inequalities that are equalities there but for rounding.
 *
 * Moments of the same laws may share their nodes. That this direction of the pair is the greater one: docs/proofs/rdp-sampled-gaussian.md.
 */
export function sampledGaussian(
  moment: SampledMoment,
  nodes: SampledNodes = new SampledNodes(moment),
): Interval {
  const { probability, variance, order } = moment;
  const bits = 128;
  if (probability.sign() === 0) return Interval.integer(0, bits);
  const rate = order.sub(Rational.one).div(variance.add(variance));
  if (probability.equals(Rational.one)) return Interval.of(order.mul(rate), bits);
  const loose = inDoubles(moment);
  const isLarge = ln(loose.probability) + rate.toNumber() > LARGE;
  const bounds = isLarge ? sandwich(moment, bits) : undefined;
  if (bounds !== undefined && isNarrow(bounds, GOAL)) return bounds;
  const plan = nodes.planFor(loose, () => planQuadrature(loose, GOAL));
  const size = plan?.runs.reduce((sum, [i, j]) => sum + j - i + 1, 0) ?? Infinity;
  if (order.isInteger() && loose.order <= Math.min(MOST_ORDERS, ORDERS_PER_NODE * size))
    return sampledSum(moment);
  const quick = plan === undefined ? undefined : quadratureInDoubles(moment, plan, nodes);
  if (quick !== undefined && quick.upper - quick.lower <= quick.lower * CLOSE)
    return around(quick).log1p();
  if (plan !== undefined) return quadratureExcess(moment, plan, bitsFor(plan, loose.order)).log1p();
  const wide = bounds ?? sandwich(moment, bits);
  const isModerate = (1 + loose.order) ** 2 < LARGEST * variance.toNumber();
  if (loose.order < MOST_CHORD && isModerate) return both(wide, chordOf(moment));
  // here e^((a - 1) / (2 s^2)) is moderate, or the sandwich is as good as it gets
  return rate.lessThan(Rational.of(1n << 30n)) ? both(wide, coarse(moment, bits)) : wide;
}
