import {
  type Batch,
  type Bins,
  DiscreetError,
  type Gate,
  type Integer,
  type Interval,
  isArray,
  type IsLiteral,
  type L1Distance,
  type Lt,
  type Misplaced,
  type Needs,
  openDataset,
  print,
  proved,
  type Real,
  step,
  type Step,
  type Transformation,
  type TypeFunction,
  type Vector,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import { aggregate } from './internal/aggregate.ts';
import {
  checkCountMetric,
  countFactor,
  type CountMetricCheck,
  type CountSensitivity,
} from './internal/count-metric.ts';
import { allStages } from './internal/row-wise.ts';
import { tallyAggregator } from './internal/tally-aggregator.ts';

/** Edges that `edges` has checked at run time. */
export type Edges = readonly number[] & { readonly '~parsed': 'edges' };

/** What `histogram(edges, metric)` makes of a pipeline. */
export interface Histogram<M> extends TypeFunction<readonly ['histogram', M]> {
  readonly out: HistogramOf<this['in'], M>;
}
/** `Histogram` as a type of T. */
export type HistogramOf<T, M> =
  T extends Transformation<infer DI, infer MI, infer DO, infer MO, infer C>
    ? DO extends Vector<infer A>
      ? A extends Real | Integer | Interval<number, number>
        ? Transformation<DI, MI, Bins, M, CountSensitivity<C, MO, M>>
        : Needs<'histogram() works on numbers'>
      : Needs<'histogram() works on rows'>
    : Misplaced<T, 'histogram()'>;

type EdgesCheck<X> = [X] extends [Edges]
  ? unknown
  : X extends readonly [infer A extends number, infer B extends number, ...infer R]
    ? IsLiteral<A> extends true
      ? IsLiteral<B> extends true
        ? Lt<A, B> extends true
          ? R extends readonly []
            ? unknown
            : EdgesCheck<readonly [B, ...R]>
          : Needs<`edges must rise, not ${A} and then ${B}`>
        : RunTimeEdges
      : RunTimeEdges
    : X extends readonly [] | readonly [unknown]
      ? Needs<'histogram() needs at least two edges'>
      : RunTimeEdges;
type RunTimeEdges =
  Needs<'the edges are known only at run time: parse them first with edges(list)'>;

/** the edges, read once into an array of our own: a list may give another number when it is asked again */
const readEdges = (where: string, given: unknown): E.Either<DiscreetError, readonly number[]> => {
  const refuse = (rule: string, received: string): E.Either<DiscreetError, never> =>
    E.left(new DiscreetError({ tag: 'InvalidParameter', where, rule, received }));
  const list = 'edges must be an array of numbers';
  if (!isArray(given)) return refuse(list, print(given));
  const read: number[] = [];
  try {
    for (const edge of given) {
      if (typeof edge !== 'number' || !Number.isFinite(edge))
        return refuse('every edge must be a finite number', print(edge));
      const before = read.at(-1) ?? -Infinity;
      if (!(edge > before))
        return refuse('edges must rise', `${print(before)} and then ${print(edge)}`);
      read.push(edge);
    }
  } catch {
    return refuse(list, 'one that cannot be read');
  }
  if (read.length < 2) return refuse('there must be at least two edges', `${read.length}`);
  // -0 is 0: it would be another text in JSON
  return E.right(Object.freeze(read.map((edge) => edge + 0)));
};

/**
 * Edges that are known only at run time, checked: at least two finite numbers, each greater than the one before.
 *
 * @example
 * edges([0, 10, 5])._tag; // => 'Left'
 */
export function edges(list: readonly number[]): E.Either<DiscreetError, Edges> {
  return E.map((read: readonly number[]) => proved<Edges>(read))(readEdges('edges', list));
}

/** The bin of x: bin i is [edges[i], edges[i + 1]), the last one with its upper edge; -1 outside and for NaN. */
const binOf = (list: readonly number[], x: number): number => {
  const last = list.length - 1;
  const [first, top] = [list[0] ?? NaN, list[last] ?? NaN];
  if (!(x >= first && x <= top)) return -1;
  if (x === top) return last - 1;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x >= (list[middle] ?? NaN)) low = middle;
    else high = middle;
  }
  return low;
};

/**
 * The number of rows in each bin between public edges.
 *
 * **Contract** Bin i is [edges[i], edges[i + 1]), the last one with its upper edge. A value outside the edges, or missing, is in no bin.
 * A row added or removed moves the counts by 1; a row changed moves them by 2 in L1 and by sqrt(2) in L2.
 * **Shapes** number[n] -> number[edges - 1]
 * **Errors** Literal edges that do not rise do not compile. Edges known only at run time go through `edges(list)`.
 * **Cost** One pass; a search of log2(edges) steps a row, no allocation.
 * **Source** docs/proofs/counts.md
 *
 * @example
 * import { chain, histogram, real, symmetricDistance, values } from 'discreet';
 * const ages = chain(values(real, symmetricDistance()), histogram([0, 18, 65, 120]));
 * ages.invoke([3, 18, 70, 120, 200]); // => [1, 1, 2]
 */
export function histogram<const X extends readonly number[], M = L1Distance>(
  list: Gate<X, EdgesCheck<X>>,
  metric?: Gate<M, CountMetricCheck<M>>,
): Step<Histogram<M>> {
  const read = readEdges('histogram', list);
  if (E.isLeft(read)) throw read.left;
  const fixed = read.right;
  const outputMetric = checkCountMetric(metric, 'histogram');
  const tally = (counts: Float64Array, batch: Batch): void => {
    if (batch.kind !== 'numbers') return;
    for (let i = batch.start; i < batch.end; i++) {
      const bin = binOf(fixed, batch.values[i] ?? NaN);
      if (bin >= 0) counts[bin] = (counts[bin] ?? 0) + 1;
    }
  };
  return step((pipeline) => {
    const open = openDataset(pipeline, 'histogram', 'works on numbers');
    const { kind } = open.outputDomain.element;
    if (kind !== 'real' && kind !== 'integer' && kind !== 'interval')
      throw new DiscreetError({
        tag: 'StepMismatch',
        where: 'histogram',
        rule: 'works on numbers',
        received: kind,
      });
    return aggregate(open, {
      outputDomain: { kind: 'bins', edges: fixed, unit: Rational.one },
      outputMetric,
      factor: countFactor(open.outputMetric),
      json: { step: 'histogram', edges: fixed.map(String), metric: outputMetric.kind },
      stages: allStages(open),
      aggregator: tallyAggregator(fixed.length - 1, tally),
    });
  });
}
