import { type AnyTransformation, openTransformation, proved } from '@discreet/core';
import { sealPipeline } from '@discreet/core/construction';
import { ingest } from '@discreet/transformations';
import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { datasets, exactAnswer } from '../src/index.ts';
import { registeredTransformations } from './registered.ts';

/** the source that a pipeline starts from, as ingestion needs it */
const sourceOf = (pipeline: AnyTransformation): AnyTransformation => {
  const { inputDomain, inputMetric } = openTransformation(pipeline, 'test');
  return proved<AnyTransformation>(
    sealPipeline({ ...pipeline, outputDomain: inputDomain, outputMetric: inputMetric }),
  );
};

const aggregates = registeredTransformations.flatMap(({ name, instances }) =>
  instances
    .filter(({ pipeline }) => openTransformation(pipeline, 'test').outputDomain.kind !== 'vector')
    .map(({ title, pipeline }) => ({ title: `${name}: ${title}`, pipeline })),
);

it('every registered aggregate gives the same on ingested rows as on the rows', () => {
  expect(aggregates.length).toBeGreaterThan(100);
  for (const { title, pipeline } of aggregates) {
    const { inputDomain } = openTransformation(pipeline, 'test');
    fc.assert(
      fc.property(datasets(inputDomain), (rows) => {
        const read = ingest(sourceOf(pipeline), proved<Iterable<unknown>>(rows), {
          version: '1',
          missing: 'keep',
        });
        if (E.isLeft(read)) throw read.left;
        const direct = exactAnswer(pipeline, rows).join();
        expect(exactAnswer(pipeline, read.right.dataset).join(), title).toBe(direct);
      }),
      { seed: 5, numRuns: 8 },
    );
  }
});
