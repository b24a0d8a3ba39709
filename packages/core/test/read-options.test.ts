import { afterEach, describe, expect, it } from 'vitest';
import { readOptions } from '../src/index.ts';

afterEach(() => {
  Reflect.deleteProperty(Object.prototype, 'resolution');
});

describe('readOptions', () => {
  it('reads the named options, and nothing where they are left out', () => {
    expect(readOptions('f', { a: 1 }, ['a', 'b']).get('a')).toBe(1);
    expect(readOptions('f', { a: 1 }, ['a', 'b']).get('b')).toBeUndefined();
    expect(readOptions('f', undefined, ['a']).get('a')).toBeUndefined();
  });

  it('refuses a misspelt option and what is no object', () => {
    const rule = 'f: the options are an object with a and b, got ';
    expect(() => readOptions('f', { aa: 1 }, ['a', 'b'])).toThrow(`${rule}'aa'`);
    expect(() => readOptions('f', 5, ['a', 'b'])).toThrow(`${rule}5`);
    expect(() => readOptions('f', null, ['a', 'b'])).toThrow(`${rule}null`);
    expect(() => readOptions('f', [1], ['a', 'b'])).toThrow(`${rule}an array`);
  });

  it('does not read what somebody put on every object', () => {
    Reflect.set(Object.prototype, 'resolution', 10);
    expect(readOptions('clamp', {}, ['resolution']).get('resolution')).toBeUndefined();
  });
});
