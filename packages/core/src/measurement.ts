import type { Invoke } from './data.ts';
import type { Bins, Counts, Grid } from './domain.ts';
import type { AggregateMetric } from './metric.ts';
import type { Fold, Transformation } from './transformation.ts';
import type { DistanceMap } from './distance-map.ts';
import type { Num } from './literal-arithmetic.ts';
import type { ReleaseMechanism } from './release-mechanism.ts';
import type { Noise } from './noise.ts';
import type { PipelineJson, StepJson } from './pipeline-json.ts';

/** How `accuracy` counts the coordinates of a vector. */
export interface AccuracyOptions {
  /** one bound that holds for all coordinates at once; otherwise it holds for each one alone */
  readonly simultaneous?: boolean;
}

/**
 * A private answer: data go in, noise is drawn, an answer comes out.
 *
 * Type parameters: DI, MI the domain and metric of the input, TO the answer, ME the privacy measure, L the loss at input distance 1, or
 * `number` where it is known only at run time.
 *
 * **Contract** For all x, x' in the input domain with inputMetric(x, x') <= d: outputMeasure(M(x), M(x')) <= map(d), exactly.
 */
export interface Measurement<in out DI, in out MI, in out TO, in out ME, in out L extends Num> {
  readonly kind: 'measurement';
  readonly '~loss': L;
  readonly inputDomain: DI;
  readonly inputMetric: MI;
  readonly outputMeasure: ME;
  /** the privacy map */
  readonly map: DistanceMap;
  /** what the guarantee rests on beyond its proof */
  readonly assumptions: readonly string[];
  /** the steps it was built from, as data */
  readonly steps: readonly StepJson[];
  /** the noise, as data */
  readonly noise: Noise;
  /** what the noise is added to */
  readonly exact: Transformation<DI, MI, Grid | Counts<string> | Bins, AggregateMetric, Num>;
  /**
   * Releases an answer **outside any budget**: every call draws fresh noise and costs `map(1)` again. Plans, sessions and the ledger are
   * the ways that count.
   */
  readonly invoke: Invoke<DI, TO>;
  /** The same release for data that arrive in parts: `finish` draws the noise, once. */
  readonly fold: () => Fold<DI, TO>;
  /**
   * A bound that |answer - exact answer on the clamped, gridded data| exceeds with probability <= alpha, in the answer's unit, rounded up.
   * It covers noise alone: not the bias of clamping, not sampling error.
   */
  readonly accuracy: (alpha: number, options?: AccuracyOptions) => number;
  /** the inverse of `accuracy`: the probability, rounded up, that the noise exceeds a bound */
  readonly alpha: (accuracy: number, options?: AccuracyOptions) => number;
  /** everything about the measurement that can be said before it is run, for people */
  readonly explain: () => string;
  /** a canonical description with a format version */
  readonly fingerprint: () => string;
  readonly toJSON: () => PipelineJson;
  /** Draws noise for an exact answer that a pass over data has found; each call is a release of its own. */
  readonly '~release': (counts: readonly bigint[]) => TO;
  /** **For tests only**: the same measurement over another mechanism. It protects nobody. */
  readonly '~simulate': (mechanism: ReleaseMechanism) => SimulatedMeasurement<DI, MI, TO, ME, L>;
}

/**
 * A measurement whose noise comes from a mechanism that a test has chosen: it protects nobody.
 *
 * Nothing that counts a budget takes it, by type and at run time. Type parameters as those of `Measurement`.
 */
export interface SimulatedMeasurement<
  in out DI,
  in out MI,
  in out TO,
  in out ME,
  in out L extends Num,
> extends Omit<Measurement<DI, MI, TO, ME, L>, 'kind' | '~simulate'> {
  readonly kind: 'simulatedMeasurement';
}
