import {
  boolean,
  category,
  chain,
  changeOneDistance,
  DiscreetError,
  l2Distance,
  proved,
  real,
  symmetricDistance,
  text,
} from '@discreet/core';
import { laplace } from '@discreet/measurements';
import { describe, expect, it } from 'vitest';
import {
  clamp,
  column,
  count,
  countBy,
  filter,
  ingest,
  mean,
  registeredFunction,
  sum,
  table,
  values,
} from '../src/index.ts';
import { invoke } from './support/forms.ts';
import { marker, misfits } from './support/misfits.ts';

const reals = values(real, symmetricDistance());
const members = values(real, changeOneDistance({ size: 10 }));
type Predicate = (value: unknown) => boolean;

describe('filter', () => {
  it('keeps a row for `true` and for nothing else', () => {
    const answers: readonly unknown[] = [
      1,
      'true',
      {},
      [],
      Symbol('x'),
      5n,
      Promise.resolve(true),
      () => true,
      Object(true),
      null,
      undefined,
      NaN,
      false,
    ];
    for (const answer of answers)
      expect(chain(reals, filter(proved<Predicate>(() => answer)), count()).invoke([1, 2])).toBe(0);
    expect(
      chain(
        reals,
        filter(() => true),
        count(),
      ).invoke([1, 2]),
    ).toBe(2);
  });

  it('drops the rows at which its predicate throws, and goes on', () => {
    const pipeline = chain(
      reals,
      filter((x: number) => {
        if (x === 2) throw new Error(marker);
        return true;
      }),
    );
    expect(pipeline.invoke([1, 2, 3])).toEqual([1, 3]);
    const always = chain(
      reals,
      filter((): boolean => {
        throw proved<Error>(undefined);
      }),
      count(),
    );
    expect(always.invoke([1, 2, 3])).toBe(0);
  });

  it('shows its predicate one element and nothing else', () => {
    const seen: unknown[][] = [];
    const spy = function (this: unknown, ...given: unknown[]): boolean {
      seen.push([this, ...given]);
      return true;
    };
    chain(reals, filter(proved<(x: number) => boolean>(spy))).invoke([7, 8]);
    expect(seen).toEqual([
      [undefined, 7],
      [undefined, 8],
    ]);
  });

  it('gives every predicate the missing value of the column, not the misfit', () => {
    const seen: unknown[] = [];
    for (const atom of [real, boolean, text, category(['Oslo'])])
      invoke(
        chain(
          proved<typeof reals>(values(atom, symmetricDistance())),
          filter((x: number) => {
            seen.push(x);
            return true;
          }),
        ),
        [{ toString: () => 'Oslo' }],
      );
    expect(seen).toEqual([NaN, undefined, undefined, undefined]);
  });

  it('is total on rows of any kind', () => {
    const persons = table({ age: real }, symmetricDistance());
    const kept = chain(
      persons,
      filter((row: { readonly age: number }) => row.age >= 18),
      column('age'),
      clamp(0, 100),
      sum(),
    );
    for (const [name, value] of misfits)
      expect(invoke(kept, [value, { age: value }, { age: 20 }]), name).toBe(20);
  });

  it('shows a predicate the declared columns alone, and lets it change nothing', () => {
    const persons = table({ age: real }, symmetricDistance());
    const seen: unknown[] = [];
    const pipeline = chain(
      persons,
      filter((row: { age: number }) => {
        seen.push(row);
        return true;
      }),
      column('age'),
      clamp(0, 50),
      sum(),
    );
    const rows = [{ age: 1, secret: 'HIV' }];
    expect(pipeline.invoke(rows)).toBe(1);
    expect(seen).toEqual([{ age: 1 }]);
    const raise = filter((row: { age: number }) => {
      row.age = 100;
      return true;
    });
    expect(chain(persons, raise, count()).invoke(rows)).toBe(0);
    expect(rows).toEqual([{ age: 1, secret: 'HIV' }]);
  });

  it('shows what is missing alike in rows as they came and in ingested ones', () => {
    const persons = table({ age: real, city: category(['Oslo']) }, symmetricDistance());
    const kept = chain(
      persons,
      filter((row: { age: number; city: string }) => row.age >= 0 || row.city === 'Paris'),
      count(),
    );
    const rows = [
      { age: null, city: 'Oslo' },
      { age: '30', city: 'Paris' },
      { age: 3, city: 'Oslo' },
    ];
    expect(invoke(kept, rows)).toBe(1);
    const read = ingest(persons, [rows[0], rows[2]], { version: '1', missing: 'keep' });
    expect(read._tag === 'Right' && kept.invoke(read.right.dataset)).toBe(1);
  });

  it('reads each field of a row once', () => {
    let reads = 0;
    const row = {
      get age(): number {
        reads += 1;
        return reads;
      },
    };
    const total = chain(
      table({ age: real }, symmetricDistance()),
      filter((one: { age: number }) => one.age === 1),
      column('age'),
      clamp(0, 50),
      sum(),
    );
    expect(total.invoke([row])).toBe(1);
    expect(reads).toBe(1);
  });
});

describe('the distance behind a filter', () => {
  it('stays under symmetricDistance', () => {
    const pipeline = chain(
      values(real, symmetricDistance({ contributions: 3 })),
      filter(() => true),
    );
    expect(pipeline.map(1).toString()).toBe('3');
    expect(pipeline.outputMetric.kind).toBe('symmetricDistance');
  });

  it('doubles under changeOneDistance, once, and the size is gone', () => {
    const once = chain(
      members,
      filter(() => true),
    );
    expect(once.map(1).toString()).toBe('2');
    expect(once.map(3).toString()).toBe('6');
    expect(once.outputMetric.kind).toBe('symmetricDistance');
    expect('size' in once.outputDomain).toBe(false);
    expect(
      chain(
        once,
        filter(() => true),
      )
        .map(1)
        .toString(),
    ).toBe('2');
    expect(chain(once, clamp(-1, 4), sum()).map(1).toString()).toBe('8');
    const cities = values(category(['a', 'b']), changeOneDistance({ size: 10 }));
    expect(
      chain(
        cities,
        filter(() => true),
        countBy(),
      )
        .map(1)
        .toString(),
    ).toBe('2');
    expect(
      chain(
        cities,
        filter(() => true),
        countBy(l2Distance),
      )
        .map(1)
        .toString(),
    ).toBe('4');
  });

  it('lets the number of rows be counted, which is no longer public', () => {
    const pipeline = chain(
      members,
      filter((x: number) => x > 1),
      count(),
      laplace({ scale: 4 }),
    );
    expect(pipeline.map(1).toString()).toBe('1/2');
    const apply = proved<(pipeline: unknown) => unknown>(count());
    expect(() => apply(members)).toThrow(
      'count: the number of rows is public under changeOneDistance: use its size, got changeOneDistance',
    );
    const average = proved<(pipeline: unknown) => unknown>(mean());
    expect(() =>
      average(
        chain(
          members,
          filter(() => true),
          clamp(0, 1),
        ),
      ),
    ).toThrow('mean: needs a public size');
  });

  it('rests on the predicate, and says so once', () => {
    const pipeline = chain(
      reals,
      filter(() => true),
      filter(() => true),
      count(),
      laplace({ scale: 1 }),
    );
    expect(pipeline.assumptions).toEqual([
      'nobody has more than one row',
      'trusted-code: the predicate of filter() depends on its element alone',
    ]);
    expect(pipeline.explain()).toContain('assumes      trusted-code: the predicate of filter()');
  });
});

describe('functions with and without a name', () => {
  it('an unregistered one has no JSON form, and the pipeline still runs', () => {
    const pipeline = chain(
      reals,
      filter(() => true),
      count(),
      laplace({ scale: 1 }),
    );
    for (const call of [
      () => pipeline.toJSON(),
      () => pipeline.fingerprint(),
      () => JSON.stringify(pipeline),
      () => JSON.stringify({ deep: [pipeline] }),
      () => pipeline.exact.toJSON(),
    ]) {
      expect(call).toThrow(DiscreetError);
      expect(call).toThrow(
        'toJSON: the function in filter() must be registered with an id and a version, got a plain function',
      );
    }
    expect(Number.isInteger(pipeline.invoke([1]))).toBe(true);
    expect(pipeline.explain()).toContain('filter(function: unregistered)');
  });

  it('a registered one stands in JSON by id and version, never by its code', () => {
    const adult = registeredFunction('adult', 3, (x: number) => x >= 18);
    const pipeline = chain(reals, filter(adult), count());
    expect(pipeline.toJSON().steps[1]).toEqual({
      step: 'filter',
      function: { id: 'adult', version: 3 },
    });
    expect(pipeline.fingerprint()).not.toContain('=>');
    expect(pipeline.invoke([17, 18, NaN])).toBe(1);
    expect(Object.isFrozen(adult)).toBe(true);
  });

  it('one with the id of the mark for unregistered functions is told apart', () => {
    const named = registeredFunction('unregistered', 1, () => true);
    expect(chain(reals, filter(named)).toJSON().steps[1]).toEqual({
      step: 'filter',
      function: { id: 'unregistered', version: 1 },
    });
  });

  it('refuses what has no rows', () => {
    const step = proved<(pipeline: unknown) => unknown>(filter(() => true));
    expect(() => step(undefined)).toThrow('filter: works on a transformation, got nothing');
    expect(() => step(chain(reals, count()))).toThrow('filter: works on rows, got grid');
  });

  it('refuses what is no function', () => {
    const untyped = proved<(given: unknown) => unknown>(filter);
    for (const wrong of [
      undefined,
      null,
      5,
      'x',
      {},
      { id: 'a', run: 5, version: 1 },
      { id: 'a', run: () => true },
    ])
      expect(() => untyped(wrong)).toThrow(
        /^(filter: the predicate|registeredFunction: (run|version)) must be /,
      );
    const register = proved<(...given: readonly unknown[]) => unknown>(registeredFunction);
    expect(() => register('', 1, () => true)).toThrow('registeredFunction: id must be');
    expect(() => register(5, 1, () => true)).toThrow('registeredFunction: id must be');
    for (const version of [0, -1, 1.5, NaN, Infinity, '1'])
      expect(() => register('a', version, () => true)).toThrow(
        'registeredFunction: version must be',
      );
    expect(() => register('a', 1, 'code')).toThrow('registeredFunction: run must be a function');
  });

  it('refuses a registered function made by hand that no registry would take', () => {
    const untyped = proved<(given: unknown) => unknown>(filter);
    for (const version of [0, NaN, 1.5])
      expect(() => untyped({ id: 'a', version, run: () => true })).toThrow(DiscreetError);
    expect(() => untyped({ id: '', version: 1, run: () => true })).toThrow(DiscreetError);
  });
});
