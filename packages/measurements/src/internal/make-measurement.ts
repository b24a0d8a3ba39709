import {
  type AggregateDomain,
  answer,
  type AnyMeasurement,
  composeMaps,
  describeDomain,
  describeMetric,
  describeStep,
  type DistanceMap,
  fixedSteps,
  lossName,
  makeFold,
  type Measure,
  type Noise,
  type OpenTransformation,
  type PipelineJson,
  pipelineJson,
  proved,
  readAll,
  type ReleaseMechanism,
  startRun,
  type StepJson,
} from '@discreet/core';
import { sealPipeline } from '@discreet/core/construction';
import { addNoise, systemEntropy } from '@discreet/random/samplers';
import { accuracyOf } from './accuracy.ts';

/** What a mechanism adds to an exact aggregate. */
export interface MeasurementParts {
  readonly open: OpenTransformation & { readonly outputDomain: AggregateDomain };
  readonly measure: Measure;
  /** from the aggregate's metric to the loss */
  readonly map: DistanceMap;
  readonly noise: Noise;
  readonly json: StepJson;
  /** the noise in the answer's unit, for people */
  readonly noiseInWords: string;
}

/** The mechanism of every measurement that can be released. */
const systemMechanism: ReleaseMechanism = Object.freeze<ReleaseMechanism>({
  release: ({ noise, counts }) => addNoise(noise, counts, systemEntropy),
});

/** Builds a measurement of checked parts: exact aggregate, noise on its grid, answer. */
export function makeMeasurement(parts: MeasurementParts): AnyMeasurement {
  const { open, measure, noise, json } = parts;
  const { inputDomain, inputMetric, outputDomain } = open;
  const map = composeMaps(open.map, parts.map);
  const steps = fixedSteps([...open.steps, json]);
  const { accuracy, alpha } = accuracyOf(noise, outputDomain);
  const toJSON = (): PipelineJson => pipelineJson(steps);
  const loss = lossName(measure);
  const vector = outputDomain.kind !== 'grid';
  const explain = (): string =>
    [
      `input        ${describeDomain(inputDomain)}; ${describeMetric(inputMetric)}`,
      `steps        ${steps.map(describeStep).join(' -> ')}`,
      `exact        ${describeDomain(outputDomain)}; ${describeMetric(open.outputMetric)}`,
      `stability    ${open.map.explain()}`,
      `noise        ${parts.noiseInWords}`,
      `privacy      ${map.explain()}`,
      `loss at 1    ${loss} ${map(1).toDecimalString()}`,
      `accuracy     ${vector ? 'each ' : ''}within ${accuracy(0.05)} of ${vector ? 'its' : 'the'} exact answer with probability 95 %, noise alone`,
      ...open.assumptions.map((assumption) => `assumes      ${assumption}`),
    ].join('\n');
  /** all that releases, over the system's mechanism or over one that a test has chosen: the same code for both */
  const over = (mechanism: ReleaseMechanism): object => {
    const release = (counts: readonly bigint[]): unknown =>
      answer(
        outputDomain,
        mechanism.release({
          counts,
          noise,
          inputDomain,
          inputMetric,
          exactDomain: outputDomain,
          exactMetric: open.outputMetric,
          stability: open.map,
          outputMeasure: measure,
          map,
          steps,
        }),
      );
    const invoke = (data: unknown): unknown => {
      const run = startRun(open.execution, inputDomain);
      return readAll(data, run.add, () => release(run.accumulator.finish()));
    };
    const token = Object.freeze({});
    const fold = (): unknown => {
      const run = startRun(open.execution, inputDomain);
      return makeFold({ run, read: () => release(run.accumulator.finish()), token, once: true });
    };
    return { invoke, fold, '~release': release };
  };
  const described = {
    inputDomain,
    inputMetric,
    outputMeasure: measure,
    map,
    assumptions: open.assumptions,
    steps,
    noise: Object.freeze(noise),
    exact: open.transformation,
    accuracy,
    alpha,
    explain,
    fingerprint: () => JSON.stringify(toJSON()),
    toJSON,
  };
  return proved<AnyMeasurement>(
    sealPipeline({
      kind: 'measurement',
      ...described,
      ...over(systemMechanism),
      // not sealed: no plan takes it
      '~simulate': (mechanism: ReleaseMechanism) =>
        Object.freeze({ kind: 'simulatedMeasurement', ...described, ...over(mechanism) }),
    }),
  );
}
