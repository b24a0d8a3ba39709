import { pipelineFromJson } from '@discreet/composition';
import { type AnyTransformation, type Atom, openDataset } from '@discreet/core';
import { CommandError } from './command-error.ts';
import { jsonObject } from './internal/json-object.ts';
import { parsedAt } from './internal/refused.ts';

/** A column as its owner describes it. */
export interface OwnerColumn {
  readonly name: string;
  readonly domain: Atom;
}

/** What the owner of data says of them before anybody asks anything. */
export interface OwnerSchema {
  /** the columns in the order of their names */
  readonly columns: readonly OwnerColumn[];
  /** the source of every pipeline over the data */
  readonly source: AnyTransformation;
  /** the declared number of rows, where the metric has one */
  readonly size: number | undefined;
  readonly keepMissing: boolean;
  /** the same as JSON, as a snapshot keeps it */
  readonly json: {
    readonly columns: unknown;
    readonly metric: unknown;
    readonly missing: 'refuse' | 'keep';
  };
}

/** Reads what stands in a schema or in the head of a snapshot. */
export function schemaOf(
  where: string,
  columns: unknown,
  metric: unknown,
  missing: unknown,
): OwnerSchema {
  if (missing !== 'refuse' && missing !== 'keep')
    throw new CommandError('Usage', `${where}: missing must be 'refuse' or 'keep'`);
  const pipeline = parsedAt(
    where,
    pipelineFromJson({
      format: 'discreet/pipeline',
      version: 1,
      steps: [{ step: 'table', columns, metric }],
    }),
  );
  const { inputDomain, transformation } = openDataset(pipeline, 'schema', 'describes a table');
  const { element, size } = inputDomain;
  if (element.kind !== 'row')
    throw new CommandError('Usage', `${where}: columns must be an object with at least one column`);
  return {
    columns: Object.freeze(
      Object.entries(element.columns)
        .map(([name, domain]) => ({ name, domain }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ),
    source: transformation,
    size,
    keepMissing: missing === 'keep',
    json: { columns, metric, missing },
  };
}

/**
 * Reads an owner's schema from its JSON.
 *
 * **Contract** `columns` and `metric` are what the source step of a pipeline has; a pipeline may be asked of the data where its source step says
 * the same. Nothing is guessed: the metric must be written, since one row a person instead of several would understate every loss.
 * **Errors** `CommandError` with the tag `Usage`, for another format or version, an unknown key, and whatever the source refuses.
 *
 * @example
 * import { parseSchema } from '@discreet/cli';
 * const metric = { kind: 'symmetricDistance', contributions: 1 };
 * const schema = parseSchema('here', { format: 'discreet/schema', version: 1, columns: { age: 'integer' }, metric });
 * schema.columns.map(({ name }) => name); // => ['age']
 */
export function parseSchema(where: string, json: unknown): OwnerSchema {
  const fields = jsonObject(json, where, [
    '$schema',
    'format',
    'version',
    'columns',
    'metric',
    'missing',
  ]);
  if (fields.get('format') !== 'discreet/schema')
    throw new CommandError('Usage', `${where}: format must be 'discreet/schema'`);
  if (fields.get('version') !== 1) throw new CommandError('Usage', `${where}: version must be 1`);
  return schemaOf(
    where,
    fields.get('columns'),
    fields.get('metric'),
    fields.get('missing') ?? 'refuse',
  );
}
