import {
  type AbsoluteDistance,
  absoluteDistance,
  type ChangeOneDistance,
  DiscreetError,
  type DivUp,
  type Grid,
  type Integer,
  type Interval,
  type Misplaced,
  type Needs,
  powerOfTen,
  type Real,
  type SizedVector,
  step,
  type Step,
  type Sub,
  type Transformation,
  type TypeFunction,
  type Vector,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { aggregate } from './internal/aggregate.ts';
import { clampedColumn } from './internal/clamped-column.ts';
import { sumAggregator } from './internal/sum-aggregator.ts';
import type { Times } from './pipeline-types.ts';

/** What `mean()` makes of a pipeline. */
export interface Mean extends TypeFunction<readonly ['mean']> {
  readonly out: MeanOf<this['in']>;
}
/** `Mean` as a type of T. */
export type MeanOf<T> =
  T extends Transformation<infer DI, infer MI, infer DO, infer MO, infer C>
    ? DO extends Vector<infer A>
      ? A extends Interval<infer L, infer U>
        ? DO extends SizedVector<A, infer N>
          ? MO extends ChangeOneDistance
            ? Transformation<DI, MI, Grid, AbsoluteDistance, Times<C, DivUp<Sub<U, L>, N>>>
            : NeedsSize
          : NeedsSize
        : A extends Real | Integer
          ? Needs<'mean() needs bounded values: put clamp(lower, upper) before it'>
          : Needs<'mean() works on numbers'>
      : Needs<'mean() works on rows'>
    : Misplaced<T, 'mean()'>;
type NeedsSize =
  Needs<'mean() needs a public size: give the source changeOneDistance({ size }), or divide a noisy sum() by a noisy count()'>;

/**
 * The mean of clamped numbers of a public size.
 *
 * **Contract** A row changed moves it by at most (upper - lower) / size. It is the exact sum divided by the declared size; noise is added
 * to the sum, on its grid, and the division follows as post-processing. Where the data have another size than declared, the sum of the
 * rows that are there is divided by the declared size all the same: nothing is refused, since a refusal would tell.
 * **Shapes** Interval[size] -> number
 * **Units** those of the column
 * **Errors** A source whose size is not public and numbers that are not clamped do not compile, and are refused at run time.
 * **Cost** As `sum()`.
 * **Source** docs/proofs/sum.md
 *
 * @example
 * import { chain, changeOneDistance, clamp, mean, real, values } from 'discreet';
 * const average = chain(values(real, changeOneDistance({ size: 4 })), clamp(0, 10), mean());
 * average.map(1).toString(); // => '5/2'
 * average.invoke([1, 2, 3, 4]); // => 2.5
 */
export function mean(): Step<Mean> {
  return step((pipeline) => {
    const { open, grid } = clampedColumn(pipeline, 'mean');
    const { size } = open.outputDomain;
    if (size === undefined || open.outputMetric.kind !== 'changeOneDistance')
      throw new DiscreetError({
        tag: 'StepMismatch',
        where: 'mean',
        rule: 'needs a public size: give the source changeOneDistance({ size })',
        received: open.outputMetric.kind,
      });
    const unit = powerOfTen(grid.exponent).div(Rational.of(BigInt(size)));
    return aggregate(open, {
      outputDomain: { kind: 'grid', unit },
      outputMetric: absoluteDistance,
      factor: Rational.of(grid.upper - grid.lower).mul(unit),
      json: { step: 'mean' },
      stages: open.execution.stages,
      aggregator: sumAggregator(grid),
    });
  });
}
