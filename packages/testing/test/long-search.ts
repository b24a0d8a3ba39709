// What `npm run search` goes through, one seed after the other: every constructor, random chains, and parameters of pipelines.
import {
  type AnyMeasurement,
  type AnyTransformation,
  bounds,
  l2Distance,
  real,
} from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import { uniformBelowNumber } from '@discreet/random/samplers';
import { clamp, edges, histogram, mean, sum, values } from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import {
  checkMeasurement,
  type CheckReport,
  checkTransformation,
  ClaimRefuted,
  type Parameters,
  printOutcome,
  searchParameters,
  seededEntropy,
} from '../src/index.ts';
import { randomChain } from './random-chain.ts';
import {
  chained,
  type Instance,
  metrics,
  type Registered,
  registeredMeasurements,
  registeredTransformations,
} from './registered.ts';

/** What one search came to. */
export interface Found {
  /** which instance was searched, or with which parameters */
  readonly title: string;
  readonly pairs: number;
  /** the greatest share of its claim that a pair reached; undefined where none came to anything */
  readonly ratio: Rational | undefined;
  /** what refutes the claim, in print: the smallest pair that was found */
  readonly violation?: string;
}

/** A search that a seed repeats. */
export interface Search {
  readonly name: string;
  readonly run: (seed: number) => Found;
}

type Checked = Pick<CheckReport, 'pairs' | 'tightest'>;

/** what a check that throws where it refutes comes to */
const found = (title: string, check: () => Checked): Found => {
  try {
    const { pairs, tightest } = check();
    return { title, pairs, ratio: O.toUndefined(tightest?.ratio ?? O.none) };
  } catch (error) {
    if (!(error instanceof ClaimRefuted)) throw error;
    return { title, pairs: 0, ratio: undefined, violation: error.message };
  }
};

/** consecutive seeds go through all instances, so that many rounds leave none out */
const instanceOf = <T>(instances: readonly Instance<T>[], seed: number): Instance<T> => {
  const chosen = instances[seed % instances.length];
  if (chosen === undefined) throw new RangeError('a constructor without instances');
  return chosen;
};

const ofConstructors = <T>(
  kind: string,
  registered: readonly Registered<T>[],
  check: (pipeline: T, seed: number) => Checked,
): readonly Search[] =>
  registered.map(({ name, instances }) => ({
    name: `${kind} ${name}`,
    run: (seed) => {
      const { title, pipeline } = instanceOf(instances, seed);
      return found(title, () => check(pipeline, seed));
    },
  }));

const randomChains: Search = {
  name: 'random chains',
  run: (seed) => {
    const pipeline = randomChain(seed);
    const title = pipeline.steps.map(({ step }) => step).join(', ');
    return found(title, () => checkTransformation(pipeline, { seed, runs: 60, climb: 20 }));
  },
};

/** Searches the bounds or edges of a pipeline, from numbers that the seed decides. */
export const ofParameters = (
  name: string,
  names: readonly string[],
  pipeline: (parameters: Parameters) => AnyTransformation | undefined,
): Search => ({
  name: `parameters of ${name}`,
  run: (seed) => {
    const random = seededEntropy(seed);
    let at = uniformBelowNumber(2001, random) / 10 - 100;
    // each number above the one before, as bounds and edges are
    const start: Parameters = Object.fromEntries(
      names.map((parameter) => {
        const here = [parameter, Number(at.toFixed(1))] as const;
        at += (1 + uniformBelowNumber(1000, random)) / 10;
        return here;
      }),
    );
    const report = searchParameters({ start, pipeline }, { seed, steps: 10 });
    const worst = report.violation ?? report.tightest;
    const title = worst === undefined ? '' : printOutcome(worst.parameters);
    const { pairs, violation } = report;
    const ratio = O.toUndefined(report.tightest?.ratio ?? O.none);
    if (violation === undefined) return { title, pairs, ratio };
    // the same search with these parameters alone, which shrinks what it finds
    const wrong = pipeline(violation.parameters);
    const again =
      wrong === undefined
        ? undefined
        : found(title, () =>
            checkTransformation(wrong, { seed, runs: 20, climb: 15, maxDistance: 2 }),
          );
    const { x, y, distance, claimed } = violation;
    return {
      title,
      pairs,
      ratio,
      violation:
        again?.violation ??
        `${printOutcome(x)} and ${printOutcome(y)} at distance ${distance}: above the claim of ${claimed.toString()}`,
    };
  },
});

const clamped =
  (source: unknown, last: unknown) =>
  ({ lower = 0, upper = 0 }: Parameters): AnyTransformation | undefined => {
    const pair = bounds(lower, upper);
    return E.isRight(pair)
      ? chained<AnyTransformation>(source, clamp(pair.right), last)
      : undefined;
  };
const binned =
  (source: unknown, metric?: typeof l2Distance) =>
  ({ low = 0, middle = 0, high = 0 }: Parameters): AnyTransformation | undefined => {
    const list = edges([low, middle, high]);
    if (E.isLeft(list)) return undefined;
    const last = metric === undefined ? histogram(list.right) : histogram(list.right, metric);
    return chained<AnyTransformation>(source, last);
  };

const parameterSearches: readonly Search[] = metrics.flatMap(([title, metric]) => {
  const source = values(real, metric);
  const bounded = ['lower', 'upper'];
  const three = ['low', 'middle', 'high'];
  return [
    ofParameters(`sum, ${title}`, bounded, clamped(source, sum())),
    ofParameters(`histogram, ${title}`, three, binned(source)),
    ofParameters(`histogram in L2, ${title}`, three, binned(source, l2Distance)),
    ...(metric.kind === 'changeOneDistance'
      ? [ofParameters(`mean, ${title}`, bounded, clamped(source, mean()))]
      : []),
  ];
});

/** All searches: one round of them is one seed. */
export const searches: readonly Search[] = [
  ...ofConstructors<AnyTransformation>(
    'stability of',
    registeredTransformations,
    (pipeline, seed) => checkTransformation(pipeline, { seed }),
  ),
  ...ofConstructors<AnyMeasurement>('privacy of', registeredMeasurements, (pipeline, seed) =>
    checkMeasurement(pipeline, { seed }),
  ),
  randomChains,
  ...parameterSearches,
];
