import {
  DiscreetError,
  describeMetric,
  distanceBetween,
  type Metric,
  type ReleaseCall,
  sameMetric,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { chooseOutcomes } from './internal/outcomes.ts';
import { playRun, queryOf, type Recorded, recordRun } from './internal/recording.ts';
import type { NeighbourPair } from './neighbours.ts';
import type { PairPlay, PlayedCall, Program } from './play-report.ts';
import { seededEntropy } from './seeded-entropy.ts';

/** How the answers of the mechanisms are chosen. */
export interface PlayPairOptions {
  /** 1 unless it is given */
  readonly seed?: number;
  /** the answer of each call in place of a random one: whole numbers in the unit of its domain */
  readonly answers?: (call: ReleaseCall) => readonly bigint[];
}

const valuesOf = ({ counts, exactDomain }: ReleaseCall): readonly Rational[] =>
  counts.map((count) => Rational.of(count).mul(exactDomain.unit));

/**
 * Runs a program on two datasets with the same answers of its mechanisms.
 *
 * It runs on x and records what the mechanisms are asked and answer, then again on x and on y, where they answer what was recorded. Whatever
 * else differs is a leak: the output, an error, the number or order of calls, which measurement with which parameters, the length of a vector.
 *
 * **Contract** A `leak` with `repeats` proves that what the program shows is no function of its mechanisms' answers, so that their losses say
 * nothing about it. Without `repeats` the program is no function of its data and of the answers: it draws noise past `via`, reads a clock,
 * or keeps state. A call that measures more than it declares, in exact arithmetic under the metric of its exact answer, proves that its map
 * understates what it loses on this pair.
 * **Errors** It throws for a query that counts neighbours in another way than `metric`, never for what the program does.
 * **Cost** Three runs.
 * **Source** docs/proofs/record-play.md
 *
 * @example
 * import { chain, count, laplace, real, symmetricDistance, values, type Via } from 'discreet';
 * import { playPair } from '@discreet/testing';
 * const metric = symmetricDistance();
 * const howMany = chain(values(real, metric), count(), laplace({ epsilon: 1 }));
 * const mean = (via: Via, rows: readonly number[]) => via(howMany).invoke(rows) / rows.length;
 * const { leak } = playPair(mean, metric, { x: [1, 2], y: [1], distance: 1 });
 * leak?.at; // => 'output'
 */
export function playPair<R extends readonly unknown[]>(
  program: Program<R>,
  metric: Metric,
  { x, y, distance }: NeighbourPair,
  options: PlayPairOptions = {},
): PairPlay {
  const { seed = 1, answers = chooseOutcomes(seededEntropy(seed)) } = options;
  const recorded = recordRun(program, x, answers);
  const again = playRun(program, x, recorded);
  if (again.leak !== undefined) return { leak: again.leak, repeats: false, calls: [] };
  const played = playRun(program, y, recorded);
  const measure = ({ call }: Recorded, i: number): PlayedCall => {
    if (!sameMetric(call.inputMetric, metric))
      throw new DiscreetError({
        tag: 'StepMismatch',
        where: 'playPair',
        rule: `every query must count neighbours as the program's source does, ${describeMetric(metric)}`,
        received: describeMetric(call.inputMetric),
      });
    const before = recorded.calls[i]?.call ?? call;
    return {
      query: queryOf(call),
      declared: call.stability(distance),
      measured: distanceBetween(call.exactMetric, valuesOf(before), valuesOf(call)),
    };
  };
  return { leak: played.leak, repeats: true, calls: played.calls.map(measure) };
}
