import {
  clamp,
  column,
  count,
  filter,
  registeredFunction,
  sum,
  table,
} from '@discreet/transformations';
import { describe, expect, it } from 'vitest';
import {
  category,
  chain,
  pipelineJson,
  real,
  symmetricDistance,
  unregistered,
} from '../src/index.ts';

const people = table({ b: real, a: category(['y', 'x']) }, symmetricDistance());

describe('pipelineJson', () => {
  it('carries its format, and numbers as exact decimals', () => {
    expect(chain(people, column('b'), clamp(0, 0.1), sum()).toJSON()).toEqual({
      format: 'discreet/pipeline',
      version: 1,
      steps: [
        {
          step: 'table',
          columns: { a: { category: ['y', 'x'] }, b: 'real' },
          metric: { kind: 'symmetricDistance', contributions: 1 },
        },
        { step: 'column', name: 'b' },
        { step: 'clamp', lower: '0', upper: '0.1', resolution: '0.0000000001' },
        { step: 'sum' },
      ],
    });
  });

  it('gives equal pipelines equal text, whatever the order of keys', () => {
    const turned = table({ a: category(['y', 'x']), b: real }, symmetricDistance());
    expect(JSON.stringify(people)).toBe(JSON.stringify(turned));
    expect(people.fingerprint()).toBe(turned.fingerprint());
    const json = pipelineJson([{ step: 'x', b: { d: 1, c: [{ z: 1, y: 2 }] }, a: null }]);
    expect(JSON.stringify(json.steps)).toBe(
      '[{"a":null,"b":{"c":[{"y":2,"z":1}],"d":1},"step":"x"}]',
    );
  });

  it('keeps a key that is called __proto__', () => {
    const odd = JSON.parse('{"step": "x", "__proto__": {"b": 1}}') as { step: string };
    expect(JSON.stringify(pipelineJson([odd]).steps)).toContain('"__proto__":{"b":1}');
  });

  it('refuses a function that is not registered, by the step that has it', () => {
    const some = chain(
      people,
      filter((row: { b: number }) => row.b > 0),
      count(),
    );
    for (const call of [some.toJSON, some.fingerprint, () => JSON.stringify(some)])
      expect(call).toThrow(
        'toJSON: the function in filter() must be registered with an id and a version, got a plain function',
      );
    expect(() => pipelineJson([{ step: 'x', function: unregistered }])).toThrow(
      expect.objectContaining({ _tag: 'NotSerialisable' }),
    );
  });

  it('names a registered function by id and version', () => {
    const positive = registeredFunction('positive', 2, (row: { b: number }) => row.b > 0);
    expect(chain(people, filter(positive), count()).toJSON().steps[1]).toEqual({
      step: 'filter',
      function: { id: 'positive', version: 2 },
    });
  });
});
