// Whatever stands where a parameter, a pipeline or data should: a refusal of ours or none, never a foreign error, and no word of what it holds.
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import * as typed from '../src/index.ts';

const { DiscreetError, Rational } = typed;
type Call = (...parameters: readonly unknown[]) => unknown;
const js = typed as unknown as { readonly [K in keyof typeof typed]: Call };

const secret = 'Alice, HIV, 4711';
const fail = (): never => {
  throw new Error(secret);
};
const traps = Object.fromEntries(
  ['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor', 'set', 'apply'].map(
    (trap) => [trap, fail],
  ),
);
const revoked = (target: object): unknown => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};
const names =
  'kind size contributions epsilon rho scale sigma length 0 resolution labels metric id run version format steps map factor from to functions ~part ~batches domain step simultaneous';
const getters = Object.defineProperties(
  {},
  Object.fromEntries(names.split(' ').map((name) => [name, { get: fail, enumerable: true }])),
);

const { symmetricDistance } = typed;
const ages = typed.values(typed.real, symmetricDistance());
const people = typed.table(
  { age: typed.real, city: typed.category(['Oslo', 'Bergen']), name: typed.text },
  symmetricDistance(),
);
const total = typed.chain(ages, typed.clamp(0, 100), typed.sum());
const noisy = typed.chain(total, typed.laplace({ epsilon: 0.5 }));

const hostile: Readonly<Record<string, unknown>> = {
  undefined,
  null: null,
  true: true,
  NaN,
  Infinity,
  '-Infinity': -Infinity,
  '-0': -0,
  '-1': -1,
  half: 0.5,
  'the greatest double': Number.MAX_VALUE,
  'the least double': 5e-324,
  '2^53': 2 ** 53,
  bigint: 5n,
  'a huge bigint': 10n ** 5000n,
  symbol: Symbol('a symbol'),
  'empty text': '',
  'a long text': '9'.repeat(1_000_000),
  'a huge exponent': '1e999999999',
  'a fraction by 0': '1/0',
  __proto__key: '__proto__',
  'an empty object': {},
  'an object without a prototype': Object.create(null) as unknown,
  'an empty array': [],
  'an array of holes': new Array(3),
  'an array that claims to be long': new Array(2 ** 32 - 1),
  'a function': () => 1,
  'a class': DiscreetError,
  'a date': new Date(NaN),
  'a map': new Map([[secret, 1]]),
  'a set': new Set([secret]),
  'a typed array': new Float64Array(2),
  'an object that cannot become a text': {
    valueOf: fail,
    toString: fail,
    toJSON: fail,
    [Symbol.toPrimitive]: fail,
  },
  'an object with getters that throw': getters,
  'a proxy that throws': new Proxy({}, traps),
  'an array proxy that throws': new Proxy([], traps),
  'a function proxy that throws': new Proxy(() => 1, traps),
  'a revoked proxy': revoked({}),
  'a revoked array': revoked([]),
  'a revoked function': revoked(() => 1),
  'a rational made by hand': Object.create(Rational.prototype) as unknown,
  'a rational with a part': Object.assign(Object.create(Rational.prototype) as object, {
    top: 1n,
    bottom: 1n,
  }),
  'an imitated transformation': { kind: 'transformation' },
  'an imitated measurement': { kind: 'measurement' },
  'a simulated measurement': { kind: 'simulatedMeasurement' },
  'an imitated dataset': {
    kind: 'dataset',
    '~batches': fail,
    domain: { element: { kind: 'real' } },
  },
  'an imitated category': { kind: 'category' },
  'a child of a measurement': Object.create(noisy) as unknown,
  'a proxy of a measurement': new Proxy(noisy, {}),
  'a copy of a measurement': { ...noisy },
  'a proxy of a transformation': new Proxy(total, {}),
  'an iterable that throws': { [Symbol.iterator]: fail },
  'an iterable that is none': { [Symbol.iterator]: 5 },
  'a row': { kind: secret, name: secret, age: 4711 },
  'a metric': symmetricDistance(),
  'a domain': typed.real,
  'a transformation': total,
  'a measurement': noisy,
  'a step': typed.sum(),
  'a plan': typed.plan(ages, { epsilon: 1 }),
};
const all = Object.entries(hostile);

/** What a call gives: no error, a refusal of ours, or why it is neither. */
const outcomeOf = (call: () => unknown): { readonly refused: boolean; readonly left: boolean } => {
  let result: unknown;
  let thrown = false;
  try {
    result = call();
  } catch (error) {
    thrown = true;
    result = E.left(error);
  }
  const isEither =
    typeof result === 'object' &&
    result !== null &&
    !all.some(([, value]) => value === result) &&
    '_tag' in result &&
    result._tag === 'Left';
  if (!isEither) return { refused: false, left: false };
  const { left: error } = result as { readonly left: unknown };
  expect(error).toBeInstanceOf(DiscreetError);
  const { message, where, rule, received, stack } = error as typed.DiscreetError;
  expect(where).not.toBe('');
  expect(message).toBe(`${where}: ${rule}${received === undefined ? '' : `, got ${received}`}`);
  // what is no row but a parameter may be shown, within bounds
  expect(message.length).toBeLessThan(500);
  expect(`${message}${String(stack)}${JSON.stringify(error)}`).not.toContain(secret);
  return { refused: true, left: !thrown };
};

const parsers: Readonly<Record<string, readonly [least: number, call: Call]>> = {
  bounds: [50, js.bounds],
  'bounds of a lower bound': [50, (x) => js.bounds(x, 1)],
  'bounds with options': [50, (x) => js.bounds(0, 1, x)],
  'bounds with a resolution': [50, (x) => js.bounds(0, 1, { resolution: x })],
  positive: [50, js.positive],
  size: [50, js.size],
  probability: [50, js.probability],
  categories: [50, js.categories],
  'categories of a label': [50, (x) => js.categories([x])],
  edges: [50, js.edges],
  'edges of two': [40, (x) => js.edges([x, 1e300])],
  mapFromJson: [50, js.mapFromJson],
  'mapFromJson of a factor': [
    50,
    (x) => js.mapFromJson({ map: 'linear', factor: x, from: 'l1Distance', to: 'maxDivergence' }),
  ],
  pipelineFromJson: [50, js.pipelineFromJson],
  'pipelineFromJson of steps': [
    50,
    (x) => js.pipelineFromJson({ format: 'discreet/pipeline', version: 1, steps: [x] }),
  ],
  'pipelineFromJson with readers': [40, (x) => js.pipelineFromJson(noisy.toJSON(), x)],
  'map.evaluate': [50, noisy.map.evaluate as Call],
};

describe.each(Object.entries(parsers))('the parser %s', (_name, [least, parse]) => {
  it('never throws: it returns what it refuses in a Left', () => {
    const outcomes = all.map(([what, value]) => ({ what, ...outcomeOf(() => parse(value)) }));
    expect(outcomes.filter(({ refused, left }) => refused && !left)).toEqual([]);
    expect(outcomes.filter(({ left }) => left).length).toBeGreaterThan(least - 10);
  });
});

const start = typed.plan(ages, { epsilon: 1 });
const asked = start.ask('a', noisy);
const constructors: Readonly<Record<string, Call>> = {
  'table of columns': (x) => js.table(x, symmetricDistance()),
  'table of a column': (x) => js.table({ age: x }, symmetricDistance()),
  'table under a metric': (x) => js.table({ age: typed.real }, x),
  'values of an element': (x) => js.values(x, symmetricDistance()),
  'values under a metric': (x) => js.values(typed.real, x),
  symmetricDistance: js.symmetricDistance,
  'symmetricDistance of contributions': (x) => js.symmetricDistance({ contributions: x }),
  changeOneDistance: js.changeOneDistance,
  'changeOneDistance of a size': (x) => js.changeOneDistance({ size: x }),
  column: (x) => js.chain(people, js.column(x)),
  'clamp of one': (x) => js.clamp(x),
  'clamp of two': (x) => js.clamp(0, x),
  'clamp with options': (x) => js.clamp(0, 1, x),
  cast: js.cast,
  impute: (x) => js.chain(ages, js.impute(x)),
  filter: js.filter,
  category: js.category,
  countBy: js.countBy,
  histogram: js.histogram,
  'histogram in a metric': (x) => js.histogram([0, 1], x),
  laplace: js.laplace,
  'laplace of an epsilon': (x) => js.laplace({ epsilon: x }),
  gaussian: js.gaussian,
  'gaussian of a sigma': (x) => js.gaussian({ sigma: x }),
  registeredFunction: (x) => js.registeredFunction(x, x, x),
  'chain on a pipeline': (x) => js.chain(x, js.sum()),
  'chain of a step': (x) => js.chain(ages, x),
  'compose of a step': (x) => js.chain(ages, js.compose(js.clamp(0, 1), x)),
  'plan of a source': (x) => js.plan(x, { epsilon: 1 }),
  'plan under a budget': (x) => js.plan(ages, x),
  'plan of an epsilon': (x) => js.plan(ages, { epsilon: x }),
  'ask by a name': (x) => (start.ask as Call)(x, noisy),
  'ask a query': (x) => (start.ask as Call)('a', x),
  'follow by a function': (x) => (start.follow as Call)('a', x),
  map: noisy.map as Call,
  'map.invert': noisy.map.invert as Call,
  accuracy: noisy.accuracy as Call,
  'accuracy with options': (x) => (noisy.accuracy as Call)(0.05, x),
  alpha: noisy.alpha as Call,
  merge: (x) => (noisy.fold().merge as Call)(x),
};

describe.each(Object.entries(constructors))('%s', (_name, construct) => {
  it('refuses with an error of ours, or takes it', () => {
    const refused = all.filter(([, value]) => outcomeOf(() => construct(value)).refused);
    expect(refused.length).toBeGreaterThan(20);
  });
});

describe('contains', () => {
  it('is total: what cannot be read is no member, and what is no domain has none', () => {
    const domains = [ages.inputDomain, people.inputDomain, typed.category(['a']), typed.integer];
    for (const [, value] of all) {
      for (const domain of domains) expect(typeof js.contains(domain, value)).toBe('boolean');
      expect(js.contains(value, {})).toBe(false);
    }
  });
});

describe('data', () => {
  const text = typed.values(typed.text, symmetricDistance());
  const runs: Readonly<Record<string, Call>> = {
    'a sum': noisy.invoke as Call,
    'an exact sum': total.invoke as Call,
    'a fold': (x) => (noisy.fold().step as Call)(x),
    'a plan': asked.run as Call,
    'a plan with Either': asked.tryRun as Call,
    'a plan with follow': asked.follow('b', () => noisy).tryRun as Call,
    'a column': typed.chain(people, typed.column('age'), typed.clamp(0, 1), typed.sum())
      .invoke as Call,
    labels: typed.chain(people, typed.column('city'), typed.countBy()).invoke as Call,
    rows: typed.chain(
      people,
      typed.filter((row: { readonly name: string }) => row.name.startsWith('A')),
      typed.count(),
    ).invoke as Call,
    text: typed.chain(text, typed.cast(typed.integer), typed.impute(1), typed.clamp(0, 1))
      .invoke as Call,
  };
  // reading four thousand million holes takes minutes
  const readable = all.filter(([what]) => what !== 'an array that claims to be long');

  it.each(Object.entries(runs))(
    'of any kind give %s, or one refusal that says nothing of them',
    (_n, run) => {
      for (const [, value] of readable) outcomeOf(() => run(value));
    },
  );

  it.each(Object.entries(runs))(
    'with any row give %s: no row is refused, whatever it is',
    (_n, run) => {
      for (const [what, value] of readable)
        expect([what, outcomeOf(() => run([value])).refused]).toEqual([what, false]);
    },
  );
});
