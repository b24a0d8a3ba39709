import {
  category,
  chain,
  DiscreetError,
  integer,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { laplace } from '@discreet/measurements';
import { describe, expect, it } from 'vitest';
import { clamp, column, count, countBy, filter, impute, sum, table, values } from '../src/index.ts';
import { generated, invoke, streamed } from './support/forms.ts';
import { marker } from './support/misfits.ts';

const reals = values(real, symmetricDistance());
const total = chain(reals, clamp(0, 100), sum());
const persons = table({ age: real }, symmetricDistance());
const ages = chain(persons, column('age'), clamp(0, 100), sum());
const counted = chain(persons, count());
const noisy = chain(reals, clamp(0, 100), sum(), laplace({ scale: 1 }));

const failure = 'invoke: the source of the data failed while it was read';
const fail = (): never => {
  throw new Error(marker);
};

describe('typed arrays that lie', () => {
  it('a longer length counts no row twice', () => {
    class Long extends Float64Array {
      override get length(): number {
        return 3 * 2048;
      }
    }
    expect(invoke(total, new Long(2048).fill(100))).toBe(204_800);
    const own = new Float64Array(2048).fill(100);
    Object.defineProperty(own, 'length', { value: 3 * 2048 });
    expect(invoke(total, own)).toBe(204_800);
    expect(invoke(chain(reals, count()), own)).toBe(2048);
  });

  it('a subarray, a species and an iterator of their own are not asked', () => {
    class Odd extends Float64Array {
      override subarray(): Float64Array<ArrayBuffer> {
        return new Float64Array(1).fill(100);
      }
      override *[Symbol.iterator](): ArrayIterator<number> {
        for (;;) yield 100;
      }
      static get [Symbol.species](): Float64ArrayConstructor {
        return fail();
      }
    }
    expect(invoke(total, new Odd(5000).fill(1))).toBe(5000);
    const own = new Float64Array(5000).fill(1);
    Object.defineProperty(own, 'constructor', { get: fail });
    Object.defineProperty(own, 'buffer', { value: new Float64Array(1).buffer });
    Object.defineProperty(own, 'byteOffset', { value: 8 });
    Object.defineProperty(own, 'subarray', { value: () => own });
    expect(invoke(total, own)).toBe(5000);
  });

  it('views keep to their own window', () => {
    const memory = new Float64Array(100).fill(50);
    expect(invoke(total, memory.subarray(10, 20))).toBe(500);
    expect(invoke(total, new Int32Array(new ArrayBuffer(64), 8, 3).fill(7))).toBe(21);
  });

  it('shared memory and memory that is gone are read for what they are', () => {
    const shared = new Float64Array(new SharedArrayBuffer(80)).fill(3);
    expect(invoke(total, shared)).toBe(30);
    const gone = new Float64Array(10).fill(3);
    structuredClone(gone.buffer, { transfer: [gone.buffer] });
    expect(invoke(total, gone)).toBe(0);
    expect(invoke(chain(reals, count()), gone)).toBe(0);
  });

  it('memory that shrinks while it is read fails as a source', () => {
    const memory = proved<ArrayBuffer>(
      Reflect.construct(ArrayBuffer, [8 * 20_000, { maxByteLength: 8 * 20_000 }]),
    );
    const rows = new Float64Array(memory).fill(1);
    const resize: unknown = Reflect.get(memory, 'resize');
    let calls = 0;
    const shrinking = chain(
      reals,
      filter(() => {
        calls += 1;
        if (calls === 5) Reflect.apply(proved<() => void>(resize), memory, [8 * 100]);
        return true;
      }),
      clamp(0, 1),
      sum(),
    );
    const outcome = (): unknown => invoke(shrinking, rows);
    // either every row counts at most once, or the source fails
    try {
      expect(outcome()).toBeLessThanOrEqual(20_000);
    } catch (error) {
      expect(error).toHaveProperty('message', failure);
    }
  });

  it('objects that only look like typed arrays fail as a source', () => {
    for (const fake of [
      Object.create(Float64Array.prototype),
      new Proxy(new Float64Array(3), {}),
      Object.setPrototypeOf({ length: 5 }, Int32Array.prototype),
    ])
      expect(() => invoke(total, fake)).toThrow(failure);
  });
});

describe('arrays that lie', () => {
  it('an iterator of their own is not asked: rows are read by index, once', () => {
    class Odd extends Array<number> {
      override *[Symbol.iterator](): ArrayIterator<number> {
        for (;;) yield 100;
      }
    }
    expect(invoke(total, Odd.from([1, 2, 3]))).toBe(6);
  });

  it('one that grows or shrinks while it is read gives each row at most once', () => {
    const growing: unknown[] = [];
    growing.push({
      get age() {
        for (let i = 0; i < 100; i++) growing.push({ age: 100 });
        return 1;
      },
    });
    expect(invoke(ages, growing)).toBe(1);
    const shrinking: unknown[] = [
      {
        get age() {
          shrinking.length = 1;
          return 1;
        },
      },
      { age: 100 },
      { age: 100 },
    ];
    expect(invoke(ages, shrinking)).toBe(1);
  });

  it('a getter that changes its answer contributes one clamped value', () => {
    let reads = 0;
    const row = {
      get age() {
        reads += 1;
        return reads * 1000;
      },
    };
    expect(invoke(ages, [row])).toBe(100);
    expect(reads).toBe(1);
    const valueOf = { valueOf: () => 50 };
    expect(invoke(total, [valueOf, valueOf])).toBe(0);
  });

  it('a proxy may give any length, and no length makes an error of another kind', () => {
    for (const length of [2.5, NaN, -1, 'abc', 10n, Symbol('x'), Infinity, {}]) {
      const rows = new Proxy([{ age: 5 }, { age: 6 }], {
        get: (target, key) =>
          key === 'length' ? length : proved<unknown>(Reflect.get(target, key)),
      });
      let error: unknown;
      try {
        expect(invoke(ages, rows)).toBe(0);
        expect(invoke(counted, rows)).toBe(0);
      } catch (caught) {
        error = caught;
      }
      if (error !== undefined) expect(error).toHaveProperty('message', failure);
    }
  });
});

describe('sources that fail', () => {
  const sources: ReadonlyMap<string, () => unknown> = new Map<string, () => unknown>([
    ['an iterator that throws', () => ({ [Symbol.iterator]: fail })],
    ['an iterator that is none', () => ({ [Symbol.iterator]: 5 })],
    ['an iterator without next', () => ({ [Symbol.iterator]: () => ({}) })],
    ['a next that throws', () => ({ [Symbol.iterator]: () => ({ next: fail }) })],
    ['a next that gives nothing', () => ({ [Symbol.iterator]: () => ({ next: () => undefined }) })],
    [
      'a result that throws',
      () => ({
        [Symbol.iterator]: () => ({
          next: () => ({
            get value() {
              return fail();
            },
          }),
        }),
      }),
    ],
    [
      'a library error of its own',
      () =>
        (function* () {
          yield 1;
          throw new DiscreetError({ tag: 'StepMismatch', where: marker, rule: marker });
        })(),
    ],
    ['a proxy that throws on `in`', () => new Proxy([1], { has: fail })],
    [
      'a proxy that throws on its length',
      () =>
        new Proxy([1], {
          get: (t, k) => (k === 'length' ? fail() : proved<unknown>(Reflect.get(t, k))),
        }),
    ],
    [
      'a proxy that throws on its rows',
      () =>
        new Proxy([1], {
          get: (t, k) => (k === '0' ? fail() : proved<unknown>(Reflect.get(t, k))),
        }),
    ],
    [
      'a revoked proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable([1], {});
        revoke();
        return proxy;
      },
    ],
    [
      'a kind that throws',
      () => ({
        get kind() {
          return fail();
        },
      }),
    ],
    ['half a dataset', () => ({ kind: 'dataset', '~batches': 5 })],
    [
      'a dataset whose batches throw',
      () => ({ kind: 'dataset', domain: reals.inputDomain, version: 'a', '~batches': fail }),
    ],
  ]);
  for (const [name, make] of sources)
    it(`${name} gives one constant error, without the cause`, async () => {
      for (const pipeline of [total, noisy, chain(reals, count()), reals]) {
        let error: unknown;
        try {
          invoke(pipeline, make());
        } catch (caught) {
          error = caught;
        }
        expect(error).toBeInstanceOf(DiscreetError);
        expect(error).toMatchObject({ message: failure, _tag: 'SourceFailed' });
        expect(JSON.stringify(error)).not.toContain(marker);
        expect(Object.hasOwn(proved<object>(error), 'cause')).toBe(false);
        await expect(invoke(pipeline, streamed([[1], make()]))).rejects.toMatchObject({
          message: failure,
        });
      }
    });

  const streams: ReadonlyMap<string, () => unknown> = new Map<string, () => unknown>([
    ['a stream that throws when it starts', () => ({ [Symbol.asyncIterator]: fail })],
    ['a stream whose next throws', () => ({ [Symbol.asyncIterator]: () => ({ next: fail }) })],
    [
      'a stream whose next rejects',
      () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error(marker)) }) }),
    ],
    [
      'a stream that gives no results',
      () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve(null) }) }),
    ],
    [
      'a generator that throws midway',
      () =>
        (async function* () {
          yield [1];
          await Promise.resolve();
          throw new Error(marker);
        })(),
    ],
  ]);
  for (const [name, make] of streams)
    it(`${name} gives one constant error`, async () => {
      for (const pipeline of [total, noisy])
        await expect(
          new Promise((resolve) => {
            resolve(invoke(pipeline, make()));
          }),
        ).rejects.toMatchObject({
          message: failure,
          _tag: 'SourceFailed',
        });
    });

  it('the end of a stream is looked at once', async () => {
    let looks = 0;
    const end = {
      value: undefined,
      get done() {
        looks += 1;
        return looks > 1 ? fail() : true;
      },
    };
    const stream = { [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve(end) }) };
    expect(await invoke(total, stream)).toBe(0);
    expect(looks).toBe(1);
  });

  it('what a stream says when it is closed changes nothing', async () => {
    const closings: readonly object[] = [
      { return: fail },
      {
        get return() {
          return fail();
        },
      },
      { return: () => Promise.reject(new Error(marker)) },
      {
        return: () => ({
          get then() {
            return fail();
          },
        }),
      },
      { return: 5 },
    ];
    for (const closing of closings) {
      const iterator = { next: () => Promise.resolve({ done: false, value: 5 }) };
      Object.defineProperties(iterator, Object.getOwnPropertyDescriptors(closing));
      await expect(invoke(total, { [Symbol.asyncIterator]: () => iterator })).rejects.toMatchObject(
        {
          message:
            'invoke: every batch of a stream must be an array, a typed array, an iterable or an ingested dataset',
        },
      );
    }
  });

  it('what is no data is refused by its type alone', () => {
    for (const [data, received] of [
      [undefined, 'a value of type undefined'],
      [null, 'null'],
      [marker, 'a value of type string'],
      [5, 'a value of type number'],
      [{ age: marker }, 'a value of type object'],
      [() => marker, 'a value of type function'],
      [Symbol(marker), 'a value of type symbol'],
    ] as const)
      expect(() => invoke(total, data)).toThrow(
        `invoke: data must be an array, a typed array, an iterable or an ingested dataset, got ${received}`,
      );
  });

  it('a batch that is none is refused with the same words whatever it is, and the stream is closed', async () => {
    for (const wrong of [undefined, null, marker, 5, { age: marker }, Symbol(marker)]) {
      let closed = false;
      const stream = (async function* () {
        try {
          yield [1];
          await Promise.resolve();
          yield wrong;
        } finally {
          closed = true;
        }
      })();
      await expect(invoke(total, stream)).rejects.toMatchObject({
        message:
          'invoke: every batch of a stream must be an array, a typed array, an iterable or an ingested dataset',
      });
      expect(closed).toBe(true);
    }
  });
});

describe('sources that call back', () => {
  it('an iterable that runs pipelines while it is read disturbs neither', () => {
    const inner: unknown[] = [];
    const rows = {
      *[Symbol.iterator]() {
        for (let i = 0; i < 20_000; i++) {
          if (i % 5000 === 0)
            inner.push(invoke(total, Float64Array.of(1, 2, 3)), invoke(total, generated([5])));
          yield 1;
        }
      },
    };
    expect(invoke(total, rows)).toBe(20_000);
    expect(inner).toEqual([6, 5, 6, 5, 6, 5, 6, 5]);
  });

  it('a predicate that runs the same pipeline sees buffers of its own', () => {
    let depth = 0;
    const pipeline: { readonly invoke: (rows: readonly number[]) => number } = chain(
      reals,
      impute(1),
      filter((x: number): boolean => {
        if (depth > 0) return true;
        depth += 1;
        const nested = pipeline.invoke([50, 50, 50]);
        depth -= 1;
        return nested === 150 && x > 0;
      }),
      clamp(0, 100),
      sum(),
    );
    expect(pipeline.invoke([1, NaN, 3, -4])).toBe(5);
  });

  it('a batch that is changed after it was taken changes nothing', async () => {
    const batch = [1, 2, 3];
    const stream = (async function* () {
      for (let i = 0; i < 3; i++) {
        yield batch;
        await Promise.resolve();
        batch.fill(100);
      }
    })();
    expect(await invoke(total, stream)).toBe(6 + 300 + 300);
    const typed = Float64Array.of(1, 2);
    const typedStream = (async function* () {
      yield typed;
      await Promise.resolve();
      typed.fill(50);
      yield typed;
    })();
    expect(await invoke(total, typedStream)).toBe(103);
  });

  it('two streams that take turns do not mix', async () => {
    const answers = await Promise.all([
      invoke(total, streamed([[1], [2], Float64Array.of(3)])),
      invoke(total, streamed([Float64Array.of(10), [20], [30]])),
      invoke(ages, streamed([[{ age: 7 }], [{ age: 8 }]])),
    ]);
    expect(answers).toEqual([6, 60, 15]);
  });
});

describe('names that every object has', () => {
  const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'length', ''];
  for (const name of names)
    it(`a column may be called '${name}'`, () => {
      const columns = Object.fromEntries([[name, real]]);
      const source = proved<typeof persons>(table(columns, symmetricDistance()));
      const pipeline = chain(
        source,
        proved<ReturnType<typeof column<'age'>>>(proved<(name: string) => unknown>(column)(name)),
        clamp(-9, 100),
        sum(),
      );
      const row = Object.fromEntries([[name, 41]]);
      expect(invoke(pipeline, [row])).toBe(41);
      expect(invoke(pipeline, [{}])).toBe(-9);
      expect(invoke(pipeline, [[]])).toBe(name === 'length' ? 0 : -9);
      const labels = proved<typeof persons>(
        table(Object.fromEntries([[name, category(['a', '__proto__'])]]), symmetricDistance()),
      );
      const byLabel = chain(
        labels,
        proved<ReturnType<typeof column<'age'>>>(proved<(name: string) => unknown>(column)(name)),
        proved<ReturnType<typeof impute<0>>>(countBy()),
      );
      expect(
        Object.entries(invoke(byLabel, [Object.fromEntries([[name, '__proto__']]), {}]) ?? {}),
      ).toEqual([
        ['a', 0],
        ['__proto__', 1],
      ]);
    });

  it('a column that is not declared is refused, also one that every object has', () => {
    for (const name of ['ages', 'constructor', '__proto__', 'toString', 5, undefined, Symbol('x')])
      expect(() =>
        proved<(pipeline: unknown) => unknown>(proved<(name: unknown) => unknown>(column)(name))(
          persons,
        ),
      ).toThrow('column: name must be one of age');
  });
});

describe('a table', () => {
  it('never reads a column that is not declared', () => {
    const rows = [
      {
        age: 3,
        get secret(): never {
          return fail();
        },
      },
    ];
    expect(invoke(ages, rows)).toBe(3);
    expect(
      invoke(
        chain(
          persons,
          filter(() => true),
          count(),
        ),
        rows,
      ),
    ).toBe(1);
  });

  it('keeps the columns and the metric that it was made with', () => {
    const columns = { age: proved<typeof real>({ kind: 'real' }) };
    const metric = { kind: 'symmetricDistance' as const, contributions: 2 as number };
    const source = table(columns, metric);
    proved<{ age: unknown }>(columns).age = category(['x']);
    metric.contributions = 100;
    expect(source.inputMetric).toEqual({ kind: 'symmetricDistance', contributions: 2 });
    expect(chain(source, column('age'), clamp(0, 1), sum()).map(1).toString()).toBe('2');
    expect(source.toJSON().steps[0]).toMatchObject({ metric: { contributions: 2 } });
  });

  it('keeps an atom that is made by hand as it was when the table was made', () => {
    const labels = ['a', 'b'];
    const atom = { kind: 'category' as const, labels };
    const source = proved<typeof persons>(values(proved<typeof real>(atom), symmetricDistance()));
    labels.push('c');
    expect(
      invoke(proved<typeof total>(chain(source, proved<never>(countBy()))), ['a', 'c']),
    ).toEqual({ a: 1, b: 0 });
  });

  it('refuses what is no table', () => {
    const untyped = proved<(...given: readonly unknown[]) => unknown>(table);
    for (const wrong of [
      undefined,
      null,
      {},
      5,
      { age: 'real' },
      { age: { kind: 'interval' } },
      { age: { kind: 'category' } },
      { age: { kind: 'category', labels: ['a', 'a'] } },
    ])
      expect(() => untyped(wrong, symmetricDistance())).toThrow(DiscreetError);
    for (const wrong of [
      undefined,
      null,
      {},
      5,
      { kind: 'l1Distance' },
      { kind: 'symmetricDistance' },
      { kind: 'symmetricDistance', contributions: 0 },
      { kind: 'symmetricDistance', contributions: 1.5 },
      { kind: 'symmetricDistance', contributions: Infinity },
      { kind: 'changeOneDistance', size: -1 },
      { kind: 'changeOneDistance' },
    ])
      expect(() => untyped({ age: integer }, wrong)).toThrow(
        'table: the metric must be symmetricDistance() or changeOneDistance({ size })',
      );
  });
});
