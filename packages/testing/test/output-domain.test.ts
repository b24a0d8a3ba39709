import { contains, openTransformation, proved } from '@discreet/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasets } from '../src/index.ts';
import { registeredTransformations } from './registered.ts';

const ofRows = registeredTransformations.flatMap(({ name, instances }) =>
  instances
    .filter(({ pipeline }) => openTransformation(pipeline, 'test').outputDomain.kind === 'vector')
    .map(({ title, pipeline }) => ({ title: `${name}: ${title}`, pipeline })),
);

describe('what a step makes of members is a member of its output domain, or missing', () => {
  it.each(ofRows)('$title', ({ pipeline }) => {
    const { inputDomain, outputDomain, transformation } = openTransformation(pipeline, 'test');
    if (outputDomain.kind !== 'vector') throw new TypeError('no rows');
    const { element } = outputDomain;
    fc.assert(
      fc.property(datasets(inputDomain, { near: [0, 100, 0.005, 3.5, -10] }), (rows) => {
        const result: unknown = transformation.invoke(proved(rows));
        const strange = Array.isArray(result)
          ? result.filter((row) => row !== undefined && !contains(element, row))
          : ['no array'];
        expect(strange).toEqual([]);
      }),
      { seed: 3, numRuns: 40 },
    );
  });
});
