// @ts-check
/** What every engine must be able to do with the packed packages: a chained pipeline, a release, a plan. */
import {
  category,
  chain,
  clamp,
  column,
  count,
  countBy,
  gaussian,
  laplace,
  pipe,
  plan,
  real,
  sum,
  symmetricDistance,
  table,
} from 'discreet';

/** @type {{ age: number, city: 'Oslo' | 'Bergen' }[]} */
const rows = Array.from({ length: 1000 }, (_, person) => ({
  age: 20 + (person % 50),
  city: person % 3 === 0 ? 'Oslo' : 'Bergen',
}));

/** @returns {string} what was seen, for people */
export function smoke() {
  const people = table({ age: real, city: category(['Oslo', 'Bergen']) }, symmetricDistance());
  const totalAge = chain(people, column('age'), clamp(0, 100), sum(), laplace({ epsilon: 0.5 }));
  const cities = chain(people, column('city'), countBy(), laplace({ scale: 4 }));
  const size = pipe(people, count(), gaussian({ rho: 0.5 }));

  const total = totalAge.invoke(rows);
  expect(Math.abs(total - 44_500) < 20_000, `a total far from 44500: ${total}`);
  expect(Number.isInteger(size.invoke(rows)), 'a private count is a whole number');
  expect(totalAge.accuracy(0.05) > 0, 'an accuracy');
  expect(totalAge.explain().length > 0, 'an explanation');
  expect(JSON.stringify(totalAge).length > 2, 'a JSON form');

  const answers = plan(people, { epsilon: 1 })
    .ask('total', totalAge)
    .ask('cities', cities)
    .run(rows);
  expect(Number.isFinite(answers.total), `a total: ${answers.total}`);
  expect(Object.keys(answers.cities).join() === 'Oslo,Bergen', 'a count for each city');
  return `total ${answers.total}, ${JSON.stringify(answers.cities)}`;
}

/**
 * @param {boolean} holds
 * @param {string} what
 */
function expect(holds, what) {
  if (!holds) throw new Error(`expected ${what}`);
}
