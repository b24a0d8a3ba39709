// One small table, its snapshots, and queries of it.
import {
  type AnyMeasurement,
  chain,
  type Dataset,
  positive,
  real,
  symmetricDistance,
} from '@discreet/core';
import { laplace } from '@discreet/measurements';
import {
  clamp,
  count,
  filter,
  ingest,
  registeredFunction,
  sum,
  values,
} from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';

export const people = values(real, symmetricDistance());

export const snapshot = (
  version: string,
  rows: readonly number[] = [30, 41, 52],
): Dataset<unknown> => {
  const ingested = ingest(people, rows, { version });
  if (E.isLeft(ingested)) throw ingested.left;
  return ingested.right.dataset;
};

/** a count that costs epsilon */
export const howMany = (epsilon: number): AnyMeasurement => {
  const parsed = positive(epsilon);
  if (E.isLeft(parsed)) throw parsed.left;
  return chain(people, count(), laplace({ epsilon: parsed.right }));
};

/** data that fail while they are read, after the charge */
export const failing = (version: string): Dataset<unknown> => ({
  ...snapshot(version),
  '~batches': () => {
    throw new Error('Alice is 41');
  },
});

export const total = chain(people, clamp(0, 100), sum(), laplace({ epsilon: 0.25 }));

export const adults = chain(
  people,
  filter(registeredFunction('adult', 1, (age: number) => age >= 18)),
  count(),
  laplace({ epsilon: 0.25 }),
);

export const unregistered = chain(
  people,
  filter((age: number) => age >= 18),
  count(),
  laplace({ epsilon: 0.25 }),
);
