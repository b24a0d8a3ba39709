import { DiscreetError } from '@discreet/numeric';
import type { Accumulator } from './aggregator.ts';
import type { Batch } from './batch.ts';
import type { DatasetDomain } from './domain.ts';
import { dataRefusal, isCollection, isStream, readBatches, sourceFailed } from './read-batches.ts';
import type { Stage } from './stage.ts';
import type { Execution } from './transformation.ts';

/** One pass of a transformation over data: its stages and its accumulator, with buffers of their own. */
export interface PipelineRun {
  readonly add: (data: unknown) => void;
  /** takes in one batch that `readBatches` has read */
  readonly addBatch: (batch: Batch) => void;
  readonly accumulator: Accumulator;
}

/**
 * Reads data batch by batch.
 *
 * **Errors** What is no data is refused before any of it is read. Whatever is thrown while it is read, by the source, a getter of a row or a
 * user's function, becomes one constant error: its cause may depend on the data.
 */
export function feed(data: unknown, domain: DatasetDomain, addBatch: (batch: Batch) => void): void {
  let refused: DiscreetError | undefined;
  try {
    refused = dataRefusal(data, domain);
    if (refused === undefined && isCollection(data))
      for (const batch of readBatches(data, domain)) addBatch(batch);
  } catch {
    throw sourceFailed();
  }
  if (refused !== undefined) throw refused;
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
    feed(data, domain, addBatch);
  };
  return { add, addBatch, accumulator };
}

const start = (stream: AsyncIterable<unknown>): AsyncIterator<unknown> => {
  try {
    return stream[Symbol.asyncIterator]();
  } catch {
    throw sourceFailed();
  }
};

/** lets a stream close what it holds open; nothing that it says or throws then changes the outcome */
const close = async (iterator: AsyncIterator<unknown>): Promise<void> => {
  try {
    await iterator.return?.();
  } catch {
    return;
  }
};

/** a batch that is none, refused without a word about it: it may be a row */
const checkBatch = (batch: unknown): void => {
  let fits: boolean;
  try {
    fits = isCollection(batch);
  } catch {
    throw sourceFailed();
  }
  if (!fits)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'invoke',
      rule: 'every batch of a stream must be an array, a typed array, an iterable or an ingested dataset',
    });
};

/** Feeds a stream to runs, in one pass for all of them; a stream that fails gives one constant error. */
export async function feedStream(
  stream: AsyncIterable<unknown>,
  add: (batch: unknown) => void,
): Promise<void> {
  const next = async (iterator: AsyncIterator<unknown>): Promise<IteratorResult<unknown>> => {
    try {
      const result = await iterator.next();
      // looked at once, here: a result may throw when it is asked again
      return result.done === true
        ? { done: true, value: undefined }
        : { done: false, value: result.value };
    } catch {
      throw sourceFailed();
    }
  };
  const iterator = start(stream);
  for (let step = await next(iterator); step.done !== true; step = await next(iterator)) {
    try {
      checkBatch(step.value);
      add(step.value);
    } catch (error) {
      await close(iterator);
      throw error;
    }
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
