import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ingest } from '@discreet/transformations';
import { readSnapshot } from '../src/index.ts';
import { parseSchema } from '../src/owner-schema.ts';
import { checkRows } from '../src/internal/check-rows.ts';
import type { ReadRow } from '../src/internal/row.ts';
import { call, csv, json, place, schemaJson, told } from './command.ts';

const data = (name: string): string => join(fileURLToPath(new URL('data', import.meta.url)), name);

const rowsOf = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1, -1)
    .map((line): unknown => JSON.parse(line));

const ingested = async (name: string, content: string, schema: object = schemaJson()) => {
  const { at, put } = place();
  const outcome = await call(
    ...['ingest', put(name, content), '--schema', put('schema', schema), '--out', at('out')],
  );
  return { ...outcome, at, rows: outcome.code === 0 ? rowsOf(at('out')) : undefined };
};

describe('a snapshot', () => {
  it('holds the rows, the schema, the version and a random id, and only its owner may read it', async () => {
    const { at, put } = place();
    const args = ['ingest', put('people.csv', csv), '--schema', put('schema', schemaJson())];

    const one = await json(...args, '--version', '2026-11');
    const two = await json(...args, '--version', '2026-11', '--out', at('again'));

    expect(one).toMatchObject({ version: '2026-11', rows: 3, leftOut: ['name'] });
    expect(one.id).not.toBe(two.id);
    expect(statSync(at('people.snapshot')).mode & 0o777).toBe(0o600);
    const snapshot = await readSnapshot(at('people.snapshot'));
    expect([snapshot.version, snapshot.id]).toEqual(['2026-11', one.id]);
    expect(rowsOf(at('people.snapshot'))).toEqual([
      [41, 'Oslo'],
      [36, 'Bergen'],
      [29, 'Oslo'],
    ]);
  });

  it('is not written over another one', async () => {
    const { put } = place();
    const args = ['ingest', put('people.csv', csv), '--schema', put('schema', schemaJson())];
    await json(...args);

    const { code, error } = await call(...args);

    expect(code).toBe(2);
    expect(error).toMatch(/people\.snapshot: it is there already, name another with --out$/);
  });

  it('is refused when it was altered, cut off, or is none', async () => {
    const { at, put } = place();
    await json('ingest', put('people.csv', csv), '--schema', put('schema', schemaJson()));
    const text = readFileSync(at('people.snapshot'), 'utf8');
    const lines = text.split('\n');

    const read = (content: string): Promise<unknown> => readSnapshot(put('bad', content));

    await expect(read(text.replace('41', '42'))).rejects.toThrow(/damaged/);
    await expect(read(lines.slice(0, -2).join('\n'))).rejects.toThrow(/damaged/);
    await expect(read([...lines.slice(0, 2), ...lines.slice(3)].join('\n'))).rejects.toThrow(
      /damaged/,
    );
    await expect(read(text + text)).rejects.toThrow(/damaged/);
    await expect(read(text.replace('"formatVersion":1', '"formatVersion":2'))).rejects.toThrow(
      /version 1/,
    );
    await expect(read(csv)).rejects.toThrow(/no snapshot/);
    await expect(read('')).rejects.toThrow(/no snapshot/);
    await expect(readSnapshot(at('nowhere'))).rejects.toThrow(/no such file/);
  });
});

describe('CSV', () => {
  it('is read with a byte order mark, any end of line, quotes and blank lines', async () => {
    const { rows } = await ingested(
      'a.csv',
      '\uFEFFcity,age\r\n"Oslo",41\r\n\r\n"Bergen","36"\nOslo,1e1',
    );

    expect(rows).toEqual([
      [41, 'Oslo'],
      [36, 'Bergen'],
      [10, 'Oslo'],
    ]);
  });

  it('keeps every line end within quotes in the count of lines', async () => {
    const { error } = await ingested('a.csv', 'age,city,note\n1,Oslo,"x\r\ny\nz"\n2,Paris,\n');

    expect(error).toMatch(
      /a\.csv, line 5, column 'city': the value must be one of the declared labels$/,
    );
  });

  it.each([
    ['age,city\n1,Oslo,3\n', 'line 2: the record has 3 fields, the header 2'],
    ['age,town\n1,Oslo\n', "line 1: the header has no column 'city'"],
    ['age,city,age\n1,Oslo,2\n', "line 1: the header has the column 'age' twice"],
    ['age,city\n1,"Oslo\n', "line 2, column 'city': a quote is opened and never closed"],
    [
      'age,city\n1,Os"lo\n',
      "line 2, column 'city': a quote may only open a field, close it, or stand doubled inside a quoted one",
    ],
    ['age,city\n,Oslo\n', "line 2, column 'age': a value is missing"],
    ['age,city\nx,Oslo\n', "line 2, column 'age': the value must be a number"],
    ['age,city\nNaN,Oslo\n', "line 2, column 'age': the value must be a number"],
    ['age,city\n1e999,Oslo\n', "line 2, column 'age': the number must be within the doubles"],
    ['age,city\n1.5,Oslo\n', "line 2, column 'age': the value must be a whole number within 2^53"],
    [
      'age,city\n9007199254740993,Oslo\n',
      "line 2, column 'age': the value must be a whole number within 2^53",
    ],
    ['', 'the file is empty, its first line must name the columns'],
    ['age,city\n1,Oslo\n1,\xff\n', 'line 3: it is not UTF-8 text'],
  ])('%j is refused by line and column', async (content, message) => {
    const { at, put } = place();
    put('schema', schemaJson());
    writeFileSync(at('a.csv'), Buffer.from(content, 'latin1'));

    const { code, error } = await call('ingest', at('a.csv'), '--schema', at('schema'));

    expect(code).toBe(3);
    expect(error).toContain(message);
    expect(error).not.toContain('\n');
    expect(readdirSync(dirname(at('a.csv'))).sort()).toEqual(['a.csv', 'schema']);
  });

  it('has every place that does not fit named, all of them counted, and nothing written', async () => {
    const { at, put } = place();
    const args = [
      ...['ingest', put('a.csv', `age,city\n${'x,Paris\n'.repeat(30)}`)],
      ...['--schema', put('schema', schemaJson())],
    ];

    const all = await call(...args);
    const some = await call(...args, '--misfits', '2', '--json');

    expect(all.code).toBe(3);
    expect(all.error.split('\n')).toHaveLength(61);
    expect(all.error.split('\n')[60]).toBe(
      "  line 31, column 'city': the value must be one of the declared labels",
    );
    expect(told(some.error).error).toMatchObject({
      tag: 'Misfit',
      exitCode: 3,
      details: [
        expect.stringContaining('line 2'),
        expect.stringContaining('line 2'),
        'and 58 more, not named',
      ],
    });
    expect(existsSync(at('a.snapshot'))).toBe(false);
  });

  it('takes an empty field for a missing value where the schema keeps them, and for a text in a column of text', async () => {
    const schema = schemaJson({
      missing: 'keep',
      columns: { age: 'real', note: 'text', ok: 'boolean' },
    });
    const { rows } = await ingested('a.csv', 'age,note,ok\n,,\n1,x,true\n', schema);

    expect(rows).toEqual([
      [null, '', null],
      [1, 'x', true],
    ]);
  });

  it('must have the declared number of rows', async () => {
    const schema = schemaJson({ metric: { kind: 'changeOneDistance', size: 4 } });
    const { code, error } = await ingested('a.csv', csv, schema);

    expect(code).toBe(3);
    expect(error).toMatch(/the data must have the declared 4 rows, they have 3$/);
  });
});

describe('JSON lines', () => {
  it('are read line by line, other keys left out', async () => {
    const { rows, out } = await ingested(
      'a.jsonl',
      '{"city":"Oslo","age":41,"x":{"age":9}}\r\n\n{"age":1,"city":"Bergen"}',
    );

    expect(rows).toEqual([
      [41, 'Oslo'],
      [1, 'Bergen'],
    ]);
    expect(out).toContain('left out    x');
  });

  it.each([
    ['{"age":1,"city":"Oslo"', 'line 1: the line is not JSON'],
    ['[1,"Oslo"]', 'line 1: the line must be an object'],
    ['{"age":1,"city":"Oslo","age":2}', 'line 1: a key stands twice in the object'],
    [
      '{"age":"1","city":"Oslo"}',
      "line 1, column 'age': the value must be a whole number within 2^53",
    ],
    ['{"age":1e999,"city":"Oslo"}', "line 1, column 'age': the number must be within the doubles"],
    ['{"age":[1],"city":"Oslo"}', "line 1, column 'age': the value must be no list and no object"],
    ['{"city":"Oslo"}', "line 1, column 'age': a value is missing"],
    ['{"age":null,"city":"Oslo"}', "line 1, column 'age': a value is missing"],
  ])('%s is refused by line and column', async (content, message) => {
    const { code, error } = await ingested('a.jsonl', content);

    expect(code).toBe(3);
    expect(error).toMatch(new RegExp(`${message.replace(/[\^$*+.()[\]{}]/g, '\\$&')}$`));
  });
});

describe('Parquet and Arrow', () => {
  const schema = schemaJson({
    missing: 'keep',
    columns: {
      age: 'integer',
      city: { category: ['Oslo', 'Bergen'] },
      income: 'real',
      height: 'real',
      member: 'boolean',
      note: 'text',
    },
  });

  it.each([
    ...['rows-snappy.parquet', 'rows-zstd.parquet', 'rows-gzip.parquet', 'rows-none.parquet'],
    ...['rows.arrow', 'rows.arrows'],
  ])(
    '%s gives the same rows: int64, dictionaries, decimals, NaN, infinities, nulls',
    async (file) => {
      const { at, put } = place();

      const report = await json(
        ...['ingest', data(file), '--schema', put('schema', schema), '--out', at('out')],
      );

      expect(report).toMatchObject({
        rows: 4,
        missing: { height: 2, income: 1, member: 1, note: 1 },
        notFinite: { height: 1 },
        leftOut: ['seen', 'tags'],
      });
      // by name: age, city, height, income, member, note
      expect(rowsOf(at('out'))).toEqual([
        [41, 'Oslo', 1.75, 1.1, true, 'a'],
        [36, 'Bergen', null, -20.25, false, 'å, "b"'],
        [29, 'Oslo', 'Infinity', null, null, ''],
        [52, 'Bergen', null, 0, true, null],
      ]);
      expect((await readSnapshot(at('out'))).dataset.domain.element.kind).toBe('row');
    },
  );

  it.each([
    ['big.parquet', { n: 'integer' }, "row 2, column 'n': the whole number must be within 2^53"],
    ['big.arrow', { n: 'integer' }, "row 2, column 'n': the whole number must be within 2^53"],
    [
      'wrong.parquet',
      { t: { category: ['a', 'c'] } },
      "row 2, column 't': the value must be one of the declared labels",
    ],
    [
      'wrong.arrow',
      { t: { category: ['a', 'c'] } },
      "row 2, column 't': the value must be one of the declared labels",
    ],
    [
      'rows-zstd.parquet',
      { seen: 'text' },
      "column 'seen': its type INT64 (TIMESTAMP) is none that a schema has: write it as text or as a number",
    ],
    [
      'rows.arrow',
      { seen: 'text' },
      "column 'seen': its type Timestamp<MICROSECOND> is none that a schema has: write it as text or as a number",
    ],
    [
      'rows-zstd.parquet',
      { tags: 'text' },
      "column 'tags': its type LIST is none that a schema has: write it as text or as a number",
    ],
    [
      'rows.arrow',
      { tags: 'text' },
      "column 'tags': its type List<Utf8> is none that a schema has: write it as text or as a number",
    ],
    [
      'rows-zstd.parquet',
      { age: 'text' },
      "column 'age': its type INT64 does not hold what the schema says, text",
    ],
    [
      'rows.arrow',
      { note: 'real' },
      "column 'note': its type Utf8 does not hold what the schema says, real",
    ],
    ['rows.arrow', { other: 'real' }, "column 'other': the file has no such column"],
    ['rows-none.parquet', { other: 'real' }, "column 'other': the file has no such column"],
    ['rows-none.parquet', { income: 'real' }, "row 3, column 'income': a value is missing"],
  ])('%s with %j is refused by row and column', async (file, declared, message) => {
    const { at, put } = place();

    const { code, error } = await call(
      ...['ingest', data(file), '--schema', put('schema', schemaJson({ columns: declared }))],
      ...['--out', at('out')],
    );

    expect([code, error]).toEqual([3, `${data(file)}, ${message}`]);
  });

  it.each(['a.parquet', 'a.arrow'])('says of %s that it is none', async (name) => {
    const { code, error } = await ingested(name, csv);

    expect(code).toBe(3);
    expect(error).toMatch(/it cannot be read as (Parquet|Arrow), /);
  });
});

describe('the check', () => {
  it('takes and refuses the rows that the library takes and refuses', async () => {
    const value = fc.oneof(
      fc.constantFrom(null, undefined, NaN, Infinity, -0, 2 ** 53, 'Oslo', 'Paris', '', true, 1n),
      fc.double(),
      fc.integer(),
      fc.string(),
    );
    const names = ['age', 'city', 'note', 'ok', 'x'];
    const declared = {
      age: 'integer',
      city: { category: ['Oslo', 'Bergen'] },
      note: 'text',
      ok: 'boolean',
      x: 'real',
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(value, { minLength: 5, maxLength: 5 }), { maxLength: 3 }),
        fc.constantFrom('keep' as const, 'refuse' as const),
        async (rows, missing) => {
          const schema = parseSchema('s', schemaJson({ missing, columns: declared }));
          const read = Readable.from(
            rows.map((values, i) => ({ kind: 'row' as const, line: i + 1, values })),
          ) as AsyncIterable<ReadRow>;
          const checked = await checkRows(
            { place: 'row', rows: read, leftOut: () => [] },
            schema,
            10,
            () => undefined,
          );
          const byName = rows.map((row) =>
            Object.fromEntries(names.map((name, i) => [name, row[i]])),
          );
          const library = ingest(schema.source, byName, {
            version: 'v',
            missing,
          });
          expect(checked.count).toBe(library._tag === 'Left' ? library.left.count : 0);
          if (library._tag === 'Right') expect(checked).toMatchObject({ ...library.right.report });
        },
      ),
    );
  });
});
