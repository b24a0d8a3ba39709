import { type Interval, Rational } from '@discreet/numeric';
import type { LeafEvent, PrivacyEvent } from '../../event.ts';
import type { NeighbouringRelation } from '../../event-relation.ts';
import { eventKey } from '../event-key.ts';
import { type CountedLeaf, gaussianPrecision, leavesOf } from '../leaves-of.ts';
import { disjointCells, FAR_APART } from './disjoint-cells.ts';
import { expNear } from './exp.ts';
import { drawChances, neverDrawn, replacedInSample } from './fixed-size.ts';
import { gaussianMechanism, gaussianPair, replacedPair, rootOf } from './gaussian-mechanism.ts';
import {
  atomsLaw,
  type Law,
  laplaceLaw,
  mixtureLaw,
  normalLaw,
  sampledLaw,
  swappedLaw,
  unseenLaw,
} from './law.ts';
import { bothOrders, exactLoss, type Loss, mapLoss } from './loss.ts';
import { heldSize, type Mechanism, MOST_MU, refuseLoss } from './mechanism.ts';
import { ordersOf } from './orders.ts';
import { productLaw } from './product.ts';
import { isHeld, type Rate, rateOf } from './rate.ts';
import { sampledEpsilon, sampledProfile } from './sampled-profile.ts';
import { MOST_RECORDS, truncatedLaw, truncatedParts } from './truncated.ts';

type EventOf<K extends PrivacyEvent['kind']> = Extract<PrivacyEvent, { readonly kind: K }>;
type MechanismOf = (event: LeafEvent, relation: NeighbouringRelation) => Mechanism | undefined;

function heldRate(event: PrivacyEvent, probability: Rational): Rate {
  if (!isHeld(probability))
    throw refuseLoss(event, 'a probability, and what it lacks to 1, must be at least 2^-900');
  return rateOf(probability);
}

const checkMu = (event: PrivacyEvent, mu: number): number => {
  if (mu < LEAST_MU)
    throw refuseLoss(event, 'noise multipliers under sampling must be at most 2^500');
  if (!(mu <= MOST_MU))
    throw refuseLoss(event, `noise multipliers under sampling must be at least 1/${MOST_MU}`);
  return mu;
};

const LEAST_MU = 2 ** -500;
/** parts of less weight are left out of what is attained */
const SEEN = 1e-60;
/** how often a record may be drawn on average */
const MOST_DRAWS = 100n;
/** more than all chances of draws that were not gone through */
const NEVER = 1e-290;
/** What a probability may lack to 1 before the mechanism without a sample is seen from above. */
const ALMOST = 2 ** -40;

/** A Poisson sample of what leaves compose to. */
export function poissonMechanism(
  event: EventOf<'poissonSampled'>,
  relation: NeighbouringRelation,
  mechanismOf: MechanismOf,
): Mechanism | undefined {
  const { samplingProbability: probability } = event;
  if (probability.sign() === 0) return undefined;
  const leaves = [...leavesOf(event.event)];
  if (leaves.length === 0) return undefined;
  const isWhole = probability.equals(Rational.one);
  const rate = heldRate(event, probability);
  const isReplaced = relation === 'replaceOne';
  const key = (inner: string): string =>
    `sampled ${probability.toString()} ${isReplaced ? 'replaced ' : ''}(${inner})`;
  const precision = gaussianPrecision(leaves, ['gaussian', 'roundedGaussian']);
  if (precision !== undefined) {
    const plain = gaussianMechanism(precision);
    if (isWhole && !isReplaced) return plain;
    const mu = rootOf(precision);
    if (isReplaced) {
      const law = replacedPair(rate, checkMu(event, mu));
      // turned round, the pair is itself in the other order
      return { key: key(plain.key), losses: () => [exactLoss(law)] };
    }
    const law =
      mu > FAR_APART
        ? atomsLaw(() => disjointCells(rate))
        : gaussianPair(rate, Math.max(mu, LEAST_MU));
    return {
      key: key(plain.key),
      losses: () =>
        rate.rest < ALMOST
          ? plain.losses().flatMap((whole) => [
              { above: whole.above, below: law },
              { above: swappedLaw(whole.above), below: swappedLaw(law) },
            ])
          : bothOrders(law),
      ...oneSample(probability, plain),
    };
  }
  if (isReplaced)
    throw refuseLoss(event, 'under replaceOne, Poisson samples are known for Gaussian noise alone');
  const inner = innerMechanism(leaves, event, relation, mechanismOf);
  if (inner === undefined || isWhole) return inner;
  return {
    key: key(inner.key),
    losses: () => {
      const [one, other] = inner.losses();
      if (one === undefined) return [];
      // where the orders differ, the second is for the record that is added: what lacks it comes first
      const samples = [
        mapLoss(one, (law) => sampledLaw(law, rate)),
        mapLoss(other ?? one, (law) => swappedLaw(sampledLaw(swappedLaw(law), rate))),
      ];
      const whole = [one, other ?? one];
      return rate.rest < ALMOST
        ? samples.map(({ above, below }, k) => ({ above: whole[k]?.above ?? above, below }))
        : samples;
    },
    ...oneSample(probability, inner),
  };
}

/** The exact profile of one use on a sample, where the mechanism has one that is the same in both orders. */
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
  mechanismOf: MechanismOf,
): Mechanism | undefined {
  const parts = leaves.flatMap(({ event: leaf, count }) => {
    if (leaf.kind === 'epsilonDelta' && leaf.delta.sign() > 0)
      throw refuseLoss(event, 'a sample of a mechanism with a delta is not known');
    if ('datasetSize' in leaf)
      throw refuseLoss(event, 'an event that states a dataset size may not be inside of a sample');
    const mechanism = mechanismOf(leaf, relation);
    return mechanism === undefined ? [] : [{ mechanism, count }];
  });
  const [first] = parts;
  if (first === undefined) return undefined;
  if (parts.length === 1 && first.count === 1n) return first.mechanism;
  const counts = new Map<string, { readonly mechanism: Mechanism; readonly count: number }>();
  for (const { mechanism, count } of parts)
    counts.set(mechanism.key, {
      mechanism,
      count: (counts.get(mechanism.key)?.count ?? 0) + Number(count),
    });
  return composedInside([...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part));
}

/** A composition as a mechanism of its own, in each order. */
function composedInside(
  parts: readonly { readonly mechanism: Mechanism; readonly count: number }[],
): Mechanism {
  return {
    key: `composed ${parts.map(({ mechanism, count }) => `${count} ${mechanism.key}`).join(' + ')}`,
    losses: () =>
      ordersOf(parts).map((order): Loss => {
        const product = (side: 'above' | 'below'): Law =>
          productLaw(order.map(({ loss, count }) => ({ law: loss[side], count })));
        const above = product('above');
        const isExact = order.every(({ loss }) => loss.above === loss.below);
        return { above, below: isExact ? above : product('below') };
      }),
  };
}

/** A Poisson sample that is cut to a size. */
export function truncatedMechanism(
  event: EventOf<'truncatedSubsampledGaussian'>,
  isReplaced: boolean,
): Mechanism | undefined {
  const { samplingProbability: probability, noiseMultiplier, datasetSize, batchSize } = event;
  if (probability.sign() === 0) return undefined;
  if (Rational.of(BigInt(MOST_RECORDS)).lessThan(datasetSize))
    throw refuseLoss(event, `datasetSize must be at most ${MOST_RECORDS}`);
  const mu = checkMu(event, 2 * rootOf(noiseMultiplier.square().inverse())) / 2;
  const rate = heldRate(event, probability);
  const plain = isReplaced ? replacedPair(rate, mu) : gaussianPair(rate, mu);
  const { cut, kept, present } = truncatedParts(event);
  // attained where all other records change nothing
  const below = isReplaced ? replacedPair(present, mu) : gaussianPair(present, mu);
  const parameters = [datasetSize, probability, batchSize, noiseMultiplier].map(String).join(' ');
  return {
    key: `truncated ${parameters}${isReplaced ? ' replaced' : ''}`,
    losses: () => [
      { above: truncatedLaw(cut, plain, replacedPair(kept, 2 * mu)), below },
      {
        above: truncatedLaw(cut, swappedLaw(plain), swappedLaw(replacedPair(kept, 2 * mu))),
        below: swappedLaw(below),
      },
    ],
  };
}

const onlyReplaceOne = (event: PrivacyEvent): never => {
  throw refuseLoss(event, 'samples of a fixed size are known for replaceOne alone');
};

/** A sample of a fixed size without replacement, of a mechanism whose loss is the same in both orders. */
export function fixedSizeMechanism(
  event: EventOf<'sampledWithoutReplacement'>,
  relation: NeighbouringRelation,
  mechanismOf: MechanismOf,
): Mechanism | undefined {
  if (relation !== 'replaceOne') return onlyReplaceOne(event);
  const { datasetSize, sampleSize } = event;
  const leaves = [...leavesOf(event.event)];
  const precision = gaussianPrecision(leaves, ['gaussian', 'roundedGaussian']);
  const inner =
    precision === undefined
      ? innerMechanism(leaves, event, relation, mechanismOf)
      : gaussianMechanism(precision);
  if (inner === undefined || datasetSize.equals(sampleSize)) return inner;
  if (inner.precision !== undefined) checkMu(event, rootOf(inner.precision));
  const share = sampleSize.div(datasetSize);
  const rate = heldRate(event, share);
  const losses = (): readonly Loss[] => {
    const [one, ...others] = inner.losses();
    if (one === undefined) return [];
    if (others.length > 0 || one.above !== one.below)
      throw refuseLoss(
        event,
        'samples of a fixed size are known for losses of one law in both orders',
      );
    return replacedInSample(one.above, rate);
  };
  losses();
  return { key: `fixed size ${share.toString()} (${inner.key})`, losses };
}

/** Draws with replacement: a record that is drawn k times changes the result k times as much. */
export function withReplacementMechanism(
  event: EventOf<'sampledWithReplacement'>,
  relation: NeighbouringRelation,
): Mechanism | undefined {
  if (relation !== 'replaceOne') return onlyReplaceOne(event);
  const [n, m] = [event.datasetSize.floor(), event.sampleSize.floor()];
  if (n < 2n || m > MOST_DRAWS * n)
    throw refuseLoss(
      event,
      `draws must be of two records or more, each ${MOST_DRAWS} times at most`,
    );
  const leaves = [...leavesOf(event.event)];
  if (leaves.length === 0) return undefined;
  const chances = drawChances(m, n);
  const { times, attained } = lawsOfTimes(leaves, event, chances.length);
  const drawn = chances.reduce((a, b) => a.add(b));
  const rateIn = (x: Interval): number => x.toEnclosure().upper;
  const rate = { rate: rateIn(drawn), rest: rateIn(neverDrawn(m, n)) };
  const parts = chances.map((chance, k) => ({
    weight: rateIn(chance.div(drawn)),
    law: times(k + 1),
  }));
  const below = attained(parts, rate);
  // what is drawn so often that it is rarer than the tails of the noise, or than was gone through
  const law: Law = (fineness) => {
    const least = Math.max(expNear((-fineness.reach * fineness.reach) / 2 - 4), NEVER);
    const rare = parts.reduce((sum, { weight }) => (weight < least ? sum + weight : sum), NEVER);
    const usual = parts.flatMap(({ weight, law: one }) =>
      weight < least ? [] : [[weight, one] as const],
    );
    return unseenLaw(mixtureLaw(usual), rare)(fineness);
  };
  return {
    key: `with replacement ${m} of ${n} (${leaves.map(({ event: leaf, count }) => `${count} ${eventKey(leaf)}`).join()})`,
    // how often a record was drawn is not seen: what is attained is a mixture of what is
    losses: () =>
      replacedInSample(law, rate).map(({ above }, order) => ({
        above,
        below: order === 0 ? below : turned(below, chances.length * SEEN + NEVER),
      })),
  };
}

/** A law in the other order, where each cell may have that much more chance under the second dataset: what is attained has losses of at least what is left of them. */
const turned =
  (law: Law, more: number): Law =>
  (fineness) => {
    const cells = swappedLaw(law)(fineness);
    return {
      ...cells,
      q: cells.q.map((x) => x + more),
      // ln(1 + more/q) is at most more/q
      low: cells.low.map((x, j) => x - (2 * more) / (cells.q[j] ?? 0)),
    };
  };

/** A law that says nothing. */
const nothingLaw: Law = atomsLaw(() => ({
  p: Float64Array.of(1),
  q: Float64Array.of(1),
  error: Float64Array.of(0),
  low: Float64Array.of(0),
  high: Float64Array.of(0),
}));

/** What draws with replacement are made of. */
interface Draws {
  /** the law of a record that is drawn k times */
  readonly times: (k: number) => Law;
  /** a law that the whole attains, for records that are in with a rate, and then once, twice, ... with given weights */
  readonly attained: (parts: readonly { readonly weight: number }[], rate: Rate) => Law;
}

/** The laws of a mechanism whose records change k times as much. */
function lawsOfTimes(leaves: readonly CountedLeaf[], event: PrivacyEvent, most: number): Draws {
  const precision = gaussianPrecision(leaves, ['gaussian', 'roundedGaussian']);
  if (precision !== undefined) {
    const mu = checkMu(event, most * rootOf(precision)) / most;
    return {
      times: (k) => gaussianPair({ rate: 1, rest: 0 }, k * mu),
      attained: (parts, { rate, rest }) => {
        const seen = parts.flatMap(({ weight }, k) =>
          weight * rate > SEEN ? [{ weight: weight * rate, centre: (k + 1) * mu }] : [],
        );
        return normalLaw({
          first: {
            weights: [rest, ...seen.map(({ weight }) => weight)],
            centres: [0, ...seen.map(({ centre }) => centre)],
          },
          second: { weights: [1], centres: [0] },
        });
      },
    };
  }
  const [leaf] = leaves;
  if (leaves.length === 1 && leaf?.count === 1n && leaf.event.kind === 'laplace') {
    const epsilon = heldSize(event, leaf.event.noiseMultiplier.inverse());
    return {
      times: (k) => laplaceLaw(epsilon.mul(Rational.of(BigInt(k))).toNumber()),
      attained: () => nothingLaw,
    };
  }
  throw refuseLoss(
    event,
    'draws with replacement are known for Gaussian noise, and for one use of Laplace noise',
  );
}
