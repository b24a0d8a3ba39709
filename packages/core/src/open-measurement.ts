import { DiscreetError } from '@discreet/numeric';
import { type AnyMeasurement, proved } from './any-pipeline.ts';
import type { DistanceMap } from './distance-map.ts';
import type { DatasetDomain } from './domain.ts';
import type { Measure } from './measure.ts';
import type { ReleaseMechanism } from './release-mechanism.ts';
import type { Metric } from './metric.ts';
import type { Noise } from './noise.ts';
import { isSimulated, kindOf, printPipeline } from './internal/pipeline-shape.ts';
import { isSealedPipeline } from './pipeline-seal.ts';
import type { Execution } from './transformation.ts';

/** A measurement as the run time sees it: its types are those of every domain, metric and measure. */
export interface OpenMeasurement {
  readonly inputDomain: DatasetDomain;
  readonly inputMetric: Metric;
  readonly outputMeasure: Measure;
  readonly map: DistanceMap;
  readonly noise: Noise;
  /** how the exact answer is computed */
  readonly execution: Execution;
  /** draws noise for an exact answer; each call is a release of its own */
  readonly release: (counts: readonly bigint[]) => unknown;
  /** **For tests only**: `release` over another mechanism, for a simulated plan and its like */
  readonly simulatedRelease: (
    mechanism: ReleaseMechanism,
  ) => (counts: readonly bigint[]) => unknown;
}

/**
 * A measurement, checked at run time: `where` names the caller in the error.
 *
 * **Errors** A `DiscreetError` with the tag `Simulated` for what is simulated, `StepMismatch` for anything else that is none.
 */
export function openMeasurement(value: unknown, where: string): OpenMeasurement {
  const kind = kindOf(value);
  if (isSimulated(kind))
    throw new DiscreetError({
      tag: 'Simulated',
      where,
      rule: `a simulated ${kind === 'simulatedPlan' ? 'plan' : 'measurement'} protects nobody and cannot be released`,
    });
  if (kind !== 'measurement')
    throw new DiscreetError({
      tag: 'StepMismatch',
      where,
      rule: 'a query ends with noise: put laplace() or gaussian() last',
      received: printPipeline(value),
    });
  if (!isSealedPipeline(value))
    throw new DiscreetError({
      tag: 'StepMismatch',
      where,
      rule: 'a measurement must be one that laplace() or gaussian() made',
      received: 'a copy or an imitation',
    });
  const measurement = proved<AnyMeasurement>(value);
  return {
    ...proved<OpenMeasurement>(measurement),
    execution: measurement.exact['~execution'],
    release: (counts) => proved<unknown>(measurement['~release'](counts)),
    simulatedRelease: (mechanism) => measurement['~simulate'](mechanism)['~release'],
  };
}
