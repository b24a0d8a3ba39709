// Every constructor of every package, with the checks that it must pass: constructors.test.ts sees that none is left out, and
// `npm run registered` runs them all.
import * as compositions from '@discreet/composition';
import {
  advancedFilter,
  approximateFilter,
  approximateZeroConcentratedFilter,
  gaussianFilter,
  plan,
  pureFilter,
  renyiFilter,
  renyiOrdersFilter,
  zeroConcentratedFilter,
} from '@discreet/composition';
import {
  type AnyMeasurement,
  type AnyTransformation,
  chain,
  type Noise,
  openMeasurement,
  real,
  symmetricDistance,
} from '@discreet/core';
import * as measurements from '@discreet/measurements';
import { laplace } from '@discreet/measurements';
import { addNoise } from '@discreet/measurements/noise';
import {
  type DiscreteLaw,
  discreteGaussianLaw,
  discreteLaplaceLaw,
  Rational,
} from '@discreet/numeric';
import * as transformations from '@discreet/transformations';
import { count, values } from '@discreet/transformations';
import {
  type Accountant,
  checkAccountantLaws,
  checkLawStatistically,
  checkMapLaws,
  checkPrivacyExactly,
  checkStability,
  lawfulMap,
  recordPlay,
  releases,
} from '../src/index.ts';
import { anyFilterAccountant, planAccountant } from './accountants.ts';
import { type Instance, registeredMeasurements, registeredTransformations } from './registered.ts';

/** A check of one constructor: what it says is wrong, or nothing. */
export interface RegisteredCheck {
  readonly name: string;
  readonly problem: (seed: number) => string | undefined | Promise<string | undefined>;
}

/** A constructor with its checks. */
export interface RegisteredConstructor {
  readonly package: string;
  readonly name: string;
  readonly checks: readonly RegisteredCheck[];
}

/** Exports that make no pipeline and hold no budget: a new one is either registered or added here by somebody who has looked. */
export const noConstructors: Readonly<Record<string, readonly string[]>> = {
  transformations: ['edges', 'ingest', 'IngestionRefused', 'registeredFunction'],
  measurements: [],
  composition: [
    ...['amountsToJson', 'chargeOf', 'filterFromJson', 'openReleasable', 'Overspent'],
    ...['parseAmounts', 'pipelineFromJson'],
  ],
};

const exported = { transformations, measurements, composition: compositions };

/** The names of all exported functions that are to be registered, as `package/name`. */
export const exportedConstructors: readonly string[] = Object.entries(exported)
  .flatMap(([folder, names]) =>
    Object.entries(names)
      .filter(
        ([name, value]) => typeof value === 'function' && !noConstructors[folder]?.includes(name),
      )
      .map(([name]) => `${folder}/${name}`),
  )
  .sort();

/** a check of each of some instances; the first problem counts */
const each = <T>(
  name: string,
  instances: readonly Instance<T>[],
  problem: (pipeline: T, seed: number) => string | undefined,
): RegisteredCheck => ({
  name,
  problem: (seed) => {
    for (const { title, pipeline } of instances) {
      const found = problem(pipeline, seed);
      if (found !== undefined) return `${title}: ${found}`;
    }
    return undefined;
  },
});

const refuted = (report: { readonly holds: boolean }): string | undefined =>
  report.holds ? undefined : 'refuted';

/** far fewer pairs than the tests try: this is to say that a constructor passes, not to search */
const search = { runs: 8, climb: 4, maxDistance: 3 };

const ofTransformation = (
  instances: readonly Instance<AnyTransformation>[],
): RegisteredConstructor['checks'] => [
  each('stability', instances, (pipeline, seed) =>
    refuted(checkStability(pipeline, { ...search, seed })),
  ),
  each('metamorphic laws', instances, ({ map }, seed) =>
    refuted(checkMapLaws(lawfulMap(map), { seed, runs: 5 })),
  ),
];

const lawOf = (noise: Noise): DiscreteLaw =>
  noise.law === 'discreteLaplace'
    ? discreteLaplaceLaw(noise.scale)
    : discreteGaussianLaw(noise.sigmaSquared);

const ofMeasurement = (
  instances: readonly Instance<AnyMeasurement>[],
): RegisteredConstructor['checks'] => {
  const numbers = instances.filter(({ pipeline }) => pipeline.exact.outputDomain.kind === 'grid');
  // noise of a step or two, so that few words tell much
  const small = numbers.filter(({ pipeline }) => {
    const { noise } = openMeasurement(pipeline, 'test');
    const spread = noise.law === 'discreteLaplace' ? noise.scale : noise.sigmaSquared;
    return spread.lessThan(Rational.of(50n)) && Rational.one.lessThan(spread);
  });
  return [
    each('stability', instances, ({ exact }, seed) =>
      refuted(checkStability(exact, { ...search, seed })),
    ),
    each('exact privacy', instances, (pipeline, seed) =>
      refuted(checkPrivacyExactly(pipeline, { ...search, seed })),
    ),
    each('small words', small.slice(0, 1), (pipeline, seed) =>
      refuted(
        checkPrivacyExactly(pipeline, {
          ...search,
          seed,
          maxDistance: 1,
          law: { wordBits: 2, runs: 4000 },
        }),
      ),
    ),
    each('chi-square', small.slice(0, 3), (pipeline, seed) => {
      const { noise } = openMeasurement(pipeline, 'test');
      const draw = (entropy: Parameters<typeof addNoise>[2]): bigint =>
        addNoise(noise, [0n], entropy)[0] ?? 0n;
      return refuted(checkLawStatistically(lawOf(noise), draw, { seed, samples: 20_000 }));
    }),
    each('metamorphic laws', instances, ({ map }, seed) =>
      refuted(checkMapLaws(lawfulMap(map), { seed, runs: 5 })),
    ),
    each('record-play', instances, (pipeline, seed) =>
      refuted(recordPlay(pipeline.exact, releases(pipeline), { ...search, seed })),
    ),
  ];
};

const laws = <C, R>(accountant: () => Accountant<C, R>): RegisteredCheck => ({
  name: 'metamorphic laws',
  problem: (seed) => checkAccountantLaws(accountant(), { seed, runs: 10 }).violation?.law,
});
const rows = values(real, symmetricDistance());
const howMany = chain(rows, count(), laplace({ epsilon: 0.5 }));

const ofComposition: Readonly<Record<string, readonly RegisteredCheck[]>> = {
  plan: [
    laws(() => planAccountant({ epsilon: 1_000_000 })),
    {
      name: 'record-play',
      problem: (seed) =>
        refuted(
          recordPlay(rows, releases(plan(rows, { epsilon: 1 }).ask('rows', howMany)), {
            ...search,
            seed,
          }),
        ),
    },
  ],
  ...Object.fromEntries(
    Object.entries({
      pureFilter: () => pureFilter({ epsilon: 10 }),
      approximateFilter: () => approximateFilter({ epsilon: 10, delta: 0.1 }),
      zeroConcentratedFilter: () => zeroConcentratedFilter({ rho: 10 }),
      approximateZeroConcentratedFilter: () =>
        approximateZeroConcentratedFilter({ rho: 10, delta: 0.1 }),
      gaussianFilter: () => gaussianFilter({ mu: 10 }),
      renyiFilter: () => renyiFilter({ order: 8, epsilon: 10 }),
      renyiOrdersFilter: () =>
        renyiOrdersFilter({ epsilon: 10, delta: 1e-6, orders: [4, 8], rule: 'some' }),
      advancedFilter: () =>
        advancedFilter({ epsilon: 10, deltaPrime: 1e-6, deltaDoublePrime: 1e-6 }),
    }).map(([name, make]) => [name, [laws(() => anyFilterAccountant(make()))]]),
  ),
};

/** All constructors that are registered. */
export const registeredConstructors: readonly RegisteredConstructor[] = [
  ...registeredTransformations.map(({ name, instances }) => ({
    package: 'transformations',
    name,
    checks: ofTransformation(instances),
  })),
  ...registeredMeasurements.map(({ name, instances }) => ({
    package: 'measurements',
    name,
    checks: ofMeasurement(instances),
  })),
  ...Object.entries(ofComposition).map(([name, checks]) => ({
    package: 'composition',
    name,
    checks,
  })),
];
