import {
  boolean,
  category,
  chain,
  changeOneDistance,
  DiscreetError,
  integer,
  l2Distance,
  proved,
  real,
  symmetricDistance,
  text,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import {
  cast,
  clamp,
  column,
  count,
  countBy,
  filter,
  histogram,
  impute,
  mean,
  registeredFunction,
  sum,
  table,
  values,
} from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { pipelineFromJson, plan } from '../src/index.ts';

const adult = registeredFunction('adult', 2, (row: { readonly age: number }) => row.age > 17);
const positive = registeredFunction('positive', 1, (x: number) => x > 0);
const functions = [adult, positive].map((one) =>
  proved<ReturnType<typeof registeredFunction<never, boolean>>>(one),
);
const people = table(
  {
    age: real,
    city: category(['Oslo', '__proto__', '']),
    member: boolean,
    name: text,
    n: integer,
    ['__proto__']: real,
  },
  symmetricDistance({ contributions: 2 }),
);
const reals = values(real, symmetricDistance());
const sized = values(real, changeOneDistance({ size: 10 }));

interface AnyPipeline {
  readonly fingerprint: () => string;
  readonly explain: () => string;
  readonly map: (d: number) => { readonly toString: () => string };
  readonly invoke: (data: unknown) => unknown;
  readonly noise?: unknown;
  readonly kind: string;
}
const pipelines: ReadonlyMap<string, AnyPipeline> = new Map(
  Object.entries({
    source: reals,
    table: people,
    exactSum: chain(reals, impute(-2), clamp(-3, 0.5), sum()),
    noisySum: chain(
      people,
      filter(adult),
      column('age'),
      clamp(0, 100),
      sum(),
      laplace({ epsilon: 0.3 }),
    ),
    meanOfSized: chain(sized, clamp(0, 1, { resolution: 0.001 }), mean(), gaussian({ rho: 0.7 })),
    cities: chain(people, column('city'), impute('__proto__'), countBy(), laplace({ scale: 4 })),
    members: chain(people, column('member'), countBy(l2Distance), gaussian({ sigma: 0.1 })),
    casts: chain(
      people,
      column('name'),
      cast(integer),
      filter(positive),
      histogram([-1e300, 0.1, 1]),
      laplace({ scale: 1e-7 }),
    ),
    wide: chain(reals, clamp(-1e308, 1e308), sum(), laplace({ epsilon: 1e-9 })),
    huge: chain(reals, clamp(0, 1e22, { resolution: 1e-7 }), sum(), laplace({ epsilon: 1 })),
  }).map(([name, pipeline]) => [name, proved<AnyPipeline>(pipeline)]),
);
const read = (json: unknown): E.Either<DiscreetError, AnyPipeline> =>
  proved(pipelineFromJson(json, { functions }));
const right = (json: unknown): AnyPipeline => {
  const outcome = read(json);
  if (E.isLeft(outcome)) throw outcome.left;
  return outcome.right;
};

describe('pipelineFromJson', () => {
  for (const [name, pipeline] of pipelines)
    it(`reads back what it was written from: ${name}`, () => {
      const back = right(JSON.parse(JSON.stringify(pipeline)));
      expect(back.kind).toBe(pipeline.kind);
      expect(back.fingerprint()).toBe(pipeline.fingerprint());
      // but for the domains: JSON sorts the columns, whose order is of no account
      const after = (text: string): readonly string[] =>
        text.split('\n').filter((line) => !/^(?:input|output) /.test(line));
      expect(after(back.explain())).toEqual(after(pipeline.explain()));
      expect(back.map(3).toString()).toBe(pipeline.map(3).toString());
      expect(JSON.stringify(back.noise)).toBe(JSON.stringify(pipeline.noise));
      if (pipeline.kind === 'transformation')
        expect(back.invoke([NaN, 5, {}])).toEqual(pipeline.invoke([NaN, 5, {}]));
    });

  it('makes queries that a plan takes', () => {
    const howMany = chain(people, count(), laplace({ epsilon: 0.5 }));
    const back = proved<typeof howMany>(right(JSON.parse(JSON.stringify(howMany))));
    const answers = plan(people, { epsilon: 1 }).ask('a', howMany).ask('b', back).run([]);
    expect(Object.keys(answers)).toEqual(['a', 'b']);
  });

  it('refuses, in a Left, whatever is not of the format', () => {
    const good = {
      format: 'discreet/pipeline',
      version: 1,
      steps: [
        {
          step: 'values',
          element: 'real',
          metric: { kind: 'symmetricDistance', contributions: 1 },
        },
      ],
    };
    expect(E.isRight(read(good))).toBe(true);
    const step = (...steps: readonly unknown[]): unknown => ({
      ...good,
      steps: [...good.steps, ...steps],
    });
    const sum1 = [{ step: 'clamp', lower: '0', upper: '1', resolution: '0.1' }, { step: 'sum' }];
    for (const wrong of [
      undefined,
      null,
      5,
      'x',
      [],
      {},
      { ...good, format: 'other' },
      { ...good, version: 2 },
      { ...good, version: '1' },
      { ...good, steps: [] },
      { ...good, steps: {} },
      { ...good, steps: [null] },
      { ...good, steps: [{ step: 'count' }] },
      step({ step: 'eval', code: '1' }),
      step({ step: 'constructor' }),
      step({ step: '__proto__' }),
      step({}),
      step({ step: 'sum' }),
      step({ step: 'clamp', lower: 0, upper: 1, resolution: 0.1 }),
      step({ step: 'clamp', lower: '1', upper: '0', resolution: '0.1' }),
      step({ step: 'clamp', lower: '0', upper: '0.10000000000000000001', resolution: '0.1' }),
      step({ step: 'clamp', lower: '0', upper: '1e400', resolution: '0.1' }),
      step({ step: 'filter', function: { id: 'adult', version: 1 } }),
      step({ step: 'filter', function: 'unregistered' }),
      step({ step: 'filter' }),
      step(...sum1, { step: 'laplace' }),
      step(...sum1, { step: 'laplace', scale: '1', epsilon: '1' }),
      step(...sum1, { step: 'laplace', scale: 1 }),
      step(...sum1, { step: 'laplace', scale: '0' }),
      step(...sum1, { step: 'laplace', scale: '-1' }),
      step(...sum1, { step: 'laplace', scale: 'NaN' }),
      step(...sum1, { step: 'laplace', scale: '1/0' }),
      step(...sum1, { step: 'laplace', scale: '1'.repeat(20_000) }),
      step(...sum1, { step: 'laplace', scale: '1' }, { step: 'sum' }),
      step({ step: 'histogram', edges: ['0'], metric: 'l1Distance' }),
      step({ step: 'histogram', edges: ['0', '1'] }),
      {
        ...good,
        steps: [
          {
            step: 'values',
            element: 'interval',
            metric: { kind: 'symmetricDistance', contributions: 1 },
          },
        ],
      },
      {
        ...good,
        steps: [
          {
            step: 'values',
            element: { category: ['a', 'a'] },
            metric: { kind: 'symmetricDistance', contributions: 1 },
          },
        ],
      },
      {
        ...good,
        steps: [{ step: 'values', element: 'real', metric: { kind: 'symmetricDistance' } }],
      },
      {
        ...good,
        steps: [
          {
            step: 'values',
            element: 'real',
            metric: { kind: 'symmetricDistance', contributions: 0.5 },
          },
        ],
      },
      {
        ...good,
        steps: [{ step: 'values', element: 'real', metric: { kind: 'absoluteDistance' } }],
      },
      {
        ...good,
        steps: [
          { step: 'table', columns: {}, metric: { kind: 'symmetricDistance', contributions: 1 } },
        ],
      },
    ]) {
      const outcome = read(wrong);
      expect(outcome._tag, JSON.stringify(wrong)?.slice(0, 200)).toBe('Left');
      if (E.isLeft(outcome)) expect(outcome.left).toBeInstanceOf(DiscreetError);
    }
  });

  it('never takes an inherited key for a step or a parameter', () => {
    const inherited: unknown = Object.create({
      format: 'discreet/pipeline',
      version: 1,
      steps: [],
    });
    expect(read(inherited)._tag).toBe('Left');
    try {
      Object.defineProperty(Object.prototype, 'epsilon', { value: '1', configurable: true });
      const json = proved<{ steps: unknown[] }>(JSON.parse(JSON.stringify(chain(reals, count()))));
      json.steps.push({ step: 'laplace' });
      expect(read(json)._tag).toBe('Left');
    } finally {
      Reflect.deleteProperty(Object.prototype, 'epsilon');
    }
  });
});
