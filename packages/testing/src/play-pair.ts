import type { Metric, ReleaseCall } from '@discreet/core';
import { comparePlays } from './internal/compare-plays.ts';
import { chooseOutcomes } from './internal/outcomes.ts';
import { playing, recording, runLater, runNow } from './internal/recording.ts';
import type { NeighbourPair } from './neighbours.ts';
import type { PairPlay, Program } from './play-report.ts';
import { seededEntropy } from './seeded-entropy.ts';

/** How the answers of the mechanisms are chosen. */
export interface PlayPairOptions {
  /** 1 unless it is given */
  readonly seed?: number;
  /** the answer of each call in place of a random one: whole numbers in the unit of its domain */
  readonly answers?: (call: ReleaseCall) => readonly bigint[];
}

const answersOf = ({
  seed = 1,
  answers,
}: PlayPairOptions): ((call: ReleaseCall) => readonly bigint[]) =>
  answers ?? chooseOutcomes(seededEntropy(seed));

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
  const recorded = runNow(program, x, recording(answersOf(options)));
  const { leak } = runNow(program, x, playing(recorded));
  if (leak !== undefined) return { leak, repeats: false, calls: [] };
  return comparePlays(metric, distance, recorded, runNow(program, y, playing(recorded)));
}

/**
 * `playPair` for programs that promise their output: streams, and whatever is asked in turns.
 *
 * **Contract** As `playPair`. Calls are compared in the order in which they come: a program whose calls race does not repeat.
 *
 * @example
 * import { chain, count, laplace, real, symmetricDistance, values, type Via } from 'discreet';
 * import { playPairAsync } from '@discreet/testing';
 * const metric = symmetricDistance();
 * const howMany = chain(values(real, metric), count(), laplace({ epsilon: 1 }));
 * const later = async (via: Via, rows: readonly number[]) => via(howMany).invoke(await Promise.resolve(rows));
 * const pair = { x: [1, 2], y: [1], distance: 1 };
 * (await playPairAsync(later, metric, pair)).leak; // => undefined
 */
export async function playPairAsync<R extends readonly unknown[]>(
  program: Program<R>,
  metric: Metric,
  { x, y, distance }: NeighbourPair,
  options: PlayPairOptions = {},
): Promise<PairPlay> {
  const recorded = await runLater(program, x, recording(answersOf(options)));
  const { leak } = await runLater(program, x, playing(recorded));
  if (leak !== undefined) return { leak, repeats: false, calls: [] };
  return comparePlays(metric, distance, recorded, await runLater(program, y, playing(recorded)));
}
