import {
  type AnyMeasurement,
  type DatasetDomain,
  DiscreetError,
  type DistanceMap,
  fieldOf,
  type Measure,
  type Metric,
  openMeasurement,
  proved,
  readAll,
  type ReleaseMechanism,
} from '@discreet/core';
import { batchParts } from './internal/batch-parts.ts';
import { type Pass, passOf, releaseOf, sharedPass } from './internal/pass.ts';
import type { QueryBatch } from './query-batch.ts';

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
  /** The same in two steps, so that whoever has charged can look again before it draws; over a test's mechanism where one is given. */
  readonly pass: (mechanism?: ReleaseMechanism) => Pass;
}

/** A batch that `batch` has made; none for anything else. */
const openBatch = (query: unknown, where: string): Releasable | undefined => {
  const kind = fieldOf(query, 'kind');
  if (kind !== 'batch' && kind !== 'simulatedBatch') return undefined;
  const parts = batchParts.of(query);
  if (kind === 'simulatedBatch' || parts === undefined)
    throw new DiscreetError(
      kind === 'batch'
        ? {
            tag: 'StepMismatch',
            where,
            rule: 'a batch must be one that batch() made',
            received: 'a copy or an imitation',
          }
        : {
            tag: 'Simulated',
            where,
            rule: 'a simulated batch protects nobody and cannot be released',
          },
    );
  const batch = proved<QueryBatch<DatasetDomain, Metric, unknown, Measure>>(query);
  return Object.freeze({
    inputDomain: batch.inputDomain,
    inputMetric: batch.inputMetric,
    measure: batch.outputMeasure,
    map: batch.map,
    fingerprint: batch.fingerprint,
    run: (data: unknown): unknown => proved<unknown>(batch.invoke(proved<never>(data))),
    pass: (mechanism?: ReleaseMechanism) =>
      sharedPass(parts.map(([name, part]) => [name, part, releaseOf(part, mechanism)] as const)),
  });
};

/**
 * Opens a query for whoever charges it: a measurement, or a batch of them.
 *
 * **Errors** A `DiscreetError` for what is simulated, and for anything that the library has not made.
 */
export function openReleasable(query: unknown, where: string): Releasable {
  const batch = openBatch(query, where);
  if (batch !== undefined) return batch;
  const open = openMeasurement(query, where);
  const measurement = proved<AnyMeasurement>(query);
  const pass = (mechanism?: ReleaseMechanism): Pass => passOf(open, releaseOf(open, mechanism));
  return Object.freeze({
    inputDomain: open.inputDomain,
    inputMetric: open.inputMetric,
    measure: open.outputMeasure,
    map: open.map,
    fingerprint: measurement.fingerprint,
    pass,
    run: (data: unknown): unknown => {
      const once = pass();
      return readAll(data, once.add, once.draw);
    },
  });
}
