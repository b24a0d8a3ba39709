import { chain, changeOneDistance, proved, real, symmetricDistance } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clamp, mean, sum, values } from '../src/index.ts';
import { decimal, edgeDoubles, exactSum, gridValue } from './support/exact-reference.ts';
import { pieces } from './support/forms.ts';

const someClamp =
  proved<(lower: number, upper: number, options: object) => ReturnType<typeof clamp<0, 1>>>(clamp);
const reals = values(real, symmetricDistance());

/** Bounds as decimals on a grid that is stated: small grids, grids at the edge of doubles, and beyond. */
const grids = fc
  .record({
    exponent: fc.integer({ min: -12, max: 12 }),
    digits: fc.integer({ min: 1, max: 22 }),
    lower: fc.double({ min: -1, max: 0.999, noNaN: true }),
    width: fc.double({ min: 1e-3, max: 1, noNaN: true }),
  })
  .map(({ exponent, digits, lower, width }) => {
    const size = 10n ** BigInt(digits);
    const low = (BigInt(Math.round(lower * 1e6)) * size) / 1_000_000n;
    const high = low + (BigInt(Math.round(width * 1e6)) * size) / 1_000_000n + 1n;
    // as a caller writes them: both are doubles whose decimals must be multiples of the resolution
    return {
      exponent,
      lower: Number(`${low}e${exponent}`),
      upper: Number(`${high}e${exponent}`),
    };
  })
  .filter(({ exponent, lower, upper }) => {
    const unit = decimal(`1e${exponent}`);
    return (
      lower < upper && decimal(lower).div(unit).isInteger() && decimal(upper).div(unit).isInteger()
    );
  });
const data = (lower: number, upper: number): fc.Arbitrary<number[]> =>
  fc.array(
    fc.oneof(
      fc.double(),
      fc.double({ min: lower, max: upper, noNaN: true }),
      fc.constantFrom(lower, upper, ...edgeDoubles),
    ),
    { maxLength: 50 },
  );
const instances = grids.chain((grid) =>
  fc.record({ grid: fc.constant(grid), rows: data(grid.lower, grid.upper) }),
);

describe('sum', () => {
  it('is the sum of rationals, in any order and any split', () => {
    fc.assert(
      fc.property(
        instances,
        fc.array(fc.nat(), { minLength: 1, maxLength: 7 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        ({ grid, rows }, order, lengths) => {
          const { lower, upper, exponent } = grid;
          const resolution = Number(`1e${exponent}`);
          const pipeline = chain(reals, someClamp(lower, upper, { resolution }), sum());
          const expected = exactSum(rows, lower, upper, exponent);
          expect(pipeline.invoke(rows)).toBe(expected);
          expect(pipeline.invoke(Float64Array.from(rows))).toBe(expected);
          const shuffled = rows
            .map((x, i) => ({ x, key: ((order[i % order.length] ?? 0) * (i + 1)) % 997 }))
            .sort((a, b) => a.key - b.key)
            .map(({ x }) => x);
          expect(pipeline.invoke(shuffled)).toBe(expected);
          const parts = pieces(shuffled, lengths).map((piece) => pipeline.fold().step(piece));
          expect(parts.reduce((all, part) => part.merge(all), pipeline.fold()).finish()).toBe(
            expected,
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it('moves by at most the greater bound for a row more, and by the width for a row changed', () => {
    fc.assert(
      fc.property(instances, fc.double(), fc.double(), ({ grid, rows }, x, y) => {
        const { lower, upper, exponent } = grid;
        const resolution = Number(`1e${exponent}`);
        const unit = decimal(resolution);
        const units = (row: number): bigint => gridValue(row, lower, upper, exponent);
        const pipeline = chain(reals, someClamp(lower, upper, { resolution }), sum());
        const sized = chain(
          values(real, changeOneDistance({ size: 7 })),
          someClamp(lower, upper, { resolution }),
          sum(),
        );
        const [low, high] = [decimal(lower), decimal(upper)];
        expect(pipeline.map(1).toString()).toBe(Rational.max(low.abs(), high.abs()).toString());
        expect(sized.map(1).toString()).toBe(high.sub(low).toString());
        // the answers are the sums of these, by the property above
        const added = Rational.of(units(x)).mul(unit);
        const changed = Rational.of(units(x) - units(y)).mul(unit);
        expect(added.abs().lessThanOrEqual(pipeline.map(1))).toBe(true);
        expect(changed.abs().lessThanOrEqual(sized.map(1))).toBe(true);
        expect(pipeline.invoke([...rows, x])).toBe(exactSum([...rows, x], lower, upper, exponent));
      }),
      { numRuns: 200 },
    );
  });

  it('reaches its sensitivity: the bounds are tight', () => {
    const pipeline = chain(reals, clamp(-30, 20), sum());
    expect(pipeline.invoke([-1e9]) - pipeline.invoke([])).toBe(-30);
    expect(pipeline.map(1).toString()).toBe('30');
    const sized = chain(values(real, changeOneDistance({ size: 1 })), clamp(-30, 20), sum());
    expect(sized.invoke([1e9]) - sized.invoke([-1e9])).toBe(50);
    expect(sized.map(1).toString()).toBe('50');
    expect(sized.map(3).toString()).toBe('150');
  });

  it('counts persons: with k rows each, the sum moves k times as far', () => {
    const pipeline = chain(
      values(real, symmetricDistance({ contributions: 3 })),
      clamp(-30, 20),
      sum(),
    );
    expect(pipeline.map(1).toString()).toBe('90');
    expect(pipeline.map(2).toString()).toBe('180');
  });
});

describe('a sum beyond the doubles', () => {
  const { MAX_VALUE } = Number;
  const source = values(real, changeOneDistance({ size: 1 }));

  it('is the double nearest to the exact integer where doubles have gaps', () => {
    const pipeline = chain(reals, clamp(0, 9007199254740992, { resolution: 1 }), sum());
    expect(pipeline.invoke([2 ** 53, 1])).toBe(2 ** 53);
    expect(pipeline.invoke([2 ** 53, 1, 1])).toBe(2 ** 53 + 2);
    expect(pipeline.invoke([2 ** 53, 2 ** 53, 3])).toBe(2 ** 54 + 4);
  });

  it('is the greatest double of its sign, and no infinity, where they end', () => {
    const pipeline = chain(reals, clamp(-1e308, 1e308), sum());
    expect(pipeline.invoke([1e308, 1e308])).toBe(MAX_VALUE);
    expect(pipeline.invoke([-1e308, -1e308, -1e308])).toBe(-MAX_VALUE);
    expect(pipeline.invoke([1e308, 1e308, -1e308])).toBe(1e308);
    expect(chain(source, clamp(0, 1e308), mean()).invoke([1e308, 1e308])).toBe(MAX_VALUE);
    const whole = chain(reals, clamp(0, 1e308, { resolution: 1 }), sum());
    expect(whole.invoke([1e308, 1e308])).toBe(MAX_VALUE);
  });
});

describe('mean', () => {
  const four = chain(values(real, changeOneDistance({ size: 4 })), clamp(0, 10), mean());

  it('divides the exact sum by the declared size, whatever the size of the data', () => {
    expect(four.invoke([1, 2, 3, 4])).toBe(2.5);
    expect(four.invoke([])).toBe(0);
    expect(four.invoke([10])).toBe(2.5);
    expect(four.invoke([10, 10, 10, 10, 10, 10, 10, 10])).toBe(20);
  });

  it('has the width over the size as its sensitivity, exactly', () => {
    expect(four.map(1).toString()).toBe('5/2');
    const three = chain(values(real, changeOneDistance({ size: 3 })), clamp(-1, 1), mean());
    expect(three.map(1).toString()).toBe('2/3');
    expect(three.map(3).toString()).toBe('2');
    expect(three.invoke([0.1, 0.1, 0.1])).toBe(0.1);
  });

  it('needs a public size and clamped numbers', () => {
    const step = proved<(pipeline: unknown) => unknown>(mean());
    expect(() => step(chain(reals, clamp(0, 1)))).toThrow(
      'mean: needs a public size: give the source changeOneDistance({ size }), got symmetricDistance',
    );
    expect(() => step(values(real, changeOneDistance({ size: 2 })))).toThrow(
      'mean: needs bounded values: put clamp(lower, upper) before it, got real',
    );
  });
});
