import { describe, expect, it } from 'vitest';
import { identifierKey } from '../src/index.ts';

describe('identifierKey', () => {
  it('is one for all rows without an identifier', () => {
    const rows = [{ user: null }, { user: undefined }, { user: NaN }, { wage: 1 }, {}, [], null];
    for (const row of [...rows, undefined, 'user', 5, true])
      expect(identifierKey(row, 'user')).toBe('');
  });

  it('reads own columns only, so that no prototype gives an identifier', () => {
    expect(identifierKey(Object.create({ user: 'a' }), 'user')).toBe('');
    expect(identifierKey({}, 'toString')).toBe('');
    expect(identifierKey({}, '__proto__')).toBe('');
  });

  it('differs for users that differ, also in type', () => {
    const users = ['', 'a', 'A', '1', 1, 0, true, 'true', Infinity, 1n, 'null', 'NaN', [1], {}];
    const keys = users.map((user) => identifierKey({ user }, 'user'));
    expect(new Set(keys).size).toBe(users.length);
    expect(keys).not.toContain('');
  });

  it('is the same for -0 and 0', () => {
    expect(identifierKey({ user: -0 }, 'user')).toBe(identifierKey({ user: 0 }, 'user'));
  });
});
