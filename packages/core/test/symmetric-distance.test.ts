import { expect, it } from 'vitest';
import { DiscreetError, symmetricDistance } from '../src/index.ts';

it.each([1, 3, Number.MAX_SAFE_INTEGER])('symmetricDistance takes %d rows a person', (n) => {
  const metric = symmetricDistance({ contributions: n as 3 });
  expect(metric).toEqual({ kind: 'symmetricDistance', contributions: n });
  expect(Object.isFrozen(metric)).toBe(true);
  expect(symmetricDistance()).toEqual({ kind: 'symmetricDistance', contributions: 1 });
});

it.each([0, -0, -1, 0.5, 1.5, 2 ** 53, NaN, Infinity, '2', 2n, null, undefined, [2], {}])(
  'symmetricDistance refuses %o rows a person: no sensitivity could follow',
  (contributions) => {
    const make = () => symmetricDistance({ contributions } as never);
    expect(make).toThrow(DiscreetError);
    expect(make).toThrow(
      'symmetricDistance: contributions must be a whole number from 1 to 2^53 - 1, got ',
    );
  },
);
