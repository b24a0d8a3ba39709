import { type JsonSchema, sharedDefinitions } from './schema-parts.ts';

const step = (
  name: string,
  description: string,
  properties: JsonSchema = {},
  required: readonly string[] = Object.keys(properties),
): JsonSchema => ({
  description,
  type: 'object',
  additionalProperties: false,
  required: ['step', ...required],
  properties: { step: { const: name }, ...properties },
});

const number: JsonSchema = { $ref: '#/definitions/number' };
const metric: JsonSchema = { enum: ['l1Distance', 'l2Distance'] };

const either = (name: string, description: string, one: string, other: string): JsonSchema => ({
  oneOf: [step(name, description, { [one]: number }), step(name, description, { [other]: number })],
});

const source: JsonSchema = {
  oneOf: [
    step('table', 'rows with named columns: what the snapshot was ingested as', {
      columns: { $ref: '#/definitions/columns' },
      metric: { $ref: '#/definitions/metric' },
    }),
    step('values', 'single values', {
      element: { $ref: '#/definitions/domain' },
      metric: { $ref: '#/definitions/metric' },
    }),
  ],
};

const further: JsonSchema = {
  oneOf: [
    step('column', 'one column of a table', { name: { type: 'string' } }),
    step('cast', 'reads values as another type; what does not fit is missing', {
      to: { $ref: '#/definitions/domain' },
    }),
    step('impute', 'puts a value in the place of missing ones', {
      value: { type: ['number', 'string', 'boolean'] },
    }),
    step('clamp', 'brings numbers between public bounds, on a grid of a power of ten', {
      lower: number,
      upper: number,
      resolution: number,
    }),
    step('count', 'the number of rows'),
    step('countBy', 'the number of rows with each label', { metric }),
    step('histogram', 'the number of values in each bin', {
      edges: { type: 'array', items: number, minItems: 2 },
      metric,
    }),
    step('sum', 'the sum of clamped values'),
    step('mean', 'the mean of clamped values, where the number of rows is public'),
    either('laplace', 'discrete Laplace noise', 'epsilon', 'scale'),
    either('gaussian', 'discrete Gaussian noise', 'rho', 'sigma'),
  ],
};

const versioned = (format: string, properties: JsonSchema): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required: ['format', 'version', ...Object.keys(properties)],
  properties: { format: { const: format }, version: { const: 1 }, ...properties },
});

const pipeline: JsonSchema = { $ref: '#/definitions/pipeline' };

/** The JSON Schema of a SPEC. It says how one is written; whether its steps fit is said by `discreet explain`. */
export const specSchema: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'What is asked: a pipeline, a plan or a batch',
  oneOf: [
    pipeline,
    { $ref: '#/definitions/plan' },
    versioned('discreet/batch', {
      queries: {
        type: 'array',
        minItems: 1,
        maxItems: 100,
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['name', 'pipeline'],
          properties: { name: { type: 'string' }, pipeline },
        },
      },
    }),
  ],
  definitions: {
    ...sharedDefinitions,
    number: {
      description: 'a number as text, exact: a decimal or a fraction such as 1/3',
      type: 'string',
      maxLength: 400,
    },
    pipeline: versioned('discreet/pipeline', {
      steps: {
        type: 'array',
        minItems: 2,
        maxItems: 100,
        items: [source],
        additionalItems: further,
      },
    }),
    plan: {
      description: 'pipelines by name over one source, charged together, up to a budget',
      ...versioned('discreet/plan', {
        budget: {
          type: 'object',
          additionalProperties: false,
          minProperties: 1,
          maxProperties: 1,
          properties: {
            epsilon: { type: ['number', 'string'] },
            rho: { type: ['number', 'string'] },
          },
        },
        ask: {
          type: 'object',
          minProperties: 1,
          maxProperties: 100,
          additionalProperties: pipeline,
        },
      }),
    },
  },
};
