import { DiscreetError } from '@discreet/numeric';
import { type AnyTransformation, proved } from './any-pipeline.ts';
import type { DistanceMap } from './distance-map.ts';
import type { DatasetDomain, Domain } from './domain.ts';
import type { DatasetMetric, Metric } from './metric.ts';
import { isSimulated, kindOf, printPipeline } from './internal/pipeline-shape.ts';
import { isSealedPipeline } from './pipeline-seal.ts';
import type { StepJson } from './pipeline-json.ts';
import type { Execution } from './transformation.ts';

/** A transformation as the run time sees it: the types of its domains and metrics are those of every domain and metric. */
export interface OpenTransformation {
  readonly inputDomain: DatasetDomain;
  readonly inputMetric: Metric;
  readonly outputDomain: Domain;
  readonly outputMetric: Metric;
  readonly map: DistanceMap;
  readonly assumptions: readonly string[];
  readonly steps: readonly StepJson[];
  readonly execution: Execution;
  readonly transformation: AnyTransformation;
}

/**
 * What a step stands on, checked at run time: `where` names the step in the error.
 *
 * **Errors** A `DiscreetError` with the tag `StepMismatch` for anything that is no transformation.
 */
export function openTransformation(pipeline: unknown, where: string): OpenTransformation {
  const kind = kindOf(pipeline);
  if (kind !== 'transformation') {
    const rule =
      kind === 'measurement' || isSimulated(kind)
        ? 'works on data: put it before the noise'
        : 'works on a transformation';
    throw new DiscreetError({
      tag: 'StepMismatch',
      where,
      rule,
      received: printPipeline(pipeline),
    });
  }
  if (!isSealedPipeline(pipeline))
    throw new DiscreetError({
      tag: 'StepMismatch',
      where,
      rule: 'works on a transformation that the library made',
      received: 'a copy or an imitation',
    });
  const transformation = proved<AnyTransformation>(pipeline);
  return {
    ...transformation,
    execution: transformation['~execution'],
    transformation,
  };
}

/** The metrics that a step has a map for unless it names others. */
const rowMetrics: readonly DatasetMetric['kind'][] = ['symmetricDistance', 'changeOneDistance'];

/**
 * The same for steps that need a dataset before them rather than an aggregate.
 *
 * **Errors** A metric that is not among `metrics`: what a step does to one distance says nothing about what it does to another.
 */
export function openDataset(
  pipeline: unknown,
  where: string,
  rule: string,
  metrics: readonly DatasetMetric['kind'][] = rowMetrics,
): OpenTransformation & { readonly outputDomain: DatasetDomain } {
  const open = openTransformation(pipeline, where);
  if (open.outputDomain.kind !== 'vector')
    throw new DiscreetError({
      tag: 'StepMismatch',
      where,
      rule,
      received: open.outputDomain.kind,
    });
  const names: readonly string[] = metrics;
  if (!names.includes(open.outputMetric.kind))
    throw new DiscreetError({
      tag: 'StepMismatch',
      where,
      rule: `works under ${metrics.join(' and ')}`,
      received: open.outputMetric.kind,
    });
  return { ...open, outputDomain: open.outputDomain };
}
