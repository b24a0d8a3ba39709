/** The text that no error may ever hold. */
export const marker = 'MARKER-of-a-record';

const throwing = {
  get age(): never {
    throw new Error(marker);
  },
  valueOf(): never {
    throw new Error(marker);
  },
  toString(): never {
    throw new Error(marker);
  },
  [Symbol.toPrimitive](): never {
    throw new Error(marker);
  },
};

const trap = (): never => {
  throw new Error(marker);
};

/** Values that stand in real data by mistake or malice: none of them may make a pipeline throw. */
export const misfits: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['undefined', undefined],
  ['null', null],
  ['a symbol', Symbol(marker)],
  ['a function', () => marker],
  [
    'a class',
    class {
      readonly age = 5;
    },
  ],
  ['a bigint', 10n ** 30n],
  ['a string', marker],
  ['an empty string', ''],
  ['a boxed number', Object(5)],
  ['a boxed string', Object('Oslo')],
  ['a date', new Date(0)],
  ['an invalid date', new Date(NaN)],
  ['an array', [1, 2]],
  ['an object', { age: marker }],
  ['an object without a prototype', Object.create(null)],
  ['an object that throws at every touch', throwing],
  [
    'a proxy that throws at every touch',
    new Proxy(
      {},
      { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap, getOwnPropertyDescriptor: trap },
    ),
  ],
  [
    'a revoked proxy',
    (() => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    })(),
  ],
  ['a regular expression', /x/],
  ['a map', new Map([['age', 5]])],
  ['a promise', Promise.resolve(5)],
  ['a typed array', new Float64Array([5])],
  ['true', true],
  ['a lone surrogate', '\ud800'],
]);
