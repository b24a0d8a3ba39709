import type { Json } from '@discreet/core';

/** A JSON Schema, or a part of one. */
export type JsonSchema = { readonly [key: string]: Json };

/** What the schemas of SPEC and SCHEMA share: domains of columns and metrics of sources. */
export const sharedDefinitions: JsonSchema = {
  domain: {
    description: 'what a column holds',
    oneOf: [
      { enum: ['real', 'integer', 'text', 'boolean'] },
      {
        type: 'object',
        additionalProperties: false,
        required: ['category'],
        properties: {
          category: {
            description:
              'the public labels, all of them; never a list that was collected from the data',
            type: 'array',
            items: { type: 'string' },
            minItems: 1,
            uniqueItems: true,
          },
        },
      },
    ],
  },
  columns: {
    description: 'the columns by name; columns of the data that are not named are never read',
    type: 'object',
    minProperties: 1,
    additionalProperties: { $ref: '#/definitions/domain' },
  },
  metric: {
    description: 'what neighbours are',
    oneOf: [
      {
        description: 'one person more or less, who has at most so many rows',
        type: 'object',
        additionalProperties: false,
        required: ['kind', 'contributions'],
        properties: {
          kind: { const: 'symmetricDistance' },
          contributions: { type: 'integer', minimum: 1 },
        },
      },
      {
        description: 'one row a person, and a public number of rows: one of them is another',
        type: 'object',
        additionalProperties: false,
        required: ['kind', 'size'],
        properties: {
          kind: { const: 'changeOneDistance' },
          size: { type: 'integer', minimum: 1 },
        },
      },
    ],
  },
};
