import { Rational } from '@discreet/numeric';
import type { LeafEvent } from '../event.ts';
import type { NeighbouringRelation } from '../event-relation.ts';
import { type CountedLeaf, gaussianPrecision, leavesOf, wholeSensitivity } from './leaves-of.ts';
import { poissonDiscreteGaussian } from './poisson-discrete-gaussian.ts';
import { poissonGaussian, poissonSampled } from './poisson-function.ts';
import {
  boundedRangeFunction,
  discreteLaplaceFunction,
  laplaceFunction,
  nothing,
  pureFunction,
  randomizedResponseFunction,
  type RenyiFunction,
} from './renyi-function.ts';
import { repeatAndSelect } from './repeat-and-select.ts';
import { sumOfCurves, termFunction, upperOnly } from './term-function.ts';
import { withoutReplacement } from './without-replacement.ts';

/** What one use of an event costs: a divergence of at most xi + rho a + curve(a), but for a chance of delta. */
export interface RenyiTerm {
  readonly rho: Rational;
  /** at which orders a mechanism has the divergence rho a, and not less */
  readonly attained: 'everyOrder' | 'wholeOrders' | 'never';
  readonly xi: Rational;
  readonly curve: RenyiFunction | undefined;
  readonly delta: Rational;
}

/** The cost of an event; `infinite` where there is no bound at any order; a reason where no theorem gives one. */
export type RenyiCost =
  | { readonly kind: 'term'; readonly term: RenyiTerm }
  | { readonly kind: 'infinite' }
  | { readonly kind: 'refused'; readonly why: string };

const { zero, one } = { zero: Rational.zero, one: Rational.one };
const half = Rational.of(1n, 2n);

const cost = (term: Partial<RenyiTerm>): RenyiCost => ({
  kind: 'term',
  term: { rho: zero, attained: 'everyOrder', xi: zero, curve: undefined, delta: zero, ...term },
});
const infinite: RenyiCost = Object.freeze({ kind: 'infinite' });
const refuse = (why: string): RenyiCost => ({ kind: 'refused', why });

/** 1 / (2 s^2) */
const rhoOf = (noiseMultiplier: Rational): Rational => half.div(noiseMultiplier.square());

/** The Rényi cost of one use of an event. */
export function renyiCost(event: LeafEvent, relation: NeighbouringRelation): RenyiCost {
  switch (event.kind) {
    case 'nonPrivate':
      return infinite;
    case 'unsupported':
      return refuse('an unsupported event');
    case 'epsilonDelta':
      return cost({ curve: pureFunction(event.epsilon), delta: event.delta });
    case 'zeroConcentrated':
      return cost({
        rho: event.rho,
        xi: event.xi,
        attained: event.xi.sign() === 0 ? 'everyOrder' : 'never',
      });
    case 'gaussian':
      return cost({ rho: rhoOf(event.noiseMultiplier) });
    case 'roundedGaussian':
      return cost({ rho: rhoOf(event.noiseMultiplier), attained: 'never' });
    case 'discreteGaussian': {
      const sensitivity = wholeSensitivity(event);
      return cost({
        rho: half.mul(sensitivity.div(event.sigma).square()),
        attained: sensitivity.isInteger() ? 'wholeOrders' : 'never',
      });
    }
    case 'laplace':
      return cost({ curve: laplaceFunction(event.noiseMultiplier.inverse()) });
    case 'discreteLaplace':
      return cost({ curve: discreteLaplaceFunction(wholeSensitivity(event), event.scale) });
    case 'exponentialMechanism':
      return cost({ curve: boundedRangeFunction(event.epsilon) });
    case 'permuteAndFlip':
      // it is epsilon-DP; that its losses are those of the worst such pair is not claimed
      return cost({ curve: upperOnly(pureFunction(event.epsilon)) });
    case 'randomizedResponse':
      return relation === 'addOrRemoveOne'
        ? refuse('randomized response releases an answer for each record: replace one')
        : cost({
            curve: randomizedResponseFunction(
              event.noise,
              event.buckets,
              relation === 'replaceSpecial',
            ),
          });
    case 'treeAggregation':
      return relation === 'replaceSpecial'
        ? cost({ rho: rhoOf(event.noiseMultiplier).mul(depthOf(event.stepCounts)) })
        : refuse('tree aggregation is accounted under replaceSpecial');
    case 'poissonSampled':
      return poissonCost(event.samplingProbability, [...leavesOf(event.event)], relation);
    case 'sampledWithoutReplacement':
      return relation === 'replaceOne'
        ? withoutReplacementCost(
            event.sampleSize.div(event.datasetSize),
            [...leavesOf(event.event)],
            relation,
          )
        : refuse('sampling without replacement keeps the size: replace one');
    case 'sampledWithReplacement':
      return refuse('no theorem covers sampling with replacement');
    case 'mixtureOfGaussians':
    case 'truncatedSubsampledGaussian':
      return refuse(`a Rényi curve of ${event.kind} is not known: use privacy loss distributions`);
    case 'repeatAndSelect': {
      const inner = sumOf([...leavesOf(event.event)], relation);
      if (inner.kind !== 'term') return inner;
      const { delta } = inner.term;
      return cost({
        curve: repeatAndSelect(termFunction(inner.term), event.mean, event.shape),
        // some run fails: at most the mean number of runs times delta
        delta: Rational.min(delta.mul(event.mean), one),
      });
    }
  }
}

/** how many nodes of a tree of that many steps hold one step: ceil(log2(steps + 1)) */
const depthOf = (stepCounts: readonly Rational[]): Rational => {
  const most = stepCounts.reduce((a, b) => Rational.max(a, b), one).floor();
  return Rational.of(BigInt(most.toString(2).length));
};

/** The cost of leaves together, as one term. */
const sumOf = (leaves: readonly CountedLeaf[], relation: NeighbouringRelation): RenyiCost => {
  let [rho, xi, delta] = [zero, zero, zero];
  const curves: { readonly count: Rational; readonly curve: RenyiFunction }[] = [];
  let attained: RenyiTerm['attained'] = 'everyOrder';
  for (const { event, count } of leaves) {
    const found = renyiCost(event, relation);
    if (found.kind !== 'term') return found;
    const times = Rational.of(count);
    const { term } = found;
    rho = rho.add(term.rho.mul(times));
    xi = xi.add(term.xi.mul(times));
    delta = Rational.min(delta.add(term.delta.mul(times)), one);
    if (term.attained === 'never' || attained === 'everyOrder') attained = term.attained;
    if (term.curve !== undefined) curves.push({ count: times, curve: term.curve });
  }
  const curve = curves.length === 0 ? undefined : sumOfCurves(curves);
  return cost({ rho, xi, delta, attained, curve });
};

const symmetricKinds: readonly LeafEvent['kind'][] = [
  'gaussian',
  'laplace',
  'discreteLaplace',
  'epsilonDelta',
];

const poissonCost = (
  q: Rational,
  leaves: readonly CountedLeaf[],
  relation: NeighbouringRelation,
): RenyiCost => {
  if (q.sign() === 0 || leaves.length === 0) return cost({ curve: nothing });
  const precision = gaussianPrecision(leaves, ['gaussian', 'roundedGaussian']);
  if (relation === 'replaceOne' && !q.equals(one))
    return refuse('Poisson sampling is accounted under addOrRemoveOne and replaceSpecial');
  if (precision !== undefined) {
    const isRounded = leaves.some(({ event }) => event.kind === 'roundedGaussian');
    const curve = poissonGaussian(q, precision.inverse());
    return cost({ curve: isRounded ? upperOnly(curve) : curve });
  }
  const inner = sumOf(leaves, relation);
  if (inner.kind !== 'term') return inner;
  const [single] = leaves;
  if (leaves.length === 1 && single?.event.kind === 'discreteGaussian' && single.count === 1n) {
    const { sigma, dimension } = single.event;
    const sensitivity = wholeSensitivity(single.event);
    if (dimension.equals(one) && sensitivity.sign() > 0)
      return cost({ curve: poissonDiscreteGaussian(q, sigma.square(), sensitivity) });
  }
  const isSymmetric = leaves.every(
    ({ event }) =>
      symmetricKinds.includes(event.kind) ||
      (event.kind === 'discreteGaussian' && event.dimension.equals(one)),
  );
  return cost({
    curve: poissonSampled(q, termFunction(inner.term), isSymmetric),
    delta: inner.term.delta.mul(q),
  });
};

const withoutReplacementCost = (
  share: Rational,
  leaves: readonly CountedLeaf[],
  relation: NeighbouringRelation,
): RenyiCost => {
  const inner = sumOf(leaves, relation);
  if (inner.kind !== 'term') return inner;
  if (inner.term.delta.sign() > 0) return refuse('sampling without replacement needs delta 0');
  const kinds = ['gaussian', 'roundedGaussian', 'discreteGaussian'] as const;
  const scalar = leaves.every(
    ({ event }) => event.kind !== 'discreteGaussian' || event.dimension.equals(one),
  );
  return cost({
    curve: withoutReplacement(
      share,
      termFunction(inner.term),
      scalar ? gaussianPrecision(leaves, kinds) : undefined,
    ),
  });
};
