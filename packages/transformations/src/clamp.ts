import {
  batchLength,
  type Bounds,
  decimalGrid,
  DiscreetError,
  type ElementDomain,
  fieldOf,
  type Gate,
  type Integer,
  type Interval,
  type IntervalGrid,
  isArray,
  type IsLiteral,
  type IsMultiple,
  type IsPowerOfTen,
  type Lt,
  type Misplaced,
  type Needs,
  openDataset,
  powerOfTen,
  print,
  readOptions,
  type Real,
  type Stage,
  step,
  type Step,
  type Transformation,
  type TypeFunction,
  type Vector,
} from '@discreet/core';
import { makeTransformation } from '@discreet/core/construction';
import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import { gridPoint } from './internal/grid-point.ts';
import { allStages } from './internal/row-wise.ts';
import type { WithElement } from './pipeline-types.ts';

/** What `clamp(lower, upper)` makes of a pipeline. */
export interface Clamp<L extends number, U extends number> extends TypeFunction<
  readonly ['clamp', L, U]
> {
  readonly out: ClampOf<this['in'], L, U>;
}
/** `Clamp` as a type of T. */
export type ClampOf<T, L extends number, U extends number> =
  T extends Transformation<infer DI, infer MI, infer DO, infer MO, infer C>
    ? DO extends Vector<Real | Integer | Interval<number, number>>
      ? Transformation<DI, MI, WithElement<DO, Interval<L, U>>, MO, C>
      : Needs<'clamp() works on numbers'>
    : Misplaced<T, 'clamp()'>;

type BoundsCheck<L extends number, U extends number> =
  IsLiteral<L> extends true
    ? IsLiteral<U> extends true
      ? `${L}${U}` extends `${string}Infinity${string}`
        ? Needs<'clamp needs finite bounds'>
        : Lt<L, U> extends true
          ? unknown
          : Needs<`clamp needs lower < upper, not ${L} and ${U}`>
      : Needs<'upper is known only at run time: parse both with bounds(lower, upper)'>
    : Needs<'lower is known only at run time: parse both with bounds(lower, upper)'>;

type ResolutionCheck<L extends number, U extends number, R extends number> = [R] extends [never]
  ? unknown
  : IsLiteral<R> extends true
    ? IsPowerOfTen<R> extends true
      ? false extends IsMultiple<L, R> | IsMultiple<U, R>
        ? Needs<`both bounds must be multiples of the resolution ${R}`>
        : unknown
      : Needs<`resolution must be a power of ten, not ${R}`>
    : Needs<'resolution is known only at run time: parse it with bounds(lower, upper, { resolution })'>;

const clampStage = (grid: IntervalGrid): Stage => {
  const nearest = gridPoint(grid);
  const values = new Float64Array(batchLength);
  return (batch) => {
    if (batch.kind !== 'numbers') return batch;
    const length = batch.end - batch.start;
    for (let i = 0; i < length; i++) values[i] = nearest(batch.values[batch.start + i] ?? NaN);
    return { kind: 'numbers', values, start: 0, end: length };
  };
};

interface Request {
  readonly lower: unknown;
  readonly upper: unknown;
  readonly resolution: unknown;
}

/** `clamp(lower, upper, options)` or `clamp(bounds)`, where the bounds carry their resolution. */
const requestOf = (first: unknown, second: unknown, third: unknown): Request => {
  if (!isArray(first)) {
    const resolution = readOptions('clamp', third, ['resolution']).get('resolution');
    return { lower: first, upper: second, resolution };
  }
  const beside = second ?? third;
  if (beside !== undefined)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'clamp',
      rule: 'parsed bounds must stand alone: give the resolution to bounds()',
      received: print(beside),
    });
  const [lower, upper, resolution] = ['0', '1', 'resolution'].map((name) => fieldOf(first, name));
  return { lower, upper, resolution };
};

/** the exponent of the grid that the data are on before they are clamped */
const givenExponent = (element: ElementDomain): number | undefined =>
  element.kind === 'interval' ? element.grid.exponent : element.kind === 'integer' ? 0 : undefined;

const gridOf = (request: Request, given?: number): IntervalGrid => {
  const grid = decimalGrid('clamp', { ...request, given });
  if (E.isLeft(grid)) throw grid.left;
  return grid.right;
};

/**
 * Numbers, each moved to the nearest point of a decimal grid and then into [lower, upper].
 *
 * **Contract** Each result is a whole multiple of the resolution between the bounds, both included, and a function of its one value, the
 * same on every engine: the double product of the value and 1 / resolution, to the nearest whole number, ties to even. NaN, a missing value, goes to the lower bound; an infinity to its own. The resolution, unless it is given, is the
 * power of ten at or below max(|lower|, |upper|, upper - lower) / 10^9, refined until both bounds are multiples; 1 for whole numbers.
 * **Shapes** Real[n] or Integer[n] -> Interval<lower, upper>[n]
 * **Errors** Literal bounds out of order and resolutions that do not divide them do not compile. Numbers known only at run time go
 * through `bounds(lower, upper)`. Refused at run time are grids finer than 10^-308 and bounds 2^1024 steps or more from 0.
 * **Cost** Before `sum()` and `mean()` none of its own: they clamp and add in one pass. Before other steps a few operations a value, and
 * rationals where the bounds are 2^50 steps or more from 0.
 * **Source** docs/proofs/rows.md, docs/proofs/exact-sum.md
 *
 * @example
 * import { chain, clamp, real, symmetricDistance, values } from 'discreet';
 * const bounded = chain(values(real, symmetricDistance()), clamp(0, 100, { resolution: 0.01 }));
 * bounded.invoke([3.14159, -5, 250, NaN]); // => [3.14, 0, 100, 0]
 */
export function clamp<L extends number, U extends number, R extends number = never>(
  lower: L,
  upper: Gate<U, BoundsCheck<L, U>>,
  options?: { readonly resolution?: Gate<R, ResolutionCheck<L, U, R>> },
): Step<Clamp<L, U>>;
export function clamp(bounds: Bounds): Step<Clamp<number, number>>;
export function clamp(
  first: unknown,
  second?: unknown,
  third?: unknown,
): Step<Clamp<number, number>> {
  const request = requestOf(first, second, third);
  gridOf(request);
  return step((pipeline) => {
    const open = openDataset(pipeline, 'clamp', 'works on numbers');
    const { element } = open.outputDomain;
    if (element.kind !== 'real' && element.kind !== 'integer' && element.kind !== 'interval')
      throw new DiscreetError({
        tag: 'StepMismatch',
        where: 'clamp',
        rule: 'works on numbers',
        received: element.kind,
      });
    const grid = gridOf(request, givenExponent(element));
    const unit = powerOfTen(grid.exponent);
    const lower = Rational.of(grid.lower).mul(unit);
    const upper = Rational.of(grid.upper).mul(unit);
    return makeTransformation({
      ...open,
      outputDomain: Object.freeze({
        ...open.outputDomain,
        element: Object.freeze({
          kind: 'interval',
          lower: lower.toNumber(),
          upper: upper.toNumber(),
          grid,
        }),
      }),
      steps: [
        ...open.steps,
        {
          step: 'clamp',
          lower: lower.toDecimalString(),
          upper: upper.toDecimalString(),
          resolution: unit.toDecimalString(),
        },
      ],
      execution: { stages: allStages(open), pending: () => clampStage(grid) },
    });
  });
}
