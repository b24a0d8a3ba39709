import { describe, expect, it } from 'vitest';
import { fieldOf, isArray, ownFields } from '../src/index.ts';

const fail = (): never => {
  throw new Error('Alice');
};
const revoked = (target: object): unknown => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};

describe('ownFields', () => {
  it('reads each field once', () => {
    let reads = 0;
    const options = {
      get epsilon(): number {
        return (reads += 1);
      },
    };
    const fields = ownFields(options);
    expect([fields?.get('epsilon'), fields?.get('epsilon'), reads]).toEqual([1, 1, 1]);
  });

  it('knows what an object has of its own, and nothing of its prototypes', () => {
    expect([...(ownFields(Object.create({ epsilon: 1 })) ?? [])]).toEqual([]);
    expect(ownFields(JSON.parse('{"__proto__": 1}'))?.get('__proto__')).toBe(1);
    expect(ownFields({})?.get('constructor')).toBe(undefined);
  });

  it('is total: what is no object of parameters, or fails when it is read, has none', () => {
    for (const value of [
      undefined,
      null,
      'epsilon',
      1,
      [1],
      () => 1,
      new Proxy({}, { ownKeys: fail }),
      Object.defineProperty({}, 'epsilon', { get: fail, enumerable: true }),
      revoked({}),
      revoked([]),
    ])
      expect(ownFields(value)).toBe(undefined);
  });
});

describe('fieldOf', () => {
  it('reads own and inherited fields of objects, and is total', () => {
    expect(fieldOf({ age: 41 }, 'age')).toBe(41);
    expect(fieldOf(Object.create({ age: 41 }), 'age')).toBe(41);
    for (const value of [undefined, null, 'age', 1, new Proxy({}, { get: fail }), revoked({})])
      expect(fieldOf(value, 'age')).toBe(undefined);
  });
});

describe('isArray', () => {
  it('knows arrays, and no revoked proxy of one', () => {
    expect([[], new Proxy([], { get: fail })].map(isArray)).toEqual([true, true]);
    expect([{}, 'a', new Float64Array(1), revoked([])].some(isArray)).toBe(false);
  });
});
