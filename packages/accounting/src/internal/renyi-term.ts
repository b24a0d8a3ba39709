import { Rational } from '@discreet/numeric';
import type { LeafEvent, MixtureOfGaussiansEvent } from '../event.ts';
import type { NeighbouringRelation } from '../event-relation.ts';
import { type CountedLeaf, leavesOf, wholeSensitivity } from './leaves-of.ts';
import { merged } from './normal-pair.ts';
import { greaterOf, pairFunction } from './pair-function.ts';
import { costOf, infiniteCost, refusedCost, type RenyiCost, type RenyiTerm } from './renyi-cost.ts';
import {
  boundedRangeFunction,
  discreteLaplaceFunction,
  laplaceFunction,
  pureFunction,
  randomizedResponseFunction,
  type RenyiFunction,
} from './renyi-function.ts';
import { repeatAndSelect } from './repeat-and-select.ts';
import {
  poissonCost,
  truncatedCost,
  withoutReplacementCost,
  withReplacementCost,
} from './sampled-cost.ts';
import { sumOfCurves, termFunction, upperOnly } from './term-function.ts';

const { zero, one } = { zero: Rational.zero, one: Rational.one };
const half = Rational.of(1n, 2n);

/** 1 / (2 s^2) */
const rhoOf = (noiseMultiplier: Rational): Rational => half.div(noiseMultiplier.square());

/** The Rényi cost of one use of an event. */
export function renyiCost(event: LeafEvent, relation: NeighbouringRelation): RenyiCost {
  switch (event.kind) {
    case 'nonPrivate':
      return infiniteCost;
    case 'unsupported':
      return refusedCost('an unsupported event');
    case 'epsilonDelta':
      return costOf({ curve: pureFunction(event.epsilon), delta: event.delta });
    case 'zeroConcentrated':
      return costOf({
        rho: event.rho,
        xi: event.xi,
        attained: event.xi.sign() === 0 ? 'everyOrder' : 'never',
      });
    case 'gaussian':
      return costOf({ rho: rhoOf(event.noiseMultiplier) });
    case 'roundedGaussian':
      return costOf({ rho: rhoOf(event.noiseMultiplier), attained: 'never' });
    case 'discreteGaussian': {
      const sensitivity = wholeSensitivity(event);
      return costOf({
        rho: half.mul(sensitivity.div(event.sigma).square()),
        attained: sensitivity.isInteger() ? 'wholeOrders' : 'never',
      });
    }
    case 'laplace':
      return costOf({ curve: laplaceFunction(event.noiseMultiplier.inverse()) });
    case 'discreteLaplace':
      return costOf({ curve: discreteLaplaceFunction(wholeSensitivity(event), event.scale) });
    case 'exponentialMechanism':
      return costOf({ curve: boundedRangeFunction(event.epsilon) });
    case 'permuteAndFlip':
      // it is epsilon-DP; that its losses are those of the worst such pair is not claimed
      return costOf({ curve: upperOnly(pureFunction(event.epsilon)) });
    case 'randomizedResponse':
      return relation === 'addOrRemoveOne'
        ? refusedCost('randomized response releases an answer for each record: replace one')
        : costOf({
            curve: randomizedResponseFunction(
              event.noise,
              event.buckets,
              relation === 'replaceSpecial',
            ),
          });
    case 'treeAggregation':
      // a record that comes or goes may move others to other steps
      return relation === 'addOrRemoveOne'
        ? refusedCost('trees of steps keep their records: replaceOne or replaceSpecial')
        : costOf({ rho: rhoOf(event.noiseMultiplier).mul(depthOf(event.stepCounts)) });
    case 'mixtureOfGaussians':
      return relation === 'replaceOne'
        ? refusedCost(
            'the shifts are those that one record makes: addOrRemoveOne or replaceSpecial',
          )
        : mixtureCost(event);
    case 'poissonSampled':
      return poissonCost(event, relation, sumOf);
    case 'sampledWithoutReplacement':
      return withoutReplacementCost(event, relation, sumOf);
    case 'sampledWithReplacement':
      return withReplacementCost(event, relation);
    case 'truncatedSubsampledGaussian':
      return truncatedCost(event, relation);
    case 'repeatAndSelect': {
      const inner = sumOf([...leavesOf(event.event)], relation);
      if (inner.kind !== 'term') return inner;
      const { delta } = inner.term;
      return costOf({
        curve: repeatAndSelect(termFunction(inner.term), event.mean, event.shape),
        // some run fails: at most the mean number of runs times delta
        delta: Rational.min(delta.mul(event.mean), one),
      });
    }
  }
}

/** Both orders of the pair that the event describes; the greater divergence counts. */
const mixtureCost = (event: MixtureOfGaussiansEvent): RenyiCost => {
  const { sensitivities, probabilities, standardDeviation } = event;
  const first = merged(
    sensitivities.map((centre, i) => ({ centre, weight: probabilities[i] ?? zero })),
  );
  const second = [{ weight: one, centre: zero }];
  const variance = standardDeviation.square();
  return costOf({
    curve: greaterOf(
      pairFunction({ first, second, variance }),
      pairFunction({ first: second, second: first, variance }),
    ),
  });
};

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
  return costOf({ rho, xi, delta, attained, curve });
};
