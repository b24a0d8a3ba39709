import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSpec, schemaSchema, specSchema } from '../src/index.ts';
import { call, cities, pipelineJson, place, schemaJson, total } from './command.ts';
// every constructor of the library is registered there
import { registeredMeasurements } from '../../testing/test/registered.ts';

const ajv = new Ajv({ allErrors: true, strict: true, strictTuples: false, strictTypes: false });
const isSpec = ajv.compile(specSchema);
const isSchema = ajv.compile(schemaSchema);

describe('the JSON Schema of a SPEC', () => {
  it('takes what the command takes', () => {
    const plan = {
      format: 'discreet/plan',
      version: 1,
      budget: { epsilon: '1' },
      ask: { total: total('1/2'), cities: cities('0.5') },
    };
    const batch = {
      format: 'discreet/batch',
      version: 1,
      queries: [{ name: 'total', pipeline: total('1/2') }],
    };
    for (const spec of [total('1/2'), cities('3'), plan, batch]) {
      expect(isSpec(spec), ajv.errorsText(isSpec.errors)).toBe(true);
      expect(parseSpec('spec', spec).queries.length).toBeGreaterThan(0);
    }
  });

  it.each([
    ['an unknown step', pipelineJson([{ step: 'average' }])],
    ['an unknown parameter', pipelineJson([{ step: 'count', of: 'age' }])],
    [
      'two parameters of noise',
      pipelineJson([{ step: 'count' }, { step: 'laplace', epsilon: '1', scale: '1' }]),
    ],
    [
      'a number that is no text',
      pipelineJson([{ step: 'count' }, { step: 'laplace', epsilon: 1 }]),
    ],
    [
      'no source',
      {
        format: 'discreet/pipeline',
        version: 1,
        steps: [{ step: 'count' }, { step: 'laplace', epsilon: '1' }],
      },
    ],
    ['a schema beside the steps', { ...total('1'), schema: schemaJson() }],
    ['another version', { ...total('1'), version: 2 }],
    ['another format', { ...total('1'), format: 'discreet/schema' }],
    [
      'a source without a metric',
      pipelineJson([{ step: 'count' }, { step: 'laplace', epsilon: '1' }], { metric: undefined }),
    ],
    ['a plan without a budget', { format: 'discreet/plan', version: 1, ask: { a: total('1') } }],
    [
      'a plan with two budgets',
      {
        format: 'discreet/plan',
        version: 1,
        budget: { epsilon: 1, rho: 1 },
        ask: { a: total('1') },
      },
    ],
    ['a batch of nothing', { format: 'discreet/batch', version: 1, queries: [] }],
  ])('refuses %s, and so does the command', (_, given) => {
    const spec: unknown = JSON.parse(JSON.stringify(given));
    expect(isSpec(spec)).toBe(false);
    expect(() => parseSpec('spec', spec)).toThrow();
  });

  it('takes the JSON of every measurement that the library can make', () => {
    const all = registeredMeasurements.flatMap(({ instances }) =>
      instances.map(({ pipeline }) => pipeline),
    );
    let taken = 0;
    for (const pipeline of all) {
      const spec = JSON.parse(JSON.stringify(pipeline)) as { steps: { step: string }[] };
      // a user's function has no place in a shell
      if (spec.steps.some(({ step }) => step === 'filter')) continue;
      expect(isSpec(spec), `${ajv.errorsText(isSpec.errors)} ${JSON.stringify(spec)}`).toBe(true);
      taken += 1;
    }
    expect(taken).toBeGreaterThan(5);
  });
});

describe('the JSON Schema of a SCHEMA', () => {
  it.each([
    ['the least', schemaJson(), true],
    ['what is kept as missing', schemaJson({ missing: 'keep', $schema: 'x' }), true],
    ['a public size', schemaJson({ metric: { kind: 'changeOneDistance', size: 5 } }), true],
    ['no metric', schemaJson({ metric: undefined }), false],
    ['no columns', schemaJson({ columns: {} }), false],
    ['an unknown domain', schemaJson({ columns: { a: 'number' } }), false],
    ['a label twice', schemaJson({ columns: { a: { category: ['x', 'x'] } } }), false],
    [
      'no rows a person',
      schemaJson({ metric: { kind: 'symmetricDistance', contributions: 0 } }),
      false,
    ],
    ['a misspelt key', schemaJson({ mising: 'keep' }), false],
    ['another missing', schemaJson({ missing: 'drop' }), false],
    ['another version', schemaJson({ version: 2 }), false],
  ])('and the command agree on %s', async (_, given, fits) => {
    const schema = JSON.parse(JSON.stringify(given)) as object;
    const { put } = place();
    const data = put('a.csv', 'age,city,a\n1,Oslo,x\n1,Oslo,x\n1,Oslo,x\n1,Oslo,x\n1,Oslo,x\n');

    const { code } = await call('ingest', data, '--schema', put('schema', schema));

    expect([isSchema(schema), code === 0]).toEqual([fits, fits]);
  });
});

it('prints both for editors', async () => {
  expect(JSON.parse((await call('schema', 'spec')).out)).toEqual(specSchema);
  expect(JSON.parse((await call('schema', 'schema')).out)).toEqual(schemaSchema);
  expect((await call('schema', 'other')).code).toBe(2);
});

it('knows every step that pipelines know', () => {
  const source = readFileSync(
    new URL('../../composition/src/pipeline-from-json.ts', import.meta.url),
    'utf8',
  );
  const registry = source.slice(source.indexOf('const steps'), source.indexOf('const read ='));
  const known = [...registry.matchAll(/\[\s*'(\w+)',\s*\{/g)].map(([, name]) => name ?? '');
  const text = JSON.stringify(specSchema);

  expect(known.length).toBeGreaterThan(10);
  // a function has no JSON that a shell could register
  for (const name of known.filter((step) => step !== 'filter'))
    expect(text).toContain(`"step":{"const":"${name}"}`);
});
