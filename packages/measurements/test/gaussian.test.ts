import {
  category,
  chain,
  changeOneDistance,
  DiscreetError,
  l1Distance,
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
import { gaussian } from '../src/index.ts';

type Untyped = (...parameters: readonly unknown[]) => (pipeline: unknown) => typeof example;
const untyped = proved<Untyped>(gaussian);
const reals = values(real, symmetricDistance());
const threes = values(real, symmetricDistance({ contributions: 3 }));
const sized = values(real, changeOneDistance({ size: 1000 }));
const labels = category(['a', 'b']);
const cities = values(labels, symmetricDistance());
const citiesOfThrees = values(labels, symmetricDistance({ contributions: 3 }));
const changed = values(labels, changeOneDistance({ size: 7 }));
const example = chain(reals, count(), gaussian({ rho: 1 }));

const varianceOf = (measurement: { readonly noise: typeof example.noise }): string => {
  const { noise } = measurement;
  if (noise.law !== 'discreteGaussian') throw new Error(noise.law);
  return noise.sigmaSquared.toString();
};

describe('gaussian', () => {
  // aggregate, parameters, map(1), map(3), sigma^2 in grid units
  const cases: readonly (readonly [string, unknown, object, string, string, string])[] = [
    ['a count by sigma', chain(reals, count()), { sigma: 2 }, '1/8', '9/8', '4'],
    ['a count by rho', chain(reals, count()), { rho: 0.1 }, '1/10', '9/10', '5'],
    [
      'a count of threes by sigma: nine times the loss',
      chain(threes, count()),
      { sigma: 2 },
      '9/8',
      '81/8',
      '4',
    ],
    [
      'a count of threes by rho: nine times the variance',
      chain(threes, count()),
      { rho: 0.1 },
      '1/10',
      '9/10',
      '45',
    ],
    [
      'a sum by sigma',
      chain(reals, clamp(0, 100, { resolution: 1 }), sum()),
      { sigma: 100 },
      '1/2',
      '9/2',
      '10000',
    ],
    [
      'a sum by rho on a grid of 1/100',
      chain(reals, clamp(0, 100, { resolution: 0.01 }), sum()),
      { rho: 0.5 },
      '1/2',
      '9/2',
      '100000000',
    ],
    [
      'a sum of changed rows',
      chain(sized, clamp(-20, 30, { resolution: 1 }), sum()),
      { rho: 0.5 },
      '1/2',
      '9/2',
      '2500',
    ],
    [
      'a mean by rho',
      chain(sized, clamp(-20, 30, { resolution: 1 }), mean()),
      { rho: 0.5 },
      '1/2',
      '9/2',
      '2500',
    ],
    [
      'a mean by sigma',
      chain(sized, clamp(-20, 30, { resolution: 1 }), mean()),
      { sigma: 0.05 },
      '1/2',
      '9/2',
      '2500',
    ],
    ['counts by sigma', chain(cities, countBy(l2Distance)), { sigma: 3 }, '1/18', '1/2', '9'],
    ['counts by rho', chain(cities, countBy(l2Distance)), { rho: 0.02 }, '1/50', '9/50', '25'],
    [
      'counts of threes by sigma',
      chain(citiesOfThrees, countBy(l2Distance)),
      { sigma: 3 },
      '1/2',
      '9/2',
      '9',
    ],
    // a row that changes moves two counts by one: 2 / (2 sigma^2)
    [
      'counts of changed rows by sigma',
      chain(changed, countBy(l2Distance)),
      { sigma: 3 },
      '1/9',
      '1',
      '9',
    ],
    [
      'counts of changed rows by rho',
      chain(changed, countBy(l2Distance)),
      { rho: 0.25 },
      '1/4',
      '9/4',
      '4',
    ],
    [
      'a histogram of changed rows',
      chain(sized, histogram([0, 1], l2Distance)),
      { sigma: 2 },
      '1/4',
      '9/4',
      '4',
    ],
    [
      'filtered counts of changed rows',
      chain(
        changed,
        filter(() => true),
        countBy(l2Distance),
      ),
      { sigma: 2 },
      '1/2',
      '9/2',
      '4',
    ],
    [
      'a sigma with no rational square root',
      chain(reals, count()),
      { rho: 0.3 },
      '3/10',
      '27/10',
      '5/3',
    ],
    ['a sigma below one', chain(reals, count()), { sigma: 0.1 }, '50', '450', '1/100'],
  ];
  for (const [name, aggregate, parameters, one, three, variance] of cases)
    it(`has exact map and variance: ${name}`, () => {
      const measurement = untyped(parameters)(aggregate);
      expect(measurement.map(1).toString()).toBe(one);
      expect(measurement.map(3).toString()).toBe(three);
      expect(measurement.map(0).toString()).toBe('0');
      expect(varianceOf(measurement)).toBe(variance);
      expect(measurement.outputMeasure.kind).toBe('zeroConcentratedDivergence');
      expect(measurement.map.kind).toBe('quadratic');
    });

  it('is the same for literals and for numbers that were parsed', () => {
    const parsed = positive(0.1);
    if (E.isLeft(parsed)) throw parsed.left;
    const a = chain(reals, count(), gaussian({ rho: 0.1 }));
    const b = chain(reals, count(), gaussian({ rho: parsed.right }));
    expect(b.fingerprint()).toBe(a.fingerprint());
    expect(varianceOf(b)).toBe(varianceOf(a));
  });

  it('inverts its map: the greatest number of persons within a loss', () => {
    const { map } = chain(reals, count(), gaussian({ sigma: 2 }));
    const text = (loss: number): string => {
      const inverse = map.invert(loss);
      return inverse._tag === 'Some' ? inverse.value.toString() : 'none';
    };
    expect([text(1 / 8), text(0.49), text(0.5), text(0.12)]).toEqual(['1', '1', '2', '0']);
  });

  it('refuses parameters that are not exactly one positive number', () => {
    for (const [parameters, message] of [
      [{}, 'gaussian: exactly one of sigma and rho must be given, got neither'],
      [{ sigma: 1, rho: 1 }, 'gaussian: exactly one of sigma and rho must be given, got both'],
      [{ epsilon: 1 }, 'gaussian: exactly one of sigma and rho must be given, got epsilon'],
      [{ rho: 1, delta: 1e-6 }, 'gaussian: exactly one of sigma and rho must be given, got delta'],
      [{ sigma: 0 }, 'gaussian: sigma must be > 0, got 0'],
      [{ sigma: -1 }, 'gaussian: sigma must be > 0, got -1'],
      [{ rho: NaN }, 'gaussian: rho must be > 0, got NaN'],
      [{ rho: Infinity }, 'gaussian: rho must be > 0, got Infinity'],
      [{ rho: '1' }, "gaussian: rho must be > 0, got '1'"],
    ] as const) {
      expect(() => untyped(parameters)).toThrow(DiscreetError);
      expect(() => untyped(parameters)).toThrow(message);
    }
  });

  it('refuses outputs in L1, rows and measurements', () => {
    const step = untyped({ rho: 1 });
    for (const inL1 of [
      chain(cities, countBy()),
      chain(cities, countBy(l1Distance)),
      chain(reals, histogram([0, 1])),
    ])
      expect(() => step(inL1)).toThrow(
        'gaussian: needs the L2 metric: say countBy(l2Distance) or histogram(edges, l2Distance), got l1Distance',
      );
    expect(() => step(reals)).toThrow('gaussian: adds noise to aggregates');
    expect(() => step(example)).toThrow(
      'gaussian: works on data: put it before the noise, got a measurement',
    );
  });

  it('never shares its variance with anybody who could change it', () => {
    const { noise, map } = example;
    if (noise.law !== 'discreteGaussian') throw new Error(noise.law);
    for (const shared of [noise.sigmaSquared, map.factor, Rational.one, Rational.zero]) {
      expect(Object.isFrozen(shared)).toBe(true);
      for (const key of ['top', 'bottom', 'reduced', 'lessThan', 'toString'])
        expect(Reflect.set(shared, key, 0n)).toBe(false);
    }
    expect(example.map(1).toString()).toBe('1');
  });
});
