import { Rational } from '@discreet/numeric';
import type { LeafEvent, PrivacyEvent } from '../../event.ts';
import type { NeighbouringRelation } from '../../event-relation.ts';
import { discreteGaussianDelta, discreteGaussianEpsilon } from '../discrete-gaussian.ts';
import {
  discreteLaplaceDelta,
  discreteLaplaceEpsilon,
  laplaceDelta,
  laplaceEpsilon,
} from '../laplace.ts';
import { wholeSensitivity } from '../leaves-of.ts';
import { discreteGaussianCells, discreteLaplaceCells, isCountable } from './discrete-cells.ts';
import { gaussianMechanism } from './gaussian-mechanism.ts';
import { latticeMechanism } from './lattice-mechanism.ts';
import {
  discreteGaussianLattice,
  discreteLaplaceLattice,
  pureLattice,
  randomizedResponseLattice,
  zeroedResponseAtoms,
} from './lattices.ts';
import { atomsLaw, laplaceLaw, normalLaw } from './law.ts';
import { bothOrders, exactLoss } from './loss.ts';
import {
  atomsMechanism,
  boundedRangeMechanism,
  permuteAndFlipMechanism,
} from './loss-mechanisms.ts';
import { heldSize, type Mechanism, MOST_MU, refuseLoss } from './mechanism.ts';
import {
  fixedSizeMechanism,
  poissonMechanism,
  truncatedMechanism,
  withReplacementMechanism,
} from './sampled-mechanism.ts';

const LEAST_WEIGHT = Rational.of(1n, 1n << 900n);
/** A whole number of which doubles tell all neighbours apart. */
const MOST_WHOLE = 1n << 50n;

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
      if (relation !== 'replaceSpecial')
        throw refuseLoss(event, 'tree aggregation is known for replaceSpecial alone');
      return gaussianMechanism(treePrecision(event));
    }
    case 'laplace': {
      const epsilon = heldSize(event, event.noiseMultiplier.inverse());
      const law = laplaceLaw(epsilon.toNumber());
      return {
        key: `laplace ${epsilon.toString()}`,
        losses: () => [exactLoss(law)],
        gap: 2 * epsilon.toNumber(),
        profile: (x) => laplaceDelta(epsilon, x),
        epsilon: (x) => laplaceEpsilon(epsilon, x),
      };
    }
    case 'discreteLaplace': {
      const s = event.sensitivity.floor();
      if (s === 0n) return undefined;
      if (s > MOST_WHOLE) throw refuseLoss(event, 'sensitivity must be at most 2^50');
      const rate = heldSize(event, event.scale.inverse());
      heldSize(event, rate.mul(event.sensitivity));
      return {
        ...latticeMechanism(
          `discreteLaplace ${event.scale.toString()} ${s}`,
          discreteLaplaceLattice(event.scale, s),
          atomsLaw(() => discreteLaplaceCells(rate, Number(s))),
        ),
        profile: (x) => discreteLaplaceDelta(Rational.of(s), event.scale, x),
        epsilon: (x) => discreteLaplaceEpsilon(Rational.of(s), event.scale, x),
      };
    }
    case 'discreteGaussian': {
      if (!event.dimension.equals(Rational.one))
        throw refuseLoss(event, 'the loss of discrete Gaussian noise is known in one dimension');
      const s = wholeSensitivity(event);
      if (s.sign() === 0) return undefined;
      if (!isCountable(event.sigma.toNumber(), s.toNumber()))
        throw refuseLoss(event, 'sigma and sensitivity of discrete Gaussian noise are too large');
      const variance = event.sigma.square();
      heldSize(event, s.square().div(variance));
      return {
        ...latticeMechanism(
          `discreteGaussian ${variance.toString()} ${s.toString()}`,
          discreteGaussianLattice(variance, s.floor()),
          atomsLaw(() => discreteGaussianCells(variance, s.toNumber())),
        ),
        profile: (x) => discreteGaussianDelta(s, variance, x),
        epsilon: (x) => discreteGaussianEpsilon(s, variance, x),
      };
    }
    case 'randomizedResponse': {
      const { noise, buckets } = event;
      if (noise.equals(Rational.one)) return undefined;
      const key = `randomizedResponse ${noise.toString()} ${buckets.toString()}`;
      if (isReplace) return latticeMechanism(key, randomizedResponseLattice(noise, buckets));
      if (relation !== 'replaceSpecial')
        throw refuseLoss(
          event,
          'randomized response needs a record: relation must be replaceOne or replaceSpecial',
        );
      return atomsMechanism(key, zeroedResponseAtoms(noise, buckets));
    }
    case 'epsilonDelta': {
      const epsilon = heldSize(event, event.epsilon);
      if (epsilon.sign() === 0) return undefined;
      return latticeMechanism(`pure ${epsilon.toString()}`, pureLattice(epsilon));
    }
    case 'exponentialMechanism':
      return boundedRangeMechanism(heldSize(event, event.epsilon));
    case 'permuteAndFlip':
      return permuteAndFlipMechanism(heldSize(event, event.epsilon));
    case 'mixtureOfGaussians': {
      if (isReplace)
        throw refuseLoss(event, 'mixtures are known for addOrRemoveOne and replaceSpecial');
      const { standardDeviation, sensitivities, probabilities } = event;
      const rows = sensitivities
        .map((s, k) => ({
          centre: heldSize(event, s.div(standardDeviation)).toNumber(),
          weight: probabilities[k]?.toNumber() ?? 0,
        }))
        .filter(({ weight }) => weight > 0)
        .sort((a, b) => a.centre - b.centre);
      if (rows.some(({ centre }) => centre < 0))
        throw refuseLoss(event, 'sensitivities of a mixture must be >= 0');
      if (rows.every(({ centre }) => centre === 0)) return undefined;
      if (probabilities.some((one) => one.sign() > 0 && one.lessThan(LEAST_WEIGHT)))
        throw refuseLoss(event, 'probabilities of a mixture must be 0 or at least 2^-900');
      if (rows.some(({ centre }) => centre > MOST_MU))
        throw refuseLoss(event, `sensitivities must be at most ${MOST_MU} standard deviations`);
      const law = normalLaw({
        first: { weights: rows.map((x) => x.weight), centres: rows.map((x) => x.centre) },
        second: { weights: [1], centres: [0] },
      });
      const key = `mixture ${rows.map(({ centre, weight }) => `${centre} ${weight}`).join(' ')}`;
      return { key, losses: () => bothOrders(law) };
    }
    case 'truncatedSubsampledGaussian':
      return truncatedMechanism(event, isReplace);
    case 'poissonSampled':
      return poissonMechanism(event, relation, mechanismOf);
    case 'sampledWithoutReplacement':
      return fixedSizeMechanism(event, relation, mechanismOf);
    case 'sampledWithReplacement':
      return withReplacementMechanism(event, relation);
    case 'nonPrivate':
      throw refuseLoss(event, 'is decided before');
    case 'zeroConcentrated':
    case 'unsupported':
    case 'repeatAndSelect':
      throw refuseLoss(event, 'no theorem gives a privacy loss distribution');
  }
}

type TreeEvent = Extract<PrivacyEvent, { kind: 'treeAggregation' }>;

/** A record is in as many nodes of its tree as it has levels: depth / sigma^2. */
function treePrecision({ stepCounts, noiseMultiplier }: TreeEvent): Rational {
  const most = stepCounts.reduce((a, b) => Rational.max(a, b)).floor();
  let depth = 0n;
  while (1n << depth < most + 1n) depth += 1n;
  return Rational.of(depth).div(noiseMultiplier.square());
}
