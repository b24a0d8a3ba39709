import {
  type Batch,
  type Bool,
  type Category,
  type Counts,
  DiscreetError,
  type ElementDomain,
  type Gate,
  type L1Distance,
  type Misplaced,
  type Needs,
  openDataset,
  step,
  type Step,
  type Text,
  type Transformation,
  type TypeFunction,
  type Vector,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { aggregate } from './internal/aggregate.ts';
import {
  checkCountMetric,
  countFactor,
  type CountMetricCheck,
  type CountSensitivity,
} from './internal/count-metric.ts';
import { allStages } from './internal/row-wise.ts';
import { tallyAggregator } from './internal/tally-aggregator.ts';

/** What `countBy(metric)` makes of a pipeline. */
export interface CountBy<M> extends TypeFunction<readonly ['countBy', M]> {
  readonly out: CountByOf<this['in'], M>;
}
/** `CountBy` as a type of T. */
export type CountByOf<T, M> =
  T extends Transformation<infer DI, infer MI, infer DO, infer MO, infer C>
    ? DO extends Vector<infer A>
      ? A extends Category<infer K>
        ? Transformation<DI, MI, Counts<K>, M, CountSensitivity<C, MO, M>>
        : A extends Bool
          ? Transformation<DI, MI, Counts<'false' | 'true'>, M, CountSensitivity<C, MO, M>>
          : A extends Text
            ? Needs<'countBy() needs public labels: declare the column as category([...]), or put cast(category([...])) before it'>
            : Needs<'countBy() works on a column of categories'>
      : Needs<'countBy() works on rows'>
    : Misplaced<T, 'countBy()'>;

const labelsOf = (element: ElementDomain): readonly string[] => {
  if (element.kind === 'category') return element.labels;
  if (element.kind === 'boolean') return Object.freeze(['false', 'true']);
  throw new DiscreetError({
    tag: 'StepMismatch',
    where: 'countBy',
    rule:
      element.kind === 'text'
        ? 'needs public labels: declare the column as category([...])'
        : 'works on a column of categories',
    received: element.kind,
  });
};

const tally = (counts: Float64Array, batch: Batch): void => {
  if (batch.kind !== 'codes') return;
  const { values, start, end } = batch;
  for (let i = start; i < end; i++) {
    const code = values[i] ?? -1;
    if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  }
};

/**
 * The number of rows with each label of a category.
 *
 * **Contract** A row added or removed moves the counts by 1; a row changed moves them by 2 in L1 and by sqrt(2) in L2. A value that is no
 * label, or is missing, is counted nowhere.
 * **Shapes** Category<K>[n] -> { [label in K]: number }
 * **Errors** Labels must be public: a text column is refused, since its values are not.
 * **Cost** One pass; no allocation per row.
 * **Source** docs/proofs/counts.md
 *
 * @example
 * import { category, chain, countBy, l2Distance, symmetricDistance, values } from 'discreet';
 * const cities = values(category(['Oslo', 'Bergen']), symmetricDistance());
 * chain(cities, countBy(l2Distance)).map(3).toString(); // => '9'
 */
export function countBy<M = L1Distance>(metric?: Gate<M, CountMetricCheck<M>>): Step<CountBy<M>> {
  const outputMetric = checkCountMetric(metric, 'countBy');
  return step((pipeline) => {
    const open = openDataset(pipeline, 'countBy', 'works on rows');
    const labels = labelsOf(open.outputDomain.element);
    return aggregate(open, {
      outputDomain: { kind: 'counts', labels, unit: Rational.one },
      outputMetric,
      factor: countFactor(open.outputMetric),
      json: { step: 'countBy', metric: outputMetric.kind },
      stages: allStages(open),
      aggregator: tallyAggregator(labels.length, tally),
    });
  });
}
