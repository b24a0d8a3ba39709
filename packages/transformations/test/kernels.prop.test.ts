import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GridClamp, SumEngine } from '../src/internal/kernels/index.ts';
import { makeSumAccumulator, makeSumKernel } from '../src/internal/kernels/index.ts';
import { referenceMoments } from './kernels-reference.ts';

const ENGINES: readonly SumEngine[] = ['js', 'wasm'];

/** Grids 10^-8 to 10^22, and bounds of either sign and of every size, BigInt's among them. */
const clamps: fc.Arbitrary<GridClamp> = fc
  .record({
    exponent: fc.integer({ min: -8, max: 22 }),
    corner: fc.integer({ min: 1, max: 56 }).chain((bits) => {
      const limit = 2n ** BigInt(bits);
      return fc.bigInt({ min: -limit, max: limit });
    }),
    width: fc.integer({ min: 0, max: 54 }).chain((bits) => {
      return fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) });
    }),
  })
  .map(({ exponent, corner, width }) => ({
    inverse: Number(`1e${-exponent}`),
    lower: corner,
    upper: corner + width,
  }));

/** Values in grid units about the bounds and about halves, and any double at all. */
const columns = ({ inverse, lower, upper }: GridClamp): fc.Arbitrary<Float64Array> => {
  const low = Number(lower);
  const high = Number(upper);
  const size = Math.max(1, high - low);
  const inUnits = fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: low - size, max: high + size, noNaN: true }) },
    { weight: 3, arbitrary: fc.integer({ min: -9, max: 9 }).map((k) => low + k / 2) },
    { weight: 3, arbitrary: fc.integer({ min: -9, max: 9 }).map((k) => high + k / 2) },
  );
  const value = fc.oneof(
    { weight: 19, arbitrary: inUnits.map((u) => u / inverse) },
    { weight: 1, arbitrary: fc.double() },
  );
  return fc
    .array(value, { maxLength: 60 })
    .chain((pattern) => fc.integer({ min: 1, max: 90 }).map((times) => ({ pattern, times })))
    .map(({ pattern, times }) =>
      Float64Array.from({ length: pattern.length * times }, (_, i) => {
        return pattern[i % pattern.length] ?? NaN;
      }),
    );
};

const cases = clamps.chain((clamp) =>
  fc.record({ clamp: fc.constant(clamp), data: columns(clamp) }),
);

describe('makeSumKernel', () => {
  it('gives the exact integers of the definition in every kernel', () => {
    fc.assert(
      fc.property(cases, ({ clamp, data }) => {
        const expected = referenceMoments(data, clamp);
        for (const engine of ENGINES) {
          const kernel = makeSumKernel(clamp, engine);

          expect(kernel.sum(data, 0, data.length)).toBe(expected.sum);
          expect(kernel.moments(data, 0, data.length)).toEqual(expected);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('keeps a sum of n rows between n times the bounds', () => {
    fc.assert(
      fc.property(clamps, fc.array(fc.double(), { maxLength: 20 }), (clamp, values) => {
        const n = BigInt(values.length);
        for (const engine of ENGINES) {
          const sum = makeSumKernel(clamp, engine).sum(Float64Array.from(values), 0, values.length);

          expect(sum >= n * clamp.lower && sum <= n * clamp.upper).toBe(true);
        }
      }),
    );
  });

  it('moves by no more than the bounds apart when one record changes to anything', () => {
    const changes = cases.chain(({ clamp, data }) =>
      fc.record({
        clamp: fc.constant(clamp),
        data: fc.constant(data),
        at: fc.nat({ max: Math.max(0, data.length - 1) }),
        to: fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 1e308, -1e308)),
      }),
    );
    fc.assert(
      fc.property(changes, ({ clamp, data, at, to }) => {
        const neighbour = data.slice();
        if (data.length > 0) neighbour[at] = to;
        for (const engine of ENGINES) {
          const kernel = makeSumKernel(clamp, engine);
          const moved = kernel.sum(neighbour, 0, data.length) - kernel.sum(data, 0, data.length);
          const distance = moved < 0n ? -moved : moved;

          expect(distance <= clamp.upper - clamp.lower).toBe(true);
        }
      }),
    );
  });
});

describe('makeSumAccumulator', () => {
  it('does not see order, splits, merges or ways in', () => {
    const splits = cases.chain(({ clamp, data }) =>
      fc.record({
        clamp: fc.constant(clamp),
        data: fc.constant(data),
        order: fc.shuffledSubarray([...data], { minLength: data.length, maxLength: data.length }),
        cuts: fc.array(fc.nat({ max: data.length }), { maxLength: 6 }),
        ways: fc.infiniteStream(fc.constantFrom('add', 'addNumber', 'merge')),
        engines: fc.infiniteStream(fc.constantFrom(...ENGINES)),
      }),
    );
    fc.assert(
      fc.property(splits, ({ clamp, data, order, cuts, ways, engines }) => {
        const next = <T>(stream: Iterator<T, unknown>, otherwise: T): T => {
          const step = stream.next();
          return step.done === true ? otherwise : step.value;
        };
        const total = makeSumAccumulator(clamp, next(engines, 'wasm'));
        const mixed = Float64Array.from(order);
        const edges = [0, ...cuts.sort((a, b) => a - b), mixed.length];
        edges.slice(1).forEach((end, i) => {
          const start = edges[i] ?? 0;
          const way = next(ways, 'add');
          if (way === 'add') total.add(mixed, start, end);
          if (way === 'addNumber') mixed.subarray(start, end).forEach((x) => total.addNumber(x));
          if (way === 'merge') {
            const part = makeSumAccumulator(clamp, next(engines, 'wasm'));
            part.add(mixed, start, end);
            total.merge(part);
          }
        });

        expect(total.value()).toBe(referenceMoments(data, clamp).sum);
        expect(total.count).toBe(data.length);
      }),
      { numRuns: 300 },
    );
  });
});
