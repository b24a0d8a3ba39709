import type { Batch } from './batch.ts';

/**
 * What a row-by-row step does to a batch.
 *
 * **Contract** Total: no value, however wrong, makes it throw. Every element of the result is a function of one element that went in, and
 * every element gives at most one.
 */
export type Stage = (batch: Batch) => Batch;

/** Makes a stage for one run; the stage owns its buffers, so runs do not share any. */
export type StageMaker = () => Stage;
