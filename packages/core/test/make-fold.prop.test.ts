import {
  clamp,
  column,
  count,
  countBy,
  filter,
  histogram,
  mean,
  sum,
  table,
  values,
} from '@discreet/transformations';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AnyTransformation,
  category,
  chain,
  changeOneDistance,
  real,
  symmetricDistance,
} from '../src/index.ts';

const ages = values(real, symmetricDistance());
const members = values(real, changeOneDistance({ size: 20 }));
const people = table(
  { age: real, city: category(['Oslo', 'Bergen']) },
  symmetricDistance({ contributions: 2 }),
);

const value = fc.oneof(
  fc.double(),
  fc.constantFrom<unknown[]>(NaN, -0, Infinity, -Infinity, 1e308, 5e-324, 0.1, null, 'x'),
);
const row = fc.oneof(
  fc.record({ age: value, city: fc.constantFrom<unknown[]>('Oslo', 'Bergen', 'Paris', null) }),
  fc.constantFrom<unknown[]>(null, 41, {}),
);

const pipelines: Readonly<Record<string, readonly [fc.Arbitrary<unknown>, AnyTransformation]>> = {
  sum: [value, chain(ages, clamp(-5, 1e6), sum())],
  mean: [value, chain(members, clamp(0, 0.3), mean())],
  count: [row, chain(people, count())],
  countBy: [row, chain(people, column('city'), countBy())],
  histogram: [value, chain(ages, histogram([-1, 0, 0.1, 1e300]))],
  filter: [
    value,
    chain(
      ages,
      filter((x: number) => x > 0),
      clamp(0, 1),
      sum(),
    ),
  ],
};

/** puts rows into parts as `parts` says, and reads each part in several goes */
const split = (
  pipeline: AnyTransformation,
  rows: readonly unknown[],
  places: readonly number[],
): unknown => {
  const parts = Array.from({ length: 4 }, () => pipeline.fold());
  rows.forEach((one, i) => parts[(places[i] ?? 0) % 4]?.step([one] as never));
  const [first, ...rest] = parts;
  if (first === undefined) throw new Error('no part');
  for (const part of rest.reverse()) first.merge(part);
  return first.finish();
};

describe('a fold', () => {
  it.each(Object.entries(pipelines))(
    'gives the same %s however its rows are ordered and split',
    (_name, [element, pipeline]) => {
      const data = fc
        .array(element, { maxLength: 20 })
        .chain((rows) =>
          fc.tuple(
            fc.constant(rows),
            fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
            fc.array(fc.nat(3), { minLength: rows.length, maxLength: rows.length }),
          ),
        );
      fc.assert(
        fc.property(data, ([rows, shuffled, places]) => {
          const whole = pipeline.invoke(rows as never);
          expect(split(pipeline, shuffled, places)).toEqual(whole);
        }),
      );
    },
  );
});
