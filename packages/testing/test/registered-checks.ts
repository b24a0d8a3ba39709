// Every constructor of every package, with the checks that it must pass: constructors.test.ts sees that none is left out, and
// `npm run registered` runs them all.
import * as compositions from '@discreet/composition';
import {
  type AnyMeasurement,
  type AnyTransformation,
  type Noise,
  openMeasurement,
} from '@discreet/core';
import * as measurements from '@discreet/measurements';
import { addNoise } from '@discreet/random/samplers';
import {
  type DiscreteLaw,
  discreteGaussianLaw,
  discreteLaplaceLaw,
  Rational,
} from '@discreet/numeric';
import * as transformations from '@discreet/transformations';
import {
  checkLawStatistically,
  checkMapLaws,
  checkPrivacyExactly,
  checkStability,
  lawfulMap,
  recordPlay,
  releases,
} from '../src/index.ts';
import { type Instance, registeredMeasurements, registeredTransformations } from './registered.ts';
import { registeredCompositions } from './registered-compositions.ts';
import { type RegisteredCheck, refuted, search } from './registered-check.ts';

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
    ...['amountsToJson', 'batchFromJson', 'chargeOf', 'chargeOfChild', 'filterFromJson'],
    ...['openReleasable', 'operator', 'Overspent', 'parseAmounts', 'pipelineFromJson'],
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
  ...Object.entries(registeredCompositions).map(([name, checks]) => ({
    package: 'composition',
    name,
    checks,
  })),
];
