import type { Accumulator, Aggregator, Batch, IntervalGrid } from '@discreet/core';
import { gridClamp } from './grid-clamp-of.ts';
import { makeSumAccumulator, type SumAccumulator } from './kernels/index.ts';

interface SumPart extends Accumulator {
  readonly sums: SumAccumulator;
}
const isSumPart = (other: Accumulator): other is SumPart => 'sums' in other;

/** Exact sums of numbers on a grid: the kernel clamps and adds in one pass. */
export function sumAggregator(grid: IntervalGrid): Aggregator {
  return () => {
    const sums = makeSumAccumulator(gridClamp(grid));
    const part: SumPart = {
      sums,
      add: (batch: Batch) => {
        if (batch.kind === 'numbers') sums.add(batch.values, batch.start, batch.end);
      },
      merge: (other) => {
        if (isSumPart(other)) sums.merge(other.sums);
      },
      finish: () => [sums.value()],
    };
    return part;
  };
}
