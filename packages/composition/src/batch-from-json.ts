import {
  type DatasetDomain,
  DiscreetError,
  fieldOf,
  isArray,
  type Measure,
  type Metric,
  ownFields,
  print,
  proved,
} from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import { batch } from './batch.ts';
import { pipelineFromJson, type PipelineReaders } from './pipeline-from-json.ts';
import type { PlanSource } from './plan.ts';
import type { QueryBatch } from './query-batch.ts';

/** A batch whose types are known only at run time. */
export type AnyBatch = QueryBatch<
  DatasetDomain,
  Metric,
  Readonly<Record<string, unknown>>,
  Measure
>;

/** what a stranger's batch may cost */
const most = 100;

const refuse = (rule: string, received: unknown): DiscreetError =>
  new DiscreetError({
    tag: 'InvalidJson',
    where: 'batchFromJson',
    rule,
    received: print(received),
  });

const only = (
  json: unknown,
  what: string,
  keys: readonly string[],
): ReadonlyMap<string, unknown> => {
  const fields = ownFields(json);
  const other = [...(fields?.keys() ?? [])].find((key) => !keys.includes(key));
  if (fields === undefined || other !== undefined)
    throw refuse(`${what} takes ${keys.join(', ')} and nothing else`, other ?? json);
  return fields;
};

const orThrow = <A>(read: E.Either<DiscreetError, A>): A => {
  if (E.isLeft(read)) throw read.left;
  return read.right;
};

const read = (json: unknown, readers: PipelineReaders): unknown => {
  const fields = only(json, 'a batch', ['format', 'version', 'queries']);
  if (fields.get('format') !== 'discreet/batch')
    throw refuse("format must be 'discreet/batch'", fields.get('format'));
  if (fields.get('version') !== 1) throw refuse('version must be 1', fields.get('version'));
  const listed = fields.get('queries');
  if (!isArray(listed) || listed.length === 0 || listed.length > most)
    throw refuse(`queries must be a list of 1 to ${most} queries`, listed);
  const queries = new Map<string, unknown>();
  let source: unknown;
  for (const entry of Array.from<unknown>(listed)) {
    const query = only(entry, 'a query of a batch', ['name', 'pipeline']);
    const name = query.get('name');
    if (typeof name !== 'string' || queries.has(name))
      throw refuse('names must be strings, each different', name);
    const pipeline = query.get('pipeline');
    queries.set(name, orThrow(pipelineFromJson(pipeline, readers)));
    // the first step of a pipeline is its source
    const steps = fieldOf(pipeline, 'steps');
    source ??= orThrow(
      pipelineFromJson(
        { format: 'discreet/pipeline', version: 1, steps: isArray(steps) ? [steps[0]] : [] },
        readers,
      ),
    );
  }
  return batch(
    proved<PlanSource<unknown, unknown>>(source),
    proved<Readonly<Record<string, never>>>(Object.fromEntries(queries)),
  );
};

/**
 * Reads a batch back from its JSON, through the closed registry of `pipelineFromJson`.
 *
 * **Contract** batchFromJson(JSON of b) has the queries, map and JSON of b.
 * **Errors** A `Left` for another format or version, more than 100 queries, names that repeat, and whatever `pipelineFromJson` and `batch`
 * refuse.
 *
 * @example
 * import { batch, batchFromJson, chain, count, laplace, real, symmetricDistance, values } from 'discreet';
 * const ages = values(real, symmetricDistance());
 * const one = batch(ages, { howMany: chain(ages, count(), laplace({ epsilon: 0.5 })) });
 * const back = batchFromJson(JSON.parse(JSON.stringify(one)));
 * back._tag === 'Right' && back.right.map(1).toString(); // => '1/2'
 */
export function batchFromJson(
  json: unknown,
  readers: PipelineReaders = {},
): E.Either<DiscreetError, AnyBatch> {
  try {
    return E.right(proved<AnyBatch>(read(json, readers)));
  } catch (error) {
    // what JSON.parse gives cannot fail when it is read; a proxy, or an object with getters, can
    return E.left(
      error instanceof DiscreetError ? error : refuse('a batch must be plain data', json),
    );
  }
}
