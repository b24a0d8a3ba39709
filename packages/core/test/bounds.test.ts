import { describe, expect, it } from 'vitest';
import { bounds } from '../src/index.ts';

describe('bounds', () => {
  it('gives the two numbers, frozen, with the resolution if one was asked for', () => {
    const plain = bounds(0, 100);
    if (plain._tag === 'Left') throw plain.left;
    expect([...plain.right]).toEqual([0, 100]);
    expect('resolution' in plain.right).toBe(false);
    expect(Object.isFrozen(plain.right)).toBe(true);
    const fine = bounds(-0.5, 2, { resolution: 0.1 });
    expect(fine._tag === 'Right' && fine.right.resolution).toBe(0.1);
  });

  it('reads -0 as 0', () => {
    const outcome = bounds(-0, 1);
    expect(outcome._tag === 'Right' && Object.is(outcome.right[0], 0)).toBe(true);
    expect(bounds(-0, 0)._tag).toBe('Left');
  });

  it.each([
    [100, 0, '100 and 0'],
    [1, 1, '1 and 1'],
    [NaN, 1, 'NaN and 1'],
    [0, NaN, '0 and NaN'],
    [0, Infinity, '0 and Infinity'],
    [-Infinity, 0, '-Infinity and 0'],
    ['0', 1, "'0' and 1"],
    [0n, 1n, '0n and 1n'],
    [undefined, undefined, 'nothing and nothing'],
    [{}, [], 'an object and an array'],
  ])('refuses %o and %o', (lower, upper, printed) => {
    expect(bounds(lower as never, upper as never)).toMatchObject({
      _tag: 'Left',
      left: { message: `bounds: lower must be < upper, both finite, got ${printed}` },
    });
  });

  it.each([0, -1, 0.25, 20, NaN, Infinity, '0.1', 1n, null])(
    'refuses %o as a resolution',
    (resolution) => {
      expect(bounds(0, 100, { resolution: resolution as never })).toMatchObject({
        _tag: 'Left',
        left: { rule: 'resolution must be a power of ten' },
      });
    },
  );

  it('refuses bounds that the resolution does not divide', () => {
    expect(bounds(0.5, 100, { resolution: 1 })).toMatchObject({
      _tag: 'Left',
      left: {
        message: 'bounds: both bounds must be multiples of the resolution 1, got 0.5 and 100',
      },
    });
    expect(bounds(0, 150, { resolution: 100 })._tag).toBe('Left');
    expect(bounds(0, 200, { resolution: 100 })._tag).toBe('Right');
  });

  it('takes its one option or nothing, and refuses all else', () => {
    expect(bounds(0, 1, undefined)._tag).toBe('Right');
    for (const wrong of [null, 0.1, { resolutoin: 0.1 }])
      expect(bounds(0, 1, wrong as never)._tag).toBe('Left');
  });
});
