import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  bounds,
  categories,
  category,
  chain,
  changeOneDistance,
  clamp,
  column,
  count,
  countBy,
  edges,
  filter,
  gaussian,
  histogram,
  l2Distance,
  laplace,
  mean,
  plan,
  real,
  registeredFunction,
  sum,
  symmetricDistance,
  table,
  values,
} from '../src/index.ts';

const people = table(
  { age: real, city: category(['Oslo', 'Bergen']) },
  symmetricDistance({ contributions: 2 }),
);
const members = values(real, changeOneDistance({ size: 3 }));
const ages = chain(people, column('age'), clamp(0, 1));
const queries = {
  sum: chain(ages, sum(), laplace({ epsilon: 1 })),
  histogram: chain(ages, histogram([0, 1], l2Distance), gaussian({ rho: 1 })),
  countBy: chain(people, column('city'), countBy(l2Distance), gaussian({ sigma: 1 })),
  mean: chain(members, clamp(0, 1), mean(), laplace({ scale: 1 })),
  filter: chain(
    people,
    filter(registeredFunction('all', 1, () => true)),
    count(),
    laplace({ epsilon: 1 }),
  ),
};
const census = plan(people, { epsilon: 2 }).ask('sum', queries.sum);
const right = <A>(either: E.Either<Error, A>): A => {
  if (E.isLeft(either)) throw either.left;
  return either.right;
};

/** the paths to what can be altered among all that can be reached from a value; what only methods close over cannot */
const alterable = (start: unknown, from: string): readonly string[] => {
  const seen = new Set<unknown>();
  const found: string[] = [];
  const walk = (value: unknown, path: string): void => {
    const reached = typeof value === 'function' || (typeof value === 'object' && value !== null);
    if (!reached || seen.has(value)) return;
    seen.add(value);
    if (typeof value === 'object' && !Object.isFrozen(value)) found.push(path);
    for (const key of Reflect.ownKeys(value))
      if (key !== 'prototype') walk(Reflect.get(value, key), `${path}.${String(key)}`);
  };
  walk(start, from);
  return found;
};

describe('what a caller is handed', () => {
  it.each(
    Object.entries({
      people,
      members,
      ages,
      ...queries,
      census,
      steps: Object.freeze([clamp(0, 1), sum(), laplace({ epsilon: 1 })]),
      bounds: right(bounds(0, 1, { resolution: 0.1 })),
      edges: right(edges([0, 1])),
      categories: right(categories(['Oslo'])),
      answer: chain(people, column('city'), countBy()).invoke([]),
      answers: census.run([]),
      rows: ages.invoke([{ age: 1, city: 'Oslo' }]),
      fold: queries.sum.fold(),
    }),
  )('cannot be altered in any part: %s', (name, value) => {
    expect(alterable(value, name)).toEqual([]);
  });

  it('is JSON of its own where it is JSON: altering it alters no pipeline', () => {
    const before = queries.sum.fingerprint();
    const json = queries.sum.toJSON() as unknown as { steps: { epsilon: string }[] };
    for (const step of json.steps) step.epsilon = '0.0001';
    json.steps.length = 1;
    expect(queries.sum.fingerprint()).toBe(before);
  });
});
