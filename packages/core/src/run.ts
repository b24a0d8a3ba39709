import { DiscreetError } from '@discreet/numeric';
import type { Accumulator } from './aggregator.ts';
import type { Batch } from './batch.ts';
import type { DatasetDomain } from './domain.ts';
import { isStream, readBatches, sourceFailed } from './read-batches.ts';
import type { Stage } from './stage.ts';
import type { Execution } from './transformation.ts';

/** One pass of a transformation over data: its stages and its accumulator, with buffers of their own. */
export interface PipelineRun {
  readonly add: (data: unknown) => void;
  /** takes in one batch that `readBatches` has read */
  readonly addBatch: (batch: Batch) => void;
  readonly accumulator: Accumulator;
}

/** The stages of a pass, made anew, with the pending one last. */
export function startStages(execution: Execution): Stage {
  const { stages, pending } = execution;
  const made = [...stages, ...(pending === undefined ? [] : [pending])].map((make) => make());
  return (batch) => made.reduce((through: Batch, stage) => stage(through), batch);
}

/** Starts a pass over data of the given domain. */
export function startRun(execution: Execution, domain: DatasetDomain): PipelineRun {
  if (execution.aggregator === undefined)
    throw new DiscreetError({
      tag: 'StepMismatch',
      where: 'invoke',
      rule: 'a pipeline must end with an aggregate such as sum() or count()',
    });
  const stages = startStages(execution);
  const accumulator = execution.aggregator();
  const addBatch = (batch: Batch): void => {
    accumulator.add(stages(batch));
  };
  const add = (data: unknown): void => {
    for (const batch of readBatches(data, domain)) addBatch(batch);
  };
  return { add, addBatch, accumulator };
}

/** Feeds a stream to runs, in one pass for all of them; a stream that fails gives one constant error. */
export async function feedStream(
  stream: AsyncIterable<unknown>,
  add: (batch: unknown) => void,
): Promise<void> {
  const iterator = stream[Symbol.asyncIterator]();
  for (;;) {
    let next: IteratorResult<unknown>;
    try {
      next = await iterator.next();
    } catch {
      throw sourceFailed();
    }
    if (next.done === true) return;
    add(next.value);
  }
}

/** Reads data at once or, for a stream, as it comes, and then calls `finish`. */
export function readAll<A>(
  data: unknown,
  add: (batch: unknown) => void,
  finish: () => A,
): A | Promise<A> {
  if (isStream(data)) return feedStream(data, add).then(finish);
  add(data);
  return finish();
}
