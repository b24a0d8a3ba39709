// Every planted bug, as one list: the tests and `npm run planted` go through it.
import { Rational } from '@discreet/numeric';
import {
  checkLawExactly,
  checkMechanismExactly,
  checkPrivacyExactly,
  checkPrivacyStatistically,
  checkStability,
  type Mechanism,
  type PrivacyClaim,
} from '../../src/index.ts';
import { brokenLaws } from './broken-laws.ts';
import { wrongCounts } from './counts.ts';
import { wrongLaws } from './laws.ts';
import { leaks } from './leaks.ts';
import { wrongMechanisms } from './mechanisms.ts';
import { wrongNoises, wrongSamplers } from './noises.ts';
import type { PlantedBug, PlantedMechanism } from './planted-bug.ts';
import { wrongRows } from './rows.ts';
import { wrongSparseVectors } from './sparse-vectors.ts';
import { wrongSums } from './sums.ts';
import { wrongUsersAndOrders } from './users-and-orders.ts';

const exactly = <X>(bug: PlantedMechanism<X>): PlantedBug => ({
  title: bug.title,
  tester: 'exact privacy',
  seedless: true,
  caught: () => checkMechanismExactly(bug.wrong, bug).violation !== undefined,
  twinPasses: () =>
    checkMechanismExactly(bug.right, { ...bug, claim: bug.rightClaim ?? bug.claim }).holds,
});

const transformations: readonly PlantedBug[] = [
  ...wrongSums,
  ...wrongCounts,
  ...wrongRows,
  ...wrongUsersAndOrders,
].map(({ title, wrong, right }) => ({
  title,
  tester: 'stability',
  caught: (seed) => checkStability(wrong, { seed }).violation !== undefined,
  twinPasses: (seed) => checkStability(right, { seed }).violation === undefined,
}));

const noises: readonly PlantedBug[] = wrongNoises.map(({ title, wrong, right }) => ({
  title: `a measurement with ${title}`,
  tester: 'exact privacy',
  caught: (seed) => checkPrivacyExactly(wrong, { seed }).violation !== undefined,
  twinPasses: (seed) => checkPrivacyExactly(right, { seed }).violation === undefined,
}));

const law = { wordBits: 2, runs: 10_000, residual: Rational.of(1n, 256n) };
const samplers: readonly PlantedBug[] = wrongSamplers.map(({ title, measurement, sampler }) => {
  const options = { runs: 30, climb: 10, maxDistance: 1 };
  return {
    title: `a sampler of ${title}`,
    tester: 'exact privacy',
    caught: (seed) =>
      checkPrivacyExactly(measurement, { ...options, seed, law: { ...law, sampler } }).violation !==
      undefined,
    twinPasses: (seed) => {
      const { violation, departure } = checkPrivacyExactly(measurement, { ...options, seed, law });
      return violation === undefined && departure === undefined;
    },
  };
});

/** Bugs that show in a few thousand answers as well. */
const sampledTitles = [
  'a sparse vector without noise on the queries (algorithm 5)',
  'groups of which only those that are there are counted',
  'two answers that are charged as one',
  'randomized response that lies half of the time it is meant to',
  'an exception where nobody is there',
];
const sample = <X>(bug: PlantedMechanism<X>): PlantedBug => {
  const refuted = (mechanism: Mechanism<X>, claim: PrivacyClaim, seed: number): boolean =>
    bug.pairs.some(
      ([x, y]) =>
        !checkPrivacyStatistically(mechanism, { x, y }, claim, { seed, samples: 8000 }).holds,
    );
  return {
    title: `${bug.title}, sampled`,
    tester: 'statistical',
    caught: (seed) => refuted(bug.wrong, bug.claim, seed),
    twinPasses: (seed) => !refuted(bug.right, bug.rightClaim ?? bug.claim, seed),
  };
};
const sampled: readonly PlantedBug[] = [
  ...wrongMechanisms.filter(({ title }) => sampledTitles.includes(title)).map((bug) => sample(bug)),
  ...wrongSparseVectors
    .filter(({ title }) => sampledTitles.includes(title))
    .map((bug) => sample(bug)),
];

const laws: readonly PlantedBug[] = wrongLaws.map(({ title, wrong, right, stated }) => ({
  title,
  tester: 'exact law',
  seedless: true,
  caught: () => !checkLawExactly(wrong, stated, { runs: 4000 }).holds,
  twinPasses: () => checkLawExactly(right, stated, { runs: 4000 }).holds,
}));

const mechanisms: readonly PlantedBug[] = [
  ...wrongMechanisms.map((bug): PlantedBug => exactly(bug)),
  ...wrongSparseVectors.map((bug): PlantedBug => exactly(bug)),
];

export const plantedBugs: readonly PlantedBug[] = [
  ...transformations,
  ...noises,
  ...samplers,
  ...mechanisms,
  ...laws,
  ...sampled,
  ...leaks,
  ...brokenLaws,
];
