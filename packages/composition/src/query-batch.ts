import type {
  AnyMeasurement,
  DistanceMap,
  Invoke,
  PipelineJson,
  ReleaseMechanism,
} from '@discreet/core';

/** A batch in JSON, its queries in their order. */
export interface BatchJson {
  readonly format: 'discreet/batch';
  readonly version: 1;
  readonly queries: readonly { readonly name: string; readonly pipeline: PipelineJson }[];
}

/**
 * Queries that were fixed in advance and are released together, as one query: one pass over the data, one charge.
 *
 * Type parameters: DI, MI the domain and metric of the input, A the answers by name, ME the privacy measure.
 *
 * **Contract** For all x, x' in the input domain with inputMetric(x, x') <= d: outputMeasure(M(x), M(x')) <= map(d), exactly.
 */
export interface QueryBatch<in out DI, in out MI, in out A, in out ME> {
  readonly kind: 'batch';
  readonly inputDomain: DI;
  readonly inputMetric: MI;
  readonly outputMeasure: ME;
  /** the privacy map: the sum of those of the queries */
  readonly map: DistanceMap;
  readonly assumptions: readonly string[];
  /** the queries by name, for their noise and accuracy */
  readonly queries: { readonly [K in keyof A]: AnyMeasurement };
  /**
   * Releases all answers **outside any budget**: every call draws fresh noise and costs `map(1)` again. Sessions and the ledger are the ways
   * that count.
   */
  readonly invoke: Invoke<DI, A>;
  /** the queries and what they cost, for people */
  readonly explain: () => string;
  /** a canonical description with a format version */
  readonly fingerprint: () => string;
  readonly toJSON: () => BatchJson;
  /** **For tests only**: the same batch over another mechanism. It protects nobody. */
  readonly '~simulate': (mechanism: ReleaseMechanism) => SimulatedBatch<DI, MI, A, ME>;
}

/** A batch whose noise comes from a mechanism that a test has chosen: it protects nobody. */
export interface SimulatedBatch<in out DI, in out MI, in out A, in out ME> extends Omit<
  QueryBatch<DI, MI, A, ME>,
  'kind' | '~simulate'
> {
  readonly kind: 'simulatedBatch';
}
