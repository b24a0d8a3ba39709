import type { Aggregator } from './aggregator.ts';
import type { Invoke, Data } from './data.ts';
import type { DistanceMap } from './distance-map.ts';
import type { Carrier } from './domain.ts';
import type { Num } from './literal-arithmetic.ts';
import type { PipelineJson, StepJson } from './pipeline-json.ts';
import type { StageMaker } from './stage.ts';

/** An answer while it is being computed: data arrive in parts, and parts computed apart merge. */
export interface Fold<DI, A> {
  /** takes in more data */
  readonly step: (data: Data<DI>) => Fold<DI, A>;
  /** takes in what another fold of the same pipeline has read; the other one is closed by it */
  readonly merge: (part: Fold<DI, A>) => Fold<DI, A>;
  /** a transformation's exact answer so far, which is not private; a measurement's release, once */
  readonly finish: () => A;
  readonly '~part': unknown;
}

/** How a transformation is carried out: one pass of stages, then at most one aggregate. */
export interface Execution {
  readonly stages: readonly StageMaker[];
  /** a last stage that an aggregate may carry out itself, as sums do with clamping */
  readonly pending?: StageMaker;
  readonly aggregator?: Aggregator;
}

/**
 * A step from data towards an answer that changes by a bounded amount when its input does.
 *
 * Type parameters: DI, MI the domain and metric of the input, DO, MO those of the output, C the output distance at input distance 1, or
 * `number` where it is known only at run time.
 *
 * **Contract** For all x, x' in the input domain: outputMetric(T(x), T(x')) <= map(inputMetric(x, x')), exactly.
 */
export interface Transformation<in out DI, in out MI, in out DO, in out MO, in out C extends Num> {
  readonly kind: 'transformation';
  readonly inputDomain: DI;
  readonly inputMetric: MI;
  readonly outputDomain: DO;
  readonly outputMetric: MO;
  /** the stability map */
  readonly map: DistanceMap;
  /** what the contract rests on beyond its proof, such as a user's function */
  readonly assumptions: readonly string[];
  /** the steps it was built from, as data */
  readonly steps: readonly StepJson[];
  /** The exact answer. It is not private: only a measurement's is. */
  readonly invoke: Invoke<DI, Carrier<DO>>;
  /** An empty fold, for data that arrive in parts. */
  readonly fold: () => Fold<DI, Carrier<DO>>;
  /** domains, metrics and the map, for people */
  readonly explain: () => string;
  /** a canonical description with a format version */
  readonly fingerprint: () => string;
  readonly toJSON: () => PipelineJson;
  readonly '~execution': Execution;
  readonly '~unit': C;
}
