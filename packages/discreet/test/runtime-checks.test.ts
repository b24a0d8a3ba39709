// The run time repeats every check that the types make: plain JavaScript callers, `any` and casts get an error, and no data in it.
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import * as typed from '../src/index.ts';

const { DiscreetError } = typed;
/** what a call gives, as plain JavaScript sees it: anything can be called, and everything has every method */
interface Api {
  (...parameters: readonly unknown[]): Api;
  readonly ask: Api;
  readonly follow: Api;
  readonly run: Api;
  readonly tryRun: Api;
  readonly left: Api;
  readonly map: Api;
  readonly invoke: Api;
  readonly fold: Api;
  readonly merge: Api;
  readonly accuracy: Api;
  readonly alpha: Api;
  readonly inputMetric: Api;
  readonly toJSON: Api;
}
const js = typed as unknown as { readonly [K in keyof typeof typed]: Api };

const { real, integer, text, l2Distance } = typed;
const { category, chain, changeOneDistance, clamp, column, compose, count, countBy, gaussian } = js;
const { bounds, cast, categories, edges, filter, histogram, impute, ingest, laplace, mean } = js;
const { pipelineFromJson, plan, registeredFunction, sum, symmetricDistance, table, values } = js;

const symmetric = symmetricDistance();
const ages = values(real, symmetric);
const people = table({ age: real, city: category(['Oslo', 'Bergen']), name: text }, symmetric);
const members = values(real, changeOneDistance({ size: 1000 }));
const total = chain(ages, clamp(0, 100), sum());
const noisy = chain(total, laplace({ epsilon: 0.5 }));
const howMany = chain(ages, count(), laplace({ epsilon: 0.4 }));
const epsilon1 = { epsilon: 1 };

/** a row whose every word would be seen in a message */
const row = {
  kind: 'HIV',
  name: 'Alice',
  age: 4711,
  toString: () => 'Alice',
  toJSON: () => 'Alice',
};
const rows = [row, row];
const secrets = /Alice|HIV|4711/;

/** The refusal of a call: thrown, or given in a Left. */
const refusalOf = (call: () => unknown): typed.DiscreetError => {
  let outcome: unknown;
  try {
    outcome = call();
  } catch (error) {
    outcome = E.left(error);
  }
  const refused = (outcome as { readonly left?: unknown }).left;
  if (!(refused instanceof DiscreetError))
    throw new Error(`no refusal of ours: ${String(refused)}`);
  return refused;
};

type Case = readonly [what: string, call: () => unknown, message: string];

describe('each of the misuses that do not compile', () => {
  const query = (...steps: readonly unknown[]): Api => chain(ages, ...steps);
  const ask = (one: unknown): Api => plan(ages, epsilon1).ask('a', one);
  const tenth = query(count(), laplace({ epsilon: 0.1 }));
  const tenTenths = Array.from({ length: 10 }, (_, i) => `${i}`).reduce(
    (all, name) => all.ask(name, tenth),
    plan(ages, epsilon1),
  );
  const cases: readonly Case[] = [
    [
      '1 a sum before its bounds',
      () => query(sum(), laplace(epsilon1)),
      'sum: needs bounded values: put clamp(lower, upper) before it, got real',
    ],
    [
      '2 noise on rows',
      () => query(laplace(epsilon1)),
      'laplace: adds noise to aggregates: put sum(), mean() or count() before it, got rows',
    ],
    [
      '3 Gaussian noise on an output that is measured in L1',
      () => chain(people, column('city'), countBy(), gaussian({ rho: 0.1 })),
      'gaussian: needs the L2 metric: say countBy(l2Distance) or histogram(edges, l2Distance), got l1Distance',
    ],
    [
      '4 a mean of unknown size',
      () => query(clamp(0, 100), mean(), laplace(epsilon1)),
      'mean: needs a public size: give the source changeOneDistance({ size }), got symmetricDistance',
    ],
    [
      '5 a step on data after the noise',
      () => query(clamp(0, 100), sum(), laplace(epsilon1), clamp(0, 5)),
      'clamp: works on data: put it before the noise, got a measurement',
    ],
    [
      '6 bounds the wrong way round',
      () => query(clamp(100, 0), sum()),
      'clamp: lower must be < upper, both finite, got 100 and 0',
    ],
    [
      '7 a negative scale',
      () => query(clamp(0, 100), sum(), laplace({ scale: -1 })),
      'laplace: scale must be > 0, got -1',
    ],
    [
      '8 bounds that nobody has parsed',
      () => query(clamp(NaN, Infinity), sum()),
      'clamp: lower must be < upper, both finite, got NaN and Infinity',
    ],
    [
      '9 rho spent from a budget in epsilon',
      () => ask(chain(total, gaussian({ rho: 0.1 }))),
      "plan, 'a': the budget is in epsilon: convert the query first, got a query in rho",
    ],
    [
      '10 more spent than there is',
      () =>
        plan(ages, epsilon1)
          .ask('a', noisy)
          .ask('b', howMany)
          .ask('c', query(count(), laplace({ scale: 5 })))
          .tryRun(rows),
      "plan: 'c' costs epsilon 0.2, only 0.1 is left",
    ],
    [
      '11 two neighbour relations in one plan',
      () => ask(chain(members, clamp(0, 100), mean(), laplace({ epsilon: 0.1 }))),
      "plan, 'a': this query counts neighbours in another way than the plan, symmetricDistance, got changeOneDistance",
    ],
    [
      '12 a release without noise',
      () => ask(total),
      "plan, 'a': a query ends with noise: put laplace() or gaussian() last, got a transformation",
    ],
    [
      '13 clamped labels',
      () => chain(people, column('city'), clamp(0, 1)),
      'clamp: works on numbers, got category',
    ],
    [
      '14 a column that is not there',
      () => chain(people, column('agee'), clamp(0, 1)),
      "column: name must be one of age, city, name, got 'agee'",
    ],
    [
      '15 run of a plan that is not proved affordable',
      () =>
        plan(ages, epsilon1)
          .ask('a', chain(total, laplace({ scale: 50 })))
          .run(rows),
      "plan: 'a' costs epsilon 2, only 1 is left",
    ],
    [
      '16 noise on a public number',
      () => chain(members, count(), laplace(epsilon1)),
      'count: the number of rows is public under changeOneDistance: use its size, got changeOneDistance',
    ],
    [
      '17 counts of a column whose labels are not public',
      () => chain(people, column('name'), countBy(), laplace(epsilon1)),
      'countBy: needs public labels: declare the column as category([...]), got text',
    ],
    [
      '18 labels that repeat',
      () => category(['Oslo', 'Bergen', 'Oslo']),
      "category: labels must differ, got 'Oslo' twice",
    ],
    [
      '19 a resolution that is no power of ten',
      () => query(clamp(0, 100, { resolution: 0.25 })),
      'clamp: resolution must be a power of ten, got 0.25',
    ],
    [
      '20 bounds that the resolution does not divide',
      () => query(clamp(0.5, 100, { resolution: 1 })),
      'clamp: both bounds must be multiples of the resolution 1, got 0.5 and 100',
    ],
    [
      '21 both parameters at once',
      () => query(clamp(0, 10), sum(), laplace({ scale: 1, epsilon: 1 })),
      'laplace: exactly one of scale and epsilon must be given, got both',
    ],
    [
      '22 a fractional size',
      () => changeOneDistance({ size: 10.5 }),
      'changeOneDistance: size must be a whole number from 1 to 2^53 - 1, got 10.5',
    ],
    [
      '23 the eleventh tenth',
      () => tenTenths.ask('11', tenth).tryRun(rows),
      "plan: '11' costs epsilon 0.1, only 0 is left",
    ],
    [
      '24 a name that is taken',
      () => ask(tenth).ask('a', tenth),
      "plan: a name must be a string that is not asked already, got 'a'",
    ],
    [
      '25 another number of rows a person',
      () =>
        ask(
          chain(
            values(real, symmetricDistance({ contributions: 2 })),
            count(),
            laplace({ epsilon: 0.1 }),
          ),
        ),
      "plan, 'a': this query counts neighbours in another way than the plan, symmetricDistance, got symmetricDistance, 2 rows a person",
    ],
  ];

  it('is here', () => {
    expect(cases.map(([what]) => Number(what.split(' ')[0]))).toEqual(
      Array.from({ length: 25 }, (_, i) => i + 1),
    );
  });

  it.each(cases)('%s', (_what, call, message) => {
    expect(refusalOf(call).message).toBe(message);
  });

  it('lets ten tenths pass, exactly', () => {
    expect(tenTenths.left.toString()).toBe('0');
    expect(E.isRight(tenTenths.tryRun([1, 2]) as never)).toBe(true);
  });
});

describe('a pipeline or step that is none', () => {
  const works = 'works on a transformation';
  const cases: readonly Case[] = [
    ['undefined', () => chain(undefined, sum()), `sum: ${works}, got nothing`],
    ['null', () => chain(null, sum()), `sum: ${works}, got null`],
    ['an empty object', () => chain({}, sum()), `sum: ${works}, got an object`],
    ['a row', () => chain(row, sum()), `sum: ${works}, got an object`],
    ['rows', () => chain(rows, clamp(0, 1)), `clamp: ${works}, got an array`],
    ['a value', () => chain('Alice', laplace(epsilon1)), `laplace: ${works}, got a string`],
    ['a plan', () => chain(plan(ages, epsilon1), sum()), `sum: ${works}, got a plan`],
    [
      'a foreign function as a step',
      () => chain(ages, () => row, sum()),
      'chain: step 1 must be a step such as clamp(lower, upper), got a function',
    ],
    [
      'an empty forgery',
      () => chain({ kind: 'transformation' }, sum()),
      `sum: ${works} that the library made, got a copy or an imitation`,
    ],
    [
      'a forgery with an empty domain',
      () => chain({ ...ages, outputDomain: {} }, sum()),
      `sum: ${works} that the library made, got a copy or an imitation`,
    ],
    [
      'a forgery without a map',
      () => chain({ ...total, map: undefined }, laplace(epsilon1)),
      `laplace: ${works} that the library made, got a copy or an imitation`,
    ],
    [
      'a pipeline that came through JSON as it is',
      () => chain(JSON.parse(JSON.stringify(total)), laplace(epsilon1)),
      `laplace: ${works}, got an object`,
    ],
    [
      'no step',
      () => chain(ages, undefined, sum()),
      'chain: step 1 must be a step such as clamp(lower, upper), got nothing',
    ],
    [
      'a constructor that was not called',
      () => chain(ages, clamp(0, 1), sum),
      'chain: step 2 must be a step such as clamp(lower, upper), got a function',
    ],
    [
      'a row as a step',
      () => chain(ages, clamp(0, 1), row),
      'chain: step 2 must be a step such as clamp(lower, upper), got an object',
    ],
    [
      'a value as a step of compose',
      () => chain(ages, compose(clamp(0, 1), 'Alice')),
      'compose: step 2 must be a step such as clamp(lower, upper), got a string',
    ],
  ];
  it.each(cases)('%s', (_what, call, message) => {
    expect(refusalOf(call).message).toBe(message);
  });
});

describe('sources', () => {
  const atom = 'must be real, integer, text, boolean or category(labels)';
  const metric = 'values: the metric must be symmetricDistance() or changeOneDistance({ size })';
  const cases: readonly Case[] = [
    ['values of nothing', () => values(), `values: the element ${atom}, got nothing`],
    ['values of a row', () => values(row, symmetric), `values: the element ${atom}, got an object`],
    ['values of null', () => values(null, symmetric), `values: the element ${atom}, got null`],
    ['no metric', () => values(real), `${metric}, got nothing`],
    ['a row as a metric', () => values(real, row), `${metric}, got an object`],
    ['a metric of answers', () => values(real, l2Distance), `${metric}, got an object`],
    [
      'a metric made by hand',
      () => values(real, { kind: 'symmetricDistance', contributions: 0.5 }),
      `${metric}, got symmetricDistance of 0.5`,
    ],
    [
      'a changeOneDistance without a size',
      () => values(real, { kind: 'changeOneDistance' }),
      `${metric}, got changeOneDistance of nothing`,
    ],
    [
      'a category made by hand',
      () => values({ kind: 'category', labels: ['a', 'a'] }, symmetric),
      "category: labels must differ, got 'a' twice",
    ],
    [
      'a table of nothing',
      () => table(undefined, symmetric),
      'table: columns must be an object with at least one column, got nothing',
    ],
    [
      'a table without columns',
      () => table({}, symmetric),
      'table: columns must be an object with at least one column, got an object',
    ],
    [
      'a column that is no domain',
      () => table({ age: null }, symmetric),
      `table: column 'age' ${atom}, got null`,
    ],
    [
      'no contributions',
      () => symmetricDistance({}),
      'symmetricDistance: contributions must be a whole number from 1 to 2^53 - 1, got nothing',
    ],
    [
      'contributions of null',
      () => symmetricDistance(null),
      'symmetricDistance: the options are an object with contributions, got null',
    ],
    [
      'contributions 0',
      () => symmetricDistance({ contributions: 0 }),
      'symmetricDistance: contributions must be a whole number from 1 to 2^53 - 1, got 0',
    ],
    [
      'contributions 1.5',
      () => symmetricDistance({ contributions: 1.5 }),
      'symmetricDistance: contributions must be a whole number from 1 to 2^53 - 1, got 1.5',
    ],
    [
      'no size',
      () => changeOneDistance(null),
      'changeOneDistance: the options are an object with size, got null',
    ],
    [
      'a size left out',
      () => changeOneDistance({}),
      'changeOneDistance: size must be a whole number from 1 to 2^53 - 1, got nothing',
    ],
    [
      'a resolution that is no option',
      () => clamp(0, 10, 0.01),
      'clamp: the options are an object with resolution, got 0.01',
    ],
    [
      'a misspelt resolution',
      () => clamp(0, 10, { resolutoin: 0.01 }),
      "clamp: the options are an object with resolution, got 'resolutoin'",
    ],
  ];
  it.each(cases)('%s', (_what, call, message) => {
    expect(refusalOf(call).message).toBe(message);
  });

  it('do not change when what they were made of does', () => {
    const forged = { kind: 'symmetricDistance', contributions: 3 };
    const labels = ['Oslo'];
    const source = values({ kind: 'category', labels }, forged);
    forged.contributions = 1;
    labels.push('Bergen');
    expect(source.inputMetric).toEqual({ kind: 'symmetricDistance', contributions: 3 });
    expect(source.map(1).toString()).toBe('3');
    expect(chain(source, countBy()).invoke(['Oslo', 'Bergen'])).toEqual({ Oslo: 1 });
  });
});

describe('steps', () => {
  const cases: readonly Case[] = [
    [
      'column of nothing',
      () => chain(people, column()),
      'column: name must be one of age, city, name, got nothing',
    ],
    [
      'column __proto__',
      () => chain(people, column('__proto__')),
      "column: name must be one of age, city, name, got '__proto__'",
    ],
    [
      'column of values',
      () => chain(ages, column('age')),
      'column: works on the rows of a table, got real',
    ],
    [
      'clamp of nothing',
      () => clamp(),
      'clamp: lower must be < upper, both finite, got nothing and nothing',
    ],
    [
      'clamp of one bound',
      () => clamp([0]),
      'clamp: lower must be < upper, both finite, got 0 and nothing',
    ],
    [
      'clamp of strings',
      () => clamp('0', '1'),
      "clamp: lower must be < upper, both finite, got '0' and '1'",
    ],
    [
      'clamp with a grid in words',
      () => clamp(0, 1, { resolution: '0.1' }),
      "clamp: resolution must be a power of ten, got '0.1'",
    ],
    ['clamp on rows', () => chain(people, clamp(0, 1)), 'clamp: works on numbers, got row'],
    [
      'cast to a row',
      () => cast(row),
      'cast: the target must be real, integer, text, boolean or category(labels), got an object',
    ],
    [
      'cast after clamp',
      () => chain(ages, clamp(0, 1), cast(integer)),
      'cast: must stand before clamp(), got interval',
    ],
    ['cast of rows', () => chain(people, cast(real)), 'cast: works on a column, got row'],
    [
      'impute nothing',
      () => chain(ages, impute()),
      'impute: value must be a finite member of real, got nothing',
    ],
    [
      'impute a string',
      () => chain(ages, impute('x')),
      "impute: value must be a finite member of real, got 'x'",
    ],
    [
      'impute NaN',
      () => chain(ages, impute(NaN)),
      'impute: value must be a finite member of real, got NaN',
    ],
    [
      'impute a fraction',
      () => chain(values(integer, symmetric), impute(0.5)),
      'impute: value must be a finite member of integer, got 0.5',
    ],
    [
      'impute a label that is none',
      () => chain(people, column('city'), impute('Paris')),
      "impute: value must be a finite member of category, got 'Paris'",
    ],
    [
      'impute after clamp',
      () => chain(ages, clamp(0, 1), impute(0)),
      'impute: works before clamp(): nothing is missing after it, got interval',
    ],
    [
      'filter by nothing',
      () => filter(),
      'filter: the predicate must be a function or a registered function, got nothing',
    ],
    [
      'filter by a row',
      () => filter(row),
      'filter: the predicate must be a function or a registered function, got an object',
    ],
    [
      'filter an aggregate',
      () =>
        chain(
          total,
          filter(() => true),
        ),
      'filter: works on rows, got grid',
    ],
    [
      'a function without a name',
      () => registeredFunction('', 1, () => true),
      "registeredFunction: id must be a string that is not empty, got ''",
    ],
    ['count an aggregate', () => chain(total, count()), 'count: works on rows, got grid'],
    [
      'countBy in a metric of rows',
      () => countBy(symmetric),
      'countBy: the metric must be l1Distance or l2Distance, got an object',
    ],
    [
      'countBy of numbers',
      () => chain(ages, countBy()),
      'countBy: works on a column of categories, got real',
    ],
    [
      'histogram of nothing',
      () => histogram(),
      'histogram: edges must be an array of numbers, got nothing',
    ],
    [
      'histogram with one edge',
      () => histogram([1]),
      'histogram: there must be at least two edges, got 1',
    ],
    [
      'histogram with edges that fall',
      () => histogram([0, 5, 3]),
      'histogram: edges must rise, got 5 and then 3',
    ],
    [
      'histogram with edges that stand',
      () => histogram([0, 0]),
      'histogram: edges must rise, got 0 and then 0',
    ],
    [
      'histogram with NaN',
      () => histogram([0, NaN]),
      'histogram: every edge must be a finite number, got NaN',
    ],
    [
      'histogram of text',
      () => chain(people, column('name'), histogram([0, 1])),
      'histogram: works on numbers, got text',
    ],
    ['sum of text', () => chain(people, column('name'), sum()), 'sum: works on numbers, got text'],
    ['sum of rows', () => chain(people, sum()), 'sum: works on numbers, got row'],
    [
      'mean before clamp',
      () => chain(members, mean()),
      'mean: needs bounded values: put clamp(lower, upper) before it, got real',
    ],
    [
      'mean of a filtered dataset',
      () =>
        chain(
          members,
          filter(() => true),
          clamp(0, 1),
          mean(),
        ),
      'mean: needs a public size: give the source changeOneDistance({ size }), got symmetricDistance',
    ],
    [
      'laplace without parameters',
      () => laplace(),
      'laplace: exactly one of scale and epsilon must be given, got nothing',
    ],
    [
      'laplace with none',
      () => laplace({}),
      'laplace: exactly one of scale and epsilon must be given, got neither',
    ],
    ['laplace in words', () => laplace({ epsilon: '1' }), "laplace: epsilon must be > 0, got '1'"],
    [
      'laplace with epsilon 0',
      () => laplace({ epsilon: 0 }),
      'laplace: epsilon must be > 0, got 0',
    ],
    ['laplace with NaN', () => laplace({ scale: NaN }), 'laplace: scale must be > 0, got NaN'],
    [
      'laplace with Infinity',
      () => laplace({ epsilon: Infinity }),
      'laplace: epsilon must be > 0, got Infinity',
    ],
    [
      'laplace with sigma',
      () => laplace({ sigma: 1 }),
      'laplace: exactly one of scale and epsilon must be given, got sigma',
    ],
    [
      'gaussian with both',
      () => gaussian({ sigma: 1, rho: 1 }),
      'gaussian: exactly one of sigma and rho must be given, got both',
    ],
    [
      'laplace on counts in L2',
      () => chain(people, column('city'), countBy(l2Distance), laplace(epsilon1)),
      'laplace: needs the L1 metric, got l2Distance',
    ],
  ];
  it.each(cases)('%s', (_what, call, message) => {
    expect(refusalOf(call).message).toBe(message);
  });
});

describe('plans', () => {
  const start = (): Api => plan(ages, epsilon1);
  const ends = 'a query ends with noise: put laplace() or gaussian() last';
  const made = 'a measurement must be one that laplace() or gaussian() made';
  const data =
    'invoke: data must be an array, a typed array, an iterable or an ingested dataset, got a value of type';
  const cases: readonly Case[] = [
    ['of nothing', () => plan(), 'plan: works on a transformation, got nothing'],
    ['of rows', () => plan(rows, epsilon1), 'plan: works on a transformation, got an array'],
    [
      'of a measurement',
      () => plan(noisy, epsilon1),
      'plan: works on data: put it before the noise, got a measurement',
    ],
    [
      'of an aggregate',
      () => plan(total, epsilon1),
      'plan: starts from a source such as table() or values(), got grid',
    ],
    ['without a budget', () => plan(ages), 'plan: a budget is in epsilon or in rho, got nothing'],
    [
      'with an empty budget',
      () => plan(ages, {}),
      'plan: a budget is in epsilon or in rho, got an object',
    ],
    [
      'with two budgets',
      () => plan(ages, { epsilon: 1, rho: 1 }),
      'plan: a budget is in epsilon or in rho, got both',
    ],
    [
      'with a delta that nobody reads',
      () => plan(ages, { epsilon: 1, delta: 0.5 }),
      'plan: a budget is in epsilon or in rho, got delta',
    ],
    ['with epsilon 0', () => plan(ages, { epsilon: 0 }), 'plan: epsilon must be > 0, got 0'],
    ['with epsilon NaN', () => plan(ages, { epsilon: NaN }), 'plan: epsilon must be > 0, got NaN'],
    [
      'with epsilon Infinity',
      () => plan(ages, { epsilon: Infinity }),
      'plan: epsilon must be > 0, got Infinity',
    ],
    ['with rho in words', () => plan(ages, { rho: '1' }), "plan: rho must be > 0, got '1'"],
    [
      'that ask nothing',
      () => start().ask(),
      'plan: a name must be a string that is not asked already, got nothing',
    ],
    ['that ask without a query', () => start().ask('a'), `plan, 'a': ${ends}, got nothing`],
    ['that ask a row', () => start().ask('a', row), `plan, 'a': ${ends}, got an object`],
    ['that ask a value', () => start().ask('a', 'Alice'), `plan, 'a': ${ends}, got a string`],
    [
      'that ask a forgery',
      () => start().ask('a', { kind: 'measurement' }),
      `plan, 'a': ${made}, got a copy or an imitation`,
    ],
    [
      'that ask a forgery without a measure',
      () => start().ask('a', { ...noisy, outputMeasure: undefined }),
      `plan, 'a': ${made}, got a copy or an imitation`,
    ],
    [
      'that ask a simulated measurement',
      () => start().ask('a', { ...noisy, kind: 'simulatedMeasurement' }),
      "plan, 'a': a simulated measurement protects nobody and cannot be released",
    ],
    [
      'that ask of a wider table',
      () =>
        plan(table({ age: real }, symmetric), epsilon1).ask(
          'a',
          chain(people, count(), laplace(epsilon1)),
        ),
      "plan, 'a': this query reads another table, got rows of { age: real, city: category(Oslo, Bergen), name: text }",
    ],
    [
      'that ask of another size',
      () =>
        plan(members, epsilon1).ask(
          'a',
          chain(
            values(real, changeOneDistance({ size: 999 })),
            clamp(0, 1),
            sum(),
            laplace(epsilon1),
          ),
        ),
      "plan, 'a': this query reads another table, got 999 rows of real",
    ],
    [
      'that follow no function',
      () => start().follow('a', row),
      "plan, 'a': follow needs a function of the answers so far, got an object",
    ],
    [
      'that follow to a row',
      () =>
        start()
          .follow('a', () => row)
          .tryRun([1]),
      `plan, 'a': ${ends}, got an object`,
    ],
    ['that run on nothing', () => start().ask('a', noisy).run(), `${data} undefined`],
    ['that run on a row', () => start().ask('a', noisy).run(row), `${data} object`],
    ['that run on a value', () => start().ask('a', noisy).tryRun('Alice'), `${data} string`],
  ];
  it.each(cases)('%s', (_what, call, message) => {
    expect(refusalOf(call).message).toBe(message);
  });

  it('refuse what a lying cast let through the compiler, before they look at data', () => {
    const cheap = typed.chain(
      typed.values(real, typed.symmetricDistance()),
      typed.count(),
      typed.laplace({ epsilon: 5 as number as 0.5 }),
    );
    const census = typed.plan(typed.values(real, typed.symmetricDistance()), { epsilon: 1 });
    const proved = census.ask('n', cheap);
    const never = (function* (): Generator<number> {
      throw new Error('the data were read');
      yield 0;
    })();
    expect(() => proved.run(never)).toThrow("plan: 'n' costs epsilon 5, only 1 is left");
  });

  it('answer under any name that an object can have', () => {
    const answers = ['__proto__', 'constructor', 'toString', '']
      .reduce(
        (all, name) => all.ask(name, chain(ages, count(), laplace({ epsilon: 0.1 }))),
        start(),
      )
      .run([1, 2]) as unknown as object;
    expect(Object.getPrototypeOf(answers)).toBe(Object.prototype);
    expect(Object.keys(answers)).toEqual(['__proto__', 'constructor', 'toString', '']);
  });
});

describe('parameters with a prototype', () => {
  it('are read for their own keys alone', () => {
    const cases: readonly Case[] = [
      [
        'a parsed __proto__',
        () => laplace(JSON.parse('{"__proto__": {"epsilon": 1}}')),
        'laplace: exactly one of scale and epsilon must be given, got __proto__',
      ],
      [
        'an inherited epsilon',
        () => laplace(Object.create({ epsilon: 1 })),
        'laplace: exactly one of scale and epsilon must be given, got neither',
      ],
    ];
    for (const [, call, message] of cases) expect(refusalOf(call).message).toBe(message);
  });

  it('cannot add a second parameter to the one that is given', () => {
    const step = laplace(Object.assign(Object.create({ epsilon: 1000 }) as object, { scale: 4 }));
    expect(chain(ages, count(), step).map(1).toString()).toBe('1/4');
  });

  it('do not reach a pipeline in JSON', () => {
    const json = JSON.stringify(noisy.toJSON());
    const forged = json.replace('{"element"', '{"__proto__":{"step":"table"},"element"');
    expect(forged).not.toBe(json);
    const back = pipelineFromJson(JSON.parse(forged)) as unknown as E.Either<Error, Api>;
    expect(E.isLeft(back) && back.left.message).toContain('not __proto__');
    const inherited = pipelineFromJson(Object.create(JSON.parse(json) as object));
    expect(E.isLeft(inherited as never)).toBe(true);
  });
});

describe('parsers', () => {
  const cases: readonly Case[] = [
    [
      'bounds',
      () => bounds(),
      'bounds: lower must be < upper, both finite, got nothing and nothing',
    ],
    [
      'categories',
      () => categories(row),
      'categories: labels must be an array of strings, got an object',
    ],
    ['edges', () => edges(row), 'edges: edges must be an array of numbers, got an object'],
    [
      'pipelineFromJson',
      () => pipelineFromJson(row),
      "pipelineFromJson: format must be 'discreet/pipeline', got nothing",
    ],
    [
      'pipelineFromJson of both parameters',
      () => {
        const json = noisy.toJSON() as unknown as typed.PipelineJson;
        const steps = json.steps.map((step) =>
          step.step === 'laplace' ? { ...step, scale: '1' } : step,
        );
        return pipelineFromJson({ ...json, steps });
      },
      'pipelineFromJson: exactly one of scale and epsilon must be given, got an object',
    ],
    [
      'pipelineFromJson without steps',
      () => pipelineFromJson({ format: 'discreet/pipeline', version: 1, steps: [] }),
      'pipelineFromJson: step must be a string, got nothing',
    ],
  ];
  it.each(cases)('give a Left: %s', (_what, call, message) => {
    expect(E.isLeft(call() as never)).toBe(true);
    expect(refusalOf(call).message).toBe(message);
  });
});

describe('a measurement', () => {
  const cases: readonly Case[] = [
    ['map of nothing', () => noisy.map(), 'map: dIn must be a whole number >= 0, got nothing'],
    ['map of half a person', () => noisy.map(0.5), 'map: dIn must be a whole number >= 0, got 0.5'],
    [
      'map of a negative distance',
      () => noisy.map(-1),
      'map: dIn must be a whole number >= 0, got -1',
    ],
    [
      'accuracy of nothing',
      () => noisy.accuracy(),
      'accuracy: alpha must be > 0 and < 1, got nothing',
    ],
    ['accuracy at 1', () => noisy.accuracy(1), 'accuracy: alpha must be > 0 and < 1, got 1'],
    [
      'alpha of a negative bound',
      () => noisy.alpha(-1),
      'alpha: accuracy must be a finite number >= 0, got -1',
    ],
  ];
  it.each(cases)('%s', (_what, call, message) => {
    expect(refusalOf(call).message).toBe(message);
  });
});

describe('no refusal', () => {
  it('tells a record, whatever is given a row where something else belongs', () => {
    const one = [
      row,
      rows,
      'Alice',
      () => row,
      new Map([['Alice', 4711]]),
      { ...row, kind: 'Alice' },
    ];
    const constructors: readonly ((x: unknown) => unknown)[] = [
      (x) => values(x, symmetric),
      (x) => values(real, x),
      (x) => table({ age: x }, symmetric),
      (x) => chain(x, sum()),
      (x) => chain(x, laplace(epsilon1)),
      (x) => chain(ages, x, sum()),
      (x) => plan(x, epsilon1),
      (x) => plan(ages, epsilon1).ask('a', x),
      (x) =>
        plan(ages, epsilon1)
          .follow('a', () => x)
          .tryRun([1]),
      (x) => noisy.fold().merge(x),
      (x) => ingest(x, rows, { version: '1' }),
    ];
    let refused = 0;
    for (const construct of constructors)
      for (const x of one) {
        let error: unknown;
        try {
          construct(x);
        } catch (thrown) {
          error = thrown;
        }
        // a string may be a parameter that its caller has misspelt: it is printed there
        if (error === undefined || x === 'Alice') continue;
        refused += 1;
        expect(error).toBeInstanceOf(DiscreetError);
        const { message, received, rule } = error as typed.DiscreetError;
        expect(`${message} ${String(received)} ${rule} ${JSON.stringify(error)}`).not.toMatch(
          secrets,
        );
      }
    expect(refused).toBeGreaterThan(50);
  });
});
