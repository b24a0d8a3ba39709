import * as composition from '@discreet/composition';
import * as measurements from '@discreet/measurements';
import * as transformations from '@discreet/transformations';
import { describe, expect, it } from 'vitest';
import { registeredMeasurements, registeredTransformations } from './registered.ts';
import {
  exportedConstructors,
  noConstructors,
  registeredConstructors,
} from './registered-checks.ts';

describe('every exported constructor is attacked', () => {
  it('none is left out, and none is listed that is not there', () => {
    const registered = registeredConstructors.map((each) => `${each.package}/${each.name}`);
    expect(registered.sort()).toEqual(exportedConstructors);
  });

  it('none is excused that is not there', () => {
    const exported = { transformations, measurements, composition };
    for (const [folder, names] of Object.entries(exported))
      expect(Object.keys(names)).toEqual(
        expect.arrayContaining([...(noConstructors[folder] ?? [])]),
      );
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

  it.each(registeredConstructors)('$package/$name has checks to pass', ({ checks }) => {
    expect(checks.length).toBeGreaterThan(0);
  });
});

describe('what holds a budget', () => {
  it.each(registeredConstructors.filter((each) => each.package === 'composition'))(
    '$name passes its checks',
    async ({ checks }) => {
      for (const { name, problem } of checks)
        expect([name, await problem(1)]).toEqual([name, undefined]);
    },
  );
});
