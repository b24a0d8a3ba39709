import {
  type AbsoluteDistance,
  absoluteDistance,
  type Grid,
  type Integer,
  type Interval,
  type MaxAbs,
  type Misplaced,
  type Needs,
  powerOfTen,
  type Real,
  step,
  type Step,
  type Sub,
  type SymmetricDistance,
  type Transformation,
  type TypeFunction,
  type Vector,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { aggregate } from './internal/aggregate.ts';
import { clampedColumn } from './internal/clamped-column.ts';
import { sumAggregator } from './internal/sum-aggregator.ts';
import type { Times } from './pipeline-types.ts';

/** What `sum()` makes of a pipeline. */
export interface Sum extends TypeFunction<readonly ['sum']> {
  readonly out: SumOf<this['in']>;
}
/** `Sum` as a type of T. */
export type SumOf<T> =
  T extends Transformation<infer DI, infer MI, infer DO, infer MO, infer C>
    ? DO extends Vector<infer A>
      ? A extends Interval<infer L, infer U>
        ? Transformation<
            DI,
            MI,
            Grid,
            AbsoluteDistance,
            Times<C, MO extends SymmetricDistance ? MaxAbs<L, U> : Sub<U, L>>
          >
        : A extends Real | Integer
          ? Needs<'sum() needs bounded values: put clamp(lower, upper) before it'>
          : Needs<'sum() works on numbers'>
      : Needs<'sum() works on rows'>
    : Misplaced<T, 'sum()'>;

/**
 * The exact sum of clamped numbers.
 *
 * **Contract** A row added or removed moves the sum by at most max(|lower|, |upper|), a row changed by at most upper - lower. The sum is a
 * whole number of grid steps, without rounding: any order of the rows and any split into parts gives the same one. Noise is added to that
 * whole number; what comes out is the double nearest to the result, at most `Number.MAX_VALUE` in size. No rows give 0. Where the data
 * have another size than declared, the rows that are there are summed.
 * **Shapes** Interval[n] -> number
 * **Units** those of the column
 * **Errors** Numbers that are not clamped do not compile, and are refused at run time.
 * **Cost** One pass; no allocation per row, except where the bounds are 2^50 grid steps or more from 0 or apart.
 * **Source** docs/proofs/sum.md
 *
 * @example
 * import { chain, clamp, real, sum, symmetricDistance, values } from 'discreet';
 * const total = chain(values(real, symmetricDistance()), clamp(-5, 100), sum());
 * total.map(1).toString(); // => '100'
 * total.invoke([0.1, 0.2, 200]); // => 100.3
 */
export function sum(): Step<Sum> {
  return step((pipeline) => {
    const { open, grid } = clampedColumn(pipeline, 'sum');
    const unit = powerOfTen(grid.exponent);
    const [lower, upper] = [Rational.of(grid.lower).mul(unit), Rational.of(grid.upper).mul(unit)];
    return aggregate(open, {
      outputDomain: { kind: 'grid', unit },
      outputMetric: absoluteDistance,
      factor:
        open.outputMetric.kind === 'symmetricDistance'
          ? Rational.max(lower.abs(), upper.abs())
          : upper.sub(lower),
      json: { step: 'sum' },
      stages: open.execution.stages,
      aggregator: sumAggregator(grid),
    });
  });
}
