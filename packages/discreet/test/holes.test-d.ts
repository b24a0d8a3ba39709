// Holes that an earlier version had: each let something through that must not compile.
import { describe, expectTypeOf, test } from 'vitest';
import {
  category,
  chain,
  changeOneDistance,
  clamp,
  column,
  compose,
  count,
  countBy,
  gaussian,
  l1Distance,
  l2Distance,
  laplace,
  type Measurement,
  plan,
  type Positive,
  real,
  sum,
  symmetricDistance,
  table,
  text,
  values,
} from '../src/index.ts';

const ages = values(real, symmetricDistance());
const members = values(real, changeOneDistance({ size: 10 }));
const cities = values(category(['Oslo', 'Bergen']), symmetricDistance());
declare const cond: boolean;
declare const ok: Positive;
/** the step `clamp(0, 1)` */
type Narrow = ReturnType<typeof clamp<0, 1>>;
const total = chain(ages, clamp(0, 10), sum());
const pure = chain(total, laplace({ epsilon: 0.5 }));
const zcdp = chain(total, gaussian({ rho: 0.5 }));

describe('parameters', () => {
  test('H1 both keys: which one counts?', () => {
    // @ts-expect-error give scale or epsilon, not both
    chain(total, laplace({ scale: 1, epsilon: 0.001 }));
    // @ts-expect-error give sigma or rho, not both
    chain(total, gaussian({ sigma: 1, rho: 0.001 }));
  });

  test('H2 a union of a good and a bad literal', () => {
    // @ts-expect-error neither of them is a literal any more
    chain(total, laplace({ epsilon: cond ? 1 : -1 }));
  });

  test('H3 a union of a parsed number and a bad one', () => {
    // @ts-expect-error only one of them is parsed
    chain(total, laplace({ epsilon: cond ? ok : -1 }));
  });

  test('H10 no key at all', () => {
    // @ts-expect-error give scale or epsilon
    chain(total, laplace({}));
    // @ts-expect-error give epsilon or rho
    plan(ages, {});
  });

  test('H11 a budget in both units', () => {
    // @ts-expect-error give epsilon or rho, not both
    plan(ages, { epsilon: 1, rho: 5 });
  });

  test('H12 a fractional size', () => {
    // @ts-expect-error size must be whole
    changeOneDistance({ size: 10.5 });
    // @ts-expect-error contributions must be whole
    symmetricDistance({ contributions: 1.5 });
    // @ts-expect-error size must be at most 2^53 - 1
    changeOneDistance({ size: 1e21 });
    // @ts-expect-error size must be at most 2^53 - 1
    changeOneDistance({ size: 9007199254740992 });
    expectTypeOf(
      changeOneDistance({ size: 9007199254740991 }).size,
    ).toEqualTypeOf<9007199254740991>();
  });

  test('a key that nobody reads', () => {
    // @ts-expect-error a delta that would be ignored
    plan(ages, { epsilon: 1, delta: 1e-6 });
    // @ts-expect-error a delta that would be ignored
    chain(total, laplace({ epsilon: 1, delta: 1e-6 }));
  });

  test('a resolution that is known only at run time, past the parser', () => {
    const resolution: number = 0.01;
    // @ts-expect-error bounds(lower, upper, { resolution }) parses it
    clamp(0, 100, { resolution });
  });

  test('labels in an array of unknown length', () => {
    const labels: ('Oslo' | 'Bergen')[] = [];
    // @ts-expect-error categories(labels) parses them
    category(labels);
    // @ts-expect-error categories(labels) parses them
    category(['Narvik', ...labels]);
  });
});

describe('long lists', () => {
  type Labels<N extends number, T extends string[] = []> = T['length'] extends N
    ? T
    : Labels<N, [...T, `label ${T['length']}`]>;

  test('of labels compile: sixty of them were once too deep for the compiler', () => {
    const many = [] as unknown as Readonly<Labels<300>>;
    const counts = chain(
      values(category(many), symmetricDistance()),
      countBy(),
      laplace({ scale: 1 }),
    );
    expectTypeOf(counts['~loss']).toEqualTypeOf<1>();
    const twice = [] as unknown as readonly [...Labels<300>, 'label 7'];
    // @ts-expect-error the label 'label 7' stands in category() twice
    category(twice);
  });
});

describe('unions of pipelines', () => {
  test('H4 of measures with the same number', () => {
    // @ts-expect-error one of them is measured in rho
    plan(ages, { epsilon: 1 }).ask('x', cond ? pure : zcdp);
  });

  test('H5 of neighbour relations', () => {
    const other = chain(members, clamp(0, 10), sum(), laplace({ epsilon: 0.5 }));
    // @ts-expect-error one of them counts neighbours in another way
    plan(ages, { epsilon: 1 }).ask('x', cond ? pure : other);
  });

  test('H6 of bounded and unbounded values', () => {
    // @ts-expect-error one of them has no bounds
    chain(cond ? ages : chain(ages, clamp(0, 1)), sum());
  });

  test('H9 of something noisy and something exact', () => {
    // @ts-expect-error one of them has no noise
    plan(ages, { epsilon: 1 }).ask('x', cond ? pure : total);
  });

  test('H13 of budgets in two units', () => {
    // @ts-expect-error a budget is in one unit
    plan(ages, cond ? { epsilon: 1 } : { rho: 1 }).ask('x', pure);
  });

  test('H14 of sources with two neighbour relations', () => {
    // @ts-expect-error a source has one neighbour relation
    plan(cond ? ages : members, { epsilon: 1 }).ask('x', pure);
    const one = values(real, cond ? symmetricDistance() : changeOneDistance({ size: 10 }));
    expectTypeOf(
      one,
    ).toEqualTypeOf<'a source has one metric: symmetricDistance() or changeOneDistance({ size })'>();
    // @ts-expect-error it was `never` once, and `never` fits everywhere
    chain(one, clamp(0, 1));
    // @ts-expect-error it was `never` once, and `never` fits everywhere
    plan(one, { epsilon: 1 });
  });

  test('H15 of two metrics of counts', () => {
    // @ts-expect-error one metric: l1Distance or l2Distance
    chain(cities, countBy(cond ? l1Distance : l2Distance), laplace({ epsilon: 1 }));
  });

  test('of two costs', () => {
    const dear = chain(ages, count(), laplace({ epsilon: 0.9 }));
    const cheap = chain(ages, count(), laplace({ epsilon: 0.1 }));
    // @ts-expect-error the same in every case
    plan(ages, { epsilon: 0.5 }).ask('x', cond ? dear : cheap);
  });

  test('a query of type never claims no cost', () => {
    const asked = plan(ages, { epsilon: 1 }).ask('x', pure as never);
    expectTypeOf(asked.run).not.toBeFunction();
  });
});

describe('unions of steps', () => {
  const query = (epsilon: Positive) => chain(total, laplace({ epsilon }));

  test('H16 keep every sensitivity: one of them was dropped, and which one the compiler chose', () => {
    const step = cond ? clamp(0, 1) : clamp(0, 100);
    const either = chain(ages, step, sum());
    expectTypeOf(either['~unit']).toEqualTypeOf<1 | 100>();
    // @ts-expect-error a choice between queries of two types
    plan(ages, { epsilon: 1 }).ask('x', chain(either, laplace({ scale: 1000 })));
    const claimed: Narrow = clamp(0, 1);
    // @ts-expect-error it clamps to 100
    const lie: Narrow = clamp(0, 100);
    expectTypeOf(lie).toEqualTypeOf(claimed);
  });

  test('H17 of two costs', () => {
    const noise = cond ? laplace({ epsilon: 0.1 }) : laplace({ epsilon: 0.9 });
    // @ts-expect-error a choice between queries of two types
    plan(ages, { epsilon: 1 }).ask('x', chain(total, noise));
    const composed = cond
      ? compose(count(), laplace({ epsilon: 0.1 }))
      : compose(count(), laplace({ epsilon: 0.9 }));
    // @ts-expect-error a choice between queries of two types
    plan(ages, { epsilon: 1 }).ask('x', chain(ages, composed));
    expectTypeOf(plan(ages, { epsilon: 1 }).ask('x', query(ok)).run).not.toBeFunction();
  });

  test('H18 of a step that fits and one that does not', () => {
    // @ts-expect-error column() works on the rows of a table
    chain(ages, cond ? clamp(0, 1) : column('age'), sum());
    // @ts-expect-error laplace() adds noise to aggregates
    chain(ages, clamp(0, 1), cond ? sum() : clamp(0, 5), laplace({ epsilon: 1 }));
    // @ts-expect-error sum() needs bounded values
    chain(ages, cond ? count() : sum());
  });

  test('of two ways to the same cost are one query', () => {
    const either = chain(
      ages,
      cond ? clamp(0, 1) : clamp(0, 100),
      sum(),
      laplace({ epsilon: 0.1 }),
    );
    expectTypeOf(plan(ages, { epsilon: 1 }).ask('x', either).run).toBeFunction();
  });
});

describe('sensitivities', () => {
  test('H7 a count under changeOneDistance is public: noise for sensitivity 0', () => {
    // @ts-expect-error the number of rows is public
    chain(members, count(), laplace({ epsilon: 1 }));
  });

  test('H8 sensitivity 0', () => {
    // @ts-expect-error lower < upper
    chain(ages, clamp(0, 0), sum(), laplace({ epsilon: 1 }));
  });

  test('bounds of any size count at their size', () => {
    // exponents beyond 59 were `never` once: this sum had sensitivity 1
    const huge = chain(ages, clamp(-1e300, 1), sum());
    const spent = chain(huge, laplace({ scale: 1 }));
    // @ts-expect-error it costs 1e300
    plan(ages, { epsilon: 1 }).ask('x', spent);
    // @ts-expect-error lower < upper
    clamp(1e300, 1e299);
    // @ts-expect-error 1e400 is Infinity
    clamp(0, 1e400);
  });
});

describe('domains', () => {
  const noise = laplace({ epsilon: 0.1 });

  test('a query of a wider table is no query of a narrower one', () => {
    const wide = table({ age: real, name: text }, symmetricDistance());
    const narrow = table({ age: real }, symmetricDistance());
    // @ts-expect-error this query reads another table
    plan(narrow, { epsilon: 1 }).ask('x', chain(wide, count(), noise));
    // @ts-expect-error this query reads another table
    plan(wide, { epsilon: 1 }).ask('x', chain(narrow, count(), noise));
  });

  test('a query of fewer labels is no query of more', () => {
    const fewer = values(category(['Oslo']), symmetricDistance());
    // @ts-expect-error this query reads another table
    plan(cities, { epsilon: 1 }).ask('x', chain(fewer, count(), noise));
    // @ts-expect-error this query reads another table
    plan(fewer, { epsilon: 1 }).ask('x', chain(cities, count(), noise));
  });

  test('a query of one size is no query of a size known only at run time, nor the other way round', () => {
    const size = 10 as unknown as Parameters<typeof changeOneDistance<{ size: never }>>[0]['size'];
    const some = values(real, changeOneDistance({ size }));
    const sized = chain(members, clamp(0, 1), sum(), noise);
    // @ts-expect-error this query reads another table
    plan(some, { epsilon: 1 }).ask('x', sized);
  });

  test('a query of one person a row is no query of several', () => {
    const three = values(real, symmetricDistance({ contributions: 3 }));
    // @ts-expect-error this query counts neighbours in another way
    plan(three, { epsilon: 1 }).ask('x', chain(ages, count(), noise));
    // @ts-expect-error this query counts neighbours in another way
    plan(ages, { epsilon: 1 }).ask('x', chain(three, count(), noise));
  });
});

describe('steps', () => {
  test('a plan starts from rows: not from an aggregate, and not from a measurement', () => {
    // @ts-expect-error an aggregate has no rows
    plan(total, { epsilon: 1 });
    // @ts-expect-error a measurement is no source
    plan(pure, { epsilon: 1 });
  });

  test('an inner step of compose is checked like any other', () => {
    const wrong = compose(sum(), clamp(0, 1));
    // @ts-expect-error sum() needs bounded values
    chain(ages, wrong);
  });

  test('a pipeline of type unknown gives nothing that can be used', () => {
    const nothing = chain(ages as unknown, sum(), laplace({ epsilon: 1 }));
    expectTypeOf(nothing).toBeUnknown();
    // @ts-expect-error a query ends with noise
    plan(ages, { epsilon: 1 }).ask('x', nothing);
  });

  test('a simulated measurement is refused by name', () => {
    const simulated = { kind: 'simulatedMeasurement' } as const;
    // @ts-expect-error a simulated measurement protects nobody
    plan(ages, { epsilon: 1 }).ask('x', simulated);
  });

  test('an annotation is a checked contract: it cannot lower a loss', () => {
    type Claimed = Measurement<
      (typeof pure)['inputDomain'],
      (typeof pure)['inputMetric'],
      number,
      (typeof pure)['outputMeasure'],
      0.4
    >;
    // @ts-expect-error it costs 0.5
    const claimed: Claimed = pure;
    expectTypeOf(claimed['~loss']).toEqualTypeOf<0.4>();
  });
});
