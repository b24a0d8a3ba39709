import {
  type AnyMeasurement,
  describeDomain,
  describeMetric,
  DiscreetError,
  type DistanceMap,
  distanceMap,
  type Gate,
  lossName,
  type LossName,
  type Measurement,
  type Needs,
  openDataset,
  openMeasurement,
  type OpenMeasurement,
  ownFields,
  print,
  proved,
  readAll,
  type ReleaseMechanism,
  sameDomain,
  sameMetric,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { batchParts, type BatchParts } from './internal/batch-parts.ts';
import { releaseOf, sharedPass } from './internal/pass.ts';
import type { PlanSource } from './plan.ts';
import type { BatchJson, QueryBatch } from './query-batch.ts';

type MeasureOfQuery<M> =
  M extends Measurement<infer _DI, infer _MI, infer _TO, infer ME, infer _L> ? ME : never;
/** The measure of a record of queries; a union where they have several. */
type MeasureOfAll<Q> = MeasureOfQuery<Q[keyof Q]>;

/** Why query M may not stand in a batch; `unknown` when it may. */
export type Joins<DI, MI, ME, M> = 0 extends 1 & M
  ? Needs<'the type of this query is any'>
  : [M] extends [Measurement<infer D, infer I, infer _, infer E, infer _L>]
    ? [ME] extends [E]
      ? [I, MI] extends [MI, I]
        ? [D, DI] extends [DI, D]
          ? unknown
          : Needs<'this query reads another table'>
        : Needs<'this query counts neighbours in another way than the source of the batch'>
      : Needs<`this query is measured in ${LossName<E>}, others of the batch are not: convert it first`>
    : [M] extends [{ readonly kind: 'measurement' }]
      ? Needs<'a choice between queries of two types: choose the number and parse it with positive(x) instead'>
      : Needs<'a query ends with noise: put laplace() or gaussian() last, the same in every case'>;

/** The answers of a record of queries. */
export type AnswersOf<Q> = {
  readonly [K in keyof Q]: Q[K] extends Measurement<
    infer _DI,
    infer _MI,
    infer TO,
    infer _ME,
    infer _L
  >
    ? TO
    : never;
};

/**
 * The sum of maps from one dataset metric. Where some are linear and some quadratic the sum is bounded by a quadratic one, since distances of
 * datasets are whole and d <= d^2 for every whole d; at 0 and 1 the two are equal.
 */
const sumOfMaps = (maps: readonly DistanceMap[], from: string, to: string): DistanceMap =>
  distanceMap({
    kind: maps.every(({ kind }) => kind === 'linear') ? 'linear' : 'quadratic',
    factor: maps.reduce((sum, { factor }) => sum.add(factor), Rational.zero),
    from,
    to,
  });

/** The queries, each read once and checked. */
const openQueries = (
  source: PlanSource<unknown, unknown>,
  queries: unknown,
): readonly (readonly [name: string, query: AnyMeasurement, part: OpenMeasurement])[] => {
  const open = openDataset(source, 'batch', 'starts from a source such as table() or values()');
  const fields = ownFields(queries);
  if (fields === undefined || fields.size === 0)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'batch',
      rule: 'queries must be an object with at least one query',
      received: print(queries),
    });
  const parts = [...fields].map(
    ([name, query]) =>
      [name, proved<AnyMeasurement>(query), openMeasurement(query, `batch, '${name}'`)] as const,
  );
  const measure = parts[0]?.[2].outputMeasure;
  for (const [name, , { inputDomain, inputMetric, outputMeasure }] of parts) {
    const mismatch = (rule: string, received: string): DiscreetError =>
      new DiscreetError({ tag: 'StepMismatch', where: `batch, '${name}'`, rule, received });
    if (outputMeasure.kind !== measure?.kind)
      throw mismatch(
        'all queries of a batch must have one measure: convert the query first',
        `a query in ${lossName(outputMeasure)}`,
      );
    if (!sameMetric(inputMetric, open.inputMetric))
      throw mismatch(
        `this query counts neighbours in another way than the batch, ${describeMetric(open.inputMetric)}`,
        describeMetric(inputMetric),
      );
    if (!sameDomain(inputDomain, open.inputDomain))
      throw mismatch('this query reads another table', describeDomain(inputDomain));
  }
  return parts;
};

/**
 * Queries that are fixed in advance, as one query: a plan, a session or the ledger charges their sum once and reads the data once.
 *
 * **Contract** For all x, x' at distance d: the loss of all answers together is at most map(d), the sum of the queries' maps, exactly (where
 * some maps are linear and some quadratic, a quadratic one that equals the sum at distance 1).
 * **Units** epsilon and rho in nats
 * **Errors** No queries, queries of another source or neighbour relation, and queries in several measures do not compile, and are refused.
 * **Cost** One pass over the data.
 * **Source** docs/proofs/composition.md
 *
 * @example
 * import { batch, chain, clamp, count, laplace, real, sum, symmetricDistance, values } from 'discreet';
 * const ages = values(real, symmetricDistance());
 * const both = batch(ages, {
 *   howMany: chain(ages, count(), laplace({ epsilon: 0.25 })),
 *   total: chain(ages, clamp(0, 100), sum(), laplace({ epsilon: 0.5 })),
 * });
 * both.map(1).toString(); // => '3/4'
 * Object.keys(both.invoke([31, 45, 62])); // => ['howMany', 'total']
 */
export function batch<DI, MI, const Q extends Readonly<Record<string, unknown>>>(
  source: PlanSource<DI, MI>,
  queries: { readonly [K in keyof Q]: Gate<Q[K], Joins<DI, MI, MeasureOfAll<Q>, Q[K]>> },
): QueryBatch<DI, MI, AnswersOf<Q>, MeasureOfAll<Q>> {
  const opened = openQueries(source, queries);
  const parts: BatchParts = Object.freeze(opened.map(([name, , part]) => [name, part] as const));
  const [first] = opened;
  if (first === undefined) throw new TypeError('a batch has a first query');
  const { inputDomain, inputMetric, outputMeasure } = first[2];
  const map = sumOfMaps(
    parts.map(([, part]) => part.map),
    inputMetric.kind,
    outputMeasure.kind,
  );
  const toJSON = (): BatchJson => ({
    format: 'discreet/batch',
    version: 1,
    queries: opened.map(([name, query]) => ({ name, pipeline: query.toJSON() })),
  });
  const loss = lossName(outputMeasure);
  const explain = (): string =>
    [
      ...parts.map(([name, part]) => `query    ${name}: ${loss} ${part.map(1).toDecimalString()}`),
      `privacy  ${map.explain()}`,
      `loss     ${loss} ${map(1).toDecimalString()} at distance 1`,
    ].join('\n');
  const over = (mechanism?: ReleaseMechanism): object => ({
    invoke: (data: unknown): unknown => {
      const pass = sharedPass(
        parts.map(([name, part]) => [name, part, releaseOf(part, mechanism)] as const),
      );
      return readAll(data, pass.add, pass.draw);
    },
  });
  const described = {
    inputDomain,
    inputMetric,
    outputMeasure,
    map,
    assumptions: Object.freeze([...new Set(opened.flatMap(([, { assumptions }]) => assumptions))]),
    queries: Object.freeze(Object.fromEntries(opened.map(([name, query]) => [name, query]))),
    explain,
    fingerprint: () => JSON.stringify(toJSON()),
    toJSON,
  };
  const made = {
    kind: 'batch',
    ...described,
    ...over(),
    '~simulate': (mechanism: ReleaseMechanism) =>
      Object.freeze({ kind: 'simulatedBatch', ...described, ...over(mechanism) }),
  };
  batchParts.put(made, parts);
  return proved<QueryBatch<DI, MI, AnswersOf<Q>, MeasureOfAll<Q>>>(Object.freeze(made));
}
