import {
  type AnyBatch,
  batchFromJson,
  openReleasable,
  pipelineFromJson,
  type Releasable,
} from '@discreet/composition';
import { type AnyMeasurement, type Json, lossName, proved } from '@discreet/core';
import { type Rational, rationalFromDecimal } from '@discreet/numeric';
import { CommandError } from './command-error.ts';
import { jsonObject } from './internal/json-object.ts';
import { madeAt, parsedAt } from './internal/refused.ts';

/** One question of a SPEC. */
export interface SpecQuery {
  /** '' where the SPEC is a single pipeline */
  readonly name: string;
  readonly measurement: AnyMeasurement;
}

/** What is asked: one query, or several that are charged as one and answered together. */
export interface Spec {
  readonly query: AnyMeasurement | AnyBatch;
  readonly queries: readonly SpecQuery[];
  readonly open: Releasable;
  readonly assumptions: readonly string[];
  /** the canonical form */
  readonly json: Json;
  /** what a plan may cost at most */
  readonly budget: Rational | undefined;
}

const jsonOf = (value: unknown): Json => proved<Json>(JSON.parse(JSON.stringify(value)));

const formatOf = (json: unknown): unknown =>
  typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;

const pipelineSpec = (where: string, json: unknown): Spec => {
  const pipeline = parsedAt(where, pipelineFromJson(json));
  const open = madeAt(where, () => openReleasable(pipeline, 'a query'));
  const measurement = proved<AnyMeasurement>(pipeline);
  return {
    query: measurement,
    queries: [{ name: '', measurement }],
    open,
    assumptions: measurement.assumptions,
    json: jsonOf(measurement),
    budget: undefined,
  };
};

const batchSpec = (where: string, json: unknown): Spec => {
  const query = parsedAt(where, batchFromJson(json));
  return {
    query,
    queries: Object.entries(query.queries).map(([name, measurement]) => ({ name, measurement })),
    open: madeAt(where, () => openReleasable(query, 'a batch')),
    assumptions: query.assumptions,
    json: jsonOf(query),
    budget: undefined,
  };
};

const budgetOf = (where: string, json: unknown): readonly [name: string, amount: Rational] => {
  const fields = [...jsonObject(json, `${where}, budget`, ['epsilon', 'rho'])];
  const [entry] = fields;
  const amount =
    entry !== undefined && (typeof entry[1] === 'string' || typeof entry[1] === 'number')
      ? rationalFromDecimal(entry[1])
      : undefined;
  if (
    fields.length !== 1 ||
    entry === undefined ||
    amount?._tag !== 'Some' ||
    amount.value.sign() <= 0
  )
    throw new CommandError('Usage', `${where}: budget must be one number > 0, epsilon or rho`);
  return [entry[0], amount.value];
};

const planSpec = (where: string, json: unknown): Spec => {
  const fields = jsonObject(json, where, ['$schema', 'format', 'version', 'budget', 'ask']);
  if (fields.get('version') !== 1) throw new CommandError('Usage', `${where}: version must be 1`);
  const [name, budget] = budgetOf(where, fields.get('budget'));
  const ask = fields.get('ask');
  if (typeof ask !== 'object' || ask === null || Array.isArray(ask))
    throw new CommandError('Usage', `${where}: ask must be an object of pipelines by name`);
  const queries = Object.entries(ask).map(([key, pipeline]: readonly [string, unknown]) => ({
    name: key,
    pipeline,
  }));
  const spec = batchSpec(where, { format: 'discreet/batch', version: 1, queries });
  const loss = lossName(spec.open.measure);
  if (loss !== name)
    throw new CommandError(
      'Usage',
      `${where}: the budget is in ${name}, the queries are in ${loss}`,
    );
  const cost = spec.open.map(1);
  if (budget.lessThan(cost))
    throw new CommandError(
      'Usage',
      `${where}: the queries cost ${loss} ${cost.toDecimalString()}, the budget is ${budget.toDecimalString()}`,
    );
  return { ...spec, budget };
};

/**
 * Reads what is asked from its JSON: a pipeline, a batch, or a plan, which is a batch under a budget of its own.
 *
 * **Contract** A SPEC names its source, and where it is asked that must be the snapshot's schema; it cannot bring another for the data to be read by.
 * What is charged for several queries is their sum, which a plan's budget caps.
 * **Errors** `CommandError` with the tag `Usage` for another format or version, unknown keys, and whatever `pipelineFromJson` and `batchFromJson` refuse.
 */
export function parseSpec(where: string, json: unknown): Spec {
  switch (formatOf(json)) {
    case 'discreet/pipeline':
      return pipelineSpec(where, json);
    case 'discreet/batch':
      return batchSpec(where, json);
    case 'discreet/plan':
      return planSpec(where, json);
    default:
      throw new CommandError(
        'Usage',
        `${where}: format must be 'discreet/pipeline', 'discreet/plan' or 'discreet/batch'`,
      );
  }
}
