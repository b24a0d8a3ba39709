import { Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import {
  boolean,
  category,
  contains,
  decimalGrid,
  type Domain,
  type ElementDomain,
  integer,
  proved,
  real,
  text,
} from '../src/index.ts';

const interval = (lower: number, upper: number): ElementDomain => {
  const grid = decimalGrid('clamp', { lower, upper });
  if (grid._tag === 'Left') throw grid.left;
  return { kind: 'interval', lower, upper, grid: grid.right };
};
const cities = category(['Oslo', 'Bergen']);
const row: ElementDomain = { kind: 'row', columns: { age: real, city: cities } };
const tenths = Rational.of(1n, 10n);

const examples: readonly (readonly [
  name: string,
  domain: ElementDomain | Domain,
  members: readonly unknown[],
  others: readonly unknown[],
])[] = [
  ['real', real, [0, -0, NaN, Infinity, 1e308], ['1', 1n, null, undefined, Object(1)]],
  [
    'integer',
    integer,
    [0, -0, NaN, -3, Number.MAX_SAFE_INTEGER],
    [0.5, Infinity, 2 ** 53, '1', 1n, null],
  ],
  ['text', text, ['', 'a'], [1, null, undefined, Object('a')]],
  ['boolean', boolean, [true, false], [0, 1, 'true', null, Object(true)]],
  ['category', cities, ['Oslo', 'Bergen'], ['oslo', '', 0, null, undefined, 'constructor']],
  [
    'interval',
    interval(0, 100),
    [0, 100, 1e-7, 0.1, 0.3, 99.9999999],
    [-1e-7, 100.0000001, 1e-8, NaN, Infinity, '1', 0.1 + 0.2 + 1e-9],
  ],
  [
    'row',
    row,
    [
      { age: 41, city: 'Oslo' },
      { age: NaN, city: 'Bergen', name: 'of no account' },
    ],
    [{ age: 41 }, { age: '41', city: 'Oslo' }, { city: 'Oslo' }, {}, null, 'Oslo', undefined],
  ],
  [
    'vector',
    { kind: 'vector', element: real },
    [[], [1, 2], new Float64Array(2), new Set([1])],
    [['1'], 1, null, '12', {}],
  ],
  ['sized vector', { kind: 'vector', element: real, size: 2 }, [[1, 2]], [[], [1], [1, 2, 3]]],
  ['grid', { kind: 'grid', unit: tenths }, [0, 0.1, 0.3, -7.7, 1e22], [0.05, NaN, '1', Infinity]],
  [
    'counts',
    { kind: 'counts', labels: ['a', '__proto__'], unit: Rational.one },
    [JSON.parse('{"a": 1, "__proto__": -2}')],
    [
      { a: 1 },
      { a: 1, b: 2 },
      { a: 1.5, b: 2 },
      [1, 2],
      null,
      JSON.parse('{"a":1,"__proto__":0.5}'),
    ],
  ],
  [
    'bins',
    { kind: 'bins', edges: [0, 1, 2], unit: Rational.one },
    [[0, -3]],
    [[0], [0, 0.5], [0, 1, 2], new Float64Array(2), { 0: 0, 1: 0, length: 2 }],
  ],
];

describe('contains', () => {
  it.each(examples)('knows the members of %s', (_name, domain, members, others) => {
    for (const member of members)
      expect([member, contains(domain, member)]).toEqual([member, true]);
    for (const other of others) expect([other, contains(domain, other)]).toEqual([other, false]);
  });
});

describe('contains', () => {
  it('knows no member of a domain that it does not know', () => {
    for (const kind of ['nothing', 'Vector', undefined])
      expect(contains(proved<typeof real>({ kind }), 1)).toBe(false);
  });

  it('is total: a value that fails when it is read is no member', () => {
    const fail = (): never => {
      throw new Error('Alice');
    };
    const people: Domain = { kind: 'vector', element: row };
    expect(contains(row, Object.defineProperty({ city: 'Oslo' }, 'age', { get: fail }))).toBe(
      false,
    );
    expect(contains(people, { [Symbol.iterator]: fail })).toBe(false);
    expect(contains(people, [new Proxy({}, { get: fail })])).toBe(false);
  });

  it('reads no further than it must', () => {
    const zeros = function* (): Generator<number> {
      for (;;) yield 0;
    };
    expect(contains({ kind: 'vector', element: real, size: 3 }, zeros())).toBe(false);
    expect(contains({ kind: 'vector', element: text }, zeros())).toBe(false);
    expect(contains({ kind: 'vector', element: real }, new Array(2 ** 32 - 1))).toBe(false);
    expect(contains({ kind: 'vector', element: real, size: 3 }, [0, 0, 0])).toBe(true);
    expect(contains({ kind: 'vector', element: real, size: 3 }, [0, 0])).toBe(false);
  });
});
