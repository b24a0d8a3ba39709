import { gaussianFilter, pureFilter, zeroConcentratedFilter } from '@discreet/composition';
import {
  type AnyMeasurement,
  type AnyTransformation,
  chain,
  composeMaps,
  DiscreetError,
  type Distance,
  type DistanceMap,
  distanceMap,
  l2Distance,
  type Noise,
  openMeasurement,
  openTransformation,
  type Positive,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import { Rational } from '@discreet/numeric';
import { clamp, count, histogram, sum, values } from '@discreet/transformations';
import { describe, expect, it } from 'vitest';
import {
  checkAccountantLaws,
  checkComposedMaps,
  checkMapLaws,
  checkNoiseFamily,
  lawfulMap,
} from '../src/index.ts';
import { filterAccountant, planAccountant } from './accountants.ts';
import { registeredMeasurements, registeredTransformations } from './registered.ts';

const rows = values(real, symmetricDistance({ contributions: 3 }));
const le = (a: Rational, b: Rational): boolean => a.lessThanOrEqual(b);

describe.each([...registeredTransformations, ...registeredMeasurements])(
  'the maps of $name keep every law',
  ({ instances }) => {
    it('in each of its instances', () => {
      for (const { title, pipeline } of instances) {
        const { violation } = checkMapLaws(lawfulMap(pipeline.map), { runs: 20 });
        expect([title, violation]).toEqual([title, undefined]);
      }
    });
  },
);

/** the map of a measurement from its exact answer to its loss, from the noise alone */
const noiseMap = (measurement: AnyMeasurement): DistanceMap => {
  const { noise, outputMeasure } = openMeasurement(measurement, 'test');
  const { exact } = measurement;
  const { outputDomain, outputMetric } = openTransformation(exact, 'test');
  if (outputDomain.kind === 'vector') throw new Error('no aggregate');
  const { unit } = outputDomain;
  const laplacian = noise.law === 'discreteLaplace';
  const squared = outputMetric.kind === 'l2Distance';
  return distanceMap({
    kind: laplacian || squared ? 'linear' : 'quadratic',
    factor: laplacian
      ? noise.scale.mul(unit).inverse()
      : Rational.of(2n).mul(noise.sigmaSquared).mul(unit.square()).inverse(),
    from: outputMetric.kind,
    to: outputMeasure.kind,
  });
};

describe.each(registeredMeasurements)('the map of $name is composed', ({ instances }) => {
  it('of its stability map and of what its noise, as data, costs', () => {
    for (const { title, pipeline } of instances) {
      const stability = openTransformation(pipeline.exact, 'test').map;
      const report = checkComposedMaps(composeMaps, [stability, noiseMap(pipeline)], { runs: 20 });
      expect([title, report.violation]).toEqual([title, undefined]);
      expect(composeMaps(stability, noiseMap(pipeline)).toJSON()).toEqual(pipeline.map.toJSON());
    }
  });
});

describe('maps in a row', () => {
  it('may be bracketed in any way', () => {
    const link = (factor: Rational, from: string, to: string) =>
      distanceMap({ kind: 'linear', factor, from, to });
    const quadratic = distanceMap({
      kind: 'quadratic',
      factor: Rational.of(2n, 3n),
      from: 'absoluteDistance',
      to: 'zeroConcentratedDivergence',
    });
    const maps = [
      link(Rational.of(3n), 'symmetricDistance', 'symmetricDistance'),
      link(Rational.of(2n), 'symmetricDistance', 'symmetricDistance'),
      link(Rational.of(1n, 7n), 'symmetricDistance', 'absoluteDistance'),
      link(Rational.of(1n, 11n), 'absoluteDistance', 'absoluteDistance'),
      quadratic,
    ];
    const report = checkComposedMaps(composeMaps, maps);
    expect(report).toMatchObject({ holds: true, cases: 200 });
  });
});

describe('what adds losses up keeps every law', () => {
  it.each([{ epsilon: 1_000_000 }, { rho: 1_000_000 }])('a plan of %o', (budget) => {
    expect(checkAccountantLaws(planAccountant(budget), { runs: 25 }).broken).toEqual([]);
  });

  it('the filters of pure, zCDP and GDP', () => {
    for (const accountant of [
      filterAccountant(pureFilter({ epsilon: 10 }), 'epsilon', 'epsilon', false),
      filterAccountant(zeroConcentratedFilter({ rho: 10 }), 'rho', 'rho', false),
      filterAccountant(gaussianFilter({ mu: 10 }), 'mu', 'muSquared', true),
    ])
      expect(checkAccountantLaws(accountant).broken).toEqual([]);
  });
});

const spreadOf = (noise: Noise): Rational =>
  noise.law === 'discreteLaplace' ? noise.scale : noise.sigmaSquared;

describe('more noise never costs more', () => {
  const scalar = [
    chain(rows, count()),
    chain(rows, clamp(-2, 5), sum()),
    chain(rows, histogram([0, 1, 2])),
  ];
  const vector = [chain(rows, count()), chain(rows, histogram([0, 1, 2], l2Distance))];
  const families: readonly (readonly [
    string,
    readonly AnyTransformation[],
    (p: Positive) => (exact: unknown) => unknown,
  ])[] = [
    ['laplace by scale', scalar, (scale) => proved(laplace({ scale }))],
    ['laplace by epsilon', scalar, (epsilon) => proved(laplace({ epsilon }))],
    ['gaussian by sigma', vector, (sigma) => proved(gaussian({ sigma }))],
    ['gaussian by rho', vector, (rho) => proved(gaussian({ rho }))],
  ];
  it.each(families)('in %s', (_title, pipelines, mechanism) => {
    for (const exact of pipelines) {
      const report = checkNoiseFamily({
        member: (parameter) => {
          const made = proved<AnyMeasurement>(mechanism(proved<Positive>(parameter))(exact));
          return { spread: spreadOf(made.noise), loss: made.map };
        },
        le,
        print: String,
      });
      expect(report.broken).toEqual([]);
    }
  });
});

describe('a report of laws', () => {
  const map = chain(rows, clamp(0, 100), sum()).map;

  it('names the law, the smallest case and the seed', () => {
    const wrong = { ...lawfulMap(map), at: (d: Distance) => map(d).add(Rational.one) };
    const { broken, ...report } = checkMapLaws(wrong, { seed: 5 });
    expect(report).toMatchObject({
      holds: false,
      seed: 5,
      violation: { law: 'zero at zero', on: '0', says: 'gives 1' },
    });
    expect(broken.map(({ law, on }) => [law, on])).toContainEqual([
      'at k d what its shape says',
      '0 times 0',
    ]);
  });

  it('counts what throws as broken', () => {
    const wrong = {
      ...lawfulMap(map),
      scaled: () => {
        throw new Error('no shape');
      },
    };
    expect(checkMapLaws(wrong).violation).toMatchObject({ says: 'throws: no shape' });
  });

  it('says which laws it tried', () => {
    expect(checkMapLaws(lawfulMap(map)).laws).toEqual([
      'zero at zero',
      'never below zero',
      'monotone',
      'at k d what its shape says',
      'every spelling of a number gives the same',
      'what is no distance is refused',
      'a fraction of a person is refused',
      'reading changes nothing',
      'nobody can alter it',
      'JSON gives it back',
      'its inverse is the greatest distance that will do',
      'its inverse refuses what is no result',
    ]);
  });

  it('refuses options that are none', () => {
    for (const options of [{ runs: -1 }, { seed: 0.5 }, { runs: NaN }])
      expect(() => checkMapLaws(lawfulMap(map), options)).toThrow(DiscreetError);
  });
});
