import { describe, expect, it } from 'vitest';
import { positive, probability, size } from '../src/index.ts';

const parsers = {
  positive: { parse: positive, rule: 'x must be a finite number > 0' },
  size: { parse: size, rule: 'x must be a whole number from 1 to 2^53 - 1' },
  probability: { parse: probability, rule: 'x must be > 0 and < 1' },
};

describe.each(Object.entries(parsers))('%s', (name, { parse, rule }) => {
  it.each([
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [-Infinity, '-Infinity'],
    [0, '0'],
    [-0, '-0'],
    [-1, '-1'],
    ['1', "'1'"],
    ['0.5', "'0.5'"],
    [1n, '1n'],
    [null, 'null'],
    [undefined, 'nothing'],
    [true, 'true'],
    [{ valueOf: () => 0.5 }, 'an object'],
    [[0.5], 'an array'],
    [() => 0.5, 'a function'],
    [Symbol('x'), 'a symbol'],
    [Object(0.5), 'an object'],
  ])('gives a Left for %o', (x, printed) => {
    expect(parse(x as never)).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'InvalidParameter', message: `${name}: ${rule}, got ${printed}` },
    });
  });
});

describe('positive', () => {
  it.each([5e-324, 0.1, 1, Number.MAX_VALUE])('gives a Right for %d', (x) => {
    expect(positive(x)).toEqual({ _tag: 'Right', right: x });
  });
});

describe('size', () => {
  it.each([1, 1000, Number.MAX_SAFE_INTEGER])('gives a Right for %d', (x) => {
    expect(size(x)).toEqual({ _tag: 'Right', right: x });
  });
  it.each([10.5, 5e-324, 2 ** 53, 1e21, Number.MAX_VALUE])('gives a Left for %d', (x) => {
    expect(size(x)._tag).toBe('Left');
  });
});

describe('probability', () => {
  it.each([5e-324, 0.05, 1 - 2 ** -53])('gives a Right for %d', (x) => {
    expect(probability(x)).toEqual({ _tag: 'Right', right: x });
  });
  it.each([1, 1.5, Number.MAX_VALUE])('gives a Left for %d', (x) => {
    expect(probability(x)._tag).toBe('Left');
  });
});
