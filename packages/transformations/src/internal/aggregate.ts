import {
  type AggregateDomain,
  type AggregateMetric,
  type Aggregator,
  type AnyTransformation,
  composeMaps,
  distanceMap,
  type OpenTransformation,
  type StageMaker,
  type StepJson,
} from '@discreet/core';
import { makeTransformation } from '@discreet/core/construction';
import type { Rational } from '@discreet/numeric';

/** What an aggregate adds to a pipeline. */
export interface AggregateParts {
  readonly outputDomain: AggregateDomain;
  readonly outputMetric: AggregateMetric;
  /** the output distance for d rows is factor d; under L2, where distances are squares, factor d^2 */
  readonly factor: Rational;
  readonly json: StepJson;
  readonly stages: readonly StageMaker[];
  readonly aggregator: Aggregator;
}

/** A pipeline that ends with an aggregate. */
export function aggregate(open: OpenTransformation, parts: AggregateParts): AnyTransformation {
  const { outputDomain, outputMetric, factor, json, stages, aggregator } = parts;
  const map = distanceMap({
    kind: outputMetric.kind === 'l2Distance' ? 'quadratic' : 'linear',
    factor,
    from: open.outputMetric.kind,
    to: outputMetric.kind,
  });
  return makeTransformation({
    ...open,
    outputDomain: Object.freeze(outputDomain),
    outputMetric,
    map: composeMaps(open.map, map),
    steps: [...open.steps, json],
    execution: { stages, aggregator },
  });
}
