import {
  cast,
  column,
  count,
  countBy,
  filter,
  ingest,
  sum,
  clamp,
  table,
  values,
} from '@discreet/transformations';
import { describe, expect, it } from 'vitest';
import {
  type Batch,
  batchLength,
  boolean,
  category,
  chain,
  changeOneDistance,
  type DatasetDomain,
  DiscreetError,
  feed,
  integer,
  real,
  symmetricDistance,
  text,
} from '../src/index.ts';

const secret = 'Alice, 41, HIV';
const symmetric = symmetricDistance();
const numbers = chain(values(real, symmetric), clamp(0, 100));
const names = values(text, symmetric);
const flags = values(boolean, symmetric);
const cities = values(category(['Oslo', 'Bergen']), symmetric);
const people = table({ age: real, city: category(['Oslo', 'Bergen']) }, symmetric);
const untyped = <T>(data: unknown): T => data as T;

const throwing = (): never => {
  throw new Error(secret);
};
/** what a call throws; it must throw */
const thrown = (call: () => unknown): unknown => {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};
const isSourceFailed = (error: unknown): void => {
  expect(error).toBeInstanceOf(DiscreetError);
  expect(error).toMatchObject({
    _tag: 'SourceFailed',
    message: 'invoke: the source of the data failed while it was read',
  });
  expect((error as Error).cause).toBeUndefined();
  expect(JSON.stringify(error) + String(error) + String((error as Error).stack)).not.toContain(
    secret,
  );
};

describe('reading data', () => {
  it('reads arrays, typed arrays, sets, generators and strange iterables alike', () => {
    const total = chain(numbers, sum());
    const three = function* () {
      yield* [1, 2, 3];
    };
    const sources: unknown[] = [
      [1, 2, 3],
      Float64Array.of(1, 2, 3),
      Int32Array.of(1, 2, 3),
      Float32Array.of(1, 2, 3),
      Uint8ClampedArray.of(1, 2, 3),
      new Set([1, 2, 3]),
      new Map([[0, 1]]).keys(),
      three(),
      { [Symbol.iterator]: three },
    ];
    const sums = sources.map((source) => total.invoke(untyped<number[]>(source)));
    expect(sums).toEqual([6, 6, 6, 6, 6, 6, 0, 6, 6]);
  });

  it('reads any number of rows, whatever the size of a batch', () => {
    const n = 2 * batchLength + 1;
    const rows = Array.from({ length: n }, (_, i) => i % 3);
    const expected = rows.reduce((a, b) => a + b, 0);
    const total = chain(numbers, sum());
    expect(total.invoke(rows)).toBe(expected);
    expect(total.invoke(Float64Array.from(rows))).toBe(expected);
    expect(total.invoke(new Set(rows).values())).toBe(3);
    expect(
      total.invoke(
        (function* () {
          yield* rows;
        })(),
      ),
    ).toBe(expected);
    for (const length of [0, 1, batchLength - 1, batchLength, batchLength + 1])
      expect(chain(people, count()).invoke(untyped<[]>(Array(length)))).toBe(length);
  });

  it('takes what does not fit its column for a missing value', () => {
    const odd = [1, '2', null, undefined, {}, [3], 4n, true, NaN, Symbol('x'), throwing];
    const got = values(real, symmetric).invoke(untyped<number[]>(odd));
    expect(got).toEqual([1, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN]);
    expect(flags.invoke(untyped<boolean[]>([true, false, 1, 'true', null]))).toEqual([
      true,
      false,
      undefined,
      undefined,
      undefined,
    ]);
    expect(names.invoke(untyped<string[]>(['a', 1, null]))).toEqual(['a', undefined, undefined]);
    expect(cities.invoke(untyped<'Oslo'[]>(['Oslo', 'oslo', 0, '__proto__', null]))).toEqual([
      'Oslo',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('takes a hole of an array for a missing value, and counts it', () => {
    const sparse = Array<number>(5);
    sparse[1] = 7;
    expect(values(real, symmetric).invoke(sparse)).toEqual([NaN, 7, NaN, NaN, NaN]);
    expect(chain(values(real, symmetric), count()).invoke(sparse)).toBe(5);
    expect(chain(numbers, sum()).invoke(sparse)).toBe(7);
  });

  it('reads typed arrays of other kinds element by element', () => {
    expect(cities.invoke(untyped<'Oslo'[]>(Int32Array.of(0, 1)))).toEqual([undefined, undefined]);
    expect(values(real, symmetric).invoke(untyped<number[]>(BigInt64Array.of(1n)))).toEqual([NaN]);
  });

  it('takes rows that are no rows, and getters that throw, for missing values', () => {
    const rows = untyped<{ age: number; city: 'Oslo' }[]>([
      { age: 41, city: 'Oslo' },
      null,
      undefined,
      'Alice',
      41,
      [],
      { age: '41', city: 'Paris' },
      {
        get age() {
          return throwing();
        },
        city: 'Bergen',
      },
      new Proxy({}, { get: throwing, has: throwing, ownKeys: throwing }),
      Object.create({ age: 7, city: 'Oslo' }),
    ]);
    const ages = chain(people, column('age'));
    expect(ages.invoke(rows)).toEqual([41, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, 7]);
    expect(chain(people, column('city'), countBy()).invoke(rows)).toEqual({ Oslo: 2, Bergen: 1 });
    expect(chain(people, count()).invoke(rows)).toBe(10);
  });

  it('never reads a column that is not declared', () => {
    const row = {
      age: 41,
      city: 'Oslo' as const,
      get name() {
        return throwing();
      },
    };
    expect(chain(people, column('age')).invoke([row])).toEqual([41]);
  });

  it('makes steps of users total: one that throws drops its row', () => {
    const some = chain(
      people,
      filter((row: { age: number }) => (row.age > 40 ? true : throwing())),
      count(),
    );
    expect(
      some.invoke([
        { age: 41, city: 'Oslo' },
        { age: 3, city: 'Oslo' },
      ]),
    ).toBe(1);
  });

  it('reads an ingested dataset as it reads its rows', () => {
    const rows = [
      { age: 41.5, city: 'Oslo' },
      { age: NaN, city: 'Bergen' },
    ] as const;
    const ingested = ingest(people, rows, { version: '1' });
    if (ingested._tag === 'Left') throw ingested.left;
    const { dataset } = ingested.right;
    expect(people.invoke(dataset)).toEqual(rows);
    const ages = chain(people, column('age'), cast(integer));
    expect(ages.invoke(dataset)).toEqual(ages.invoke(rows));
  });

  it('refuses a dataset of another domain, and says nothing of its rows', () => {
    const ingested = ingest(names, [secret], { version: '1' });
    if (ingested._tag === 'Left') throw ingested.left;
    const error = thrown(() => people.invoke(untyped<[]>(ingested.right.dataset)));
    expect(error).toMatchObject({
      _tag: 'StepMismatch',
      message: 'invoke: the dataset was ingested for another domain',
    });
  });

  it.each([
    [undefined, 'a value of type undefined'],
    [null, 'null'],
    [secret, 'a value of type string'],
    [41, 'a value of type number'],
    [41n, 'a value of type bigint'],
    [throwing, 'a value of type function'],
    [{ name: secret }, 'a value of type object'],
    [{ length: 1, 0: 41 }, 'a value of type object'],
  ])('refuses %o, naming its kind alone', (data, received) => {
    const error = thrown(() => chain(numbers, sum()).invoke(untyped<[]>(data)));
    expect(error).toBeInstanceOf(DiscreetError);
    expect((error as Error).message).toBe(
      `invoke: data must be an array, a typed array, an iterable or an ingested dataset, got ${received}`,
    );
  });
});

describe('a source that fails', () => {
  const failing: readonly (readonly [name: string, make: () => unknown])[] = [
    [
      'a generator that throws',
      function* () {
        yield 1;
        throwing();
      },
    ],
    ['an iterator that throws', () => ({ [Symbol.iterator]: () => ({ next: throwing }) })],
    ['an iterator that cannot be had', () => ({ [Symbol.iterator]: throwing })],
    [
      'an iterator behind a getter',
      () => ({
        get [Symbol.iterator]() {
          return throwing();
        },
      }),
    ],
    ['an iterator that is none', () => ({ [Symbol.iterator]: () => 41 })],
    ['a proxy of an array', () => new Proxy([1], { get: throwing })],
    ['a proxy that cannot be looked at', () => new Proxy({}, { has: throwing, get: throwing })],
    [
      'a dataset whose batches throw',
      () => ({
        kind: 'dataset',
        domain: { kind: 'vector', element: real },
        '~batches': throwing,
      }),
    ],
    ['a dataset without a domain', () => ({ kind: 'dataset', '~batches': () => [] })],
    [
      'an object that hides what it is',
      () => ({
        get kind() {
          return throwing();
        },
        '~batches': 1,
      }),
    ],
    [
      'an error of ours with a record in it',
      function* () {
        yield 1;
        throw new DiscreetError({ tag: 'InvalidParameter', where: 'x', rule: secret });
      },
    ],
  ];

  it.each(failing)('gives one constant error for %s', (_name, make) => {
    isSourceFailed(thrown(() => chain(numbers, sum()).invoke(untyped<[]>(make()))));
    isSourceFailed(thrown(() => values(real, symmetric).invoke(untyped<[]>(make()))));
    isSourceFailed(thrown(() => chain(numbers, sum()).fold().step(untyped<[]>(make()))));
  });

  const stream = (next: () => Promise<unknown>) => ({
    [Symbol.asyncIterator]: () => ({ next }),
  });
  it.each<readonly [string, unknown]>([
    ['rejects', stream(() => Promise.reject(new Error(secret)))],
    ['throws', stream(throwing)],
    ['gives no result', stream(() => Promise.resolve(undefined))],
    ['cannot be had', { [Symbol.asyncIterator]: throwing }],
    ['is none', { [Symbol.asyncIterator]: () => undefined }],
  ])('gives the same error for a stream that %s', async (_name, data) => {
    const outcome = await Promise.resolve()
      .then(() => chain(numbers, sum()).invoke(untyped<AsyncIterable<number[]>>(data)))
      .then(
        () => 'no error',
        (error: unknown) => error,
      );
    isSourceFailed(outcome);
  });
});

describe('a stream', () => {
  const batches = async function* (all: readonly unknown[]) {
    for (const batch of all) yield await Promise.resolve(untyped<number[]>(batch));
  };

  it('is read batch by batch, of any kind', async () => {
    const all = [[1, 2], Float64Array.of(3), new Set([4]), []];
    expect(await chain(numbers, sum()).invoke(batches(all))).toBe(10);
    expect(await chain(numbers, sum()).invoke(batches([]))).toBe(0);
  });

  it('is refused when a batch is a row, without a word about the row', async () => {
    for (const row of [{ name: secret }, secret, 41, null]) {
      const outcome = await chain(numbers, sum())
        .invoke(batches([[1], row]))
        .catch((error: unknown) => error);
      expect(outcome).toBeInstanceOf(DiscreetError);
      expect(String(outcome)).not.toContain('Alice');
      expect(String(outcome)).not.toContain('41');
    }
  });

  it('is closed when a batch is refused', async () => {
    let closed = false;
    const data = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: false, value: 41 }),
        return: () => {
          closed = true;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
    await expect(
      chain(numbers, sum()).invoke(untyped<AsyncIterable<number[]>>(data)),
    ).rejects.toThrow(DiscreetError);
    expect(closed).toBe(true);
  });
});

describe('feed', () => {
  const domain = (element: DatasetDomain['element']): DatasetDomain => ({
    kind: 'vector',
    element,
  });

  it('reads typed arrays and rows in place', () => {
    const seen: Batch[] = [];
    const typed = Float64Array.of(1, 2);
    feed(typed, domain(real), (batch) => seen.push(batch));
    const rows = [{ a: 1 }];
    feed(rows, domain({ kind: 'row', columns: { a: real } }), (batch) => seen.push(batch));
    const [first, second] = seen;
    expect(first?.kind === 'numbers' && first.values.buffer).toBe(typed.buffer);
    expect(second?.kind === 'rows' && second.values).toBe(rows);
  });

  it('gives batches of at most batchLength rows', () => {
    const length = batchLength + 1;
    for (const data of [new Float64Array(length), Array(length), new Set(Array(length).keys())]) {
      const lengths: number[] = [];
      feed(data, domain(real), ({ start, end }) => {
        lengths.push(end - start);
      });
      expect(lengths).toEqual([batchLength, 1]);
    }
  });

  it('reads a public size like any other domain: the data may have another one', () => {
    const members = chain(values(real, changeOneDistance({ size: 3 })), clamp(0, 10), sum());
    expect(members.invoke([1, 2])).toBe(3);
    expect(members.invoke([1, 2, 3, 4])).toBe(10);
  });

  it('is not misled by what a typed array says of its own length', () => {
    class Longer extends Float64Array {
      override get length(): number {
        return 3;
      }
    }
    const data = new Longer([1, 2]);
    Object.defineProperty(data, 'subarray', { value: () => Float64Array.of(9, 9, 9) });
    expect(chain(numbers, sum()).invoke(data)).toBe(3);
  });
});
