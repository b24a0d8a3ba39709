import {
  bounds,
  chain,
  changeOneDistance,
  DiscreetError,
  integer,
  proved,
  real,
  symmetricDistance,
  text,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { cast, clamp, filter, histogram, sum, values } from '../src/index.ts';
import { decimal, double, edgeDoubles, exactSum, gridValue } from './support/exact-reference.ts';

type Untyped = (...parameters: readonly unknown[]) => never;
const untyped = proved<Untyped>(clamp);
const reals = values(real, symmetricDistance());
const integers = values(integer, symmetricDistance());
const exponentOf = (pipeline: { readonly outputDomain: unknown }): number =>
  proved<{ readonly element: { readonly grid: { readonly exponent: number } } }>(
    pipeline.outputDomain,
  ).element.grid.exponent;

describe('clamp', () => {
  const cases = [
    { lower: 0, upper: 100, exponent: -7 },
    { lower: -5, upper: 5, exponent: -8 },
    { lower: 0, upper: 1, exponent: -9 },
    { lower: 0.1, upper: 0.3, exponent: -10 },
    { lower: -1, upper: 1e9, exponent: 0 },
    { lower: 0, upper: 1e10, exponent: 1 },
    { lower: 1, upper: 1e10, exponent: 0 },
    { lower: -1e308, upper: 1e308, exponent: 299 },
    { lower: -1, upper: 1e308, exponent: 0 },
    { lower: 0, upper: 2 ** 53, exponent: 0 },
    { lower: 0, upper: 1e-300, exponent: -308 },
    { lower: 9_007_199_254_740_991, upper: 9_007_199_254_740_992, exponent: 0 },
  ];
  for (const { lower, upper, exponent } of cases) {
    const pipeline = chain(reals, proved<ReturnType<typeof clamp<0, 1>>>(untyped(lower, upper)));
    it(`puts [${lower}, ${upper}] on the grid of 10^${exponent}`, () => {
      expect(exponentOf(pipeline)).toBe(exponent);
    });

    it(`moves every edge case into [${lower}, ${upper}] as the definition on rationals says`, () => {
      const unit = decimal(`1e${exponent}`);
      const out = pipeline.invoke(edgeDoubles);
      for (const [i, x] of edgeDoubles.entries()) {
        const m = gridValue(x, lower, upper, exponent);
        expect(out[i], `of ${x}`).toBe(Rational.of(m).mul(unit).toNumber());
        expect(out[i]).toBeGreaterThanOrEqual(lower);
        expect(out[i]).toBeLessThanOrEqual(upper);
        expect(Object.is(out[i], -0)).toBe(false);
      }
    });

    it(`sums the edge cases in [${lower}, ${upper}] exactly, one by one and together`, () => {
      const total = chain(pipeline, sum());
      for (const x of edgeDoubles)
        expect(total.invoke([x]), `of ${x}`).toBe(exactSum([x], lower, upper, exponent));
      const forwards = exactSum(edgeDoubles, lower, upper, exponent);
      expect(total.invoke(edgeDoubles)).toBe(forwards);
      expect(total.invoke([...edgeDoubles].reverse())).toBe(forwards);
      expect(total.invoke(Float64Array.from(edgeDoubles))).toBe(forwards);
    });
  }

  it('goes to the nearest point of the grid, up to the rounding of one product', () => {
    const pipeline = chain(reals, clamp(-1000, 1000, { resolution: 0.001 }));
    const half = decimal('0.0005').mul(decimal('1.000000001'));
    for (let i = 0; i < 2000; i++) {
      const x = (i - 1000) * 0.777_777_7 + 1e-7 * i;
      const [y] = pipeline.invoke([x]);
      if (Math.abs(x) > 1000) continue;
      expect(
        double(x)
          .sub(decimal(y ?? NaN))
          .abs()
          .lessThanOrEqual(half),
      ).toBe(true);
    }
  });

  it('gives a value between the bounds its own place on the finest grid that it takes', () => {
    const pipeline = chain(reals, clamp(0, 1e7, { resolution: 1e-300 }));
    for (const x of [1e6, 9.5e6, 1e-3, 3e-300]) {
      const [y] = pipeline.invoke([x]);
      expect(Math.abs((y ?? NaN) - x) / x).toBeLessThan(1e-15);
    }
  });

  it('sends missing values down and infinities to their own bounds', () => {
    const pipeline = chain(reals, clamp(-3, 7));
    expect(pipeline.invoke([NaN, Infinity, -Infinity])).toEqual([-3, 7, -3]);
    const misfits: readonly unknown[] = [null, undefined, '5', 5n, true, {}, [5], new Date(5)];
    expect(pipeline.invoke(proved<readonly number[]>(misfits))).toEqual(misfits.map(() => -3));
  });

  it('changes nothing when it is repeated', () => {
    for (const [lower, upper] of [
      [0, 100],
      [-5, 5],
      [-1e300, 1e300],
      [0.25, 0.75],
    ] as const) {
      const once = chain(reals, proved<ReturnType<typeof clamp<0, 1>>>(untyped(lower, upper)));
      const twice = chain(once, proved<ReturnType<typeof clamp<0, 1>>>(untyped(lower, upper)));
      const data = [...edgeDoubles, lower, upper, (lower + upper) / 2, lower + 1e-9, upper / 3];
      expect(once.invoke(once.invoke(data))).toEqual(once.invoke(data));
      expect(twice.invoke(data)).toEqual(once.invoke(data));
      expect(chain(twice, sum()).invoke(data)).toBe(chain(once, sum()).invoke(data));
    }
  });

  it('clamps again: the tighter bounds hold, and the sensitivity is theirs', () => {
    const pipeline = chain(reals, clamp(-100, 100, { resolution: 1 }), clamp(-5, 3), sum());
    expect(pipeline.map(1).toString()).toBe('5');
    expect(pipeline.invoke([-50, 50, 2.4, 2.6, NaN])).toBe(-5 + 3 + 2 + 3 - 5);
    const wider = chain(reals, clamp(-5, 3, { resolution: 1 }), clamp(-100, 100), sum());
    expect(wider.map(1).toString()).toBe('100');
    expect(wider.invoke([-50, 50, 2.4])).toBe(0);
  });

  it('keeps the grid of data that are on one, refined until the new bounds fit', () => {
    expect(exponentOf(chain(integers, clamp(0, 100)))).toBe(0);
    expect(exponentOf(chain(integers, clamp(0, 1e12)))).toBe(0);
    expect(exponentOf(chain(integers, clamp(0, 0.5)))).toBe(-1);
    expect(exponentOf(chain(reals, clamp(0, 100, { resolution: 10 }), clamp(0, 50)))).toBe(1);
    expect(exponentOf(chain(reals, clamp(0, 100, { resolution: 10 }), clamp(0, 5)))).toBe(0);
    expect(exponentOf(chain(reals, cast(integer), clamp(0, 5)))).toBe(0);
  });

  it('takes a resolution, and depends on public numbers alone', () => {
    const pipeline = chain(reals, clamp(0, 100, { resolution: 10 }), sum());
    expect(pipeline.invoke([4, 6, 15, 25, 35])).toBe(0 + 10 + 20 + 20 + 40);
    expect(pipeline.outputDomain.kind).toBe('grid');
  });

  it('sees the clamped values in a filter or histogram behind it, as the nearest doubles', () => {
    const pipeline = chain(reals, clamp(0, 1, { resolution: 0.1 }), histogram([0, 0.3, 0.7, 1]));
    expect(pipeline.invoke([0.3, 0.30000000000000004, 0.29, 0.249, 0.7, 0.66])).toEqual([1, 3, 2]);
    const seen: number[] = [];
    chain(
      reals,
      clamp(0, 1, { resolution: 0.1 }),
      filter((x: number) => seen.push(x) > 0),
    ).invoke([0.31, NaN, 9]);
    expect(seen).toEqual([0.3, 0, 1]);
  });

  it('stays exact on grids beyond every double', () => {
    const pipeline = chain(reals, clamp(-1, 1e22, { resolution: 1 }), sum());
    // 10^22 and -1 alternate: in doubles the small ones would be lost
    const data = Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? 1e22 : -1));
    expect(pipeline.invoke(data)).toBe(Rational.of(1000n * 10n ** 22n - 1000n).toNumber());
    const difference = chain(reals, clamp(-1e22, 1e22, { resolution: 1 }), sum());
    expect(difference.invoke([1e22, 7, -1e22, 2 ** 53, 1, -(2 ** 53)])).toBe(8);
  });

  it('counts the rows of an Int32Array at both ends of its range', () => {
    const pipeline = chain(reals, clamp(-3e9, 3e9, { resolution: 1 }), sum());
    expect(pipeline.invoke(Int32Array.of(2 ** 31 - 1, -(2 ** 31), 5))).toBe(4);
  });
});

describe('what clamp refuses', () => {
  const refusals: readonly (readonly [string, readonly unknown[], string])[] = [
    ['bounds out of order', [1, 0], 'clamp: lower must be < upper, both finite, got 1 and 0'],
    ['equal bounds', [1, 1], 'clamp: lower must be < upper, both finite, got 1 and 1'],
    ['two zeros', [-0, 0], 'clamp: lower must be < upper, both finite, got -0 and 0'],
    ['NaN', [NaN, 1], 'clamp: lower must be < upper, both finite, got NaN and 1'],
    ['infinity', [0, Infinity], 'clamp: lower must be < upper, both finite, got 0 and Infinity'],
    ['strings', ['0', '1'], "clamp: lower must be < upper, both finite, got '0' and '1'"],
    ['bigints', [0n, 1n], 'clamp: lower must be < upper, both finite, got 0n and 1n'],
    ['nothing', [], 'clamp: lower must be < upper, both finite, got nothing and nothing'],
    [
      'a resolution that is no power of ten',
      [0, 1, { resolution: 0.25 }],
      'clamp: resolution must be a power of ten, got 0.25',
    ],
    [
      'a resolution of zero',
      [0, 1, { resolution: 0 }],
      'clamp: resolution must be a power of ten, got 0',
    ],
    [
      'a negative resolution',
      [0, 1, { resolution: -0.1 }],
      'clamp: resolution must be a power of ten, got -0.1',
    ],
    [
      'a resolution that does not divide a bound',
      [0.5, 1, { resolution: 1 }],
      'clamp: both bounds must be multiples of the resolution 1, got 0.5 and 1',
    ],
    [
      'a grid finer than any double can scale',
      [0, 5e-324],
      'clamp: the grid of both bounds must not be finer than 1e-308, got 0 and 5e-324',
    ],
    [
      'a resolution on which a value between the bounds has more steps than any double',
      [0, 1e10, { resolution: 1e-300 }],
      'clamp: both bounds must lie within 2^1024 steps of 0 on the grid of 1e-300, got 0 and 10000000000',
    ],
    [
      'bounds whose own grid does that',
      [-1e10, 1e-300],
      'clamp: both bounds must lie within 2^1024 steps of 0 on the grid of 1e-300, got -10000000000 and 1e-300',
    ],
  ];
  for (const [name, parameters, message] of refusals)
    it(`refuses ${name} when it is made, before it sees a pipeline`, () => {
      expect(() => untyped(...parameters)).toThrow(message);
      expect(() => untyped(...parameters)).toThrow(DiscreetError);
    });

  it('refuses the same in the parser, in a Left', () => {
    for (const [name, parameters] of refusals) {
      const parsed = proved<Untyped>(bounds)(...parameters);
      expect(proved<E.Either<unknown, unknown>>(parsed)._tag, name).toBe('Left');
    }
  });

  it('refuses a second parameter beside parsed bounds: it would be ignored', () => {
    const parsed = bounds(0, 1);
    if (E.isLeft(parsed)) throw parsed.left;
    for (const more of [[{ resolution: 0.1 }], [undefined, { resolution: 0.1 }], [5]])
      expect(() => untyped(parsed.right, ...more)).toThrow(
        'clamp: parsed bounds must stand alone: give the resolution to bounds()',
      );
    expect(() => untyped(parsed.right, undefined)).not.toThrow();
  });

  it('takes parsed bounds with their resolution', () => {
    const parsed = bounds(-0, 100, { resolution: 10 });
    if (E.isLeft(parsed)) throw parsed.left;
    const pipeline = chain(reals, clamp(parsed.right), sum());
    expect(pipeline.invoke([14, 16, NaN])).toBe(30);
    expect(pipeline.map(1).toString()).toBe('100');
  });

  it('refuses what is no column of numbers', () => {
    const step = proved<(pipeline: unknown) => unknown>(clamp(0, 1));
    expect(() => step(values(text, symmetricDistance()))).toThrow(
      'clamp: works on numbers, got text',
    );
    expect(() => step(chain(reals, clamp(0, 1), sum()))).toThrow(
      'clamp: works on numbers, got grid',
    );
    expect(() => step(undefined)).toThrow('clamp: works on a transformation, got nothing');
    const mismatch = expect.objectContaining({ _tag: 'StepMismatch' }) as Error;
    expect(() => step(values(text, symmetricDistance()))).toThrow(mismatch);
  });

  it('leaves every distance as it is', () => {
    for (const source of [
      values(real, symmetricDistance({ contributions: 3 })),
      values(real, changeOneDistance({ size: 4 })),
    ]) {
      const before = proved<typeof reals>(source);
      const after = chain(before, clamp(0, 1));
      expect(after.map(5).toString()).toBe(before.map(5).toString());
      expect(after.outputMetric).toBe(before.outputMetric);
    }
  });
});
