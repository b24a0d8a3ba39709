import { DiscreetError, type Enclosure, Interval, Rational } from '@discreet/numeric';
import type { LeafEvent, PrivacyEvent } from '../../event.ts';
import type { NeighbouringRelation } from '../../event-relation.ts';
import { discreteGaussianDelta, discreteGaussianEpsilon } from '../discrete-gaussian.ts';
import { gaussianDelta, gaussianEpsilon } from '../gaussian.ts';
import {
  discreteLaplaceDelta,
  discreteLaplaceEpsilon,
  laplaceDelta,
  laplaceEpsilon,
} from '../laplace.ts';
import { type CountedLeaf, gaussianPrecision, leavesOf, wholeSensitivity } from '../leaves-of.ts';
import type { Part } from './engine.ts';
import type { Lattice } from './lattice.ts';
import {
  discreteGaussianLattice,
  discreteLaplaceLattice,
  latticeCells,
  pureLattice,
  randomizedResponseLattice,
  zeroedResponseCells,
} from './lattices.ts';
import { atomsLaw, type Law, laplaceLaw, normalLaw, sampledLaw, swappedLaw } from './law.ts';
import { productLaw } from './product.ts';
import { sampledEpsilon, sampledProfile } from './sampled-profile.ts';
import { MOST_RECORDS, truncatedLaws, truncatedParts } from './truncated.ts';

/** What an accountant of privacy losses can say about one use of a mechanism. */
export interface Mechanism {
  /** a name that only mechanisms of the same parameters share */
  readonly key: string;
  /** the loss in each order of the datasets: one law where both are the same */
  readonly laws: () => readonly Law[];
  /** of a plain Gaussian: 1 / sigma^2, which adds up */
  readonly precision?: Rational;
  readonly gap?: number;
  /** the exact lattice of the loss, the same in both orders */
  readonly lattice?: Lattice;
  /** the exact profile of one use */
  readonly profile?: (epsilon: Rational) => Enclosure;
  /** its inverse, where that has a form of its own */
  readonly epsilon?: (delta: Rational) => Enclosure | undefined;
}

const refuse = (event: PrivacyEvent, rule: string): DiscreetError =>
  new DiscreetError({
    tag: 'InvalidParameter',
    where: 'pldAccountant',
    rule,
    received: event.kind,
  });

const latticeMechanism = (
  key: string,
  lattice: Lattice | undefined,
  event: PrivacyEvent,
): Mechanism => {
  if (lattice === undefined)
    throw refuse(event, 'the sensitivity or sigma of discrete noise is too large');
  // once for all questions
  let cells: ReturnType<typeof latticeCells> | undefined;
  const law: Law = () => (cells ??= latticeCells(lattice));
  const gap = lattice.base(64).mul(Interval.integer(lattice.stride, 64)).toEnclosure().upper;
  return { key, laws: () => [law], gap, lattice };
};

/** N(mu, 1) against N(0, 1) with mu = 1 / sigma, mixed with a rate. */
const gaussianPair = (rate: number, mu: number): Law =>
  normalLaw({
    first: { weights: [1 - rate, rate], centres: [0, mu] },
    second: { weights: [1], centres: [0] },
  });

/** Each of two records of opposite contributions comes in with a rate. */
const replacedPair = (rate: number, mu: number): Law =>
  normalLaw({
    first: { weights: [1 - rate, rate], centres: [0, mu] },
    second: { weights: [rate, 1 - rate], centres: [-mu, 0] },
  });

const bothOrders = (law: Law): readonly Law[] => [law, swappedLaw(law)];

/** The mechanism of an event without sampling or composition; undefined where it costs nothing. */
export function mechanismOf(
  event: LeafEvent,
  relation: NeighbouringRelation,
): Mechanism | undefined {
  const isReplace = relation === 'replaceOne';
  switch (event.kind) {
    case 'gaussian':
    case 'roundedGaussian': {
      const precision = event.noiseMultiplier.square().inverse();
      return gaussianMechanism(precision);
    }
    case 'treeAggregation': {
      if (relation !== 'replaceSpecial') throw refuse(event, 'is known for replaceSpecial alone');
      return gaussianMechanism(treePrecision(event));
    }
    case 'laplace': {
      const epsilon = event.noiseMultiplier.inverse();
      const law = laplaceLaw(epsilon.toNumber());
      return {
        key: `laplace ${epsilon.toString()}`,
        laws: () => [law],
        gap: 2 * epsilon.toNumber(),
        profile: (x) => laplaceDelta(epsilon, x),
        epsilon: (x) => laplaceEpsilon(epsilon, x),
      };
    }
    case 'discreteLaplace': {
      const s = event.sensitivity.floor();
      if (s === 0n) return undefined;
      const key = `discreteLaplace ${event.scale.toString()} ${s}`;
      return {
        ...latticeMechanism(key, discreteLaplaceLattice(event.scale, s), event),
        profile: (x) => discreteLaplaceDelta(Rational.of(s), event.scale, x),
        epsilon: (x) => discreteLaplaceEpsilon(Rational.of(s), event.scale, x),
      };
    }
    case 'discreteGaussian': {
      if (!event.dimension.equals(Rational.one))
        throw refuse(event, 'the loss of discrete Gaussian noise is known in one dimension');
      const s = wholeSensitivity(event);
      if (s.sign() === 0) return undefined;
      const variance = event.sigma.square();
      const key = `discreteGaussian ${variance.toString()} ${s.toString()}`;
      return {
        ...latticeMechanism(key, discreteGaussianLattice(variance, s.floor()), event),
        profile: (x) => discreteGaussianDelta(s, variance, x),
        epsilon: (x) => discreteGaussianEpsilon(s, variance, x),
      };
    }
    case 'randomizedResponse': {
      const { noise, buckets } = event;
      if (noise.equals(Rational.one)) return undefined;
      const key = `randomizedResponse ${noise.toString()} ${buckets.toString()}`;
      if (isReplace) return latticeMechanism(key, randomizedResponseLattice(noise, buckets), event);
      if (relation !== 'replaceSpecial')
        throw refuse(
          event,
          'randomized response needs a record: relation must be replaceOne or replaceSpecial',
        );
      return { key, laws: () => bothOrders(atomsLaw(zeroedResponseCells(noise, buckets))) };
    }
    case 'epsilonDelta':
    case 'exponentialMechanism':
    case 'permuteAndFlip': {
      const { epsilon } = event;
      if (epsilon.sign() === 0) return undefined;
      return latticeMechanism(`pure ${epsilon.toString()}`, pureLattice(epsilon), event);
    }
    case 'mixtureOfGaussians': {
      if (isReplace)
        throw refuse(event, 'mixtures are known for addOrRemoveOne and replaceSpecial');
      const { standardDeviation, sensitivities, probabilities } = event;
      const rows = sensitivities
        .map((s, k) => ({
          centre: s.div(standardDeviation).toNumber(),
          weight: probabilities[k]?.toNumber() ?? 0,
        }))
        .filter(({ weight }) => weight > 0)
        .sort((a, b) => a.centre - b.centre);
      if (rows.some(({ centre }) => centre < 0))
        throw refuse(event, 'sensitivities of a mixture must be >= 0');
      if (rows.every(({ centre }) => centre === 0)) return undefined;
      const law = normalLaw({
        first: { weights: rows.map((x) => x.weight), centres: rows.map((x) => x.centre) },
        second: { weights: [1], centres: [0] },
      });
      const key = `mixture ${rows.map(({ centre, weight }) => `${centre} ${weight}`).join(' ')}`;
      return { key, laws: () => bothOrders(law) };
    }
    case 'truncatedSubsampledGaussian':
      return truncated(event, isReplace);
    case 'poissonSampled':
      return sampled(event, relation);
    case 'nonPrivate':
      throw refuse(event, 'is decided before');
    case 'zeroConcentrated':
    case 'unsupported':
    case 'sampledWithoutReplacement':
    case 'sampledWithReplacement':
    case 'repeatAndSelect':
      throw refuse(event, 'no theorem gives a privacy loss distribution');
  }
}

type TruncatedEvent = Extract<PrivacyEvent, { kind: 'truncatedSubsampledGaussian' }>;

function truncated(event: TruncatedEvent, isReplace: boolean): Mechanism | undefined {
  const { samplingProbability: rate, noiseMultiplier } = event;
  if (rate.sign() === 0) return undefined;
  if (Rational.of(BigInt(MOST_RECORDS)).lessThan(event.datasetSize))
    throw refuse(event, `datasetSize must be at most ${MOST_RECORDS}`);
  const mu = rootOf(noiseMultiplier.square().inverse());
  const q = rate.toNumber();
  const plain = isReplace ? replacedPair(q, mu) : gaussianPair(q, mu);
  const parts = truncatedParts(event);
  const { datasetSize, batchSize } = event;
  const key = `truncated ${[datasetSize, rate, batchSize, noiseMultiplier].map(String).join(' ')}${isReplace ? ' replaced' : ''}`;
  return {
    key,
    laws: () =>
      parts.cut === 0
        ? bothOrders(plain)
        : truncatedLaws(parts, (order) => (order === 0 ? plain : swappedLaw(plain)), mu),
  };
}

type TreeEvent = Extract<PrivacyEvent, { kind: 'treeAggregation' }>;

/** A record is in as many nodes of its tree as it has levels: depth / sigma^2. */
function treePrecision({ stepCounts, noiseMultiplier }: TreeEvent): Rational {
  const most = stepCounts.reduce((a, b) => Rational.max(a, b)).floor();
  let depth = 0n;
  while (1n << depth < most + 1n) depth += 1n;
  return Rational.of(depth).div(noiseMultiplier.square());
}

/** Gaussian noise of mu^2 = precision. */
export function gaussianMechanism(precision: Rational): Mechanism {
  return {
    key: `gaussian ${precision.toString()}`,
    precision,
    laws: () => [gaussianPair(1, rootOf(precision))],
    profile: (x) => gaussianDelta(precision, x),
    epsilon: (x) => gaussianEpsilon(precision, x),
  };
}

/** The nearest double to a square root, or one of its neighbours. */
export const rootOf = (x: Rational): number => Interval.of(x, 128).sqrt().toEnclosure().upper;

type SampledEvent = Extract<PrivacyEvent, { kind: 'poissonSampled' }>;

/** A Poisson sample of what leaves compose to. */
function sampled(event: SampledEvent, relation: NeighbouringRelation): Mechanism | undefined {
  const { samplingProbability: rate } = event;
  if (rate.sign() === 0) return undefined;
  const leaves = [...leavesOf(event.event)];
  if (leaves.length === 0) return undefined;
  const isWhole = rate.equals(Rational.one);
  const q = rate.toNumber();
  const key = (inner: string): string =>
    `sampled ${rate.toString()} ${relation === 'replaceOne' ? 'replaced ' : ''}(${inner})`;
  const precision = gaussianPrecision(leaves, ['gaussian', 'roundedGaussian']);
  if (precision !== undefined) {
    const mu = rootOf(precision);
    if (relation === 'replaceOne')
      return {
        key: key(`gaussian ${precision.toString()}`),
        laws: () => bothOrders(replacedPair(q, mu)),
      };
    const plain = gaussianMechanism(precision);
    if (isWhole) return plain;
    return {
      key: key(plain.key),
      laws: () => bothOrders(gaussianPair(q, mu)),
      ...oneSample(rate, plain),
    };
  }
  if (relation === 'replaceOne')
    throw refuse(event, 'under replaceOne, samples are known for Gaussian noise alone');
  const inner = innerMechanism(leaves, event, relation);
  if (inner === undefined || isWhole) return inner;
  return {
    key: key(inner.key),
    laws: () => {
      const [one, other] = inner.laws();
      if (one === undefined) return [];
      // where the orders differ, the second is for the record that is added: what lacks it comes first
      return [sampledLaw(one, q), swappedLaw(sampledLaw(swappedLaw(other ?? one), q))];
    },
    ...oneSample(rate, inner),
  };
}

/** The exact profile of one use on a sample, where the mechanism has one. */
function oneSample(
  rate: Rational,
  { profile, epsilon }: Mechanism,
): Pick<Mechanism, 'profile' | 'epsilon'> {
  if (profile === undefined || epsilon === undefined) return {};
  const whole = sampledProfile(rate, profile);
  return {
    profile: whole,
    epsilon: sampledEpsilon(
      rate,
      whole,
      (delta) => epsilon(delta) ?? { lower: 0, upper: Infinity },
    ),
  };
}

/** What is inside a sample: one mechanism, or several that compose on the product of their outcomes. */
function innerMechanism(
  leaves: readonly CountedLeaf[],
  event: PrivacyEvent,
  relation: NeighbouringRelation,
): Mechanism | undefined {
  const parts = leaves.flatMap(({ event: leaf, count }) => {
    if (leaf.kind === 'epsilonDelta' && leaf.delta.sign() > 0)
      throw refuse(event, 'a sample of a mechanism with a delta is not known');
    const mechanism = mechanismOf(leaf, relation);
    return mechanism === undefined ? [] : [{ mechanism, count }];
  });
  const [first] = parts;
  if (first === undefined) return undefined;
  if (parts.length === 1 && first.count === 1n) return first.mechanism;
  return composedInside(parts.map(({ mechanism, count }) => ({ mechanism, count: Number(count) })));
}

/**
 * A composition as a mechanism of its own, on a grid: of each order the laws that bound it from above and below. They differ, so a sample of a composition is
 * bounded by two laws.
 */
function composedInside(
  parts: readonly { readonly mechanism: Mechanism; readonly count: number }[],
): Mechanism {
  const orders = ordersOf(parts);
  return {
    key: `composed ${parts.map(({ mechanism, count }) => `${count} ${mechanism.key}`).join(' + ')}`,
    laws: () => orders.map((order) => productLaw(order)),
  };
}

/** The parts in each order of the datasets. */
export function ordersOf(
  parts: readonly { readonly mechanism: Mechanism; readonly count: number }[],
): readonly (readonly Part[])[] {
  const all = parts.map(({ mechanism, count }) => ({
    laws: mechanism.laws(),
    count,
    gap: mechanism.gap,
  }));
  const orders = Math.max(1, ...all.map(({ laws }) => laws.length));
  return Array.from({ length: orders }, (_, order) =>
    all.flatMap(({ laws, count, gap }) => {
      const law = laws[order] ?? laws[0];
      return law === undefined ? [] : [{ law, count, ...(gap === undefined ? {} : { gap }) }];
    }),
  );
}
