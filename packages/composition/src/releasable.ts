import {
  type AnyMeasurement,
  type DatasetDomain,
  type DistanceMap,
  type Measure,
  type Metric,
  openMeasurement,
  proved,
} from '@discreet/core';

/** A query as whoever charges it sees it: where it may be asked, what it costs, and how it is run. */
export interface Releasable {
  readonly inputDomain: DatasetDomain;
  readonly inputMetric: Metric;
  readonly measure: Measure;
  /** the loss at a distance */
  readonly map: DistanceMap;
  /** what is asked, as canonical text; throws where a user's function has no id and version */
  readonly fingerprint: () => string;
  /** Draws, once for each call. Only whoever has charged may call it. */
  readonly run: (data: unknown) => unknown;
}

/**
 * Opens a query for whoever charges it.
 *
 * **Errors** A `DiscreetError` for a simulated measurement, and for anything that the library has not made.
 */
export function openReleasable(query: unknown, where: string): Releasable {
  const open = openMeasurement(query, where);
  const measurement = proved<AnyMeasurement>(query);
  return Object.freeze({
    inputDomain: open.inputDomain,
    inputMetric: open.inputMetric,
    measure: open.outputMeasure,
    map: open.map,
    fingerprint: measurement.fingerprint,
    run: (data: unknown): unknown => proved<unknown>(measurement.invoke(proved<never>(data))),
  });
}
