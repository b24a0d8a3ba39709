import {
  category,
  chain,
  distanceMap,
  l2Distance,
  openTransformation,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { makeTransformation } from '@discreet/core/construction';
import { Rational } from '@discreet/numeric';
import { flushEntropy } from '@discreet/random';
import {
  clamp,
  column,
  count,
  countBy,
  histogram,
  sum,
  table,
  values,
} from '@discreet/transformations';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { gaussian, laplace } from '../src/index.ts';

const reals = values(real, symmetricDistance({ contributions: 2 }));
const people = table({ age: real, city: category(['Oslo', 'Bergen']) }, symmetricDistance());
const howMany = chain(reals, count(), laplace({ epsilon: 0.5 }));
const total = chain(reals, clamp(0, 100), sum(), gaussian({ rho: 0.5 }));
const cities = chain(people, column('city'), countBy(), laplace({ scale: 4 }));
const bins = chain(reals, histogram([0, 1, 2], l2Distance), gaussian({ sigma: 1 }));

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a measurement', () => {
  it('draws anew at every call', () => {
    const many = Array.from({ length: 60 }, () => total.invoke([50]));
    expect(new Set(many).size).toBeGreaterThan(55);
  });

  it('answers with plain frozen objects, arrays and numbers', () => {
    const answer = cities.invoke([]);
    expect(Object.isFrozen(answer)).toBe(true);
    expect(Object.getPrototypeOf(answer)).toBe(Object.prototype);
    expect(Object.keys(answer)).toEqual(['Oslo', 'Bergen']);
    const counts = bins.invoke([]);
    expect(Array.isArray(counts) && counts.length === 2 && Object.isFrozen(counts)).toBe(true);
    expect(typeof howMany.invoke([])).toBe('number');
  });

  it('gives each coordinate noise of its own', () => {
    const seen = Array.from({ length: 60 }, () => cities.invoke([]));
    expect(seen.some(({ Oslo, Bergen }) => Oslo !== Bergen && Oslo !== -Bergen)).toBe(true);
  });

  it('simulates with the mechanism that it is handed, and looks like itself but for its kind', () => {
    const exact = howMany['~simulate']({ release: ({ counts }) => counts });
    expect(exact.kind).toBe('simulatedMeasurement');
    expect(Object.isFrozen(exact)).toBe(true);
    expect(exact.invoke([1, 2, 3])).toBe(3);
    expect(exact.fingerprint()).toBe(howMany.fingerprint());
    expect(exact.map(1).toString()).toBe('1/2');
    expect(exact.accuracy(0.05)).toBe(howMany.accuracy(0.05));
  });

  it('is not made of what no row can change', () => {
    const constant = makeTransformation({
      ...openTransformation(chain(reals, count()), 'test'),
      map: distanceMap({
        kind: 'linear',
        factor: Rational.zero,
        from: 'symmetricDistance',
        to: 'absoluteDistance',
      }),
    });
    const untyped = (step: unknown) => proved<(pipeline: unknown) => unknown>(step);
    for (const [name, step] of [
      ['laplace', laplace({ epsilon: 1 })],
      ['gaussian', gaussian({ sigma: 1 })],
    ] as const)
      expect(() => untyped(step)(constant)).toThrow(
        `${name}: no row can change this value: it is public and needs no noise, got sensitivity 0`,
      );
  });

  it('is described by its JSON alone: keys sorted, numbers exact, with a version', () => {
    expect(JSON.stringify(cities)).toBe(
      '{"format":"discreet/pipeline","version":1,"steps":[' +
        '{"columns":{"age":"real","city":{"category":["Oslo","Bergen"]}},"metric":{"contributions":1,"kind":"symmetricDistance"},"step":"table"},' +
        '{"name":"city","step":"column"},{"metric":"l1Distance","step":"countBy"},{"scale":"4","step":"laplace"}]}',
    );
    expect(cities.fingerprint()).toBe(JSON.stringify(cities));
    expect(total.toJSON().steps.slice(1)).toEqual([
      { step: 'clamp', lower: '0', upper: '100', resolution: '0.0000001' },
      { step: 'sum' },
      { step: 'gaussian', rho: '1/2' },
    ]);
  });

  it('has one fingerprint for equal pipelines and others for others', () => {
    const turned = table({ city: category(['Oslo', 'Bergen']), age: real }, symmetricDistance());
    expect(chain(turned, column('city'), countBy(), laplace({ scale: 4 })).fingerprint()).toBe(
      cities.fingerprint(),
    );
    const prints = [
      howMany,
      total,
      cities,
      bins,
      chain(reals, count(), laplace({ epsilon: 0.25 })),
      chain(reals, count(), laplace({ scale: 4 })),
      chain(values(real, symmetricDistance()), count(), laplace({ epsilon: 0.5 })),
      chain(reals, clamp(0, 100), count(), laplace({ epsilon: 0.5 })),
      chain(reals, clamp(0, 100, { resolution: 1 }), sum(), gaussian({ rho: 0.5 })),
    ].map((one) => one.fingerprint());
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('explains everything before it is run', () => {
    expect(howMany.explain().split('\n')).toEqual([
      'input        rows of real; symmetricDistance, 2 rows a person',
      'steps        values(element: real, metric: {"kind":"symmetricDistance","contributions":2}) -> count() -> laplace(epsilon: 1/2)',
      'exact        multiples of 1; absoluteDistance',
      'stability    absoluteDistance <= 2 d, d in symmetricDistance',
      'noise        discrete Laplace of scale 4 on multiples of 1',
      'privacy      maxDivergence <= 1/2 d, d in symmetricDistance',
      'loss at 1    epsilon 0.5',
      `accuracy     within ${howMany.accuracy(0.05)} of the exact answer with probability 95 %, noise alone`,
      'assumes      nobody has more than 2 rows',
    ]);
    expect(bins.explain()).toContain('stability    l2Distance^2 <= 4 d^2, d in symmetricDistance');
    expect(bins.explain()).toContain(
      'privacy      zeroConcentratedDivergence <= 2 d^2, d in symmetricDistance',
    );
    expect(bins.explain()).toContain('loss at 1    rho 2');
    expect(bins.explain()).toContain(
      'noise        discrete Gaussian of sigma^2 1 on multiples of 1',
    );
  });

  it('says of a vector that its accuracy is that of each coordinate alone', () => {
    for (const vector of [cities, bins])
      expect(vector.explain()).toContain(
        `accuracy     each within ${vector.accuracy(0.05)} of its exact answer with probability 95 %, noise alone`,
      );
  });

  it('cannot be altered, to the last parameter', () => {
    const seen = new Set<unknown>();
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' && typeof value !== 'function') return;
      if (value === null || seen.has(value)) return;
      seen.add(value);
      // plain functions without state need no freezing; whatever holds numbers, labels or steps does
      if (typeof value === 'object' || path.endsWith('.map'))
        expect(Object.isFrozen(value), path).toBe(true);
      for (const key of Reflect.ownKeys(value))
        if (typeof value === 'object') visit(Reflect.get(value, key), `${path}.${String(key)}`);
    };
    for (const [name, measurement] of Object.entries({ howMany, total, cities, bins }))
      visit(measurement, name);
    expect(seen.size).toBeGreaterThan(40);
    const before = cities.fingerprint();
    expect(() => {
      Object.assign(proved<object>(cities.steps.at(-1)), { scale: '0.001' });
    }).toThrow(TypeError);
    expect(cities.fingerprint()).toBe(before);
  });

  it('gives JSON that is the caller’s own: changing it changes nothing here', () => {
    const json = proved<{ steps: { scale?: string }[] }>(cities.toJSON());
    Object.assign(json.steps[3] ?? {}, { scale: '1000' });
    expect(cities.toJSON().steps[3]).toEqual({ step: 'laplace', scale: '4' });
  });

  it('refuses distances that its metric cannot have', () => {
    for (const d of [-1, 0.5, NaN, Infinity, '1.5', 'x'])
      expect(() => howMany.map(d)).toThrow('map: dIn must be a whole number >= 0');
    expect(howMany.map('2').toString()).toBe('1');
    expect(howMany.map(3n).toString()).toBe('3/2');
    expect(howMany.map(Rational.of(4n)).toString()).toBe('2');
  });
});

describe('randomness', () => {
  it('comes from the platform’s generator, and without it there is no release', async () => {
    vi.resetModules();
    const spy = vi.spyOn(globalThis.crypto, 'getRandomValues').mockImplementation(() => {
      throw new Error('no entropy');
    });
    const fresh = await import('../src/index.ts');
    const other = await import('@discreet/transformations');
    const core = await import('@discreet/core');
    const measurement = core.chain(
      other.values(core.real, core.symmetricDistance()),
      other.count(),
      fresh.laplace({ scale: 10 }),
    );
    expect(spy).not.toHaveBeenCalled();
    expect(() => measurement.invoke([1, 2, 3])).toThrow();
    expect(spy).toHaveBeenCalled();
    vi.resetModules();
  });

  it('is not drawn while a pipeline is built, explained or asked for its accuracy', async () => {
    vi.resetModules();
    const spy = vi.spyOn(globalThis.crypto, 'getRandomValues');
    const fresh = await import('../src/index.ts');
    const other = await import('@discreet/transformations');
    const core = await import('@discreet/core');
    const measurement = core.chain(
      other.values(core.real, core.symmetricDistance()),
      other.clamp(0, 10),
      other.sum(),
      fresh.gaussian({ rho: 1 }),
    );
    measurement.explain();
    measurement.accuracy(0.05);
    measurement.fingerprint();
    measurement.map(1);
    const fold = measurement.fold().step([1, 2]);
    expect(() => measurement.invoke(proved<number[]>(null))).toThrow();
    expect(spy).not.toHaveBeenCalled();
    fold.finish();
    expect(spy).toHaveBeenCalledTimes(1);
    vi.resetModules();
    flushEntropy();
  });
});
