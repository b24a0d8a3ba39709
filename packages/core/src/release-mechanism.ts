import type { DistanceMap } from './distance-map.ts';
import type { AggregateDomain, DatasetDomain } from './domain.ts';
import type { Measure } from './measure.ts';
import type { Metric } from './metric.ts';
import type { Noise } from './noise.ts';
import type { StepJson } from './pipeline-json.ts';

/** One call of a mechanism: the exact whole numbers that go in, and what the measurement that calls says in public. */
export interface ReleaseCall {
  /** the exact answer in units of its domain: the one thing here that is not public */
  readonly counts: readonly bigint[];
  readonly noise: Noise;
  readonly inputDomain: DatasetDomain;
  readonly inputMetric: Metric;
  /** the counts are whole numbers of its unit */
  readonly exactDomain: AggregateDomain;
  readonly exactMetric: Metric;
  /** how far the counts may move, in `exactMetric` */
  readonly stability: DistanceMap;
  readonly outputMeasure: Measure;
  /** the privacy map */
  readonly map: DistanceMap;
  readonly steps: readonly StepJson[];
}

/**
 * What stands between the exact answer of a measurement and the one that is released: the only place where noise is drawn.
 *
 * A measurement that can be released holds the mechanism that draws from the system's entropy, for good. Another mechanism, such as one that
 * records or plays, makes another object, of a `Simulated…` kind: see `Simulable`.
 *
 * **Contract** `release` gives whole numbers in the same unit, as many as the call has. What becomes of them is post-processing.
 */
export interface ReleaseMechanism {
  readonly release: (call: ReleaseCall) => readonly bigint[];
}
