import * as measurements from '@discreet/measurements';
import * as transformations from '@discreet/transformations';
import { describe, expect, it } from 'vitest';
import { registeredMeasurements, registeredTransformations } from './registered.ts';

/** Exports that make no pipeline: a new one is either registered or added here by somebody who has looked. */
const noConstructors = ['edges', 'ingest', 'IngestionRefused', 'registeredFunction'];

const functions = (exported: object): readonly string[] =>
  Object.entries(exported)
    .filter(([, value]) => typeof value === 'function')
    .map(([name]) => name)
    .filter((name) => !noConstructors.includes(name))
    .sort();

const names = (list: readonly { readonly name: string }[]): readonly string[] =>
  list.map(({ name }) => name).sort();

describe('every exported constructor is attacked', () => {
  it('of transformations', () => {
    expect(names(registeredTransformations)).toEqual(functions(transformations));
  });

  it('of measurements', () => {
    expect(names(registeredMeasurements)).toEqual(functions(measurements));
  });

  it('none is excused that is not there', () => {
    expect(Object.keys(transformations)).toEqual(expect.arrayContaining(noConstructors));
  });

  it.each([...registeredTransformations, ...registeredMeasurements])(
    '$name stands in each of its instances',
    ({ name, instances }) => {
      const step = name === 'source' ? 'values' : name;
      expect(instances.length).toBeGreaterThan(0);
      for (const { pipeline } of instances)
        expect(pipeline.steps.map((json) => json.step)).toContain(step);
    },
  );
});
