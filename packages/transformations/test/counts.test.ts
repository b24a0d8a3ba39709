import {
  boolean,
  category,
  chain,
  changeOneDistance,
  integer,
  l1Distance,
  l2Distance,
  proved,
  real,
  symmetricDistance,
  text,
} from '@discreet/core';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { clamp, column, count, countBy, edges, histogram, table, values } from '../src/index.ts';
import { invoke } from './support/forms.ts';

type Untyped = (...parameters: readonly unknown[]) => (pipeline: unknown) => unknown;
const reals = values(real, symmetricDistance());

describe('count', () => {
  it('is a step of its pipeline by that name', () => {
    expect(chain(reals, count()).toJSON().steps.at(-1)).toEqual({ step: 'count' });
    const step = proved<(pipeline: unknown) => unknown>(count());
    expect(() => step(undefined)).toThrow('count: works on a transformation, got nothing');
  });

  it('counts rows, missing ones and holes among them', () => {
    const pipeline = chain(reals, count());
    expect(pipeline.invoke([])).toBe(0);
    expect(invoke(pipeline, [NaN, null, 'x', undefined, 1])).toBe(5);
    const holes: number[] = [];
    holes[3] = 1;
    expect(pipeline.invoke(holes)).toBe(4);
    expect(chain(reals, clamp(0, 1), count()).invoke([5, 6])).toBe(2);
  });

  it('moves by one a row, k a person', () => {
    expect(chain(reals, count()).map(1).toString()).toBe('1');
    const threes = chain(values(real, symmetricDistance({ contributions: 3 })), count());
    expect(threes.map(2).toString()).toBe('6');
  });
});

describe('countBy', () => {
  it('counts declared labels, in their order, and nothing else', () => {
    const labels = category([
      'b',
      'a',
      '',
      ' a',
      '__proto__',
      'constructor',
      'toString',
      '10',
      '2',
    ]);
    const pipeline = chain(values(labels, symmetricDistance()), countBy());
    const rows: readonly unknown[] = [
      'a',
      'A',
      'a',
      'b',
      '',
      '__proto__',
      '__proto__',
      'constructor',
      'valueOf',
      'hasOwnProperty',
      10,
      '10',
      null,
      undefined,
      NaN,
      ['a'],
      { toString: () => 'a' },
      Object('a'),
    ];
    const answer = proved<Readonly<Record<string, number>>>(invoke(pipeline, rows));
    expect(Object.entries(answer).sort()).toEqual(
      Object.entries({
        b: 1,
        a: 2,
        '': 1,
        ' a': 0,
        constructor: 1,
        toString: 0,
        '10': 1,
        '2': 0,
        ['__proto__']: 2,
      }).sort(),
    );
    expect(Object.getPrototypeOf(answer)).toBe(Object.prototype);
    expect(Object.hasOwn(answer, '__proto__')).toBe(true);
    expect(Object.isFrozen(answer)).toBe(true);
  });

  it('tells labels apart that look alike', () => {
    const labels = category(['é', 'e\u0301', '\ud83d\ude00', '\ud83d']);
    const pipeline = chain(values(labels, symmetricDistance()), countBy());
    expect(invoke(pipeline, ['é', 'e\u0301', 'e\u0301', '\ud83d', '\ud83d\ude00'])).toEqual({
      é: 1,
      'e\u0301': 2,
      '\ud83d\ude00': 1,
      '\ud83d': 1,
    });
  });

  it('takes labels of any length and any number', () => {
    const long = 'x'.repeat(1_000_000);
    const labels = [long, `${long}y`, ...Array.from({ length: 5000 }, (_, i) => `label ${i}`)];
    const atom = category(proved<readonly ['']>(labels));
    const pipeline = chain(values(atom, symmetricDistance()), countBy());
    const answer = proved<Readonly<Record<string, number>>>(
      invoke(pipeline, [long, 'label 4999', `${long}y`, long]),
    );
    expect([answer[long], answer[`${long}y`], answer['label 4999'], answer['label 0']]).toEqual([
      2, 1, 1, 0,
    ]);
  });

  it('counts true and false, and only these', () => {
    const pipeline = chain(values(boolean, symmetricDistance()), countBy());
    expect(invoke(pipeline, [true, false, true, 'true', 1, 0, null, Object(true)])).toEqual({
      false: 1,
      true: 2,
    });
    expect(invoke(pipeline, Float64Array.of(0, 1, 1))).toEqual({ false: 0, true: 0 });
  });

  it('reads no code of its own from typed arrays', () => {
    const pipeline = chain(values(category(['0', '1']), symmetricDistance()), countBy());
    expect(invoke(pipeline, Int32Array.of(0, 1, 1))).toEqual({ '0': 0, '1': 0 });
  });

  it('has the sensitivities of the proof: 1 and 2 in L1, 1 and 2 squared in L2', () => {
    const labels = category(['a', 'b']);
    const symmetric = values(labels, symmetricDistance());
    const three = values(labels, symmetricDistance({ contributions: 3 }));
    const changed = values(labels, changeOneDistance({ size: 9 }));
    expect(chain(symmetric, countBy()).map(1).toString()).toBe('1');
    expect(chain(symmetric, countBy(l1Distance)).map(5).toString()).toBe('5');
    expect(chain(symmetric, countBy(l2Distance)).map(5).toString()).toBe('25');
    expect(chain(three, countBy()).map(2).toString()).toBe('6');
    expect(chain(three, countBy(l2Distance)).map(1).toString()).toBe('9');
    expect(chain(three, countBy(l2Distance)).map(2).toString()).toBe('36');
    expect(chain(changed, countBy()).map(1).toString()).toBe('2');
    expect(chain(changed, countBy()).map(4).toString()).toBe('8');
    expect(chain(changed, countBy(l2Distance)).map(1).toString()).toBe('2');
    expect(chain(changed, countBy(l2Distance)).map(3).toString()).toBe('18');
  });

  it('refuses what has no public labels, and other metrics', () => {
    const apply = proved<(pipeline: unknown) => unknown>(countBy());
    expect(() => apply(values(text, symmetricDistance()))).toThrow(
      'countBy: needs public labels: declare the column as category([...]), got text',
    );
    expect(() => apply(reals)).toThrow('countBy: works on a column of categories, got real');
    for (const wrong of [null, 'l1Distance', {}, { kind: 'absoluteDistance' }, 5])
      expect(() => proved<Untyped>(countBy)(wrong)).toThrow(
        'countBy: the metric must be l1Distance or l2Distance',
      );
  });
});

describe('histogram', () => {
  it('closes each bin below and the last one above', () => {
    const pipeline = chain(reals, histogram([-1, 0, 0.5, 2]));
    const below = -1 - 2 ** -52;
    const above = 2 + 2 ** -51;
    for (const [x, bins] of [
      [-1, [1, 0, 0]],
      [below, [0, 0, 0]],
      [-5e-324, [1, 0, 0]],
      [-0, [0, 1, 0]],
      [0, [0, 1, 0]],
      [5e-324, [0, 1, 0]],
      [0.49999999999999994, [0, 1, 0]],
      [0.5, [0, 0, 1]],
      [2, [0, 0, 1]],
      [above, [0, 0, 0]],
      [NaN, [0, 0, 0]],
      [Infinity, [0, 0, 0]],
      [-Infinity, [0, 0, 0]],
    ] as const)
      expect(pipeline.invoke([x]), String(x)).toEqual(bins);
  });

  it('takes -0 among its edges for 0', () => {
    const pipeline = chain(reals, histogram([-1, -0, 1]));
    expect(pipeline.invoke([-0, 0, -0.5])).toEqual([1, 2]);
    expect(pipeline.toJSON().steps[1]).toEqual({
      step: 'histogram',
      edges: ['-1', '0', '1'],
      metric: 'l1Distance',
    });
  });

  it('finds each bin as a search from left to right does', () => {
    const lists = fc
      .uniqueArray(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
        { minLength: 2, maxLength: 20 },
      )
      .map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(lists, fc.array(fc.double(), { maxLength: 20 }), (list, extra) => {
        const checked = edges(list);
        if (E.isLeft(checked)) throw checked.left;
        const pipeline = chain(reals, histogram(checked.right));
        const last = list.length - 1;
        const rows = [...extra, ...list];
        const bins = list
          .slice(1)
          .map(
            (top, i) =>
              rows.filter((x) => x >= (list[i] ?? NaN) && (i === last - 1 ? x <= top : x < top))
                .length,
          );
        expect(pipeline.invoke(rows)).toEqual(bins);
        expect(Object.isFrozen(pipeline.invoke(rows))).toBe(true);
      }),
    );
  });

  it('keeps the edges that it was given, whatever becomes of the array', () => {
    const list: [0, 1, 2] = [0, 1, 2];
    const pipeline = chain(reals, histogram(list));
    proved<number[]>(list).splice(0, 3, -100, 100);
    expect(pipeline.invoke([0.5, 1.5, 50])).toEqual([1, 1]);
  });

  it('reads each edge once: what was checked is what is kept', () => {
    const list = (): readonly number[] => {
      let reads = 0;
      return new Proxy([0, 1, 2], {
        get: (target, key) => {
          if (key !== '1') return proved<unknown>(Reflect.get(target, key));
          reads += 1;
          return reads === 1 ? 1 : -5;
        },
      });
    };
    const untyped = proved<(list: unknown) => ReturnType<typeof histogram<[0, 1, 2]>>>(histogram);
    expect(chain(reals, untyped(list())).invoke([0.5, 1.5])).toEqual([1, 1]);
    const parsed = edges(list());
    expect(E.isRight(parsed) && parsed.right).toEqual([0, 1, 2]);
    class Smooth extends Array<number> {
      override *entries(): ArrayIterator<[number, number]> {
        yield* [];
      }
    }
    expect(() => untyped(Smooth.from([2, NaN]))).toThrow('histogram: every edge must be');
  });

  it('works on whole and on clamped numbers, behind a column', () => {
    const persons = table({ age: integer }, symmetricDistance());
    expect(
      chain(persons, column('age'), clamp(0, 100), histogram([0, 50, 100])).invoke([
        { age: 50 },
        { age: 1000 },
      ]),
    ).toEqual([0, 2]);
  });

  it('has the sensitivities of counts', () => {
    const changed = values(real, changeOneDistance({ size: 9 }));
    expect(
      chain(reals, histogram([0, 1]))
        .map(3)
        .toString(),
    ).toBe('3');
    expect(
      chain(reals, histogram([0, 1], l2Distance))
        .map(3)
        .toString(),
    ).toBe('9');
    expect(
      chain(changed, histogram([0, 1]))
        .map(3)
        .toString(),
    ).toBe('6');
    expect(
      chain(changed, histogram([0, 1], l2Distance))
        .map(3)
        .toString(),
    ).toBe('18');
  });

  it('refuses edges that do not rise, in the constructor and in the parser', () => {
    const untyped = proved<Untyped>(histogram);
    const parse = proved<(list: unknown) => E.Either<Error, unknown>>(edges);
    for (const wrong of [
      undefined,
      null,
      'ab',
      [],
      [1],
      [1, 1],
      [2, 1],
      [0, NaN],
      [NaN, 0],
      [0, Infinity],
      [0, '1'],
      [-0, 0],
      [0, 1n],
      Float64Array.of(0, 1),
    ]) {
      expect(() => untyped(wrong)).toThrow(/^histogram: /);
      const parsed = parse(wrong);
      expect(E.isLeft(parsed) && parsed.left.message).toMatch(/^edges: /);
    }
    expect(() => untyped([0, 1])(values(text, symmetricDistance()))).toThrow(
      'histogram: works on numbers, got text',
    );
  });
});

describe('counts of neighbours', () => {
  const labels = ['a', 'b', 'c'] as const;
  const rows = fc.array(fc.constantFrom(...labels, 'other'), { maxLength: 12 });
  const atom = category(labels);

  it('are within the map for rows added, and for rows changed, in both metrics', () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...labels, 'other'))),
        (x, edits) => {
          const changed = [...x];
          const touched = new Set<number>();
          for (const [at, label] of edits)
            if (x.length > 0) {
              changed[at % x.length] = label;
              touched.add(at % x.length);
            }
          const longer = [...x, ...edits.map(([, label]) => label)];
          const counts = (data: readonly string[]): readonly number[] =>
            Object.values(
              proved<Readonly<Record<string, number>>>(
                invoke(chain(values(atom, symmetricDistance()), countBy()), data),
              ),
            );
          const distance = (y: readonly string[], power: number): number =>
            counts(x).reduce((sum, n, i) => sum + Math.abs(n - (counts(y)[i] ?? NaN)) ** power, 0);
          const symmetric = values(atom, symmetricDistance());
          const sized = values(atom, changeOneDistance({ size: 12 }));
          const d = touched.size;
          expect(distance(changed, 1)).toBeLessThanOrEqual(
            chain(sized, countBy()).map(d).toNumber(),
          );
          expect(distance(changed, 2)).toBeLessThanOrEqual(
            chain(sized, countBy(l2Distance)).map(d).toNumber(),
          );
          expect(distance(longer, 1)).toBeLessThanOrEqual(
            chain(symmetric, countBy()).map(edits.length).toNumber(),
          );
          expect(distance(longer, 2)).toBeLessThanOrEqual(
            chain(symmetric, countBy(l2Distance)).map(edits.length).toNumber(),
          );
        },
      ),
    );
  });

  it('reach the map: all rows of one label become the other', () => {
    const sized = chain(values(atom, changeOneDistance({ size: 3 })), countBy(l2Distance));
    const [x, y] = [sized.invoke(['a', 'a', 'a']), sized.invoke(['b', 'b', 'b'])];
    expect((x.a - y.a) ** 2 + (x.b - y.b) ** 2).toBe(sized.map(3).toNumber());
  });
});
