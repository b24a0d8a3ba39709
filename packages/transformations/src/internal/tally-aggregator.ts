import type { Accumulator, Aggregator, Batch } from '@discreet/core';

interface Tally extends Accumulator {
  readonly counts: Float64Array;
}
const isTally = (other: Accumulator): other is Tally => 'counts' in other;

/**
 * Counts by position: `tally` adds a batch to the counts.
 *
 * A double counts exactly up to 2^53 rows, which no pass over data reaches.
 */
export function tallyAggregator(
  length: number,
  tally: (counts: Float64Array, batch: Batch) => void,
): Aggregator {
  return () => {
    const counts = new Float64Array(length);
    const part: Tally = {
      counts,
      add: (batch) => {
        tally(counts, batch);
      },
      merge: (other) => {
        if (isTally(other))
          for (const [i, n] of other.counts.entries()) counts[i] = (counts[i] ?? 0) + n;
      },
      finish: () => Array.from(counts, (n) => BigInt(n)),
    };
    return part;
  };
}
