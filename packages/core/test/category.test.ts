import { describe, expect, it } from 'vitest';
import { categories, category, contains, DiscreetError } from '../src/index.ts';

const untyped: (labels: unknown) => unknown = category as never;

describe.each([
  ['category', untyped],
  [
    'categories',
    (labels: unknown) => {
      const outcome = categories(labels as never);
      if (outcome._tag === 'Left') throw outcome.left;
      return outcome.right;
    },
  ],
])('%s', (name, make) => {
  it.each([
    [[], 'labels must not be empty, got []'],
    [['a', 'b', 'a'], "labels must differ, got 'a' twice"],
    [['a', 1], 'every label must be a string, got 1'],
    // a hole is no label
    [Array(2), 'every label must be a string, got nothing'],
    [[null], 'every label must be a string, got null'],
    ['ab', "labels must be an array of strings, got 'ab'"],
    [undefined, 'labels must be an array of strings, got nothing'],
    [null, 'labels must be an array of strings, got null'],
    [{ length: 1, 0: 'a' }, 'labels must be an array of strings, got an object'],
    [new Set(['a']), 'labels must be an array of strings, got an object'],
  ])('refuses %o', (labels, message) => {
    expect(() => make(labels)).toThrow(DiscreetError);
    expect(() => make(labels)).toThrow(`${name}: ${message}`);
  });

  it('reads each label once: what was checked is what is kept', () => {
    let reads = 0;
    const list = new Proxy(['a', 'b'], {
      get: (target, key) => {
        if (key !== '1') return Reflect.get(target, key) as unknown;
        reads += 1;
        return reads === 1 ? 'b' : 'a';
      },
    });
    expect(JSON.stringify(make(list))).toContain('["a","b"]');
    expect(reads).toBe(1);
  });
});

describe('category', () => {
  it('holds a frozen copy of its labels', () => {
    const labels = ['Oslo', 'Bergen'] as const;
    const cities = category(labels);
    expect(cities.labels).toEqual(labels);
    expect(cities.labels).not.toBe(labels);
    expect(Object.isFrozen(cities) && Object.isFrozen(cities.labels)).toBe(true);
  });

  it('takes labels that name properties of every object', () => {
    const odd = category(['__proto__', 'constructor', 'toString', '']);
    expect(contains(odd, '__proto__')).toBe(true);
    expect(contains(odd, 'hasOwnProperty')).toBe(false);
  });

  it('takes labels that categories has checked', () => {
    const parsed = categories('a b'.split(' '));
    if (parsed._tag === 'Left') throw parsed.left;
    expect(category(parsed.right).labels).toEqual(['a', 'b']);
    expect(Object.isFrozen(parsed.right)).toBe(true);
  });
});
