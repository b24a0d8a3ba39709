import { DiscreetError } from '@discreet/numeric';
import { describe, expect, it } from 'vitest';
import { clampRoundedBigInt } from '../src/internal/kernels/bigint-kernel.ts';
import { makeExactTotal } from '../src/internal/kernels/exact-total.ts';
import { planFast, ROWS_PER_PIECE } from '../src/internal/kernels/fast-plan.ts';
import type { GridClamp, SumEngine } from '../src/internal/kernels/index.ts';
import { makeSumAccumulator, makeSumKernel } from '../src/internal/kernels/index.ts';
import { centredInteger, clampRounded } from '../src/internal/kernels/js-kernel.ts';
import { roundTiesToEven } from '../src/internal/kernels/round-ties-to-even.ts';
import {
  adversarialValues,
  BIGINT_CLAMPS,
  FAST_CLAMPS,
  referenceInteger,
  referenceMoments,
} from './kernels-reference.ts';

const ENGINES: readonly SumEngine[] = ['js', 'wasm'];
const CLAMPS = [...FAST_CLAMPS, ...BIGINT_CLAMPS];
const print = ({ inverse, lower, upper }: GridClamp): string => `${lower}..${upper} x ${inverse}`;
const cents: GridClamp = { inverse: 100, lower: 0n, upper: 10_000n };

/** A fixed shuffle. */
function shuffled(data: Float64Array): Float64Array {
  const copy = data.slice();
  let state = 12345;
  for (let i = copy.length - 1; i > 0; i -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    const x = copy[i] ?? NaN;
    copy[i] = copy[j] ?? NaN;
    copy[j] = x;
  }
  return copy;
}

describe('roundTiesToEven', () => {
  it.each([
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [-0.5, 0],
    [-1.5, -2],
    [-2.5, -2],
    [0.49999999999999994, 0],
    [0.5000000000000001, 1],
    [5e-324, 0],
    [2 ** 51 + 0.5, 2 ** 51],
    [2 ** 51 + 1.5, 2 ** 51 + 2],
    [-(2 ** 51) - 0.5, -(2 ** 51)],
    [-(2 ** 51) - 1.5, -(2 ** 51) - 2],
    [2 ** 52 - 0.5, 2 ** 52],
    [2 ** 52 - 1.5, 2 ** 52 - 2],
    [-(2 ** 52) + 0.5, -(2 ** 52)],
    [2 ** 52 + 1, 2 ** 52 + 1],
    [-(2 ** 52) - 1, -(2 ** 52) - 1],
    [2 ** 53 - 1, 2 ** 53 - 1],
    [1e308, 1e308],
    [Infinity, Infinity],
    [-Infinity, -Infinity],
    [NaN, NaN],
  ])('takes %d to %d', (x, rounded) => {
    // + 0: the sign of zero is no part of the contract.
    expect(roundTiesToEven(x) + 0).toBe(rounded);
  });
});

describe('the function of one value', () => {
  it.each(CLAMPS.map((clamp) => [print(clamp), clamp] as const))(
    'is the definition in every kernel, alone in a call: %s',
    (_, clamp) => {
      const plan = planFast(clamp);
      const kernels = ENGINES.map((engine) => makeSumKernel(clamp, engine));
      for (const x of adversarialValues(clamp)) {
        const v = referenceInteger(x, clamp);
        const one = Float64Array.of(x);

        expect(clampRoundedBigInt(x, clamp), `BigInt at ${x}`).toBe(v);
        if (plan) {
          const u = centredInteger(x, plan);
          expect(BigInt(clampRounded(x, plan)), `careful at ${x}`).toBe(v);
          expect(BigInt(u) + BigInt(plan.centre), `one value at ${x}`).toBe(v);
        }
        for (const kernel of kernels) {
          expect(kernel.sum(one, 0, 1), `sum at ${x}`).toBe(v);
          expect(kernel.quantise(x), `quantise at ${x}`).toBe(v);
          expect(kernel.moments(one, 0, 1), `moments at ${x}`).toEqual({
            count: 1,
            sum: v,
            sumOfSquares: v * v,
          });
        }
      }
    },
  );

  it('sends NaN and -Infinity to the lower bound and Infinity to the upper one', () => {
    for (const engine of ENGINES) {
      const kernel = makeSumKernel({ inverse: 1, lower: -3n, upper: 8n }, engine);

      expect([NaN, -Infinity, Infinity].map((x) => kernel.quantise(x))).toEqual([-3n, -3n, 8n]);
      expect([NaN, -Infinity, Infinity].map((x) => kernel.sum(Float64Array.of(x), 0, 1))).toEqual([
        -3n,
        -3n,
        8n,
      ]);
    }
  });

  it('lets a product overflow to the bound', () => {
    const clamp = { inverse: 1e22, lower: -5n, upper: 6n };
    for (const engine of ENGINES) {
      const kernel = makeSumKernel(clamp, engine);

      expect(kernel.sum(Float64Array.of(1e300), 0, 1)).toBe(6n);
      expect(kernel.sum(Float64Array.of(-1e300), 0, 1)).toBe(-5n);
    }
  });
});

describe('a column', () => {
  it.each(CLAMPS.map((clamp) => [print(clamp), clamp] as const))(
    'has the exact moments in every kernel, order and split: %s',
    (_, clamp) => {
      const values = adversarialValues(clamp);
      const inside = values.filter((x) => Math.abs(x * clamp.inverse) < 2 ** 50);
      for (const data of [Float64Array.from(values), Float64Array.from(inside)]) {
        const expected = referenceMoments(data, clamp);
        for (const engine of ENGINES) {
          const kernel = makeSumKernel(clamp, engine);
          const mixed = shuffled(data);
          const parts = makeSumAccumulator(clamp, engine);
          for (let i = 0; i < data.length; i += 37) {
            parts.add(data, i, Math.min(i + 37, data.length));
          }

          expect(kernel.moments(data, 0, data.length)).toEqual(expected);
          expect(kernel.sum(data, 0, data.length)).toBe(expected.sum);
          expect(kernel.moments(mixed, 0, data.length)).toEqual(expected);
          expect(kernel.sum(mixed, 0, data.length)).toBe(expected.sum);
          expect(parts.value()).toBe(expected.sum);
          expect(parts.count).toBe(data.length);
        }
      }
    },
  );

  it.each(FAST_CLAMPS.map((clamp) => [print(clamp), clamp] as const))(
    'of nothing but one bound stays exact over several pieces: %s',
    (_, clamp) => {
      const rows = 2 * ROWS_PER_PIECE + 5;
      const n = BigInt(rows);
      for (const [x, bound] of [
        [-Infinity, clamp.lower],
        [Infinity, clamp.upper],
        // Values at the bounds themselves stay on the branch-free path.
        [Number(clamp.lower) / clamp.inverse, clamp.lower],
        [Number(clamp.upper) / clamp.inverse, clamp.upper],
      ] as const) {
        const data = new Float64Array(rows).fill(x);
        for (const engine of ENGINES) {
          const kernel = makeSumKernel(clamp, engine);
          const v = referenceInteger(x, clamp);

          expect(v).toBe(bound);
          expect(kernel.sum(data, 0, rows)).toBe(n * v);
          expect(kernel.moments(data, 0, rows).sumOfSquares).toBe(n * v * v);
        }
      }
    },
  );

  it.each([0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 2047, 2048, 2049, 4100])(
    'of %d rows is read from its start to its end and no farther',
    (rows) => {
      const data = Float64Array.from({ length: rows + 6 }, (_, i) => (i * 7.13) % 120);
      const expected = referenceMoments(data.subarray(3, 3 + rows), cents);
      for (const engine of ENGINES) {
        const kernel = makeSumKernel(cents, engine);

        expect(kernel.sum(data, 3, 3 + rows)).toBe(expected.sum);
        expect(kernel.moments(data, 3, 3 + rows)).toEqual(expected);
      }
    },
  );

  it('may lie anywhere in its buffer', () => {
    const data = Float64Array.of(1, 2, 3, 4, 5, 6).subarray(2, 5);
    for (const engine of ENGINES) {
      expect(makeSumKernel(cents, engine).sum(data, 1, 3)).toBe(900n);
    }
  });

  it('of integers counts as the doubles of the same value', () => {
    const values = [0, 1, -1, 99, 100, 101, 2 ** 31 - 1, -(2 ** 31)];
    for (const clamp of [cents, { ...cents, inverse: 0.001 }, BIGINT_CLAMPS[0] ?? cents]) {
      for (const engine of ENGINES) {
        const kernel = makeSumKernel(clamp, engine);
        const integers = Int32Array.from({ length: 5000 }, (_, i) => values[i % 8] ?? 0);
        const expected = referenceMoments(integers, clamp);

        expect(kernel.sum(integers, 0, 5000)).toBe(expected.sum);
        expect(kernel.moments(integers, 0, 5000)).toEqual(expected);
      }
    }
  });

  it('passes 2^53 without a loss', () => {
    const clamp = { inverse: 1, lower: 0n, upper: 2n ** 50n - 1n };
    const rows = 1001;
    const data = new Float64Array(rows).fill(2 ** 50 - 3);
    for (const engine of ENGINES) {
      expect(makeSumKernel(clamp, engine).sum(data, 0, rows)).toBe(1001n * (2n ** 50n - 3n));
    }
  });
});

describe('regressions of the prototype', () => {
  it('lets no extraordinary record change what its neighbours contribute', () => {
    // Ties, off-grid values and values that round onto or across a bound: all that rounding after
    // the clamp, or by another rule, would change.
    const units = [0.5, 1.5, 2.5, -0.5, -0.4999, 9999.5, 10000.5, 10000.4999, 9998.5, 0.1, 77.7];
    const data = Float64Array.from({ length: 3000 }, (_, i) => (units[i % 11] ?? 0) / 100);
    for (const clamp of [cents, { inverse: 100, lower: -1n, upper: 10_001n }]) {
      for (const extraordinary of [NaN, Infinity, -Infinity, 1e300, -1e300, 2 ** 60, 5e-324]) {
        for (const engine of ENGINES) {
          const kernel = makeSumKernel(clamp, engine);
          const neighbour = data.slice();
          neighbour[1234] = extraordinary;
          const own = (x: number): bigint => referenceInteger(x, clamp);
          const moved = own(extraordinary) - own(data[1234] ?? NaN);

          const difference = kernel.sum(neighbour, 0, 3000) - kernel.sum(data, 0, 3000);

          expect(difference, `${engine} at ${extraordinary}`).toBe(moved);
        }
      }
    }
  });

  it('keeps values of more than 2^50 units inside the bounds', () => {
    for (const clamp of FAST_CLAMPS) {
      for (let power = 50; power < 1024; power += 1) {
        for (const sign of [1, -1]) {
          // Beside values that keep the piece on the branch-free path if they can.
          const x = (sign * 1.1 * 2 ** power) / clamp.inverse;
          const v = referenceInteger(x, clamp);
          for (const engine of ENGINES) {
            expect(makeSumKernel(clamp, engine).sum(Float64Array.of(x), 0, 1)).toBe(v);
          }
        }
      }
    }
  }, 120_000);
});

describe('the plan', () => {
  const widths = Array.from({ length: 50 }, (_, k) => 2n ** BigInt(k)).flatMap((power) => {
    return [power - 1n, power, power + 1n, (power * 3n) / 2n, (power * 7n) / 4n];
  });
  const planned: readonly GridClamp[] = [
    ...FAST_CLAMPS,
    ...widths.filter((w) => w < 2n ** 50n).map((w) => ({ inverse: 1, lower: 1n, upper: 1n + w })),
  ].filter(({ upper }) => upper < 2n ** 50n);

  it('gives every call an exact sum', () => {
    for (const clamp of planned) {
      const plan = planFast(clamp);
      const rows = BigInt(plan?.sumRows ?? 0);

      expect(rows).toBeGreaterThanOrEqual(8n);
      expect(rows).toBeLessThanOrEqual(BigInt(ROWS_PER_PIECE));
      expect(rows * (clamp.upper - clamp.lower + 1n)).toBeLessThanOrEqual(2n ** 53n);
      expect([0, 1]).toContain(plan?.odd);
      expect(BigInt(plan?.centre ?? 0) * 2n + BigInt(plan?.odd ?? 2)).toBe(
        clamp.lower + clamp.upper,
      );
      expect(plan?.radius).toBe(Number((clamp.upper - clamp.lower + 1n) / 2n));
    }
  });

  it('gives every call exact squares', () => {
    for (const clamp of planned) {
      const plan = planFast(clamp);
      const rows = BigInt(plan?.squares.rows ?? 0);
      const bits = BigInt(plan?.squares.bits ?? 0);
      const radius = BigInt(plan?.radius ?? 0);
      const exact = 2n ** 53n;

      expect(rows).toBeGreaterThanOrEqual(8n);
      expect(rows).toBeLessThanOrEqual(BigInt(plan?.sumRows ?? 0));
      if (bits === 0n) {
        expect(rows * radius * radius).toBeLessThanOrEqual(exact);
        continue;
      }
      const high = (radius + (1n << bits) - 1n) >> bits;
      const half = 1n << (bits - 1n);
      for (const term of [high * high, high * half, half * half]) {
        expect(rows * term).toBeLessThanOrEqual(exact);
      }
    }
  });

  it('keeps squares whole where the call stays long, and splits them elsewhere', () => {
    const squares = (upper: bigint): unknown => planFast({ inverse: 1, lower: 0n, upper })?.squares;

    expect(squares(2n ** 22n)).toEqual({ rows: ROWS_PER_PIECE, bits: 0 });
    expect(squares(2n * 2965820n)).toEqual({ rows: 1024, bits: 0 });
    expect(squares(2n * 2965821n)).toMatchObject({ rows: ROWS_PER_PIECE });
    expect(squares(2n * 2965821n)).not.toMatchObject({ bits: 0 });
    expect(squares(10n ** 10n)).toMatchObject({ rows: ROWS_PER_PIECE });
  });

  it('stops where doubles have no useful room', () => {
    for (const clamp of FAST_CLAMPS) expect(makeSumKernel(clamp).kind).toBe('fast');
    for (const clamp of BIGINT_CLAMPS) expect(makeSumKernel(clamp).kind).toBe('bigint');
  });
});

describe('makeExactTotal', () => {
  // 2 * 10^8 additions, which the switches between mutants would make last for minutes
  const onMutants = process.env['DISCREET_MUTATION'] !== undefined;
  it.skipIf(onMutants)('is exact across its flushes, at the largest integers', () => {
    const total = makeExactTotal();
    // Largest for each limb: an odd multiple of 2^26, and the farthest from one.
    const integer = 2 ** 53 - 2 ** 26 - 2 ** 25 + 1;
    const n = 3 * 2 ** 26 + 3;
    for (let i = 0; i < n; i += 1) total.add(integer);
    total.add(-(2 ** 53));
    total.add(7);

    expect(total.value()).toBe(BigInt(n) * BigInt(integer) - 2n ** 53n + 7n);
  });

  it('adds integers of both signs about the edges of its limbs', () => {
    const edges = [25, 26, 27, 51, 52, 53].map((k) => 2 ** k);
    const integers = edges.flatMap((e) => [e - 1, -e, 1 - e, e / 2, -3 * (e / 4), e]);
    const total = makeExactTotal();
    let expected = 0n;
    for (const integer of integers) {
      total.add(integer);
      expected += BigInt(integer);

      expect(total.value()).toBe(expected);
    }
  });
});

describe('makeSumAccumulator', () => {
  it.each([cents, BIGINT_CLAMPS[8] ?? cents].map((clamp) => [print(clamp), clamp] as const))(
    'takes rows by every way to the same integer: %s',
    (_, clamp) => {
      const data = Float64Array.from(adversarialValues(clamp));
      const cut = data.length >> 1;
      for (const engine of ENGINES) {
        const first = makeSumAccumulator(clamp, engine);
        const second = makeSumAccumulator(clamp, 'js');
        data.subarray(0, cut).forEach((x) => first.addNumber(x));
        second.add(data, cut, data.length);
        first.merge(second);
        first.add(Int32Array.of(1, 2, 3), 1, 3);
        second.addNumber(1e300);

        const expected = referenceMoments([...data, 2, 3], clamp);
        expect(first.value()).toBe(expected.sum);
        expect(first.count).toBe(expected.count);
        expect(second.count).toBe(data.length - cut + 1);
      }
    },
  );

  it('starts at zero, also when zero is outside of the bounds', () => {
    const accumulator = makeSumAccumulator({ inverse: 1, lower: 5n, upper: 9n });

    expect(accumulator.value()).toBe(0n);
    expect(accumulator.count).toBe(0);
  });

  it('doubles when it is merged with itself', () => {
    const accumulator = makeSumAccumulator({ inverse: 1, lower: 5n, upper: 9n });
    accumulator.addNumber(1);
    accumulator.merge(accumulator);
    accumulator.merge(accumulator);

    expect(accumulator.value()).toBe(20n);
    expect(accumulator.count).toBe(4);
  });

  it.each([{ inverse: 10 }, { lower: 1n }, { upper: 9_999n }])(
    'refuses to merge with a part of another clamp: %o',
    (other) => {
      const part = makeSumAccumulator({ ...cents, ...other });

      expect(() => makeSumAccumulator(cents).merge(part)).toThrow(
        new DiscreetError({
          tag: 'InvalidParameter',
          where: 'sum',
          rule: 'parts must share one clamp to merge',
        }),
      );
    },
  );
});

describe('what is no clamp and no range', () => {
  it.each([0, -1, NaN, Infinity])('refuses the inverse %d', (inverse) => {
    const clamp = { inverse, lower: 0n, upper: 1n };
    const message = `clamp: inverse must be a finite number > 0, got ${inverse}`;

    expect(() => makeSumKernel(clamp)).toThrow(message);
    expect(() => makeSumAccumulator(clamp)).toThrow(message);
  });

  it('refuses bounds in the wrong order', () => {
    expect(() => makeSumKernel({ inverse: 1, lower: 2n, upper: 1n })).toThrow(
      'clamp: lower must be <= upper, got 2 and 1',
    );
  });

  it.each([
    [-1, 2],
    [0, 4],
    [2, 1],
    [0.5, 2],
    [0, NaN],
  ])('refuses the rows %d to %d of 3', (start, end) => {
    const data = new Float64Array(3);
    for (const clamp of [cents, BIGINT_CLAMPS[0] ?? cents]) {
      const kernel = makeSumKernel(clamp);
      const accumulator = makeSumAccumulator(clamp);

      expect(() => kernel.sum(data, start, end)).toThrow(DiscreetError);
      expect(() => kernel.moments(data, start, end)).toThrow(DiscreetError);
      expect(() => accumulator.add(data, start, end)).toThrow(DiscreetError);
      expect(accumulator.count).toBe(0);
    }
  });
});
