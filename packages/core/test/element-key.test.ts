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
  '\ud800',
  '\ufffd',
];

describe('elementKey', () => {
  it('differs for elements that differ', () => {
    const keys = different.map(elementKey);
    expect(new Set(keys).size).toBe(different.length);
  });

  it('is the same for NaN and NaN, for -0 and 0, and for columns in any order', () => {
    expect(elementKey(NaN)).toBe(elementKey(0 / 0));
    expect(elementKey(-0)).toBe(elementKey(0));
    expect(elementKey({ a: 1, b: { c: NaN, d: -0 } })).toBe(
      elementKey({ b: { d: 0, c: NaN }, a: 1 }),
    );
  });
});
