import {
  category,
  chain,
  changeOneDistance,
  DiscreetError,
  l2Distance,
  positive,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import {
  clamp,
  count,
  countBy,
  filter,
  histogram,
  mean,
  sum,
  values,
} from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { laplace } from '../src/index.ts';

type Untyped = (...parameters: readonly unknown[]) => (pipeline: unknown) => typeof tenths;
const untyped = proved<Untyped>(laplace);
const reals = values(real, symmetricDistance());
const threes = values(real, symmetricDistance({ contributions: 3 }));
const sized = values(real, changeOneDistance({ size: 1000 }));
const cities = values(category(['a', 'b']), symmetricDistance());
const changed = values(category(['a', 'b']), changeOneDistance({ size: 7 }));
const tenths = chain(reals, count(), laplace({ epsilon: 0.1 }));

const scaleOf = (measurement: { readonly noise: typeof tenths.noise }): string => {
  const { noise } = measurement;
  if (noise.law !== 'discreteLaplace') throw new Error(noise.law);
  return noise.scale.toString();
};

describe('laplace', () => {
  // aggregate, parameters, map(1), map(3), scale in grid units
  const cases: readonly (readonly [string, unknown, object, string, string, string])[] = [
    ['a count by epsilon', chain(reals, count()), { epsilon: 0.5 }, '1/2', '3/2', '2'],
    ['a count by scale', chain(reals, count()), { scale: 4 }, '1/4', '3/4', '4'],
    [
      'a count of threes by epsilon',
      chain(threes, count()),
      { epsilon: 0.1 },
      '1/10',
      '3/10',
      '30',
    ],
    ['a count of threes by scale', chain(threes, count()), { scale: 4 }, '3/4', '9/4', '4'],
    // 0 to 100 lies on a grid of 10^-7
    [
      'a sum by epsilon',
      chain(reals, clamp(0, 100), sum()),
      { epsilon: 0.5 },
      '1/2',
      '3/2',
      '2000000000',
    ],
    ['a sum by scale', chain(reals, clamp(0, 100), sum()), { scale: 50 }, '2', '6', '500000000'],
    [
      'a sum of threes by epsilon',
      chain(threes, clamp(-5, 100), sum()),
      { epsilon: 0.3 },
      '3/10',
      '9/10',
      '10000000000',
    ],
    [
      'a sum on a coarse grid',
      chain(reals, clamp(0, 100, { resolution: 10 }), sum()),
      { epsilon: 0.5 },
      '1/2',
      '3/2',
      '20',
    ],
    [
      'a sum of changed rows',
      chain(sized, clamp(-20, 30, { resolution: 1 }), sum()),
      { epsilon: 0.1 },
      '1/10',
      '3/10',
      '500',
    ],
    // the unit of the mean is 10^-2 / 1000, its sensitivity 50 / 1000
    [
      'a mean by epsilon',
      chain(sized, clamp(-20, 30, { resolution: 0.01 }), mean()),
      { epsilon: 0.1 },
      '1/10',
      '3/10',
      '50000',
    ],
    [
      'a mean by scale',
      chain(sized, clamp(-20, 30, { resolution: 0.01 }), mean()),
      { scale: 0.3 },
      '1/6',
      '1/2',
      '30000',
    ],
    ['counts by epsilon', chain(cities, countBy()), { epsilon: 0.1 }, '1/10', '3/10', '10'],
    [
      'counts of changed rows by epsilon',
      chain(changed, countBy()),
      { epsilon: 0.1 },
      '1/10',
      '3/10',
      '20',
    ],
    ['counts of changed rows by scale', chain(changed, countBy()), { scale: 3 }, '2/3', '2', '3'],
    ['a histogram of threes', chain(threes, histogram([0, 1, 2])), { scale: 3 }, '1', '3', '3'],
    [
      'a filtered count of changed rows',
      chain(
        sized,
        filter(() => true),
        count(),
      ),
      { epsilon: 1 },
      '1',
      '3',
      '2',
    ],
    [
      'a tiny epsilon',
      chain(reals, count()),
      { epsilon: 1e-7 },
      '1/10000000',
      '3/10000000',
      '10000000',
    ],
    [
      'a huge epsilon',
      chain(reals, count()),
      { epsilon: 1e21 },
      '1000000000000000000000',
      '3000000000000000000000',
      '1/1000000000000000000000',
    ],
    [
      'an epsilon with no short fraction',
      chain(reals, count()),
      { epsilon: 0.7 },
      '7/10',
      '21/10',
      '10/7',
    ],
    [
      'a rational epsilon',
      chain(reals, count()),
      { epsilon: Rational.of(1n, 3n) },
      '1/3',
      '1',
      '3',
    ],
  ];
  for (const [name, aggregate, parameters, one, three, scale] of cases)
    it(`has exact map and scale: ${name}`, () => {
      const measurement = untyped(parameters)(aggregate);
      expect(measurement.map(1).toString()).toBe(one);
      expect(measurement.map(3).toString()).toBe(three);
      expect(measurement.map(0).toString()).toBe('0');
      expect(scaleOf(measurement)).toBe(scale);
      expect(measurement.outputMeasure.kind).toBe('maxDivergence');
      expect(measurement.map.to).toBe('maxDivergence');
    });

  it('spends one tenth for 0.1, not the double near it', () => {
    const tenth = tenths.map(1);
    expect(tenth.mul(Rational.of(10n)).equals(Rational.one)).toBe(true);
    expect(
      chain(reals, count(), laplace({ scale: 0.1 }))
        .map(1)
        .toString(),
    ).toBe('10');
    expect(
      chain(reals, count(), laplace({ epsilon: 0.30000000000000004 }))
        .map(1)
        .toString(),
    ).toBe('7500000000000001/25000000000000000');
  });

  it('is the same for literals and for numbers that were parsed', () => {
    const parsed = positive(0.1);
    if (E.isLeft(parsed)) throw parsed.left;
    const a = chain(reals, count(), laplace({ epsilon: 0.1 }));
    const b = chain(reals, count(), laplace({ epsilon: parsed.right }));
    expect(b.fingerprint()).toBe(a.fingerprint());
    expect(b.map(1).toString()).toBe(a.map(1).toString());
    expect(scaleOf(b)).toBe(scaleOf(a));
  });

  it('adds noise on the grid of the answer alone', () => {
    const total = chain(reals, clamp(0, 100, { resolution: 10 }), sum(), laplace({ scale: 5 }));
    const average = chain(
      values(real, changeOneDistance({ size: 4 })),
      clamp(0, 1, { resolution: 1 }),
      mean(),
      laplace({ scale: 1 }),
    );
    const counts = chain(cities, countBy(), laplace({ scale: 2 }));
    for (let i = 0; i < 300; i++) {
      expect(Number.isSafeInteger(total.invoke([33, 58]) / 10)).toBe(true);
      expect(Number.isSafeInteger(average.invoke([0, 1, 1, 0]) * 4)).toBe(true);
      const { a, b } = counts.invoke(['a', 'a']);
      expect(Number.isSafeInteger(a) && Number.isSafeInteger(b)).toBe(true);
    }
  });
});

describe('what laplace refuses', () => {
  const count1 = chain(reals, count());
  it('refuses parameters that are not exactly one positive number', () => {
    for (const [parameters, message] of [
      [{}, 'laplace: exactly one of scale and epsilon must be given, got neither'],
      [
        { scale: undefined },
        'laplace: exactly one of scale and epsilon must be given, got neither',
      ],
      [
        { scale: 1, epsilon: 1 },
        'laplace: exactly one of scale and epsilon must be given, got both',
      ],
      [undefined, 'laplace: exactly one of scale and epsilon must be given, got nothing'],
      [null, 'laplace: exactly one of scale and epsilon must be given, got null'],
      [5, 'laplace: exactly one of scale and epsilon must be given, got 5'],
      [
        { scale: 1, delta: 1e-6 },
        'laplace: exactly one of scale and epsilon must be given, got delta',
      ],
      [{ sigma: 1 }, 'laplace: exactly one of scale and epsilon must be given, got sigma'],
      [{ scale: 0 }, 'laplace: scale must be > 0, got 0'],
      [{ scale: -0 }, 'laplace: scale must be > 0, got -0'],
      [{ scale: -1 }, 'laplace: scale must be > 0, got -1'],
      [{ scale: NaN }, 'laplace: scale must be > 0, got NaN'],
      [{ scale: Infinity }, 'laplace: scale must be > 0, got Infinity'],
      [{ epsilon: -Infinity }, 'laplace: epsilon must be > 0, got -Infinity'],
      [{ epsilon: '1' }, "laplace: epsilon must be > 0, got '1'"],
      [{ epsilon: 1n }, 'laplace: epsilon must be > 0, got 1n'],
      [{ epsilon: null }, 'laplace: epsilon must be > 0, got null'],
      [{ epsilon: [1] }, 'laplace: epsilon must be > 0, got an array'],
      [{ epsilon: { valueOf: () => 1 } }, 'laplace: epsilon must be > 0, got a object'],
      [{ epsilon: Rational.zero }, 'laplace: epsilon must be > 0, got 0'],
    ] as const) {
      expect(() => untyped(parameters), message).toThrow(DiscreetError);
      expect(() => untyped(parameters)).toThrow(message.replace('a object', ''));
    }
  });

  it('refuses what it cannot protect', () => {
    const step = untyped({ epsilon: 1 });
    expect(() => step(reals)).toThrow(
      'laplace: adds noise to aggregates: put sum(), mean() or count() before it, got rows',
    );
    expect(() => step(chain(cities, countBy(l2Distance)))).toThrow(
      'laplace: needs the L1 metric, got l2Distance',
    );
    expect(() => step(step(count1))).toThrow(
      'laplace: works on data: put it before the noise, got a measurement',
    );
    expect(() => step(undefined)).toThrow('laplace: works on a transformation, got nothing');
  });

  it('reads its parameter once: an object cannot give the map one number and the noise another', () => {
    let reads = 0;
    const shifty = {
      get epsilon() {
        reads += 1;
        return reads <= 2 ? 1 : 1000;
      },
    };
    const measurement = untyped(shifty)(count1);
    expect(reads).toBeLessThanOrEqual(2);
    const { noise } = measurement;
    if (noise.law !== 'discreteLaplace') throw new Error(noise.law);
    expect(measurement.map(1).mul(noise.scale).toString()).toBe('1');
    expect(measurement.toJSON().steps.at(-1)).toEqual({
      step: 'laplace',
      epsilon: measurement.map(1).toString(),
    });
  });

  it('takes nothing from the prototype that all objects share', () => {
    const prototype = Object.prototype;
    for (const [name, value] of [
      ['scale', 1e-9],
      ['epsilon', 1e9],
      ['simultaneous', true],
      ['resolution', 100],
      ['kind', 'measurement'],
      ['size', 1e9],
    ] as const)
      try {
        Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
        expect(untyped({ epsilon: 1 })(count1).map(1).toString()).toBe('1');
        expect(untyped({ scale: 2 })(count1).map(1).toString()).toBe('1/2');
        expect(() => untyped({})).toThrow('neither');
        expect(() =>
          proved<(p: unknown) => unknown>(mean())(chain(reals, clamp(0, 100))),
        ).toThrow();
        expect(chain(reals, clamp(0, 200)).outputDomain).toMatchObject({
          element: { grid: { exponent: -7 } },
        });
      } finally {
        Reflect.deleteProperty(prototype, name);
      }
  });
});
