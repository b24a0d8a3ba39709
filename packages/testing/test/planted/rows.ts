import {
  type AnyTransformation,
  type Batch,
  chain,
  changeOneDistance,
  distanceMap,
  openTransformation,
  real,
  symmetricDistance,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { clamp, count, filter, impute, sum, values } from '@discreet/transformations';
import { altered, withFactor } from './build.ts';
import type { PlantedTransformation } from './planted-bug.ts';

const rows = values(real, symmetricDistance());
const four = values(real, changeOneDistance({ size: 4 }));
const kept: AnyTransformation = chain(
  four,
  filter((x: number) => x >= 0),
);
const adults: AnyTransformation = chain(
  rows,
  filter((x: number) => x >= 18),
  count(),
);
const filled: AnyTransformation = chain(rows, impute(0));
const total: AnyTransformation = chain(rows, impute(0), clamp(0, 10, { resolution: 1 }), sum());

const numbers = (values: readonly number[]): Batch => ({
  kind: 'numbers',
  values: Float64Array.from(values),
  start: 0,
  end: values.length,
});
const read = (batch: Batch): readonly number[] =>
  batch.kind === 'numbers' ? [...batch.values.subarray(batch.start, batch.end)] : [];

/** a stage before the others that sees a whole batch */
const withStage = (
  right: AnyTransformation,
  make: () => (rows: readonly number[]) => readonly number[],
): AnyTransformation => {
  const { execution } = openTransformation(right, 'planted');
  return altered(right, {
    execution: {
      ...execution,
      stages: [
        () => {
          const stage = make();
          return (batch) => numbers(stage(read(batch)));
        },
        ...execution.stages,
      ],
    },
  });
};

export const wrongRows: readonly PlantedTransformation[] = [
  {
    title: 'a filter that keeps changeOneDistance',
    wrong: altered(kept, {
      outputMetric: { kind: 'changeOneDistance' },
      map: distanceMap({
        kind: 'linear',
        factor: Rational.one,
        from: 'changeOneDistance',
        to: 'changeOneDistance',
      }),
    }),
    right: kept,
  },
  {
    title: 'a filter under changeOneDistance with factor 1',
    wrong: withFactor(kept, Rational.one),
    right: kept,
  },
  {
    title: 'an imputation by the mean of the others',
    wrong: withStage(filled, () => (batch) => {
      const there = batch.filter((x) => Number.isFinite(x));
      const mean = there.reduce((s, x) => s + x, 0) / there.length;
      return batch.map((x) => (Number.isNaN(x) ? mean : x));
    }),
    right: filled,
  },
  {
    title: 'a row that takes the value of the one before it',
    wrong: withStage(
      total,
      () => (batch) => batch.map((x, i) => (Number.isNaN(x) && i > 0 ? (batch[i - 1] ?? 0) : x)),
    ),
    right: total,
  },
  {
    title: 'a truncation to the first two rows',
    wrong: withStage(total, () => (batch) => batch.slice(0, 2)),
    right: total,
  },
  {
    title: 'a step that drops the first row of every batch',
    wrong: withStage(adults, () => (batch) => batch.slice(1)),
    right: adults,
  },
  {
    title: 'a step that sees one batch and no more',
    wrong: withStage(total, () => {
      let seen = false;
      return (batch) => {
        const first = seen ? [] : batch;
        seen = true;
        return first;
      };
    }),
    right: total,
  },
  {
    title: 'a state that one run leaves to the next',
    wrong: withStage(
      total,
      (() => {
        let last = 0;
        return () => (batch: readonly number[]) => {
          const carried = [...batch, last];
          last = batch.at(-1) ?? 0;
          return carried;
        };
      })(),
    ),
    right: total,
  },
  {
    title: 'an exception where a value is huge',
    wrong: withStage(total, () => (batch) => {
      if (batch.some((x) => x > 1e300 && Number.isFinite(x))) throw new RangeError('too large');
      return batch;
    }),
    right: total,
  },
];
