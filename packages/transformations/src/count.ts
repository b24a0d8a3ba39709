import {
  type AbsoluteDistance,
  absoluteDistance,
  DiscreetError,
  type Grid,
  type Misplaced,
  type Needs,
  openDataset,
  step,
  type Step,
  type SymmetricDistance,
  type Transformation,
  type TypeFunction,
  type Vector,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { aggregate } from './internal/aggregate.ts';
import { tallyAggregator } from './internal/tally-aggregator.ts';

/** What `count()` makes of a pipeline. */
export interface Count extends TypeFunction<readonly ['count']> {
  readonly out: CountOf<this['in']>;
}
/** `Count` as a type of T. */
export type CountOf<T> =
  T extends Transformation<infer DI, infer MI, infer DO, infer MO, infer C>
    ? DO extends Vector<unknown>
      ? MO extends SymmetricDistance
        ? Transformation<DI, MI, Grid, AbsoluteDistance, C>
        : Needs<'the number of rows is public under changeOneDistance: use its size'>
      : Needs<'count() works on rows'>
    : Misplaced<T, 'count()'>;

/**
 * The number of rows.
 *
 * **Contract** A row added or removed moves it by 1. Missing values count as rows.
 * **Shapes** A[n] -> number
 * **Errors** Under `changeOneDistance` the size is public and needs no noise: refused.
 * **Source** docs/proofs/counts.md
 *
 * @example
 * import { chain, count, symmetricDistance, text, values } from 'discreet';
 * const rows = chain(values(text, symmetricDistance({ contributions: 3 })), count());
 * rows.map(1).toString(); // => '3'
 * rows.invoke(['a', 'b']); // => 2
 */
export function count(): Step<Count> {
  return step((pipeline) => {
    const open = openDataset(pipeline, 'count', 'works on rows');
    if (open.outputMetric.kind !== 'symmetricDistance')
      throw new DiscreetError({
        tag: 'StepMismatch',
        where: 'count',
        rule: 'the number of rows is public under changeOneDistance: use its size',
        received: open.outputMetric.kind,
      });
    return aggregate(open, {
      outputDomain: { kind: 'grid', unit: Rational.one },
      outputMetric: absoluteDistance,
      factor: Rational.one,
      json: { step: 'count' },
      stages: open.execution.stages,
      aggregator: tallyAggregator(1, (counts, batch) => {
        counts[0] = (counts[0] ?? 0) + batch.end - batch.start;
      }),
    });
  });
}
