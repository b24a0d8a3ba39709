import { Rational } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import { print, printKind } from '../src/index.ts';

const record = { name: 'Alice', age: 41 };

describe('print', () => {
  it.each([
    [1, '1'],
    [-0, '-0'],
    [NaN, 'NaN'],
    [10n, '10n'],
    ['a', "'a'"],
    [true, 'true'],
    [null, 'null'],
    [undefined, 'nothing'],
    [Rational.of(1n, 3n), '1/3'],
    [Symbol('Alice'), 'a symbol'],
    [(): string => 'Alice', 'a function'],
  ])('writes %o as a caller would', (value, text) => {
    expect(print(value)).toBe(text);
  });

  it.each([
    [record, 'an object'],
    [[record], 'an array'],
    [['Alice'], 'an array'],
    [new Map([['Alice', 1]]), 'an object'],
    [new Error('Alice'), 'an object'],
    [{ toString: (): string => 'Alice', toJSON: () => 'Alice' }, 'an object'],
  ])('never prints a record: %o', (value, text) => {
    expect(print(value)).toBe(text);
  });

  it('asks nothing of what may refuse to answer', () => {
    const fail = (): never => {
      throw new Error('Alice');
    };
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    expect(print(proxy)).toBe('an object');
    expect(print(new Proxy({}, { getPrototypeOf: fail, get: fail }))).toBe('an object');
    expect(print(Object.create(Rational.prototype))).toBe('an object');
  });

  it('stays short', () => {
    expect(print('x'.repeat(1000))).toHaveLength(62);
    expect(print(10n ** 1000n)).toHaveLength(60);
    expect(print(Rational.of(1n, 10n ** 1000n))).toHaveLength(60);
  });
});

describe('printKind', () => {
  it.each([
    ['Alice', 'a string'],
    [41, 'a number'],
    [41n, 'a bigint'],
    [true, 'a boolean'],
    [undefined, 'nothing'],
    [null, 'null'],
    [record, 'an object'],
    [[record], 'an array'],
    [(): string => 'Alice', 'a function'],
    [Symbol('Alice'), 'a symbol'],
  ])('says what %o is and not what it holds', (value, text) => {
    expect(printKind(value)).toBe(text);
  });
});
