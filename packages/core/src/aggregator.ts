import type { Batch } from './batch.ts';

/**
 * The running state of an aggregate: exact whole numbers, in the unit of the output domain.
 *
 * **Contract** `finish` is a function of the multiset of elements that were added, here or in merged parts, whatever their order and however
 * they were split.
 */
export interface Accumulator {
  readonly add: (batch: Batch) => void;
  /** takes in another accumulator of the same aggregator */
  readonly merge: (other: Accumulator) => void;
  readonly finish: () => readonly bigint[];
}

/** Makes an accumulator for one run. */
export type Aggregator = () => Accumulator;
