import { DiscreetError, proved } from '@discreet/core';
import { registeredFunction } from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { pipelineFromJson } from '../src/index.ts';

const positive = registeredFunction('positive', 1, (x: number) => x > 0);
const functions = [proved<ReturnType<typeof registeredFunction<never, boolean>>>(positive)];
const read = (json: unknown): E.Either<DiscreetError, unknown> =>
  pipelineFromJson(json, { functions });

const source = {
  step: 'values',
  element: 'real',
  metric: { kind: 'symmetricDistance', contributions: 1 },
};
const written = (...steps: readonly unknown[]): Readonly<Record<string, unknown>> => ({
  format: 'discreet/pipeline',
  version: 1,
  steps: [source, ...steps],
});
const refusal = (outcome: E.Either<DiscreetError, unknown>): readonly [string, string] => {
  if (E.isRight(outcome)) throw new Error('it was read');
  expect(outcome.left).toBeInstanceOf(DiscreetError);
  return [outcome.left._tag, outcome.left.message];
};
const count1 = { step: 'count' };
const unit = { step: 'clamp', lower: '0', upper: '1', resolution: '0.1' };

describe('pipelineFromJson of JSON that strangers wrote', () => {
  it('takes 100 steps and no more', () => {
    const clamps = (length: number): readonly unknown[] => Array.from({ length }, () => unit);
    expect(read(written(...clamps(99)))._tag).toBe('Right');
    expect(refusal(read(written(...clamps(100))))).toEqual([
      'InvalidJson',
      'pipelineFromJson: a pipeline must have at most 100 steps, got 101',
    ]);
  });

  it('takes numbers of 400 characters and no more', () => {
    const laplaceOf = (scale: string): unknown => written(count1, { step: 'laplace', scale });
    expect(read(laplaceOf(`1.${'0'.repeat(398)}`))._tag).toBe('Right');
    expect(refusal(read(laplaceOf(`1.${'0'.repeat(399)}`)))).toEqual([
      'InvalidJson',
      'pipelineFromJson: scale must have at most 400 characters, got 401',
    ]);
    const clampTo = (upper: string): unknown => written({ ...unit, upper });
    expect(read(clampTo(`1.${'0'.repeat(398)}`))._tag).toBe('Right');
    expect(refusal(read(clampTo(`1.${'0'.repeat(399)}`)))[0]).toBe('InvalidJson');
  });

  it('takes numbers from 10^-330 to 10^330 in magnitude, however they are written', () => {
    const zeros = '0'.repeat(330);
    const readOrTooWide = (json: unknown): boolean => {
      const outcome = read(json);
      return E.isRight(outcome) || /grid wide, got/.test(outcome.left.message);
    };
    const coarse = { step: 'clamp', lower: '0', upper: '1e300', resolution: '1e300' };
    for (const scale of ['1e330', '1e-330'])
      expect(read(written(coarse, { step: 'sum' }, { step: 'laplace', scale }))._tag).toBe('Right');
    for (const [step, name] of [
      ['laplace', 'scale'],
      ['laplace', 'epsilon'],
      ['gaussian', 'sigma'],
      ['gaussian', 'rho'],
    ] as const) {
      const noisy = (text: string): unknown =>
        written(
          step === 'laplace'
            ? count1
            : { step: 'histogram', edges: ['0', '1'], metric: 'l2Distance' },
          { step, [name]: text },
        );
      for (const taken of [
        '1e330',
        '1e-330',
        `1${zeros}`,
        `1/1${zeros}`,
        `0.${zeros.slice(1)}1`,
        '1/3',
      ])
        // what is too wide for the grid of counts is refused as noise, not as a number
        expect(readOrTooWide(noisy(taken)), taken).toBe(true);
      for (const refused of [
        '1.1e330',
        '9e-331',
        '1e4900',
        '1e-4900',
        `2${zeros}`,
        `1/2${zeros}`,
        `0.${zeros}9`,
        '-1e331',
        '1e999999999',
      ])
        expect(refusal(read(noisy(refused)))[0], refused).toBe('InvalidJson');
      expect(refusal(read(noisy('1e4900')))[1]).toBe(
        `pipelineFromJson: ${name} must be 0 or between 10^-330 and 10^330 in magnitude, got '1e4900'`,
      );
    }
  });

  it('takes noise of 10^200 grid steps and no more, whether stated or found', () => {
    const fine = { step: 'clamp', lower: '0', upper: '1e-100', resolution: '1e-100' };
    const noisy = (noise: object): unknown => written(fine, { step: 'sum' }, noise);
    for (const [taken, refused] of [
      [
        { step: 'laplace', scale: '1e100' },
        { step: 'laplace', scale: '1.1e100' },
      ],
      [
        { step: 'laplace', epsilon: '1e-200' },
        { step: 'laplace', epsilon: '9e-201' },
      ],
      [
        { step: 'gaussian', sigma: '1e100' },
        { step: 'gaussian', sigma: '1.1e100' },
      ],
    ] as const) {
      expect(read(noisy(taken))._tag, JSON.stringify(taken)).toBe('Right');
      expect(refusal(read(noisy(refused)))[0], JSON.stringify(refused)).toBe('InvalidJson');
    }
    const wide = { ...fine, upper: '1e200', resolution: '1e-100' };
    expect(refusal(read(written(wide, { step: 'sum' }, { step: 'gaussian', rho: '1' })))).toEqual([
      'InvalidJson',
      "pipelineFromJson: noise must be at most 10^200 steps of its answer's grid wide, got 'discreteGaussian'",
    ]);
  });

  it('takes 100,000 labels, edges and columns together and no more', () => {
    const labels = Array.from({ length: 100_001 }, (_, i) => `${i}`);
    const categoryOf = (category: readonly string[]): unknown => ({
      ...written(),
      steps: [{ ...source, element: { category } }],
    });
    const histogramOf = (edges: readonly string[]): unknown =>
      written({ step: 'histogram', edges, metric: 'l1Distance' });
    const tableOf = (list: readonly string[]): unknown => ({
      ...written(),
      steps: [
        {
          step: 'table',
          // two columns and their labels
          columns: { a: { category: list.slice(0, 5) }, b: { category: list.slice(7) } },
          metric: source.metric,
        },
      ],
    });
    const castsOf = (list: readonly string[]): unknown => ({
      ...written(
        { step: 'cast', to: { category: list.slice(0, 5) } },
        { step: 'cast', to: { category: list.slice(5) } },
      ),
    });
    for (const of of [categoryOf, histogramOf, tableOf, castsOf]) {
      expect(read(of(labels.slice(1)))._tag).toBe('Right');
      const [tag, message] = refusal(read(of(labels)));
      expect(tag).toBe('InvalidJson');
      expect(message).toMatch(/must list at most 100,000 labels, edges and columns, got 100001$/);
    }
  });

  it('refuses what a step, a metric, a function or the pipeline does not take', () => {
    const registered = { step: 'filter', function: { id: 'positive', version: 1 } };
    const extra = { delta: '1e-6' };
    const half = { epsilon: '1/2' };
    const withSource = (changed: object): unknown => ({
      ...written(),
      steps: [{ ...source, ...changed }],
    });
    expect(read(written(registered, count1, { step: 'laplace', ...half }))._tag).toBe('Right');
    expect(refusal(read(written(count1, { step: 'laplace', ...half, ...extra })))).toEqual([
      'InvalidJson',
      "pipelineFromJson: step 'laplace' takes scale or epsilon, not delta, got '1e-6'",
    ]);
    const wrong: readonly (readonly [unknown, string])[] = [
      [{ ...written(), ...extra }, 'a pipeline takes format, version and steps'],
      [withSource(extra), "step 'values' takes element and metric"],
      [
        withSource({ step: 'table', columns: { a: 'real' }, ...extra, element: undefined }),
        "step 'table' takes columns and metric",
      ],
      [
        withSource({ metric: { ...source.metric, ...extra } }),
        "metric 'symmetricDistance' takes kind and contributions",
      ],
      [
        withSource({ metric: { kind: 'changeOneDistance', size: 5, ...extra } }),
        "metric 'changeOneDistance' takes kind and size",
      ],
      [withSource({ element: { category: ['a'], ...extra } }), 'a domain takes category'],
      [written({ ...unit, ...extra }), "step 'clamp' takes lower, upper and resolution"],
      [written({ step: 'cast', to: 'integer', ...extra }), "step 'cast' takes to"],
      [written({ step: 'impute', value: 1, ...extra }), "step 'impute' takes value"],
      [written({ ...registered, ...extra }), "step 'filter' takes function"],
      [
        written({ ...registered, function: { ...registered.function, ...extra } }),
        'function takes id and version',
      ],
      [written({ ...count1, ...extra }), "step 'count' takes no parameters"],
      [written(unit, { step: 'sum', ...extra }), "step 'sum' takes no parameters"],
      [written(unit, { step: 'mean', ...extra }), "step 'mean' takes no parameters"],
      [written({ step: 'column', name: 'a', ...extra }), "step 'column' takes name"],
      [written({ step: 'countBy', metric: 'l1Distance', ...extra }), "step 'countBy' takes metric"],
      [
        written({ step: 'histogram', edges: ['0', '1'], metric: 'l1Distance', ...extra }),
        "step 'histogram' takes edges and metric",
      ],
      [
        written(count1, { step: 'gaussian', rho: '1', ...extra }),
        "step 'gaussian' takes sigma or rho",
      ],
    ];
    for (const [json, rule] of wrong) {
      const [tag, message] = refusal(read(json));
      expect(tag).toBe('InvalidJson');
      expect(message).toContain(rule);
      expect(message).toMatch(/, not (?:delta|element), got /);
    }
    const ownProto: unknown = JSON.parse('{"step":"count","__proto__":{"a":1}}');
    expect(refusal(read(written(ownProto)))[1]).toContain('not __proto__');
    expect(refusal(read(written({ ...count1, ['x'.repeat(9999)]: 1 })))[1].length).toBeLessThan(
      300,
    );
  });

  it('refuses, in a Left, readers that are none', () => {
    const readWith: (json: unknown, readers: unknown) => E.Either<DiscreetError, unknown> =
      proved(pipelineFromJson);
    for (const readers of [
      null,
      5,
      [],
      { functions: 5 },
      { functions: null },
      { functions: [null] },
      { functions: [,] },
      { functions: [5] },
      { functions: [{}] },
      { functions: [{ id: 'a', version: 1, run: 5 }] },
      { functions: [positive, { id: '', version: 1, run: () => true }] },
      { function: [] },
    ])
      for (const json of [
        written(count1),
        written({ step: 'filter', function: { id: 'a', version: 1 } }),
      ])
        expect(refusal(readWith(json, readers))[0]).toBe('InvalidParameter');
    for (const readers of [undefined, {}, { functions: undefined }, { functions: [] }])
      expect(readWith(written(count1), readers)._tag).toBe('Right');
  });
});
