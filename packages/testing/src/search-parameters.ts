import { type AnyTransformation, DiscreetError, print, proved } from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import { uniformBelowNumber } from '@discreet/random/samplers';
import * as O from 'fp-ts/lib/Option.js';
import type { CheckOptions, CheckReport, CheckWitness } from './check-report.ts';
import { checkStability } from './check-stability.ts';
import { nextParameters } from './internal/next-parameters.ts';
import { seededEntropy } from './seeded-entropy.ts';

/** Public numbers that a pipeline is made from, by name. */
export type Parameters = Readonly<Record<string, number>>;

/** Pipelines over parameters, and where the search for the worst ones starts. */
export interface ParameterSpace<P extends Parameters> {
  readonly start: P;
  /** the pipeline with these parameters; undefined, or a `DiscreetError` of a constructor, where there is none */
  readonly pipeline: (parameters: { readonly [K in keyof P]: number }) =>
    AnyTransformation | undefined;
}

/** How far `searchParameters` goes; everything has a default. */
export interface ParameterOptions extends CheckOptions {
  /** how many changes of the parameters are tried; 60 unless it is given */
  readonly steps?: number;
}

/** Parameters and the pair that was found for them. */
export interface ParameterWitness extends CheckWitness {
  readonly parameters: Parameters;
}

/** What a search over parameters found. */
export interface ParameterReport {
  /** whether no pair refutes the claim for any parameters that were tried */
  readonly holds: boolean;
  /** the seed that repeats the search */
  readonly seed: number;
  /** how many different parameters gave a pipeline, which was searched */
  readonly pipelines: number;
  /** how many gave none */
  readonly refused: number;
  /** how many pairs were tried in all */
  readonly pairs: number;
  /** the parameters and the pair that come closest to the claim */
  readonly tightest: ParameterWitness | undefined;
  /** the parameters and a pair that refute the claim */
  readonly violation: ParameterWitness | undefined;
}

const invalid = (rule: string, received: string): DiscreetError =>
  new DiscreetError({ tag: 'InvalidParameter', where: 'searchParameters', rule, received });

const ratioOf = (witness: CheckWitness | undefined): O.Option<Rational> => witness?.ratio ?? O.none;

/** whether the first is closer to its claim, or as close */
const asTight = (a: CheckWitness | undefined, b: CheckWitness | undefined): boolean => {
  const [one, other] = [ratioOf(a), ratioOf(b)];
  return O.isNone(other) || (O.isSome(one) && other.value.lessThanOrEqual(one.value));
};

/** the pipeline, or none where its constructors refuse the parameters */
const made = <P extends Parameters>(
  space: ParameterSpace<P>,
  parameters: Parameters,
): AnyTransformation | undefined => {
  try {
    return space.pipeline(proved<P>(parameters));
  } catch (error) {
    if (error instanceof DiscreetError) return undefined;
    throw error;
  }
};

const climb = <P extends Parameters>(
  space: ParameterSpace<P>,
  steps: number,
  options: Required<CheckOptions>,
): ParameterReport => {
  const { seed } = options;
  const random = seededEntropy(seed >>> 0);
  const pick = (n: number): number => uniformBelowNumber(n, random);
  const seen = new Map<string, CheckReport | undefined>();
  let [pairs, refused] = [0, 0];
  let tightest: ParameterWitness | undefined;
  let violation: ParameterWitness | undefined;
  const look = (parameters: Parameters): CheckReport | undefined => {
    const key = JSON.stringify(Object.values(parameters));
    if (seen.has(key)) return seen.get(key);
    const pipeline = made(space, parameters);
    const report = pipeline === undefined ? undefined : checkStability(pipeline, options);
    seen.set(key, report);
    if (report === undefined) {
      refused += 1;
      return undefined;
    }
    pairs += report.pairs;
    const frozen = Object.freeze({ ...parameters });
    if (
      report.tightest !== undefined &&
      (tightest === undefined || !asTight(tightest, report.tightest))
    )
      tightest = { ...report.tightest, parameters: frozen };
    if (report.violation !== undefined) violation ??= { ...report.violation, parameters: frozen };
    return report;
  };
  let at: Parameters = space.start;
  let best = look(at);
  if (best === undefined)
    throw invalid('start must be parameters that give a pipeline', JSON.stringify(at));
  for (let step = 0; step < steps && violation === undefined; step++) {
    const next = nextParameters(at, pick);
    const report = look(next);
    // on a plateau it wanders on: a formula that is wrong for negative bounds is right, and tight, at all others
    if (report !== undefined && asTight(report.tightest, best.tightest))
      [at, best] = [next, report];
  }
  return {
    holds: violation === undefined,
    seed,
    pipelines: seen.size - refused,
    refused,
    pairs,
    tightest,
    violation,
  };
};

/**
 * Searches for public parameters of a pipeline, such as bounds and edges, and for neighbouring datasets that refute its stability map.
 *
 * From the parameters given it goes to others, one change at a time (negated, doubled, halved, beside another, at an edge of doubles), searches the
 * pairs of each pipeline as `checkStability` does, and stays where the ratio of what is reached to what is claimed is no smaller.
 *
 * **Contract** A `violation` is a proof that the map is wrong for its parameters, as in `checkStability`. Without one nothing is proved; a
 * `tightest` ratio of 1 proves that the map cannot be smaller there.
 * **Errors** It throws for options that are none, for parameters that are no finite numbers, where the first ones give no pipeline, and whatever
 * `pipeline` throws that is no `DiscreetError`.
 * **Cost** A short `checkStability` for each of `steps` pipelines: 20 random pairs and 15 changes unless `runs` and `climb` are given.
 *
 * @example
 * import { bounds, chain, clamp, real, sum, symmetricDistance, values } from 'discreet';
 * import { searchParameters } from '@discreet/testing';
 * const report = searchParameters({
 *   start: { lower: 0, upper: 10 },
 *   pipeline: ({ lower, upper }) => {
 *     const pair = bounds(lower, upper);
 *     if (pair._tag === 'Left') return undefined;
 *     return chain(values(real, symmetricDistance()), clamp(pair.right), sum());
 *   },
 * });
 * report.holds; // => true
 */
export function searchParameters<P extends Parameters>(
  space: ParameterSpace<P>,
  options: ParameterOptions = {},
): ParameterReport {
  const { seed = 1, steps = 60, runs = 20, climb: changes = 15 } = options;
  const { maxDistance = 2, misfits = true } = options;
  for (const [name, value] of Object.entries({ seed, steps }))
    if (!Number.isSafeInteger(value) || value < 0)
      throw invalid(`${name} must be a whole number >= 0`, print(value));
  for (const [name, value] of Object.entries(space.start))
    if (!Number.isFinite(value)) throw invalid(`${name} must be a finite number`, print(value));
  return climb(space, steps, { seed, runs, climb: changes, maxDistance, misfits });
}
