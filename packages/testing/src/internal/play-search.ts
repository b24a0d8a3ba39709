import {
  type DatasetMetric,
  DiscreetError,
  isDatasetMetric,
  type Metric,
  openTransformation,
  print,
  proved,
  type StepJson,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import * as O from 'fp-ts/lib/Option.js';
import type { CheckOptions } from '../check-report.ts';
import { type NeighbourPair, neighbours } from '../neighbours.ts';
import type { PairPlay, PlayedCall, PlayReport, PlayWitness } from '../play-report.ts';
import { publicValues } from './public-values.ts';

const ratioOf = ({ declared, measured }: PlayedCall): O.Option<Rational> =>
  O.isNone(measured) || (declared.sign() === 0 && measured.value.sign() > 0)
    ? O.none
    : O.some(declared.sign() === 0 ? Rational.zero : measured.value.div(declared));

const tooFar = ({ declared, measured }: PlayedCall): boolean =>
  O.isNone(measured) || declared.lessThan(measured.value);

const callWitness = (pair: NeighbourPair, call: PlayedCall): PlayWitness => {
  const moved = O.isNone(call.measured) ? 'infinitely far' : `by ${call.measured.value.toString()}`;
  return {
    ...pair,
    claimed: call.declared,
    reached: call.measured,
    ratio: ratioOf(call),
    query: call.query,
    says: `the exact input of ${call.query} moves ${moved}, its map allows ${call.declared.toString()} at distance ${pair.distance}`,
  };
};

const leakWitness = (pair: NeighbourPair, play: PairPlay): PlayWitness | undefined => {
  const { leak, repeats } = play;
  if (leak === undefined) return undefined;
  const where = repeats
    ? 'although every mechanism answered the same'
    : 'when it is run again on the same data: it draws noise past via, or keeps state';
  return {
    ...pair,
    claimed: Rational.zero,
    reached: O.none,
    ratio: O.none,
    leak,
    says: `${leak.at} differs, ${leak.x} against ${leak.y}, ${where}`,
  };
};

/** A search of pairs for `recordPlay`: what to draw, and what was found so far. */
export interface PlaySearch {
  readonly metric: Metric;
  /** pairs, and the seeds of their answers; near the public values of the steps that the program was seen to ask */
  readonly cases: (steps: readonly StepJson[]) => fc.Arbitrary<readonly [NeighbourPair, number]>;
  readonly parameters: { readonly seed: number; readonly numRuns: number };
  /** takes in what a pair showed; whether it refutes nothing */
  readonly take: (pair: NeighbourPair, play: PairPlay) => boolean;
  /** takes in that a pair could not be judged, which ends the search */
  readonly refuse: (error: unknown) => false;
  readonly report: () => PlayReport;
}

/** Starts a search over the neighbours of a source. */
export function playSearch(source: unknown, options: CheckOptions): PlaySearch {
  const where = 'recordPlay';
  const { inputDomain, inputMetric } = openTransformation(source, where);
  const { seed = 1, runs = 200, maxDistance = 5, misfits = true } = options;
  for (const [name, value] of Object.entries({ seed, runs, maxDistance }))
    if (!Number.isSafeInteger(value) || value < 0)
      throw new DiscreetError({
        tag: 'InvalidParameter',
        where,
        rule: `${name} must be a whole number >= 0`,
        received: print(value),
      });
  if (!isDatasetMetric(inputMetric.kind))
    throw new DiscreetError({
      tag: 'StepMismatch',
      where,
      rule: 'the program must start from a dataset',
      received: inputMetric.kind,
    });
  const metric = proved<DatasetMetric>(inputMetric);
  const size = misfits ? maxDistance : (inputDomain.size ?? maxDistance);
  const cases = (steps: readonly StepJson[]): fc.Arbitrary<readonly [NeighbourPair, number]> => {
    const rows = { ...publicValues(steps), misfits };
    const pairs = fc
      .integer({ min: 0, max: Math.min(maxDistance, size) })
      .chain((distance) => neighbours(inputDomain, metric, distance, rows));
    return fc.tuple(pairs, fc.nat(0xffffffff));
  };
  let count = 0;
  let tightest: PlayWitness | undefined;
  let violation: PlayWitness | undefined;
  let refused: Error | undefined;
  return {
    metric,
    cases,
    parameters: { seed, numRuns: runs },
    take: (pair, play) => {
      count += 1;
      for (const call of play.calls) {
        const witness = callWitness(pair, call);
        const best = tightest?.ratio ?? O.none;
        if (O.isSome(witness.ratio) && (O.isNone(best) || best.value.lessThan(witness.ratio.value)))
          tightest = witness;
      }
      const far = play.calls.find(tooFar);
      const refuting =
        leakWitness(pair, play) ?? (far === undefined ? far : callWitness(pair, far));
      // the last that fails is the one that shrinking ends with
      if (refuting !== undefined) violation = refuting;
      return refuting === undefined;
    },
    refuse: (error) => {
      refused = error instanceof Error ? error : new TypeError('no pair');
      return false;
    },
    report: () => {
      if (refused !== undefined) throw refused;
      return { holds: violation === undefined, seed, pairs: count, tightest, violation };
    },
  };
}
