import { type JsonSchema, sharedDefinitions } from './schema-parts.ts';

/** The JSON Schema of an owner's SCHEMA. */
export const schemaSchema: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'What the owner of data says of them',
  type: 'object',
  additionalProperties: false,
  required: ['format', 'version', 'columns', 'metric'],
  properties: {
    $schema: { type: 'string' },
    format: { const: 'discreet/schema' },
    version: { const: 1 },
    columns: { $ref: '#/definitions/columns' },
    metric: { $ref: '#/definitions/metric' },
    missing: {
      description:
        'what becomes of null and of empty fields: the data are refused, unless it is said to keep them as missing',
      enum: ['refuse', 'keep'],
      default: 'refuse',
    },
  },
  definitions: sharedDefinitions,
};
