import {
  boolean,
  category,
  chain,
  changeOneDistance,
  DiscreetError,
  integer,
  proved,
  real,
  symmetricDistance,
  text,
} from '@discreet/core';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  clamp,
  column,
  count,
  countBy,
  filter,
  histogram,
  ingest,
  type Ingestion,
  IngestionRefused,
  mean,
  sum,
  table,
  values,
} from '../src/index.ts';
import { invoke, streamed } from './support/forms.ts';
import { marker, misfits } from './support/misfits.ts';

const columns = {
  age: integer,
  wage: real,
  city: category(['Oslo', 'Bergen', '__proto__']),
  name: text,
  member: boolean,
};
const people = table(columns, symmetricDistance());
const good = { age: 41, wage: 1.5, city: 'Oslo', name: 'a', member: true };
const options = { version: '2026-01' };

const right = <D>(outcome: E.Either<IngestionRefused, Ingestion<D>>): Ingestion<D> => {
  if (E.isLeft(outcome)) throw outcome.left;
  return outcome.right;
};
const left = (outcome: E.Either<IngestionRefused, unknown>): IngestionRefused => {
  if (E.isRight(outcome)) throw new Error('was not refused');
  return outcome.left;
};

describe('ingest', () => {
  it('names the row, the column and the rule of what does not fit', () => {
    for (const [row, column, rule] of [
      [{ ...good, age: 41.5 }, 'age', 'the value must be a member of integer'],
      [{ ...good, age: 2 ** 53 }, 'age', 'the value must be a member of integer'],
      [{ ...good, age: Infinity }, 'age', 'the value must be a member of integer'],
      [{ ...good, age: '41' }, 'age', 'the value must be a member of integer'],
      [{ ...good, wage: '1.5' }, 'wage', 'the value must be a member of real'],
      [{ ...good, wage: 1n }, 'wage', 'the value must be a member of real'],
      [{ ...good, city: 'Paris' }, 'city', 'the value must be one of the declared labels'],
      [{ ...good, city: 0 }, 'city', 'the value must be one of the declared labels'],
      [{ ...good, name: 5 }, 'name', 'the value must be a member of text'],
      [{ ...good, member: 'true' }, 'member', 'the value must be a member of boolean'],
      [{ ...good, member: 0 }, 'member', 'the value must be a member of boolean'],
      [{ ...good, name: NaN }, 'name', 'a value is missing'],
      [{ ...good, age: null }, 'age', 'a value is missing'],
      [{ ...good, wage: undefined }, 'wage', 'a value is missing'],
      [null, '', 'a row must be an object'],
      ['x', '', 'a row must be an object'],
      [() => good, '', 'a row must be an object'],
    ] as const) {
      const refused = left(ingest(people, [good, row, good], options));
      expect(refused.misfits).toEqual([{ row: 2, column, rule }]);
      expect(refused.count).toBe(1);
      expect(refused.message).toBe(
        `ingest: row 2${column === '' ? '' : `, column '${column}'`}: ${rule}`,
      );
      expect(refused).toBeInstanceOf(DiscreetError);
      expect(refused._tag).toBe('IngestionRefused');
    }
  });

  it('names the row alone where values are in no column', () => {
    const refused = left(ingest(values(integer, symmetricDistance()), [1, 'x', 2], options));
    const rule = 'the value must be a member of integer';
    expect(refused.misfits).toEqual([{ row: 2, column: '', rule }]);
    expect(refused.message).toBe(`ingest: row 2: ${rule}`);
  });

  it('counts every misfit and names the first twenty', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) =>
      i % 2 === 0 ? good : { ...good, age: 'x', name: 5 },
    );
    const refused = left(ingest(people, rows, options));
    expect(refused.count).toBe(20_000);
    expect(refused.misfits.length).toBe(20);
    expect(refused.misfits[19]).toEqual({
      row: 20,
      column: 'name',
      rule: 'the value must be a member of text',
    });
    expect(refused.message).toContain('(and 19999 more)');
  });

  it('counts in its report what is missing or not finite, and takes NaN for a missing number', () => {
    const rows = [
      { ...good, age: NaN, wage: NaN },
      { ...good, wage: -Infinity },
      { ...good, wage: Infinity },
      good,
    ];
    expect(right(ingest(people, rows, options)).report).toEqual({
      rows: 4,
      missing: { age: 1, wage: 1 },
      notFinite: { wage: 2 },
    });
  });

  it('keeps missing values where the owner says so, and nothing else', () => {
    const rows = [good, {}, { ...good, age: null, city: undefined, name: null, member: null }];
    const kept = right(ingest(people, rows, { ...options, missing: 'keep' }));
    expect(kept.report.missing).toEqual({ age: 2, wage: 1, city: 2, name: 2, member: 2 });
    expect(chain(people, column('name')).invoke(kept.dataset)).toEqual(['a', undefined, undefined]);
    expect(chain(people, column('city'), countBy()).invoke(kept.dataset)).toMatchObject({
      Oslo: 1,
      Bergen: 0,
    });
    expect(
      left(ingest(people, [{ ...good, city: '' }], { ...options, missing: 'keep' })).count,
    ).toBe(1);
    expect(left(ingest(people, [null], { ...options, missing: 'keep' })).count).toBe(1);
    expect(left(ingest(people, rows, { ...options, missing: 'refuse' })).count).toBe(9);
  });

  it('holds a dataset of declared size to its size', () => {
    const three = values(real, changeOneDistance({ size: 3 }));
    for (const rows of [[], [1], [1, 2], [1, 2, 3, 4]]) {
      const refused = left(ingest(three, rows, options));
      expect(refused.message).toContain(
        `the data must have the declared 3 rows, got ${rows.length}`,
      );
    }
    const { dataset } = right(ingest(three, [1, 2, 3], options));
    expect(chain(three, clamp(0, 3), mean()).invoke(dataset)).toBe(2);
  });

  it('takes iterables and streams of rows, at every length about a batch', async () => {
    for (const length of [0, 1, 8191, 8192, 8193, 16_385]) {
      const rows = Array.from({ length }, (_, i) => ({ ...good, age: i }));
      const here = right(ingest(people, rows.values(), options));
      const streamedIn = right(
        await ingest(people, proved<AsyncIterable<unknown>>(streamed(rows)), options),
      );
      for (const { dataset, report } of [here, streamedIn]) {
        expect(report.rows).toBe(length);
        expect(chain(people, count()).invoke(dataset)).toBe(length);
        expect(chain(people, column('age'), clamp(0, 1e6), sum()).invoke(dataset)).toBe(
          (length * Math.max(0, length - 1)) / 2,
        );
        expect(
          chain(
            people,
            filter((row: { readonly age: number }) => row.age % 2 === 0),
            count(),
          ).invoke(dataset),
        ).toBe(Math.ceil(length / 2));
      }
    }
  });

  it('reads each value once: what is checked is what is kept', () => {
    let reads = 0;
    const row = Object.defineProperty({ ...good }, 'age', {
      enumerable: true,
      get: () => {
        reads += 1;
        return reads === 1 ? 41 : 'not a number';
      },
    });
    const { dataset } = right(ingest(people, [row], options));
    expect(reads).toBe(1);
    expect(chain(people, column('age')).invoke(dataset)).toEqual([41]);
  });

  it('keeps its own copy', () => {
    const rows = [{ ...good }];
    const typed = Float64Array.of(1, 2);
    const { dataset } = right(ingest(people, rows, options));
    const reals = values(real, symmetricDistance());
    const numbers = right(ingest(reals, typed, options)).dataset;
    rows[0] = { ...good, age: 0 };
    rows.push(good);
    typed.fill(100);
    expect(chain(people, column('age')).invoke(dataset)).toEqual([41]);
    expect(chain(reals, clamp(0, 100), sum()).invoke(numbers)).toBe(3);
  });

  it('throws what the source throws: only the owner is there', async () => {
    const failing = (function* () {
      yield good;
      throw new Error('line 2 cannot be read');
    })();
    expect(() => ingest(people, failing, options)).toThrow('line 2 cannot be read');
    const stream = (async function* () {
      yield await Promise.resolve(good);
      throw new Error('the network is gone');
    })();
    await expect(ingest(people, stream, options)).rejects.toThrow('the network is gone');
  });

  it('refuses options and data that are none', () => {
    const untyped = proved<(...given: readonly unknown[]) => unknown>(ingest);
    for (const wrong of [undefined, {}, { version: '' }, { version: 5 }])
      expect(() => untyped(people, [], wrong)).toThrow(
        'ingest: version must be a name that is not empty',
      );
    for (const wrong of [null, 'a', { version: 'a', mising: 'keep' }])
      expect(() => untyped(people, [], wrong)).toThrow(
        'ingest: the options are an object with version and missing',
      );
    expect(() => untyped(people, [], { version: 'a', missing: 'drop' })).toThrow(
      "ingest: missing must be 'refuse' or 'keep', got 'drop'",
    );
    for (const wrong of [undefined, null, 5, 'rows', good])
      expect(() => untyped(people, wrong, options)).toThrow('ingest: rows must be an iterable');
    expect(() => untyped({}, [], options)).toThrow('ingest: works on a transformation');
  });

  it('cannot be altered', () => {
    const { dataset, report } = right(ingest(people, [good], options));
    for (const object of [dataset, report, report.missing, report.notFinite, dataset.domain])
      expect(Object.isFrozen(object)).toBe(true);
    expect(dataset.version).toBe('2026-01');
    expect(Object.isFrozen(left(ingest(people, [null], options)).misfits)).toBe(true);
  });
});

describe('a refusal', () => {
  const secret = fc.string({
    minLength: 12,
    maxLength: 20,
    unit: fc.constantFrom('Q', 'X', 'Z', 'J', 'K', 'q', 'x', 'z', 'j', 'k'),
  });

  it('never holds a value of the data', () => {
    const value = fc.oneof(
      secret,
      fc.constantFrom(null, undefined, NaN, true),
      secret.map((s) => ({ [s]: s })),
      secret.map((s) => [s]),
      secret.map((s) => Symbol(s)),
      secret.map((s) => new Error(s)),
    );
    const row = fc.oneof(
      fc.record({ age: value, wage: value, city: value, name: value, member: value }),
      value,
      secret.map((s) => ({ ...good, [s]: 1 })),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const outcome = ingest(people, rows, options);
        if (E.isRight(outcome)) return;
        const { left: refused } = outcome;
        const said = `${refused.message} ${refused.stack ?? ''} ${JSON.stringify(refused)} ${JSON.stringify(refused.misfits)}`;
        // ten letters in a row of those that only the data have
        expect(said).not.toMatch(/[QXZJKqxzjk]{10}/);
      }),
      { numRuns: 300 },
    );
  });

  for (const [name, value] of misfits)
    it(`says nothing about ${name}`, () => {
      let said = '';
      try {
        const outcome = ingest(people, [value, { ...good, name: 5, wage: value }], options);
        said = `${left(outcome).message} ${JSON.stringify(left(outcome))}`;
      } catch (error) {
        // a source that throws: the owner's own error
        expect(name).toMatch(/proxy|throws/);
        expect(error).toBeInstanceOf(Error);
      }
      expect(said).not.toContain(marker);
    });
});

describe('a dataset', () => {
  it('gives the same answers as its rows', () => {
    const row = fc.record({
      age: fc.oneof(fc.maxSafeInteger(), fc.constant(NaN)),
      wage: fc.double(),
      city: fc.constantFrom('Oslo', 'Bergen', '__proto__'),
      name: fc.string(),
      member: fc.boolean(),
    });
    const pipelines = [
      chain(people, count()),
      chain(people, column('age'), clamp(-1e6, 1e6), sum()),
      chain(people, column('wage'), clamp(-1, 1), sum()),
      chain(people, column('wage'), histogram([-1, 0, 1])),
      chain(people, column('city'), countBy()),
      chain(people, column('member'), countBy()),
      chain(people, column('name')),
      chain(
        people,
        filter(
          (one: { readonly member: boolean; readonly city: string }) =>
            one.member && one.city !== 'Oslo',
        ),
        column('wage'),
        clamp(-1, 1),
        sum(),
      ),
    ];
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const { dataset } = right(ingest(people, rows, options));
        for (const pipeline of pipelines)
          expect(invoke(pipeline, dataset)).toEqual(invoke(pipeline, rows));
      }),
      { numRuns: 60 },
    );
  });

  it('of another table is refused before it is read, with the same words whatever it holds', () => {
    const other = right(
      ingest(
        table({ ...columns, name: integer }, symmetricDistance()),
        [{ ...good, name: 1 }],
        options,
      ),
    ).dataset;
    const labels = right(
      ingest(
        table({ ...columns, city: category(['Bergen', 'Oslo', '__proto__']) }, symmetricDistance()),
        [good],
        options,
      ),
    ).dataset;
    const fewer = right(
      ingest(table({ age: integer }, symmetricDistance()), [good], options),
    ).dataset;
    for (const dataset of [other, labels, fewer])
      expect(() => invoke(chain(people, count()), dataset)).toThrow(
        'invoke: the dataset was ingested for another domain',
      );
  });

  it('of the same columns in another order is the same table', () => {
    const { age, wage, city, name, member } = columns;
    const turned = table(
      { member, name, city, wage, age },
      symmetricDistance({ contributions: 2 }),
    );
    const { dataset } = right(ingest(turned, [good], options));
    expect(invoke(chain(people, column('age')), dataset)).toEqual([41]);
  });
});
