import {
  type DatasetDomain,
  DiscreetError,
  distanceMap,
  type ElementDomain,
  elementJson,
  fieldOf,
  metricJson,
  type Needs,
  print,
  proved,
  type ChangeOneDistance,
  type Num,
  type SizedChangeOneDistance,
  type SizedVector,
  type SymmetricDistance,
  type Transformation,
  type Vector,
} from '@discreet/core';
import { makeTransformation } from '@discreet/core/construction';
import { Rational } from '@discreet/numeric';

/** The metrics that a source of data may state. */
export type SourceMetric = SymmetricDistance<number> | SizedChangeOneDistance<number>;

/** The identity transformation on datasets of A under metric M; the start of every pipeline. */
export type Source<A, M> = [M] extends [SizedChangeOneDistance<infer N>]
  ? Transformation<SizedVector<A, N>, ChangeOneDistance, SizedVector<A, N>, ChangeOneDistance, 1>
  : [M] extends [SymmetricDistance<infer K>]
    ? Transformation<Vector<A>, SymmetricDistance<K>, Vector<A>, SymmetricDistance, K & Num>
    : Needs<'a source has one metric: symmetricDistance() or changeOneDistance({ size })'>;

const checked = (metric: unknown, where: string): SourceMetric => {
  const kind = fieldOf(metric, 'kind');
  const sized = kind === 'changeOneDistance';
  const count: unknown = sized
    ? fieldOf(metric, 'size')
    : kind === 'symmetricDistance'
      ? fieldOf(metric, 'contributions')
      : undefined;
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 1)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: 'the metric must be symmetricDistance() or changeOneDistance({ size })',
      received:
        sized || kind === 'symmetricDistance' ? `${kind} of ${print(count)}` : print(metric),
    });
  return proved<SourceMetric>(sized ? { kind, size: count } : { kind, contributions: count });
};

/**
 * Builds the source of a pipeline.
 *
 * The input metric counts persons, the output metric rows: under `symmetricDistance({ contributions: k })` d persons are d k rows.
 *
 * **Source** docs/proofs/source.md
 */
export function source<A, M extends SourceMetric>(
  where: string,
  element: ElementDomain,
  neighbours: M,
): Source<A, M> {
  const metric = checked(neighbours, where);
  const changeOne = metric.kind === 'changeOneDistance';
  const rows = changeOne ? 1 : metric.contributions;
  const domain: DatasetDomain = Object.freeze(
    changeOne ? { kind: 'vector', element, size: metric.size } : { kind: 'vector', element },
  );
  const inputMetric = Object.freeze(
    changeOne
      ? ({ kind: 'changeOneDistance' } as const)
      : ({ kind: 'symmetricDistance', contributions: rows } as const),
  );
  const outputMetric = changeOne
    ? inputMetric
    : Object.freeze({ kind: 'symmetricDistance', contributions: 1 } as const);
  return proved<Source<A, M>>(
    makeTransformation({
      inputDomain: domain,
      inputMetric,
      outputDomain: domain,
      outputMetric,
      map: distanceMap({
        kind: 'linear',
        factor: Rational.of(BigInt(rows)),
        from: metric.kind,
        to: metric.kind,
      }),
      assumptions: [`nobody has more than ${rows === 1 ? 'one row' : `${rows} rows`}`],
      steps: [
        {
          step: where,
          [element.kind === 'row' ? 'columns' : 'element']: elementJson(element),
          metric: changeOne ? { kind: metric.kind, size: metric.size } : metricJson(metric),
        },
      ],
      execution: { stages: [] },
    }),
  );
}
