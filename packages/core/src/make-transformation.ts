import { DiscreetError } from '@discreet/numeric';
import { answer } from './answer.ts';
import { type AnyTransformation, proved } from './any-pipeline.ts';
import type { Batch } from './batch.ts';
import { describeDomain, describeMetric, describeStep } from './describe.ts';
import type { DistanceMap } from './distance-map.ts';
import type { DatasetDomain, Domain } from './domain.ts';
import { elementAt } from './element-at.ts';
import type { Metric } from './metric.ts';
import type { PipelineJson, StepJson } from './pipeline-json.ts';
import { pipelineJson } from './pipeline-to-json.ts';
import { readBatches } from './read-batches.ts';
import { type PipelineRun, readAll, startRun, startStages } from './run.ts';
import type { Execution, Fold } from './transformation.ts';

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

const notAPart = (): DiscreetError =>
  new DiscreetError({
    tag: 'InvalidParameter',
    where: 'merge',
    rule: 'a part must be a fold of the same transformation',
  });

/** the exact aggregate, or the elements themselves where the pipeline has no aggregate yet */
const start = (parts: TransformationParts): PipelineRun & { readonly read: () => unknown } => {
  const { execution, inputDomain, outputDomain } = parts;
  if (outputDomain.kind !== 'vector') {
    const run = startRun(execution, inputDomain);
    return { ...run, read: () => answer(outputDomain, run.accumulator.finish()) };
  }
  const elements: unknown[] = [];
  const stages = startStages(execution);
  const add = (batch: Batch): void => {
    const result = stages(batch);
    for (let i = result.start; i < result.end; i++)
      elements.push(elementAt(result, i, outputDomain.element));
  };
  return {
    add: (data) => {
      for (const batch of readBatches(data, inputDomain)) add(batch);
    },
    addBatch: add,
    accumulator: {
      add,
      merge: () => {
        throw notAPart();
      },
      finish: () => [],
    },
    read: () => Object.freeze([...elements]),
  };
};

const makeFold = (parts: TransformationParts, token: object): Fold<unknown, unknown> => {
  const run = start(parts);
  const fold: Fold<unknown, unknown> = {
    step: (data) => {
      run.add(data);
      return fold;
    },
    merge: (part) => {
      const other = proved<{ token?: unknown; accumulator?: PipelineRun['accumulator'] }>(
        part['~part'],
      );
      if (other.token !== token || other.accumulator === undefined || part === fold)
        throw notAPart();
      run.accumulator.merge(other.accumulator);
      return fold;
    },
    finish: run.read,
    '~part': { token, accumulator: run.accumulator },
  };
  return Object.freeze(fold);
};

/** Builds a transformation of checked parts; the one way to make one. */
export function makeTransformation(parts: TransformationParts): AnyTransformation {
  const { inputDomain, inputMetric, outputDomain, outputMetric, map, assumptions, steps } = parts;
  const token = Object.freeze({});
  const invoke = (data: unknown): unknown => {
    const run = start(parts);
    return readAll(data, run.add, run.read);
  };
  const toJSON = (): PipelineJson => pipelineJson(steps);
  return proved<AnyTransformation>(
    Object.freeze({
      kind: 'transformation',
      inputDomain,
      inputMetric,
      outputDomain,
      outputMetric,
      map,
      assumptions: Object.freeze([...assumptions]),
      steps: Object.freeze([...steps]),
      invoke,
      fold: () => makeFold(parts, token),
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
      '~execution': parts.execution,
    }),
  );
}
