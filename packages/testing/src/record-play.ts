import type { StepJson } from '@discreet/core';
import * as fc from 'fast-check';
import type { CheckOptions } from './check-report.ts';
import { playSearch } from './internal/play-search.ts';
import { recording, type Run, runLater, runNow } from './internal/recording.ts';
import { playPair, playPairAsync } from './play-pair.ts';
import type { PlayReport, Program, RowsOf } from './play-report.ts';

/** What a program's source says of its data; rows go in as its input domain has them. */
export interface PlaySource<DI, MI> {
  readonly kind: 'transformation';
  readonly inputDomain: DI;
  readonly inputMetric: MI;
}

/** a run on no rows: the bounds and labels of its calls are the rows to try */
const stepsOf = ({ calls }: Run): readonly StepJson[] => calls.flatMap(({ call }) => call.steps);

/**
 * Searches neighbouring datasets on which a program shows more than its mechanisms release, or moves a mechanism's input further than declared.
 *
 * Every pair is judged by `playPair`, with answers that a seed fixes. Pairs come from `neighbours`, at distances from 0 (the same rows in
 * another order) up; the pair in the report is the smallest that shrinking ended with.
 *
 * **Contract** A `violation` is a proof: it holds for the two datasets and the recorded answers that it names. Without one nothing is
 * proved.
 * **Errors** It throws for options and sources that are none, never because of what it finds. Programs that answer with a promise do not
 * pass, since what a promise will hold cannot be compared: `recordPlayAsync` waits for it.
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
  const { metric, cases, parameters, take, refuse, report } = playSearch(source, options);
  const first = runNow(
    program,
    [],
    recording(({ counts }) => counts),
  );
  const property = fc.property(cases(stepsOf(first)), ([pair, seed]) => {
    try {
      return take(pair, playPair(program, metric, pair, { seed }));
    } catch (error) {
      return refuse(error);
    }
  });
  fc.check(property, parameters);
  return report();
}

/**
 * `recordPlay` for programs that promise their output: streams, and whatever is asked in turns.
 *
 * **Contract** As `recordPlay`.
 *
 * @example
 * import { chain, count, laplace, real, symmetricDistance, values, type Via } from 'discreet';
 * import { recordPlayAsync } from '@discreet/testing';
 * const ages = values(real, symmetricDistance());
 * const howMany = chain(ages, count(), laplace({ epsilon: 1 }));
 * const hasty = async (via: Via, rows: readonly number[]) => {
 *   if (rows.length === 0) return 0;
 *   return via(howMany).invoke(await Promise.resolve(rows));
 * };
 * (await recordPlayAsync(ages, hasty)).holds; // => false
 */
export async function recordPlayAsync<DI, MI>(
  source: PlaySource<DI, MI>,
  program: Program<RowsOf<DI>>,
  options: CheckOptions = {},
): Promise<PlayReport> {
  const { metric, cases, parameters, take, refuse, report } = playSearch(source, options);
  const first = await runLater(
    program,
    [],
    recording(({ counts }) => counts),
  );
  const property = fc.asyncProperty(cases(stepsOf(first)), async ([pair, seed]) => {
    try {
      return take(pair, await playPairAsync(program, metric, pair, { seed }));
    } catch (error) {
      return refuse(error);
    }
  });
  await fc.check(property, parameters);
  return report();
}
