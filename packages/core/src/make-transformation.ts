import type { Accumulator } from './aggregator.ts';
import { answer } from './answer.ts';
import { type AnyTransformation, proved } from './any-pipeline.ts';
import type { Batch } from './batch.ts';
import { describeDomain, describeMetric, describeStep } from './describe.ts';
import type { DistanceMap } from './distance-map.ts';
import type { DatasetDomain, Domain } from './domain.ts';
import { elementAt } from './element-at.ts';
import { checkSpace } from './internal/check-space.ts';
import { makeFold } from './make-fold.ts';
import type { Metric } from './metric.ts';
import { sealPipeline } from './pipeline-seal.ts';
import type { PipelineJson, StepJson } from './pipeline-json.ts';
import { fixedSteps, pipelineJson } from './pipeline-to-json.ts';
import { feed, type PipelineRun, readAll, startRun, startStages } from './run.ts';
import type { Execution } from './transformation.ts';

/** What a transformation is made of. */
export interface TransformationParts {
  readonly inputDomain: DatasetDomain;
  readonly inputMetric: Metric;
  readonly outputDomain: Domain;
  readonly outputMetric: Metric;
  readonly map: DistanceMap;
  readonly assumptions: readonly string[];
  readonly steps: readonly StepJson[];
  readonly execution: Execution;
}

interface Collected extends Accumulator {
  readonly elements: readonly unknown[];
}
const isCollected = (other: Accumulator): other is Collected => 'elements' in other;

/** the exact aggregate, or the elements themselves where the pipeline has no aggregate yet */
const start = (parts: TransformationParts): PipelineRun & { readonly read: () => unknown } => {
  const { execution, inputDomain, outputDomain } = parts;
  if (outputDomain.kind !== 'vector') {
    const run = startRun(execution, inputDomain);
    return { ...run, read: () => answer(outputDomain, run.accumulator.finish()) };
  }
  const elements: unknown[] = [];
  const stages = startStages(execution);
  const addBatch = (batch: Batch): void => {
    const result = stages(batch);
    for (let i = result.start; i < result.end; i++)
      elements.push(elementAt(result, i, outputDomain.element));
  };
  const accumulator: Collected = {
    elements,
    add: addBatch,
    merge: (other) => {
      if (isCollected(other)) for (const element of other.elements) elements.push(element);
    },
    finish: () => [],
  };
  return {
    add: (data) => {
      feed(data, inputDomain, addBatch);
    },
    addBatch,
    accumulator,
    read: () => Object.freeze([...elements]),
  };
};

/**
 * Builds a transformation of checked parts; the one way to make one.
 *
 * **Errors** A metric that tells users by a column which the rows do not have.
 */
export function makeTransformation(parts: TransformationParts): AnyTransformation {
  const { inputDomain, inputMetric, outputDomain, outputMetric, map, assumptions, steps } = parts;
  checkSpace(inputDomain, inputMetric);
  checkSpace(outputDomain, outputMetric);
  const token = Object.freeze({});
  const invoke = (data: unknown): unknown => {
    const run = start(parts);
    return readAll(data, run.add, run.read);
  };
  const fixed = fixedSteps(steps);
  const toJSON = (): PipelineJson => pipelineJson(fixed);
  return proved<AnyTransformation>(
    sealPipeline({
      kind: 'transformation',
      inputDomain,
      inputMetric,
      outputDomain,
      outputMetric,
      map,
      assumptions: Object.freeze([...assumptions]),
      steps: fixed,
      invoke,
      fold: () => {
        const run = start(parts);
        return makeFold({ run, read: run.read, token, once: false });
      },
      explain: () =>
        [
          `input        ${describeDomain(inputDomain)}; ${describeMetric(inputMetric)}`,
          `steps        ${steps.map(describeStep).join(' -> ')}`,
          `output       ${describeDomain(outputDomain)}; ${describeMetric(outputMetric)}`,
          `stability    ${map.explain()}`,
          ...assumptions.map((assumption) => `assumes      ${assumption}`),
        ].join('\n'),
      fingerprint: () => JSON.stringify(toJSON()),
      toJSON,
      '~execution': Object.freeze({
        ...parts.execution,
        stages: Object.freeze([...parts.execution.stages]),
      }),
    }),
  );
}
