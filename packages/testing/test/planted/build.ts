// How the wrong twins are built: from the right ones, with one thing changed.
import {
  type Accumulator,
  type AnyTransformation,
  distanceMap,
  elementAt,
  type DatasetDomain,
  type MapKind,
  openTransformation,
} from '@discreet/core';
import { makeTransformation, type TransformationParts } from '@discreet/core/construction';
import type { Rational } from '@discreet/numeric';

/** The transformation with some of its parts changed. */
export const altered = (
  right: AnyTransformation,
  parts: Partial<TransformationParts>,
): AnyTransformation => makeTransformation({ ...openTransformation(right, 'planted'), ...parts });

/** The transformation with another factor, or another shape, in its map. */
export const withFactor = (
  right: AnyTransformation,
  factor: Rational,
  kind: MapKind = right.map.kind,
): AnyTransformation => {
  const { from, to } = right.map;
  return altered(right, { map: distanceMap({ kind, factor, from, to }) });
};

interface Gathered extends Accumulator {
  readonly rows: unknown[];
}
const isGathered = (other: Accumulator): other is Gathered => 'rows' in other;

/** An aggregate computed from all rows at once, in the order in which they came. */
export const fromAllRows = (
  right: AnyTransformation,
  finish: (rows: readonly unknown[]) => readonly bigint[],
): AnyTransformation => {
  const { execution, inputDomain } = openTransformation(right, 'planted');
  const domain: DatasetDomain = inputDomain;
  return altered(right, {
    execution: {
      stages: execution.stages,
      aggregator: () => {
        const rows: unknown[] = [];
        const gathered: Gathered = {
          rows,
          add: (batch) => {
            for (let i = batch.start; i < batch.end; i++)
              rows.push(elementAt(batch, i, domain.element));
          },
          merge: (other) => {
            if (isGathered(other)) rows.push(...other.rows);
          },
          finish: () => finish(rows),
        };
        return gathered;
      },
    },
  });
};
