import {
  category,
  chain,
  changeOneDistance,
  DiscreetError,
  integer,
  l2Distance,
  positive,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import { Rational } from '@discreet/numeric';
import { seededEntropy, simulate } from '@discreet/testing';
import {
  clamp,
  column,
  count,
  countBy,
  filter,
  ingest,
  sum,
  table,
  values,
} from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { Overspent, plan } from '../src/index.ts';

type Outcome = E.Either<Overspent, Readonly<Record<string, unknown>>>;
/** A plan as plain JavaScript sees it. */
interface Loose {
  readonly left: Rational;
  readonly ask: (name: unknown, query: unknown) => Loose;
  readonly follow: (name: unknown, make: unknown) => Loose;
  readonly run: (data: unknown) => Readonly<Record<string, unknown>>;
  readonly tryRun: (data: unknown) => Outcome;
  readonly explain: () => string;
}
const loose = (source: unknown, budget: unknown): Loose =>
  proved<(source: unknown, budget: unknown) => Loose>(plan)(source, budget);

const reals = values(real, symmetricDistance());
const people = table({ age: real, city: category(['Oslo', 'Bergen']) }, symmetricDistance());
const epsilon = (x: number): unknown =>
  chain(
    reals,
    count(),
    proved<(p: { epsilon: number }) => ReturnType<typeof laplace<{ epsilon: 1 }>>>(laplace)({
      epsilon: x,
    }),
  );
const right = (outcome: Outcome): Readonly<Record<string, unknown>> => {
  if (E.isLeft(outcome)) throw outcome.left;
  return outcome.right;
};
const left = (outcome: Outcome): Overspent => {
  if (E.isRight(outcome)) throw new Error('was not refused');
  return outcome.left;
};

describe('what a plan spends', () => {
  it('one tenth, asked ten times, fits in 1 exactly; the eleventh is refused', () => {
    const tenth = epsilon(0.1);
    let ten = loose(reals, { epsilon: 1 });
    for (let i = 0; i < 10; i++) {
      expect(ten.left.toString()).toBe(Rational.of(BigInt(10 - i), 10n).toString());
      ten = ten.ask(`q${i}`, tenth);
    }
    expect(ten.left.toString()).toBe('0');
    expect(Object.keys(right(ten.tryRun([1, 2])))).toEqual(
      Array.from({ length: 10 }, (_, i) => `q${i}`),
    );
    const eleven = ten.ask('q10', tenth);
    expect(eleven.left.toString()).toBe('-1/10');
    const refused = left(eleven.tryRun([1, 2]));
    expect(refused).toBeInstanceOf(DiscreetError);
    expect(refused._tag).toBe('Overspent');
    expect(refused.message).toBe("plan: 'q10' costs epsilon 0.1, only 0 is left");
    expect([refused.query, refused.cost.toString(), refused.left.toString()]).toEqual([
      'q10',
      '1/10',
      '0',
    ]);
    expect(refused.answers).toEqual({});
    expect(() => eleven.run([1, 2])).toThrow(refused.message);
  });

  it('goes to the last unit and not one step beyond, however small the step', () => {
    const most = loose(reals, { epsilon: 1 })
      .ask('a', epsilon(0.9999999999999999))
      .ask('b', epsilon(1e-16));
    expect(most.left.toString()).toBe('0');
    right(most.tryRun([]));
    expect(left(most.ask('c', epsilon(1e-300)).tryRun([])).query).toBe('c');
    // in doubles 0.1 + 0.2 is more than 0.3
    right(loose(reals, { epsilon: 0.3 }).ask('a', epsilon(0.1)).ask('b', epsilon(0.2)).tryRun([]));
    // and 1 + 1e-17 is 1
    left(loose(reals, { epsilon: 1 }).ask('a', epsilon(1)).ask('b', epsilon(1e-17)).tryRun([]));
  });

  it('adds exact fractions that no double holds', () => {
    const third = chain(reals, count(), laplace({ scale: 3 }));
    const three = plan(reals, { epsilon: 1 }).ask('a', third).ask('b', third);
    expect(three.left.toString()).toBe('1/3');
    const last = proved<Loose>(three).ask('c', third);
    expect(last.left.toString()).toBe('0');
    right(last.tryRun([]));
  });

  it('counts rho in its own budget, squares of contributions included', () => {
    const threes = values(real, symmetricDistance({ contributions: 3 }));
    const spent = loose(threes, { rho: 1 })
      .ask('a', chain(threes, count(), gaussian({ sigma: 3 })))
      .ask('b', chain(threes, count(), gaussian({ rho: 0.5 })));
    expect(spent.left.toString()).toBe('0');
    expect(Object.keys(right(spent.tryRun([1])))).toEqual(['a', 'b']);
    const cities = values(category(['a', 'b']), changeOneDistance({ size: 2 }));
    expect(
      plan(cities, { rho: 1 })
        .ask('a', chain(cities, countBy(l2Distance), gaussian({ sigma: 2 })))
        .left.toString(),
    ).toBe('3/4');
  });

  it('spends the same on literals and on parsed numbers', () => {
    const parsed = positive(0.1);
    if (E.isLeft(parsed)) throw parsed.left;
    const a = plan(reals, { epsilon: 1 }).ask(
      'a',
      chain(reals, count(), laplace({ epsilon: 0.1 })),
    );
    const b = plan(reals, { epsilon: 1 }).ask(
      'a',
      chain(reals, count(), laplace({ epsilon: parsed.right })),
    );
    expect(b.left.toString()).toBe(a.left.toString());
  });

  it('refuses the first query that is too dear, though cheaper ones follow', () => {
    const refused = left(
      loose(reals, { epsilon: 1 })
        .ask('a', epsilon(0.6))
        .ask('b', epsilon(0.5))
        .ask('c', epsilon(0.1))
        .tryRun([]),
    );
    expect([refused.query, refused.left.toString()]).toEqual(['b', '2/5']);
  });
});

describe('a plan as a value', () => {
  it('asking makes a new one: two that grow from one do not interfere', () => {
    const trunk = loose(reals, { epsilon: 1 }).ask('a', epsilon(0.5));
    const one = trunk.ask('b', epsilon(0.5));
    const two = trunk.ask('b', epsilon(0.25)).ask('c', epsilon(0.25));
    expect([trunk.left.toString(), one.left.toString(), two.left.toString()]).toEqual([
      '1/2',
      '0',
      '0',
    ]);
    expect(Object.keys(right(trunk.tryRun([])))).toEqual(['a']);
    expect(Object.keys(right(one.tryRun([])))).toEqual(['a', 'b']);
    expect(Object.keys(right(two.tryRun([])))).toEqual(['a', 'b', 'c']);
  });

  it('asking the same measurement twice draws twice', () => {
    const dear = chain(reals, clamp(0, 1e6), sum(), laplace({ epsilon: 0.5 }));
    const twice = plan(reals, { epsilon: 1 }).ask('a', dear).ask('b', dear);
    const pairs = Array.from({ length: 10 }, () => twice.run([1]));
    expect(pairs.filter(({ a, b }) => a !== b).length).toBeGreaterThan(8);
    expect(new Set(pairs.map(({ a }) => a)).size).toBeGreaterThan(8);
  });

  it('cannot be altered, nor can what it shows', () => {
    const open = loose(reals, { epsilon: 1 });
    const answers = right(open.ask('a', epsilon(1)).tryRun([1]));
    for (const object of [open, open.left, answers]) expect(Object.isFrozen(object)).toBe(true);
    // the budget itself is what an empty plan shows as left
    for (const key of ['top', 'bottom', 'lessThan', 'sub'])
      expect(Reflect.set(open.left, key, () => false)).toBe(false);
    left(open.ask('a', epsilon(1.1)).tryRun([1]));
  });

  it('keeps its budget whatever becomes of the object that stated it', () => {
    const budget = { epsilon: 1 };
    const open = loose(reals, budget);
    budget.epsilon = 100;
    left(open.ask('a', epsilon(2)).tryRun([]));
  });

  it('explains what it would spend', () => {
    expect(
      loose(reals, { epsilon: 1 })
        .ask('howMany', epsilon(0.25))
        .follow('later', () => epsilon(0.1))
        .explain()
        .split('\n'),
    ).toEqual([
      'budget  epsilon 1',
      'ask     howMany: epsilon 0.25',
      'follow  later: decided by the answers before it',
      'left    0.75',
    ]);
  });

  it('gives answers in the order in which they were asked', () => {
    const answers = right(
      loose(reals, { epsilon: 1 })
        .ask('b', epsilon(0.1))
        .ask('a', epsilon(0.1))
        .ask('B', epsilon(0.1))
        .tryRun([]),
    );
    expect(Object.keys(answers)).toEqual(['b', 'a', 'B']);
  });
});

describe('names', () => {
  it('may be those that every object has', () => {
    const names = [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'then',
      '',
      'valueOf',
      '0',
    ];
    let asked = loose(reals, { epsilon: 1 });
    for (const name of names) asked = asked.ask(name, epsilon(0.1));
    const answers = right(asked.tryRun([1]));
    expect(Object.keys(answers).sort()).toEqual([...names].sort());
    for (const name of names)
      expect(typeof Object.getOwnPropertyDescriptor(answers, name)?.value).toBe('number');
    expect(Object.getPrototypeOf(answers)).toBe(Object.prototype);
    // in a refusal they are kept, too
    const refused = left(
      loose(reals, { epsilon: 1 })
        .ask('__proto__', epsilon(0.5))
        .follow('x', () => epsilon(1))
        .tryRun([1]),
    );
    expect(Object.keys(refused.answers)).toEqual(['__proto__']);
  });

  it('are strings, each asked once', () => {
    const open = loose(reals, { epsilon: 1 })
      .ask('a', epsilon(0.1))
      .follow('f', () => epsilon(0.1));
    for (const name of ['a', 'f', 5, undefined, null, Symbol('x'), ['b'], Object('c')]) {
      expect(() => open.ask(name, epsilon(0.1))).toThrow(
        'plan: a name must be a string that is not asked already',
      );
      expect(() => open.follow(name, () => epsilon(0.1))).toThrow(
        'plan: a name must be a string that is not asked already',
      );
    }
  });
});

describe('what a plan refuses', () => {
  const open = loose(people, { epsilon: 1 });
  const ask =
    (query: unknown): (() => unknown) =>
    () =>
      open.ask('a', query);

  it('budgets that are none', () => {
    for (const wrong of [
      undefined,
      null,
      {},
      5,
      { epsilon: 0 },
      { epsilon: -1 },
      { epsilon: NaN },
      { epsilon: Infinity },
      { epsilon: '1' },
      { rho: 0 },
      { epsilon: 1, rho: 1 },
      { delta: 1 },
      { epsilon: 1, delta: 1e-6 },
    ])
      expect(() => loose(people, wrong)).toThrow(
        /^plan: (a budget is in epsilon or in rho|epsilon must be > 0|rho must be > 0), got /,
      );
  });

  it('sources that are none', () => {
    for (const wrong of [undefined, null, 5, {}, 'table', chain(reals, count()), epsilon(1)])
      expect(() => loose(wrong, { epsilon: 1 })).toThrow(/^plan: /);
  });

  it('queries without noise, and what is no query', () => {
    for (const wrong of [
      chain(people, count()),
      people,
      undefined,
      null,
      5,
      {},
      () => epsilon(1),
      plan(people, { epsilon: 1 }),
    ])
      expect(ask(wrong)).toThrow(
        "plan, 'a': a query ends with noise: put laplace() or gaussian() last",
      );
  });

  it('simulated measurements, which protect nobody, also when a follow makes them', () => {
    const simulated = simulate(chain(reals, count(), laplace({ epsilon: 0.1 })), seededEntropy(1));
    expect(simulated.kind).toBe('simulatedMeasurement');
    const over = loose(reals, { epsilon: 1 });
    for (const refused of [
      () => over.ask('a', simulated),
      () => over.follow('a', () => simulated).tryRun([1]),
      () => over.ask('a', Object.assign(Object.create(simulated), {})),
    ])
      expect(refused).toThrow(
        "plan, 'a': a simulated measurement protects nobody and cannot be released",
      );
  });

  it('other measures', () => {
    expect(ask(chain(people, count(), gaussian({ rho: 0.1 })))).toThrow(
      "plan, 'a': the budget is in epsilon: convert the query first, got a query in rho",
    );
    expect(() => loose(reals, { rho: 1 }).ask('a', epsilon(0.1))).toThrow('the budget is in rho');
  });

  it('other relations: another number of rows a person, or changed rows', () => {
    const twos = table(
      { age: real, city: category(['Oslo', 'Bergen']) },
      symmetricDistance({ contributions: 2 }),
    );
    expect(ask(chain(twos, count(), laplace({ epsilon: 0.1 })))).toThrow(
      "plan, 'a': this query counts neighbours in another way than the plan, symmetricDistance, got symmetricDistance, 2 rows a person",
    );
    expect(() =>
      loose(twos, { epsilon: 1 }).ask('a', chain(people, count(), laplace({ epsilon: 0.1 }))),
    ).toThrow('counts neighbours in another way');
    const sized = table(
      { age: real, city: category(['Oslo', 'Bergen']) },
      changeOneDistance({ size: 5 }),
    );
    expect(ask(chain(sized, column('age'), clamp(0, 1), sum(), laplace({ epsilon: 0.1 })))).toThrow(
      'counts neighbours in another way',
    );
    const other = table(
      { age: real, city: category(['Oslo', 'Bergen']) },
      changeOneDistance({ size: 6 }),
    );
    expect(() =>
      loose(sized, { epsilon: 1 }).ask(
        'a',
        chain(other, column('age'), clamp(0, 1), sum(), laplace({ epsilon: 0.1 })),
      ),
    ).toThrow("plan, 'a': this query reads another table");
  });

  it('a metric that was changed after a query was made of it', () => {
    const metric = { kind: 'symmetricDistance' as const, contributions: 1 as number };
    const cheap = chain(values(real, metric), count(), laplace({ epsilon: 1 }));
    metric.contributions = 100;
    const hundreds = values(real, symmetricDistance({ contributions: 100 }));
    expect(() => loose(hundreds, { epsilon: 1 }).ask('a', cheap)).toThrow(
      'counts neighbours in another way',
    );
  });

  it('other tables: another column, another type, other labels, or values instead of rows', () => {
    for (const columns of [
      { age: real },
      { age: integer, city: category(['Oslo', 'Bergen']) },
      { age: real, city: category(['Bergen', 'Oslo']) },
      { age: real, city: category(['Oslo', 'Bergen', 'Paris']) },
      { age: real, city: category(['Oslo', 'Bergen']), more: real },
    ])
      expect(
        ask(chain(table(columns, symmetricDistance()), count(), laplace({ epsilon: 0.1 }))),
      ).toThrow("plan, 'a': this query reads another table");
    expect(ask(epsilon(0.1))).toThrow("plan, 'a': this query reads another table");
  });

  it('but the same columns in another order are the same table', () => {
    const turned = table({ city: category(['Oslo', 'Bergen']), age: real }, symmetricDistance());
    const query = chain(turned, column('city'), countBy(), laplace({ epsilon: 1 }));
    expect(Object.keys(right(open.ask('a', query).tryRun([{ age: 1, city: 'Oslo' }])))).toEqual([
      'a',
    ]);
  });

  it('data that were ingested for another table', () => {
    const outcome = ingest(reals, [1], { version: 'a' });
    if (E.isLeft(outcome)) throw outcome.left;
    const asked = open.ask('a', chain(people, count(), laplace({ epsilon: 1 })));
    expect(() => asked.tryRun(outcome.right.dataset)).toThrow(
      'the dataset was ingested for another domain',
    );
  });

  it('queries of one source serve a plan of the same columns made anew', () => {
    const again = table({ age: real, city: category(['Oslo', 'Bergen']) }, symmetricDistance());
    const adults = chain(
      again,
      filter((row: { readonly age: number }) => row.age > 17),
      count(),
      laplace({ epsilon: 1 }),
    );
    right(open.ask('a', adults).tryRun([{ age: 20, city: 'Oslo' }]));
  });
});
