import { Interval, Rational } from '@discreet/numeric';
import type {
  LeafEvent,
  PoissonSampledEvent,
  SampledWithoutReplacementEvent,
  SampledWithReplacementEvent,
  TruncatedSubsampledGaussianEvent,
} from '../event.ts';
import type { NeighbouringRelation } from '../event-relation.ts';
import { exactOf } from './exact-of.ts';
import { type CountedLeaf, gaussianPrecision, leavesOf, wholeSensitivity } from './leaves-of.ts';
import { binomialTail } from './loss/binomial.ts';
import { drawnOften } from './drawn-often.ts';
import { drawChances } from './loss/fixed-size.ts';
import { momentMixture } from './moment-mixture.ts';
import { pairFunction } from './pair-function.ts';
import { poissonDiscreteGaussian } from './poisson-discrete-gaussian.ts';
import { poissonGaussian } from './poisson-function.ts';
import { poissonSampled } from './poisson-sampled.ts';
import { costOf, refusedCost, type RenyiCost, type SumOf } from './renyi-cost.ts';
import { nothing, type RenyiFunction } from './renyi-function.ts';
import { replacedInSample } from './replaced-in-sample.ts';
import { specialInSample } from './special-in-sample.ts';
import { termFunction, upperOnly } from './term-function.ts';
import { throughThird } from './through-third.ts';
import { twiceSampled } from './twice-sampled.ts';
import { withoutReplacement } from './without-replacement.ts';

const { one, zero } = Rational;
const [two, four] = [Rational.of(2n), Rational.of(4n)];

const isScalar = ({ event }: CountedLeaf): boolean =>
  event.kind !== 'discreteGaussian' || event.dimension.equals(one);

/** events whose curve is that of a pair of laws that a symmetry of the space swaps, or above one of such */
const symmetricKinds: readonly LeafEvent['kind'][] = [
  'gaussian',
  'roundedGaussian',
  'discreteGaussian',
  'laplace',
  'discreteLaplace',
  'epsilonDelta',
  'permuteAndFlip',
];

const isSymmetric = (leaves: readonly CountedLeaf[]): boolean =>
  leaves.every((leaf) => symmetricKinds.includes(leaf.event.kind) && isScalar(leaf));

/** an event that says how many records there are: of which there are fewer in a sample */
const sizedKinds: readonly LeafEvent['kind'][] = [
  'sampledWithoutReplacement',
  'sampledWithReplacement',
  'truncatedSubsampledGaussian',
];

const isSized = (leaves: readonly CountedLeaf[]): boolean =>
  leaves.some(({ event }) =>
    event.kind === 'poissonSampled' || event.kind === 'repeatAndSelect'
      ? isSized([...leavesOf(event.event)])
      : sizedKinds.includes(event.kind),
  );

const sized = refusedCost('an event inside of a sample must not say how many records there are');

/** the standard normal law around 0, and with a chance around another centre */
const atoms = (q: Rational, centre: Rational) =>
  [
    { weight: one.sub(q), centre: zero },
    { weight: q, centre },
  ].filter(({ weight }) => weight.sign() > 0);

/** Each of two records of opposite contributions comes in with chance q: both orders have the same divergence, by reflection. */
const replacedPair = (q: Rational, variance: Rational): RenyiFunction =>
  pairFunction({ first: atoms(q, one), second: atoms(q, one.negate()), variance });

/** A Poisson sample of what leaves compose to. */
export function poissonCost(
  { samplingProbability: q, event }: PoissonSampledEvent,
  relation: NeighbouringRelation,
  sumOf: SumOf,
): RenyiCost {
  const leaves = [...leavesOf(event)];
  if (q.sign() === 0 || leaves.length === 0) return costOf({ curve: nothing });
  if (isSized(leaves)) return sized;
  const isReplaced = relation === 'replaceOne';
  const precision = gaussianPrecision(leaves, ['gaussian', 'roundedGaussian']);
  if (precision !== undefined) {
    const isRounded = leaves.some((leaf) => leaf.event.kind === 'roundedGaussian');
    const sample = isReplaced ? replacedPair : poissonGaussian;
    const curve = sample(q, precision.inverse());
    return costOf({ curve: isRounded ? upperOnly(curve) : curve });
  }
  // inside of a sample, noise is for what one record contributes
  const inner = sumOf(leaves, isReplaced ? 'addOrRemoveOne' : relation);
  if (inner.kind !== 'term') return inner;
  const curve = generalSample(q, leaves, termFunction(inner.term));
  const delta = inner.term.delta.mul(q);
  if (!isReplaced) return costOf({ curve, delta });
  return costOf({ curve: throughThird(curve), delta: Rational.min(delta.mul(two), one) });
}

const generalSample = (
  q: Rational,
  leaves: readonly CountedLeaf[],
  inner: RenyiFunction,
): RenyiFunction => {
  const [single] = leaves;
  if (leaves.length === 1 && single?.event.kind === 'discreteGaussian' && single.count === 1n) {
    const { sigma, dimension } = single.event;
    const sensitivity = wholeSensitivity(single.event);
    if (dimension.equals(one) && sensitivity.sign() > 0)
      return poissonDiscreteGaussian(q, sigma.square(), sensitivity);
  }
  return poissonSampled(q, inner, isSymmetric(leaves));
};

/**
 * The record is in a sample of fixed size with a chance, instead of another, and results are normal laws. Under replaceOne the unit is how far one in the place of another moves them; else it is what one contributes, of
 * which a record more moves them by 2.
 */
const fixedSizeGaussian = (
  q: Rational,
  variance: Rational,
  relation: NeighbouringRelation,
): RenyiFunction => {
  if (relation === 'addOrRemoveOne') return poissonGaussian(q, variance.div(four));
  return relation === 'replaceOne' ? replacedInSample(q, variance) : specialInSample(q, variance);
};

/** A sample of a fixed size without replacement. */
export function withoutReplacementCost(
  { datasetSize, sampleSize, event }: SampledWithoutReplacementEvent,
  relation: NeighbouringRelation,
  sumOf: SumOf,
): RenyiCost {
  const leaves = [...leavesOf(event)];
  if (leaves.length === 0) return costOf({ curve: nothing });
  if (isSized(leaves)) return sized;
  const share = sampleSize.div(datasetSize);
  const precision = gaussianPrecision(leaves, ['gaussian', 'roundedGaussian']);
  if (precision !== undefined) {
    const curve = fixedSizeGaussian(share, precision.inverse(), relation);
    return costOf({ curve: upperOnly(curve) });
  }
  if (relation !== 'replaceOne')
    return refusedCost('samples of a fixed size are known for Gaussian noise, or replaceOne');
  const inner = sumOf(leaves, relation);
  if (inner.kind !== 'term') return inner;
  if (inner.term.delta.sign() > 0) return refusedCost('samples of a fixed size need a delta of 0');
  const whole = termFunction(inner.term);
  if (share.equals(one)) return inner;
  if (isSymmetric(leaves))
    return costOf({ curve: twiceSampled(generalSample(share, leaves, whole), whole, share) });
  return costOf({ curve: withoutReplacement(share, whole) });
}

/** how many draws may be gone through */
const MOST_DRAWS = 1n << 40n;
/** Chances below this end the list; what is left out is then below the other. */
const [LEAST, UNSEEN] = [
  Interval.integer(1, 192).scale(-210),
  Rational.of(1n, 1n << 200n),
] as const;

/**
 * The chances of 1, 2, ... draws, until the rest is too little. Each is (m - k) / ((k + 1) (n - 1)) of the one before it, at most 3/4 for k > 2 m / n + 2 and n > 2; so the rest is at most 4 times
 * the first that is left out. For n = 2 none is.
 */
const likelyDraws = (m: bigint, n: bigint): readonly Interval[] => {
  const all = drawChances(m, n);
  const enough = all.findIndex((w, i) => BigInt(i + 1) > (2n * m) / n + 4n && w.isBelow(LEAST));
  return enough < 0 ? all : all.slice(0, enough);
};

/** Draws with replacement: a record that is drawn k times moves the result k times as far. */
export function withReplacementCost(
  event: SampledWithReplacementEvent,
  relation: NeighbouringRelation,
): RenyiCost {
  const [n, m] = [event.datasetSize.floor(), event.sampleSize.floor()];
  const leaves = [...leavesOf(event.event)];
  if (leaves.length === 0) return costOf({ curve: nothing });
  if (n < 2n || m > MOST_DRAWS)
    return refusedCost('datasetSize must be at least 2, sampleSize at most 2^40');
  const precision = gaussianPrecision(leaves, ['gaussian', 'roundedGaussian']);
  if (precision === undefined)
    return refusedCost('draws with replacement are known for Gaussian noise alone');
  const chances = likelyDraws(m, n);
  const variance = precision.inverse();
  const sample = (q: Rational, k: bigint): RenyiFunction =>
    fixedSizeGaussian(q, variance.div(Rational.of(k * k)), relation);
  const isAll = BigInt(chances.length) === m;
  return costOf({
    curve: drawnOften(chances, relation === 'replaceOne' ? variance : variance.div(four), sample),
    delta: isAll ? zero : UNSEEN,
  });
}

/** how large a dataset may be of which batches are cut */
const MOST_RECORDS = Rational.of(10_000_000n);

/** A Poisson sample that is cut to a size. */
export function truncatedCost(
  event: TruncatedSubsampledGaussianEvent,
  relation: NeighbouringRelation,
): RenyiCost {
  const { datasetSize, samplingProbability: q, batchSize, noiseMultiplier } = event;
  if (q.sign() === 0) return costOf({ curve: nothing });
  if (MOST_RECORDS.lessThan(datasetSize))
    return refusedCost(`datasetSize must be at most ${MOST_RECORDS.toString()}`);
  const variance = noiseMultiplier.square();
  const plain =
    relation === 'replaceOne' ? replacedPair(q, variance) : poissonGaussian(q, variance);
  const [n, b] = [Number(datasetSize.floor()), Number(batchSize.floor())];
  if (n - 1 < b) return costOf({ curve: plain });
  const share = batchSize.div(datasetSize);
  const isAlways = q.equals(one);
  const cut = isAlways ? Interval.integer(1, 192) : binomialTail(n - 1, q, b);
  const inCut = isAlways ? cut : binomialTail(n, q, b + 1);
  const kept = inCut.mul(Interval.of(share, 192)).div(cut).toEnclosure().upper;
  // here the unit is what one record contributes, under replaceOne too
  const unit = relation === 'replaceOne' ? variance.div(four) : variance;
  const full = fixedSizeGaussian(exactOf(Math.min(1, kept)), unit, relation);
  return costOf({
    curve: momentMixture([
      { weight: Interval.integer(1, 192).sub(cut), curve: plain },
      { weight: cut, curve: full },
    ]),
  });
}
