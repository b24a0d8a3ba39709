import {
  type Atom,
  boolean,
  category,
  chain,
  integer,
  proved,
  real,
  symmetricDistance,
  text,
} from '@discreet/core';
import { describe, expect, it } from 'vitest';
import { cast, clamp, column, count, countBy, impute, sum, table, values } from '../src/index.ts';
import { invoke } from './support/forms.ts';
import { misfits } from './support/misfits.ts';

const from = (
  atom: Atom,
): ReturnType<typeof values<typeof text, ReturnType<typeof symmetricDistance>>> =>
  proved(values(atom, symmetricDistance()));

describe('cast', () => {
  const cases: readonly (readonly [
    string,
    Atom,
    Atom,
    readonly (readonly [unknown, unknown])[],
  ])[] = [
    [
      'text to real',
      text,
      real,
      [
        ['41', 41],
        [' 41 ', 41],
        ['\t-1.5\n', -1.5],
        ['+2', 2],
        ['.5', 0.5],
        ['5.', 5],
        ['1e3', 1000],
        ['1E-3', 0.001],
        ['-0', -0],
        ['1e400', Infinity],
        ['-1e400', -Infinity],
        ['1e-400', 0],
        ['', NaN],
        [' ', NaN],
        ['.', NaN],
        ['+', NaN],
        ['e5', NaN],
        ['1e', NaN],
        ['1e+', NaN],
        ['1.2.3', NaN],
        ['0x10', NaN],
        ['0b1', NaN],
        ['1_000', NaN],
        ['1,5', NaN],
        ['5n', NaN],
        ['Infinity', NaN],
        ['NaN', NaN],
        ['five', NaN],
        ['12 34', NaN],
      ],
    ],
    [
      'text to integer',
      text,
      integer,
      [
        ['41', 41],
        ['2.9', 2],
        ['-2.9', -2],
        ['-0.5', 0],
        ['9007199254740991', 9007199254740991],
        ['9007199254740992', NaN],
        ['1e400', NaN],
        ['x', NaN],
      ],
    ],
    [
      'real to integer',
      real,
      integer,
      [
        [2.9, 2],
        [-2.9, -2],
        [-0.1, 0],
        [-0, 0],
        [1e300, NaN],
        [Infinity, NaN],
        [NaN, NaN],
      ],
    ],
    [
      'real to boolean',
      real,
      boolean,
      [
        [0, false],
        [-0, false],
        [5e-324, true],
        [-1, true],
        [Infinity, true],
        [NaN, undefined],
      ],
    ],
    [
      'text to boolean',
      text,
      boolean,
      [
        ['true', true],
        ['false', false],
        ['True', undefined],
        ['1', undefined],
        ['', undefined],
      ],
    ],
    [
      'boolean to real',
      boolean,
      real,
      [
        [true, 1],
        [false, 0],
        [null, NaN],
      ],
    ],
    [
      'boolean to text',
      boolean,
      text,
      [
        [true, 'true'],
        [false, 'false'],
        ['true', undefined],
      ],
    ],
    [
      'real to text',
      real,
      text,
      [
        [0.1, '0.1'],
        [-0, '0'],
        [1e21, '1e+21'],
        [Infinity, 'Infinity'],
        [NaN, undefined],
      ],
    ],
    [
      'text to category',
      text,
      category(['Oslo', '1', '__proto__', '']),
      [
        ['Oslo', 'Oslo'],
        ['1', '1'],
        ['__proto__', '__proto__'],
        ['', ''],
        ['oslo', undefined],
        ['constructor', undefined],
        [1, undefined],
      ],
    ],
    [
      'real to category',
      real,
      category(['1', '2.5', 'NaN']),
      [
        [1, '1'],
        [2.5, '2.5'],
        [3, undefined],
        [NaN, undefined],
      ],
    ],
    [
      'category to integer',
      category(['07', 'x']),
      integer,
      [
        ['07', 7],
        ['x', NaN],
        ['8', NaN],
      ],
    ],
  ];
  for (const [name, source, target, pairs] of cases)
    it(`reads ${name}: what cannot be read is missing`, () => {
      const pipeline = chain(from(source), cast(target));
      for (const [given, expected] of pairs)
        expect(invoke(pipeline, [given]), String(given)).toEqual([expected]);
      expect(
        invoke(
          pipeline,
          pairs.map(([given]) => given),
        ),
      ).toEqual(pairs.map(([, to]) => to));
    });

  it('takes time in proportion to a text, however far it is from a number', () => {
    const pipeline = chain(values(text, symmetricDistance()), cast(real));
    const digits = '1'.repeat(2_000_000);
    const texts = [`${digits}x`, `${digits}.${digits}e`, `1e${digits}!`, `${digits}..`];
    // a pattern that goes back over its digits needs hours for these
    expect(pipeline.invoke(texts)).toEqual([NaN, NaN, NaN, NaN]);
  });

  it('is refused on rows, behind clamp, and for what is no atom', () => {
    const step = proved<(pipeline: unknown) => unknown>(cast(real));
    expect(() => step(table({ a: real }, symmetricDistance()))).toThrow(
      'cast: works on a column, got row',
    );
    expect(() => step(chain(from(real), proved<never>(clamp(0, 1))))).toThrow(
      'cast: must stand before clamp(), got interval',
    );
    for (const wrong of [undefined, null, {}, 'real', { kind: 'row' }, { kind: 'category' }])
      expect(() => cast(proved<Atom>(wrong))).toThrow(/^(cast|category): /);
  });
});

describe('impute', () => {
  const misses = [undefined, null, {}, Symbol('x'), 5n] as const;

  it('puts one value in the place of every missing one', () => {
    expect(invoke(chain(from(real), proved<never>(impute(-1))), [...misses, 'x', 2])).toEqual([
      -1, -1, -1, -1, -1, -1, 2,
    ]);
    expect(invoke(chain(from(text), impute('none')), [...misses, 7, 'a', ''])).toEqual([
      ...Array.from({ length: 6 }, () => 'none'),
      'a',
      '',
    ]);
    for (const value of [true, false])
      expect(
        invoke(chain(from(boolean), proved<never>(impute(value))), [
          ...misses,
          'true',
          true,
          false,
        ]),
      ).toEqual([value, value, value, value, value, value, true, false]);
    const labels = category(['Oslo', '__proto__']);
    for (const label of ['Oslo', '__proto__'])
      expect(
        invoke(chain(from(labels), proved<never>(impute(label))), [...misses, 'Paris', 'Oslo']),
      ).toEqual([label, label, label, label, label, label, 'Oslo']);
  });

  it('leaves infinities alone: they are values', () => {
    const pipeline = chain(values(real, symmetricDistance()), impute(-0));
    expect(pipeline.invoke([NaN, Infinity, -Infinity])).toEqual([-0, Infinity, -Infinity]);
  });

  it('refuses what is no finite member of the column', () => {
    const apply = (value: unknown, atom: Atom): unknown =>
      proved<(pipeline: unknown) => unknown>(proved<(value: unknown) => unknown>(impute)(value))(
        values(atom, symmetricDistance()),
      );
    for (const [value, atom] of [
      [NaN, real],
      [Infinity, real],
      ['1', real],
      [2.5, integer],
      [1, text],
      ['true', boolean],
      [0, boolean],
      ['Paris', category(['Oslo'])],
      [undefined, real],
      [null, text],
      [{}, text],
      [5n, integer],
    ] as const)
      expect(() => apply(value, atom)).toThrow('impute: value must be a finite member of');
  });

  it('makes sums and counts of what was imputed', () => {
    const people = table({ age: real, city: category(['a', 'b']) }, symmetricDistance());
    const rows = proved<readonly { age: number; city: 'a' }[]>([{}, { age: 3 }, { city: 'c' }]);
    expect(chain(people, column('age'), impute(40), clamp(0, 50), sum()).invoke(rows)).toBe(83);
    expect(chain(people, column('city'), impute('b'), countBy()).invoke(rows)).toEqual({
      a: 0,
      b: 3,
    });
  });
});

describe('totality', () => {
  const atoms: readonly Atom[] = [real, integer, text, boolean, category(['Oslo', 'true', '5'])];
  for (const [name, value] of misfits)
    it(`nothing throws on ${name}, as a value or as a row`, () => {
      for (const atom of atoms) {
        expect(invoke(chain(from(atom), count()), [value, value])).toBe(2);
        for (const to of atoms) {
          const out = invoke(chain(from(atom), cast(to)), [value]);
          expect(Array.isArray(out) && out.length).toBe(1);
        }
        const persons = table({ age: atom }, symmetricDistance());
        const pipeline = chain(persons, proved<ReturnType<typeof column<'age'>>>(column('age')));
        expect(invoke(chain(pipeline, count()), [value, { age: value }])).toBe(2);
        const seen = invoke(pipeline, [value, { age: value }]);
        expect(Array.isArray(seen) && seen.length).toBe(2);
      }
    });

  it('a wrong value contributes what a missing one does', () => {
    const total = chain(values(real, symmetricDistance()), clamp(-7, 100), sum());
    for (const [name, value] of misfits) expect(invoke(total, [value]), name).toBe(-7);
    const cities = chain(values(category(['Oslo', 'Bergen']), symmetricDistance()), countBy());
    for (const [name, value] of misfits)
      expect(invoke(cities, [value]), name).toEqual({ Oslo: 0, Bergen: 0 });
  });
});
