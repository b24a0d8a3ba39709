import {
  boolean,
  category,
  chain,
  changeOneDistance,
  integer,
  l2Distance,
  proved,
  real,
  symmetricDistance,
  text,
} from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  cast,
  clamp,
  column,
  count,
  countBy,
  filter,
  histogram,
  impute,
  ingest,
  mean,
  sum,
  table,
  values,
} from '../src/index.ts';
import { counted, forms, type Invocable, invoke, pieces, streamed } from './support/forms.ts';

interface Case {
  readonly name: string;
  readonly pipeline: Invocable & { readonly inputDomain: unknown };
  /** the source it starts from: this test is the same for all */
  readonly source: unknown;
  readonly rows: readonly unknown[];
  readonly answer: unknown;
}

const numbers = [3.14159, -5, 250, NaN, 0.1, 99.5, -0, 41, 3.14159, Infinity, -Infinity];
const wholes = [1, 5, -3, 100, 0, 7, 7, 250, -9];
const labels = ['Oslo', 'Bergen', 'Paris', 'Oslo', '', 'Bergen', 'Oslo', '__proto__'];
const people = numbers.map((age, i) => ({
  age,
  city: labels[i % labels.length],
  name: `p${i}`,
  member: i % 3 === 0,
  spare: { never: 'read' },
}));

const reals = values(real, symmetricDistance());
const integers = values(integer, symmetricDistance());
const sized = values(real, changeOneDistance({ size: 11 }));
const cities = values(category(['Bergen', 'Oslo']), symmetricDistance());
const names = values(text, symmetricDistance());
const flags = values(boolean, symmetricDistance());
const persons = table(
  { age: real, city: category(['Oslo', 'Bergen']), name: text, member: boolean },
  symmetricDistance({ contributions: 2 }),
);

const clamped = [3.14, 0, 100, 0, 0.1, 99.5, 0, 41, 3.14, 100, 0];

const cases: readonly Case[] = [
  { name: 'a source', pipeline: reals, source: reals, rows: numbers, answer: numbers },
  {
    name: 'clamp',
    pipeline: chain(reals, clamp(0, 100, { resolution: 0.01 })),
    source: reals,
    rows: numbers,
    answer: clamped,
  },
  {
    name: 'impute',
    pipeline: chain(reals, impute(40)),
    source: reals,
    rows: numbers,
    answer: numbers.map((x) => (Number.isNaN(x) ? 40 : x)),
  },
  {
    name: 'cast to whole numbers',
    pipeline: chain(reals, cast(integer)),
    source: reals,
    rows: numbers,
    answer: [3, -5, 250, NaN, 0, 99, 0, 41, 3, NaN, NaN],
  },
  {
    name: 'cast of labels to text',
    pipeline: chain(cities, cast(text)),
    source: cities,
    rows: ['Oslo', 'Bergen', 'Oslo'],
    answer: ['Oslo', 'Bergen', 'Oslo'],
  },
  {
    name: 'filter',
    pipeline: chain(
      reals,
      filter((x: number) => x > 3),
    ),
    source: reals,
    rows: numbers,
    answer: [3.14159, 250, 99.5, 41, 3.14159, Infinity],
  },
  {
    name: 'filter after clamp, then a sum',
    pipeline: chain(
      reals,
      clamp(0, 100, { resolution: 0.01 }),
      filter((x: number) => x < 100),
      sum(),
    ),
    source: reals,
    rows: numbers,
    answer: 146.88,
  },
  { name: 'count', pipeline: chain(reals, count()), source: reals, rows: numbers, answer: 11 },
  {
    name: 'count of text',
    pipeline: chain(names, count()),
    source: names,
    rows: ['a', 'b', ''],
    answer: 3,
  },
  {
    name: 'sum',
    pipeline: chain(reals, clamp(0, 100, { resolution: 0.01 }), sum()),
    source: reals,
    rows: numbers,
    answer: 346.88,
  },
  {
    name: 'sum of whole numbers',
    pipeline: chain(integers, clamp(-4, 100), sum()),
    source: integers,
    rows: wholes,
    answer: 1 + 5 - 3 + 100 + 0 + 7 + 7 + 100 - 4,
  },
  {
    name: 'mean',
    pipeline: chain(sized, clamp(0, 110, { resolution: 1 }), mean()),
    source: sized,
    rows: numbers,
    // 99.5 is a tie and goes to the even 100
    answer: (3 + 110 + 100 + 41 + 3 + 110) / 11,
  },
  {
    name: 'histogram',
    pipeline: chain(reals, histogram([0, 3, 50, 100])),
    source: reals,
    rows: numbers,
    answer: [2, 3, 1],
  },
  {
    name: 'histogram of whole numbers',
    pipeline: chain(integers, histogram([-9, 0, 7], l2Distance)),
    source: integers,
    rows: wholes,
    answer: [2, 5],
  },
  {
    name: 'countBy of labels',
    pipeline: chain(cities, countBy()),
    source: cities,
    rows: ['Oslo', 'Bergen', 'Oslo'],
    answer: { Oslo: 2, Bergen: 1 },
  },
  {
    name: 'countBy of booleans',
    pipeline: chain(flags, countBy(l2Distance)),
    source: flags,
    rows: [true, false, true, true],
    answer: { false: 1, true: 3 },
  },
];

describe('every step on every form of data', () => {
  for (const { name, pipeline, rows, answer } of cases)
    for (const [form, make] of forms(rows))
      it(`${name} gives the same answer on ${form}`, async () => {
        expect(await invoke(pipeline, make())).toEqual(answer);
      });

  for (const { name, pipeline, source, rows, answer } of cases)
    it(`${name} gives the same answer on an ingested dataset, again and again`, () => {
      const ingested = ingest(proved<typeof reals>(source), rows, { version: 'a' });
      if (E.isLeft(ingested)) throw ingested.left;
      expect(invoke(pipeline, ingested.right.dataset)).toEqual(answer);
      expect(invoke(pipeline, ingested.right.dataset)).toEqual(answer);
    });
});

describe('rows of a table', () => {
  const pipelines = {
    ages: chain(persons, column('age'), clamp(0, 100, { resolution: 0.01 })),
    total: chain(persons, column('age'), clamp(0, 100, { resolution: 0.01 }), sum()),
    cities: chain(persons, column('city'), countBy()),
    members: chain(persons, column('member'), countBy()),
    names: chain(persons, column('name')),
    kept: chain(
      persons,
      filter((row: { readonly age: number; readonly member: boolean }) => row.member),
      column('age'),
      impute(1),
    ),
    filteredCount: chain(
      persons,
      filter((row: { readonly city: string }) => row.city === 'Oslo'),
      count(),
    ),
  };
  const answers = {
    ages: clamped,
    total: 346.88,
    cities: { Oslo: 4, Bergen: 3 },
    members: { false: 7, true: 4 },
    names: people.map(({ name }) => name),
    kept: [3.14159, 1, -0, Infinity],
    filteredCount: 4,
  };
  const all = proved<readonly (keyof typeof answers)[]>(Object.keys(answers));

  for (const key of all)
    for (const [form, make] of forms(people))
      it(`${key} is the same on ${form}`, async () => {
        expect(await invoke(pipelines[key], make())).toEqual(answers[key]);
      });

  it('are the same after ingestion, with missing values kept', async () => {
    const rows = people.map((row) => ({ ...row, city: row.city === 'Oslo' ? 'Oslo' : 'Bergen' }));
    const ingested = ingest(persons, rows, { version: 'a', missing: 'keep' });
    if (E.isLeft(ingested)) throw ingested.left;
    for (const key of all) {
      expect(invoke(pipelines[key], ingested.right.dataset)).toEqual(invoke(pipelines[key], rows));
      expect(await invoke(pipelines[key], streamed([ingested.right.dataset]))).toEqual(
        invoke(pipelines[key], rows),
      );
    }
  });
});

describe('one pass', () => {
  it('reads an iterable once an invoke, whatever the steps', () => {
    const rows = counted(numbers);
    for (const { pipeline, rows: own } of cases.filter(({ rows: own }) => own === numbers)) {
      const before = rows.reads();
      invoke(pipeline, own === numbers ? rows : own);
      expect(rows.reads()).toBe(before + 1);
    }
  });

  it('reads each row once for each query, getters included', () => {
    let reads = 0;
    const row = {
      get age() {
        reads += 1;
        return 41;
      },
    };
    const ages = table({ age: real }, symmetricDistance());
    chain(ages, column('age'), cast(integer), impute(0), clamp(0, 100), sum()).invoke([row, row]);
    expect(reads).toBe(2);
  });
});

describe('the ends of batches', () => {
  const lengths = [0, 1, 2047, 2048, 2049, 8191, 8192, 8193, 16384, 16385];
  const pipelines: readonly Invocable[] = [
    chain(integers, clamp(-1000, 1000), sum()),
    chain(integers, count()),
    chain(integers, histogram([0, 250, 500, 999])),
    chain(
      integers,
      filter((x: number) => x % 3 === 0),
      count(),
    ),
    chain(
      integers,
      filter((x: number) => x % 2 === 0),
      clamp(-1000, 1000),
      sum(),
    ),
    chain(integers, cast(category(['7', '77'])), countBy()),
    chain(integers, cast(text)),
  ];
  for (const length of lengths)
    it(`change nothing at ${length} rows`, async () => {
      const rows = Array.from({ length }, (_, i) => (i * 7919) % 1000);
      const direct = [
        rows.reduce((a, b) => a + b, 0),
        length,
        [
          rows.filter((x) => x < 250).length,
          rows.filter((x) => x >= 250 && x < 500).length,
          rows.filter((x) => x >= 500).length,
        ],
        rows.filter((x) => x % 3 === 0).length,
        rows.filter((x) => x % 2 === 0).reduce((a, b) => a + b, 0),
        { '7': rows.filter((x) => x === 7).length, '77': rows.filter((x) => x === 77).length },
        rows.map(String),
      ];
      for (const [i, pipeline] of pipelines.entries()) {
        expect(invoke(pipeline, rows)).toEqual(direct[i]);
        expect(invoke(pipeline, counted(rows))).toEqual(direct[i]);
        expect(invoke(pipeline, Float64Array.from(rows))).toEqual(direct[i]);
        expect(invoke(pipeline, Int32Array.from(rows))).toEqual(direct[i]);
        expect(await invoke(pipeline, streamed(pieces(rows, [8191, 1, 0, 4097])))).toEqual(
          direct[i],
        );
      }
    });
});
