import { expect, it } from 'vitest';
import { changeOneDistance, DiscreetError } from '../src/index.ts';

it.each([1, 1000, Number.MAX_SAFE_INTEGER])('changeOneDistance takes a size of %d', (size) => {
  const metric = changeOneDistance({ size: size as 1000 });
  expect(metric).toEqual({ kind: 'changeOneDistance', size });
  expect(Object.isFrozen(metric)).toBe(true);
});

it.each([0, -0, -1, 0.5, 1.5, 2 ** 53, NaN, Infinity, '2', 2n, null, undefined, [2], {}])(
  'changeOneDistance refuses a size of %o',
  (size) => {
    const make = () => changeOneDistance({ size } as never);
    expect(make).toThrow(DiscreetError);
    expect(make).toThrow('changeOneDistance: size must be a whole number from 1 to 2^53 - 1, got ');
  },
);
