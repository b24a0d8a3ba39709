import { describe, expect, it } from 'vitest';
import { elementKey } from '../src/index.ts';

const different: readonly unknown[] = [
  0,
  1,
  NaN,
  Infinity,
  '0',
  'NaN',
  'n0',
  '',
  true,
  'true',
  'boolean:true',
  null,
  'null',
  undefined,
  'undefined',
  0n,
  {},
  '{}',
  { a: 1 },
  { a: '1' },
  { b: 1 },
  { a: 1, b: 2 },
  { a: { b: 2 } },
  { 'a":n1,"b': 2 },
  { 'a,b': 1 },
  [],
  [1],
  { 0: 1 },
  [[1], 2],
  [1, 2],
  '\ud800',
  '\ufffd',
];

describe('elementKey', () => {
  it('differs for elements that differ', () => {
    const keys = different.map(elementKey);
    expect(new Set(keys).size).toBe(different.length);
  });

  it('is the same for NaN and NaN and for columns in any order', () => {
    expect(elementKey(NaN)).toBe(elementKey(0 / 0));
    expect(elementKey({ a: 1, b: { c: NaN, d: 2 } })).toBe(
      elementKey({ b: { d: 2, c: NaN }, a: 1 }),
    );
  });

  it('tells -0 from 0, as a predicate can', () => {
    expect(elementKey(-0)).not.toBe(elementKey(0));
    expect(elementKey({ a: -0 })).not.toBe(elementKey({ a: 0 }));
  });
});
