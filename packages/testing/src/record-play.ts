import {
  type DatasetMetric,
  DiscreetError,
  isDatasetMetric,
  openTransformation,
  print,
  proved,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import * as O from 'fp-ts/lib/Option.js';
import type { CheckOptions } from './check-report.ts';
import { publicValues } from './internal/public-values.ts';
import { recordRun } from './internal/recording.ts';
import { type NeighbourPair, neighbours } from './neighbours.ts';
import { playPair } from './play-pair.ts';
import type {
  PairPlay,
  PlayedCall,
  PlayReport,
  PlayWitness,
  Program,
  RowsOf,
} from './play-report.ts';

/** What a program's source says of its data; rows go in as its input domain has them. */
export interface PlaySource<DI, MI> {
  readonly kind: 'transformation';
  readonly inputDomain: DI;
  readonly inputMetric: MI;
}

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

/** the calls of one run on no rows: their bounds and labels are the rows to try */
const stepsOf = <R extends readonly unknown[]>(
  program: Program<R>,
): ReturnType<typeof publicValues> =>
  publicValues(recordRun(program, [], ({ counts }) => counts).calls.flatMap((c) => c.call.steps));

/**
 * Searches neighbouring datasets on which a program shows more than its mechanisms release, or moves a mechanism's input further than declared.
 *
 * Every pair is judged by `playPair`, with answers that a seed fixes. Pairs come from `neighbours`, at distances from 0 (the same rows in
 * another order) up; the pair in the report is the smallest that shrinking ended with.
 *
 * **Contract** A `violation` is a proof: it holds for the two datasets and the recorded answers that it names. Without one nothing is
 * proved.
 * **Errors** It throws for options and sources that are none, never because of what it finds. Programs that answer with a promise do not
 * pass: what a promise will hold cannot be compared.
 * **Cost** Three runs of the program for every pair.
 * **Source** docs/proofs/record-play.md
 *
 * @example
 * import { chain, clamp, laplace, real, sum, symmetricDistance, values, type Via } from 'discreet';
 * import { recordPlay } from '@discreet/testing';
 * const ages = values(real, symmetricDistance());
 * const total = chain(ages, clamp(0, 100), sum(), laplace({ epsilon: 1 }));
 * const capped = (via: Via, rows: readonly number[]) => Math.min(via(total).invoke(rows), 100 * rows.length);
 * recordPlay(ages, capped).violation?.leak?.at; // => 'output'
 * recordPlay(ages, (via, rows) => Math.max(via(total).invoke(rows), 0)).holds; // => true
 */
export function recordPlay<DI, MI>(
  source: PlaySource<DI, MI>,
  program: Program<RowsOf<DI>>,
  options: CheckOptions = {},
): PlayReport {
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
  const rows = { ...stepsOf(program), misfits };
  const pairs = fc
    .integer({ min: 0, max: Math.min(maxDistance, size) })
    .chain((distance) => neighbours(inputDomain, metric, distance, rows));
  let count = 0;
  let tightest: PlayWitness | undefined;
  let violation: PlayWitness | undefined;
  let refused: Error | undefined;
  const property = fc.property(pairs, fc.nat(0xffffffff), (pair, answers) => {
    count += 1;
    let play: PairPlay;
    try {
      play = playPair(program, inputMetric, pair, { seed: answers });
    } catch (error) {
      refused = error instanceof Error ? error : new TypeError('no pair');
      return false;
    }
    for (const call of play.calls) {
      const witness = callWitness(pair, call);
      const best = tightest?.ratio ?? O.none;
      if (O.isSome(witness.ratio) && (O.isNone(best) || best.value.lessThan(witness.ratio.value)))
        tightest = witness;
    }
    const far = play.calls.find(tooFar);
    const refuting = leakWitness(pair, play) ?? (far === undefined ? far : callWitness(pair, far));
    if (refuting === undefined) return true;
    // the last that fails is the one that shrinking ends with
    violation = refuting;
    return false;
  });
  fc.check(property, { seed, numRuns: runs });
  if (refused !== undefined) throw refused;
  return { holds: violation === undefined, seed, pairs: count, tightest, violation };
}
