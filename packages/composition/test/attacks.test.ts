// Attacks on budgets, each by the number that the catalogue of attacks gives it.
import {
  type AnyMeasurement,
  approximate,
  category,
  chain,
  DiscreetError,
  fDP,
  gaussianDP,
  maxDivergence,
  type Measure,
  privacyLossDistribution,
  proved,
  real,
  renyiDivergence,
  symmetricDistance,
  zeroConcentratedDivergence,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import { Rational } from '@discreet/numeric';
import {
  clamp,
  column,
  count,
  countBy,
  filter,
  sum,
  table,
  values,
} from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import {
  adaptive,
  advancedFilter,
  type Amounts,
  approximateFilter,
  approximateZeroConcentratedFilter,
  batch,
  chargeOf,
  chargeOfChild,
  type FilterKernel,
  fullyAdaptive,
  gaussianFilter,
  odometer,
  openSession,
  operator,
  pureFilter,
  renyiFilter,
  renyiOrdersFilter,
  type Session,
  zeroConcentratedFilter,
} from '../src/index.ts';

const ages = values(real, symmetricDistance());
const data = [31, 45, 62];
const counted = chain(ages, count());
const costing = (epsilon: number): ReturnType<typeof query> => query(epsilon);
const query = (epsilon: number) => chain(counted, laplace({ epsilon: proved<1>(epsilon) }));
const rho = (amount: number) => chain(counted, gaussian({ rho: proved<1>(amount) }));

const tagOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof DiscreetError ? error._tag : 'another error'),
  );
const left = (session: { readonly remaining: () => Amounts }): string =>
  Object.values(session.remaining()).map(String).join(' ');

/** data that are there when the test says so */
const later = (): { readonly data: Promise<readonly number[]>; readonly come: () => void } => {
  let come = (): void => undefined;
  const promise = new Promise<readonly number[]>((resolve) => {
    come = () => {
      resolve(data);
    };
  });
  return { data: promise, come: () => come() };
};

const kernels: readonly (readonly [string, FilterKernel, string])[] = [
  ['pure', pureFilter({ epsilon: 1 }), 'epsilon'],
  ['approximate', approximateFilter({ epsilon: 1, delta: 1e-6 }), 'epsilon'],
  ['zCDP', zeroConcentratedFilter({ rho: 1 }), 'rho'],
  ['approximate zCDP', approximateZeroConcentratedFilter({ rho: 1, delta: 1e-6 }), 'rho'],
  ['GDP', gaussianFilter({ mu: 1 }), 'mu'],
  ['RDP', renyiFilter({ order: 2, epsilon: 1 }), 'epsilon'],
  ['RDP orders', renyiOrdersFilter({ epsilon: 9, delta: 1e-6, orders: [8], rule: 'some' }), '8'],
  ['advanced', advancedFilter({ epsilon: 1, deltaPrime: 1e-6, deltaDoublePrime: 0 }), 'epsilon'],
];

describe('39 amounts that are none, and amounts that vanish in doubles', () => {
  it.each(kernels)(
    'no filter takes NaN, negative or infinite charges: %s',
    (_title, kernel, name) => {
      const others = Object.fromEntries(kernel.chargeNames.map((one) => [one, 0]));
      for (const amount of [NaN, -1, -1e-300, Infinity, -Infinity, '', 'one', null, undefined, {}])
        expect(E.isLeft(kernel.parseCharge({ ...others, [name]: amount }))).toBe(true);
      const tiny = kernel.parseCharge({ ...others, [name]: '1e-400' });
      if (E.isLeft(tiny)) throw tiny.left;
      expect(kernel.add(kernel.nothing, tiny.right)).not.toEqual(kernel.nothing);
    },
  );

  it('a session that is spent takes no 10^-17 and no 5e-324, however often it is asked', async () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 } });
    await session.ask(costing(1));
    for (const amount of [1e-17, 5e-324, Number.MIN_VALUE * 2])
      for (let i = 0; i < 100; i++)
        expect(await tagOf(session.ask(costing(amount)))).toBe('Overspent');
    expect(left(session)).toBe('0');
  });

  it('10^-12 holds a hundred thousand charges of 10^-17: none is absorbed', () => {
    const kernel = pureFilter({ epsilon: 1 });
    const charge = kernel.parseCharge({ epsilon: '1e-17' });
    if (E.isLeft(charge)) throw charge.left;
    let spent: Amounts = { epsilon: Rational.one.sub(Rational.of(1n, 10n ** 12n)) };
    let taken = 0;
    for (let i = 0; i < 200_000; i++) {
      const next = kernel.decide(spent, charge.right);
      if (O.isNone(next)) break;
      spent = next.value;
      taken += 1;
    }
    expect(taken).toBe(100_000);
    expect(spent['epsilon']?.toString()).toBe('1');
  });
});

describe('40 decimals are the numbers that they print as', () => {
  it('0.1 ten times exhausts 1, and 0.1 and 0.2 exhaust 0.3', async () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 } });
    const asked = await Promise.all(
      Array.from({ length: 11 }, () => tagOf(session.ask(costing(0.1)))),
    );
    expect(asked.filter((tag) => tag === 'answered')).toHaveLength(10);
    expect(asked[10]).toBe('Overspent');
    const three = openSession({ data, unit: ages, budget: { epsilon: 0.3 } });
    await three.ask(costing(0.1));
    await three.ask(costing(0.2));
    expect(left(three)).toBe('0');
  });
});

describe('41 a query that is another when it is run', () => {
  const dear = costing(1);
  const open = (): Session<never, never, never, unknown> =>
    proved(openSession({ data, unit: ages, budget: { epsilon: 1 } }));
  it.each<[string, () => unknown]>([
    ['a copy', () => ({ ...dear })],
    ['a copy with another map', () => ({ ...dear, map: () => Rational.zero })],
    ['a proxy', () => new Proxy(dear, {})],
    [
      'a proxy with a cheap map',
      () =>
        new Proxy(dear, {
          get: (target, key) =>
            key === 'map' ? () => Rational.zero : proved<unknown>(Reflect.get(target, key)),
        }),
    ],
    ['an heir', () => proved<unknown>(Object.create(dear))],
    [
      'an object with getters',
      () => ({
        get kind() {
          return 'measurement';
        },
      }),
    ],
    [
      'one that throws',
      () =>
        new Proxy(
          {},
          {
            get: () => {
              throw new Error('no');
            },
          },
        ),
    ],
    ['an imitation with steps', () => ({ kind: 'measurement', steps: ['Alice'] })],
    ['a copy of a batch', () => ({ ...batch(ages, { dear }) })],
    ['a proxy of a batch', () => new Proxy(batch(ages, { dear }), {})],
  ])('is refused: %s', async (_title, make) => {
    const session = open();
    const handle = fullyAdaptive(ages, pureFilter({ epsilon: 1 })).invoke(data);
    for (const asking of [session.ask, handle.ask])
      expect(await tagOf(proved<typeof handle.ask>(asking)(proved<never>(make())))).toBe(
        'StepMismatch',
      );
    expect([left(session), left(handle)]).toEqual(['1', '1']);
    // nor does what it says of itself get into the transcript
    expect(session.transcript().entries[0]).toMatchObject({ query: null, charge: null });
  });

  it('cannot be altered after the check', () => {
    for (const one of [dear, batch(ages, { dear })] as const) {
      expect(Object.isFrozen(one)).toBe(true);
      expect(Object.isFrozen(one.map)).toBe(true);
    }
  });

  it('nor can what its map says be another at the second look', async () => {
    const queries = { a: costing(0.25) };
    let looks = 0;
    const switching = {
      get a() {
        looks += 1;
        return looks === 1 ? queries.a : costing(1);
      },
    };
    const made = batch(ages, switching);
    expect(looks).toBe(1);
    expect(made.map(1).toString()).toBe('1/4');
    expect(made.queries.a.map(1).toString()).toBe('1/4');
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 } });
    await session.ask(made);
    expect(left(session)).toBe('3/4');
  });
});

describe('42 look-alikes: the same names, other spaces', () => {
  const cities = (...labels: readonly [string, ...string[]]) =>
    table({ city: category(proved<readonly ['Oslo']>(labels)) }, symmetricDistance());
  const asked = (source: ReturnType<typeof cities>): AnyMeasurement =>
    proved(chain(source, column('city'), countBy(), laplace({ epsilon: 0.1 })));
  it.each<[string, () => unknown]>([
    ['other labels', () => asked(cities('Oslo', 'Paris'))],
    ['labels in another order', () => asked(cities('Bergen', 'Oslo'))],
    [
      'another number of rows a person',
      () =>
        chain(
          table({ city: category(['Oslo', 'Bergen']) }, symmetricDistance({ contributions: 2 })),
          count(),
          laplace({ epsilon: 0.1 }),
        ),
    ],
    [
      'another column',
      () =>
        chain(
          table({ town: category(['Oslo', 'Bergen']) }, symmetricDistance()),
          count(),
          laplace({ epsilon: 0.1 }),
        ),
    ],
    ['no table', () => costing(0.1)],
  ])('are told apart by value: %s', async (_title, make) => {
    const source = cities('Oslo', 'Bergen');
    const session = openSession({ data: [], unit: source, budget: { epsilon: 1 } });
    const child = fullyAdaptive(proved<typeof source>(ages), pureFilter({ epsilon: 0.5 }));
    expect(await tagOf(session.ask(proved<never>(make())))).toBe('StepMismatch');
    expect(() => session.launch(child)).toThrow('reads another table');
    expect(left(session)).toBe('1');
    expect(await tagOf(session.ask(proved<never>(asked(cities('Oslo', 'Bergen')))))).toBe(
      'answered',
    );
  });
});

describe('43 a query that is too dear', () => {
  it('is refused before the data are touched, and the session lives on', async () => {
    let reads = 0;
    const session = openSession({
      data: () => {
        reads += 1;
        return data;
      },
      unit: ages,
      budget: { epsilon: 1 },
    });
    for (let i = 0; i < 5; i++) expect(await tagOf(session.ask(costing(2)))).toBe('Overspent');
    expect(reads).toBe(0);
    expect(await tagOf(session.ask(costing(1)))).toBe('answered');
    expect(reads).toBe(1);
  });
});

describe('44 a failure on one neighbour only', () => {
  class Leak extends Error {}
  const failing: readonly (readonly [string, () => unknown])[] = [
    [
      'a function that throws',
      () => () => {
        throw new Leak('Alice');
      },
    ],
    ['a promise that rejects', () => Promise.reject(new Leak('Alice'))],
    ['a function that promises and rejects', () => () => Promise.reject(new Leak('Alice'))],
    [
      'a stream that fails half way',
      () =>
        async function* () {
          yield await Promise.resolve([1]);
          throw new Leak('Alice');
        },
    ],
    [
      'an iterator that fails half way',
      () =>
        function* () {
          yield 1;
          throw new Leak('Alice');
        },
    ],
    [
      'an array whose element throws',
      () =>
        Object.defineProperty([1, 2], 1, {
          get: () => {
            throw new Leak('Alice');
          },
        }),
    ],
    ['a function that gives no data', () => () => 'Alice'],
    [
      'a thenable that throws',
      () => ({
        then: () => {
          throw new Leak('Alice');
        },
      }),
    ],
    [
      'a stack overflow',
      () => () => {
        const deep = (): number => 1 + deep();
        return [deep()];
      },
    ],
  ];

  it.each(failing)('keeps the charge and gives one constant error: %s', async (_title, make) => {
    const causes: unknown[] = [];
    const boss = operator((cause) => causes.push(cause));
    const session = openSession({
      data: proved<number[]>(make()),
      unit: ages,
      budget: { epsilon: 1 },
      operator: boss,
    });
    const outcome = await session.tryAsk(costing(0.25));
    if (E.isRight(outcome)) throw new Error('answered');
    const { left: error } = outcome;
    expect([error._tag, error.message, error.received, error.cause]).toEqual([
      'MechanismFailed',
      'session: the mechanism failed after it was charged; its operator knows more',
      undefined,
      undefined,
    ]);
    expect(error.stack).not.toContain('Alice');
    expect(causes).toHaveLength(1);
    expect(left(session)).toBe('3/4');
    expect(JSON.stringify(session.transcript())).not.toContain('Alice');
    expect(session.transcript().entries[0]).toMatchObject({
      outcome: 'failed',
      charge: { epsilon: '1/4' },
    });
    // and it waits for its operator: nothing is charged meanwhile
    expect(await tagOf(session.ask(costing(0.25)))).toBe('Suspended');
    expect(left(session)).toBe('3/4');
    expect(boss.isSuspended(session)).toBe(true);
    boss.resume(session);
    expect(await tagOf(session.ask(costing(0.25)))).toBe('MechanismFailed');
    expect(left(session)).toBe('1/2');
  });

  it('suspends all that stands under the same budget, and without an operator for good', async () => {
    let fails = true;
    const session = openSession({
      data: () => {
        if (fails) throw new Leak('Alice');
        return data;
      },
      unit: ages,
      budget: { epsilon: 1 },
    });
    const child = session.launch(fullyAdaptive(ages, pureFilter({ epsilon: 0.5 })));
    const sibling = session.launch(fullyAdaptive(ages, pureFilter({ epsilon: 0.25 })));
    expect(await tagOf(child.ask(costing(0.1)))).toBe('MechanismFailed');
    fails = false;
    expect(await tagOf(session.ask(costing(0.1)))).toBe('Suspended');
    expect(await tagOf(sibling.ask(costing(0.1)))).toBe('Suspended');
    expect(E.isLeft(session.tryLaunch(fullyAdaptive(ages, pureFilter({ epsilon: 0.1 }))))).toBe(
      true,
    );
    for (const other of [operator(), {}, null])
      expect(() =>
        proved<ReturnType<typeof operator>>(operator()).resume(proved(other ?? session)),
      ).toThrow(DiscreetError);
    expect(() => operator().resume(session)).toThrow('opened with this operator');
  });

  it('and a log that fails changes nothing', async () => {
    for (const report of [
      () => {
        throw new Error('log');
      },
      () => Promise.reject(new Error('log')),
      undefined,
    ]) {
      const session = openSession({
        data: () => {
          throw new Leak('Alice');
        },
        unit: ages,
        budget: { epsilon: 1 },
        operator: operator(report),
      });
      expect(await tagOf(session.ask(costing(0.25)))).toBe('MechanismFailed');
    }
  });
});

describe('45 side effects in the functions of a query', () => {
  it('cannot ask, launch, give back or resume while rows are read, and leave no trace', async () => {
    const boss = operator();
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 }, operator: boss });
    const other = fullyAdaptive(ages, pureFilter({ epsilon: 0.1 }));
    const attempts: string[] = [];
    const attempt = (act: () => unknown): void => {
      try {
        act();
        attempts.push('done');
      } catch (error) {
        attempts.push(error instanceof DiscreetError ? error.rule : 'another error');
      }
    };
    const spending = filter((age: number) => {
      if (age > 40) {
        attempt(() => session.ask(costing(0.1)));
        attempt(() => session.tryAsk(costing(0.1)));
        attempt(() => session.launch(other));
        attempt(() => session.tryLaunch(other));
        attempt(() => session.retire());
        attempt(() => boss.resume(session));
      }
      return true;
    });
    const asked = chain(ages, spending, count(), laplace({ epsilon: 0.25 }));
    expect(await tagOf(session.ask(asked))).toBe('answered');
    expect(attempts).toHaveLength(12);
    expect(new Set(attempts)).toEqual(new Set(['nothing can be asked while rows are read']));
    expect(left(session)).toBe('3/4');
    expect(session.transcript().entries).toHaveLength(1);
    expect(await tagOf(session.ask(costing(0.25)))).toBe('answered');
  });

  it('a function that throws, or returns what it should not, drops its row and nothing else', async () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1e9 } });
    for (const odd of [
      () => {
        throw new Error('Alice');
      },
      () => Promise.reject(new Error('Alice')).catch(() => true),
      () => 'true',
      () => {
        const deep = (): boolean => !deep();
        return deep();
      },
    ]) {
      const kept = chain(ages, filter(proved<(age: number) => boolean>(odd)), count());
      expect(await session.ask(kept, { epsilon: 1e6 })).toBe(0);
    }
  });
});

describe('46 many questions at once', () => {
  it('of 100 asks of 0.02 against 1 exactly 50 are taken', async () => {
    for (const form of [data, Promise.resolve(data), () => Promise.resolve(data)]) {
      const session = openSession({ data: form, unit: ages, budget: { epsilon: 1 } });
      const all = await Promise.all(
        Array.from({ length: 100 }, () => session.tryAsk(costing(0.02))),
      );
      expect(all.filter(E.isRight)).toHaveLength(50);
      expect(all.slice(0, 50).every(E.isRight)).toBe(true);
      expect(left(session)).toBe('0');
    }
  });

  it('the same from children, which share what their parent gave them', async () => {
    const session = openSession({
      data: Promise.resolve(data),
      unit: ages,
      budget: { epsilon: 1 },
    });
    const halves = fullyAdaptive(ages, pureFilter({ epsilon: 0.5 }));
    const [a, b] = [session.launch(halves), session.launch(halves)];
    expect(() => session.launch(halves)).toThrow('only epsilon 0 is left');
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? a : b).tryAsk(costing(0.02))),
    );
    expect(all.filter(E.isRight)).toHaveLength(50);
  });

  it('the order of calls is the order of charges', async () => {
    const session = openSession({ data: later().data, unit: ages, budget: { epsilon: 1 } });
    const first = session.tryAsk(costing(0.9));
    expect(left(session)).toBe('1/10');
    expect(E.isLeft(await session.tryAsk(costing(0.2)))).toBe(true);
    expect(first).toBeInstanceOf(Promise);
  });
});

describe('47 an old child of a sequential compositor', () => {
  const filterOf = approximateZeroConcentratedFilter;
  const child = fullyAdaptive(ages, filterOf({ rho: 0.25, delta: 0 }));
  const root = (form: unknown) =>
    fullyAdaptive(ages, filterOf({ rho: 1, delta: 1e-6 })).invoke(proved<number[]>(form));

  it('is superseded once a younger one was launched', async () => {
    const parent = root(data);
    const old = parent.launch(child);
    expect(await tagOf(old.ask(rho(0.1)))).toBe('answered');
    const young = parent.launch(child);
    expect(await tagOf(old.ask(rho(0.1)))).toBe('Superseded');
    expect(await tagOf(young.ask(rho(0.1)))).toBe('answered');
    expect(E.isLeft(old.tryLaunch(child))).toBe(true);
  });

  it('is superseded once its parent was asked', async () => {
    const parent = root(data);
    const old = parent.launch(child);
    const grandchild = old.launch(fullyAdaptive(ages, filterOf({ rho: 0.1, delta: 0 })));
    await parent.ask(rho(0.1));
    expect(await tagOf(old.ask(rho(0.1)))).toBe('Superseded');
    expect(await tagOf(grandchild.ask(rho(0.05)))).toBe('Superseded');
  });

  it('is superseded also with a question that was charged and waits, and nothing is drawn for that', async () => {
    const { data: promised, come } = later();
    const parent = root(promised);
    const old = parent.launch(child);
    const waiting = old.ask(rho(0.2));
    const young = parent.launch(child);
    const asked = young.ask(rho(0.1));
    come();
    expect(await tagOf(waiting)).toBe('Superseded');
    expect(await tagOf(asked)).toBe('answered');
    // the charge stays, of the child and of its parent
    expect(old.spent()['rho']?.toString()).toBe('1/5');
    expect(parent.spent()['rho']?.toString()).toBe('1/2');
  });

  it('stays the youngest where a launch or a question was refused', async () => {
    const parent = root(data);
    const only = parent.launch(child);
    expect(E.isLeft(parent.tryLaunch(fullyAdaptive(ages, filterOf({ rho: 2, delta: 0 }))))).toBe(
      true,
    );
    expect(await tagOf(parent.ask(rho(2)))).toBe('Overspent');
    expect(await tagOf(only.ask(rho(0.1)))).toBe('answered');
  });

  it('goes on in every other measure', async () => {
    for (const [parent, one, ask] of [
      [pureFilter({ epsilon: 1 }), pureFilter({ epsilon: 0.25 }), costing(0.1)],
      [
        approximateFilter({ epsilon: 1, delta: 1e-6 }),
        approximateFilter({ epsilon: 0.25, delta: 1e-9 }),
        costing(0.1),
      ],
      [zeroConcentratedFilter({ rho: 1 }), zeroConcentratedFilter({ rho: 0.25 }), rho(0.1)],
      [renyiFilter({ order: 2, epsilon: 1 }), renyiFilter({ order: 2, epsilon: 0.4 }), rho(0.1)],
    ] as const) {
      const handle = fullyAdaptive(ages, proved<FilterKernel<typeof maxDivergence>>(parent)).invoke(
        data,
      );
      const inner = fullyAdaptive(ages, proved<FilterKernel<typeof maxDivergence>>(one));
      const [old, young] = [handle.launch(inner), handle.launch(inner)];
      expect(await tagOf(young.ask(proved<never>(ask)))).toBe('answered');
      expect(await tagOf(old.ask(proved<never>(ask)))).toBe('answered');
      expect(await tagOf(handle.ask(proved<never>(ask)))).toBe('answered');
      expect(await tagOf(old.ask(proved<never>(ask)))).toBe('answered');
    }
  });
});

describe('48 handles that were given back, and copies of handles', () => {
  const half = fullyAdaptive(ages, pureFilter({ epsilon: 0.5 }));
  const quarter = fullyAdaptive(ages, pureFilter({ epsilon: 0.25 }));

  it('a retired parent takes its grandchildren with it, twice or once, and refunds nothing', async () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 } });
    const child = session.launch(half);
    const grandchild = child.launch(quarter);
    expect(await tagOf(grandchild.ask(costing(0.1)))).toBe('answered');
    child.retire();
    child.retire();
    expect(await tagOf(grandchild.ask(costing(0.1)))).toBe('Retired');
    expect(await tagOf(child.ask(costing(0.1)))).toBe('Retired');
    expect(left(session)).toBe('1/2');
    expect(await tagOf(session.ask(costing(0.1)))).toBe('answered');
    session.retire();
    expect(await tagOf(session.ask(costing(0.1)))).toBe('Retired');
    expect(E.isLeft(session.tryLaunch(quarter))).toBe(true);
    expect(left(session)).toBe('2/5');
  });

  it('what was charged and waits is not drawn for a handle that was given back', async () => {
    const { data: promised, come } = later();
    const session = openSession({ data: promised, unit: ages, budget: { epsilon: 1 } });
    const waiting = session.ask(costing(0.25));
    session.retire();
    come();
    expect(await tagOf(waiting)).toBe('Retired');
    expect(left(session)).toBe('3/4');
    expect(session.transcript().entries[0]).toMatchObject({
      outcome: 'withheld',
      reason: 'Retired',
    });
  });

  it('nor while a stream is read, and rows that come later are not looked at', async () => {
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const stream = async function* (): AsyncGenerator<readonly number[]> {
      yield [31];
      await gate;
      yield [45];
    };
    const session = openSession({ data: stream, unit: ages, budget: { epsilon: 1 } });
    const waiting = session.ask(costing(0.25));
    await new Promise((resolve) => setTimeout(resolve, 1));
    session.retire();
    go();
    expect(await tagOf(waiting)).toBe('Retired');
    let looks = 0;
    const watched = new Proxy(data, {
      get: (target, key) => {
        looks += 1;
        return proved<unknown>(Reflect.get(target, key));
      },
    });
    let come = (): void => undefined;
    const promised = new Promise<readonly number[]>((resolve) => {
      come = () => {
        resolve(watched);
      };
    });
    const other = openSession({ data: () => promised, unit: ages, budget: { epsilon: 1 } });
    const late = other.ask(costing(0.25));
    other.retire();
    come();
    expect(await tagOf(late)).toBe('Retired');
    // to see that it is an array, and whether it is a promise, is not to read rows
    expect(looks).toBeLessThan(4);
  });

  it('no worker can be sent a handle, and a spread of one has nothing that asks', () => {
    const boss = operator();
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 }, operator: boss });
    const handles = [session, session.launch(half), odometer(ages, maxDivergence).invoke(data)];
    for (const handle of handles) {
      expect(() => structuredClone(handle)).toThrow();
      const copy: object = { ...handle };
      expect(Object.keys(copy).sort()).toEqual(['explain', 'kind']);
      expect(proved<{ ask?: unknown }>(copy).ask).toBeUndefined();
      expect(() => boss.resume(copy)).toThrow(DiscreetError);
      expect(Object.isFrozen(handle)).toBe(true);
    }
    expect(() => structuredClone(pureFilter({ epsilon: 1 }))).toThrow();
    for (const forged of [{ ...half }, new Proxy(half, {}), Object.create(half), {}, null, session])
      expect(() => session.launch(proved<typeof half>(forged))).toThrow(
        'a child must be one that adaptive() or fullyAdaptive() made',
      );
    expect(left(session)).toBe('1/2');
  });
});

describe('49 a transformation that fails', () => {
  it('leaves data, domain and distance as they were, since nothing is ever changed in place', async () => {
    const source = table({ age: real }, symmetricDistance());
    const rows = [{ age: 31 }, { age: 45 }];
    const session = openSession({ data: rows, unit: source, budget: { epsilon: 1e9 } });
    const before = session.explain();
    // a step that does not fit, a child of another table, one at another distance, one in another measure
    expect(() => chain(session.source, proved<never>(sum()))).toThrow(DiscreetError);
    for (const child of [
      fullyAdaptive(proved<typeof source>(ages), pureFilter({ epsilon: 1 })),
      fullyAdaptive(source, pureFilter({ epsilon: 1 }), { distance: 2 }),
      fullyAdaptive(
        source,
        proved<ReturnType<typeof pureFilter>>(zeroConcentratedFilter({ rho: 1 })),
      ),
    ])
      expect(() => session.launch(child)).toThrow(DiscreetError);
    expect(session.explain().split('\n').slice(0, -1)).toEqual(before.split('\n').slice(0, -1));
    const ageSum = chain(session.source, column('age'), clamp(0, 100), sum());
    expect(await session.ask(ageSum, { epsilon: 1e8 })).toBeCloseTo(76, 3);
    expect(rows).toEqual([{ age: 31 }, { age: 45 }]);
  });
});

describe('50 a client that does not wait', () => {
  it('gets no refund, and asking again is a new charge', async () => {
    const { data: promised, come } = later();
    const session = openSession({ data: promised, unit: ages, budget: { epsilon: 1 } });
    const answer = session.ask(costing(0.5));
    const timeout = new Promise<string>((resolve) => setTimeout(resolve, 1, 'late'));
    expect(await Promise.race([answer, timeout])).toBe('late');
    expect(left(session)).toBe('1/2');
    const again = session.ask(costing(0.5));
    expect(left(session)).toBe('0');
    come();
    await Promise.all([answer, again]);
    expect(left(session)).toBe('0');
    expect(await tagOf(session.ask(costing(0.5)))).toBe('Overspent');
  });
});

describe('what children and fixed parts cost', () => {
  it('a child is charged in full when it is launched', () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 } });
    const child = session.launch(fullyAdaptive(ages, pureFilter({ epsilon: 0.75 })));
    expect(left(session)).toBe('1/4');
    child.retire();
    expect(left(session)).toBe('1/4');
  });

  it('a fixed part is used in full, one that is too small is refused and stays', async () => {
    const handle = adaptive(ages, [{ epsilon: 0.5 }, { epsilon: 0.25 }]).invoke(data);
    expect(await tagOf(handle.ask(costing(0.6)))).toBe('Overspent');
    expect(await tagOf(handle.ask(costing(0.1)))).toBe('answered');
    expect(left(handle)).toBe('1/4');
    expect(await tagOf(handle.ask(costing(0.26)))).toBe('Overspent');
    expect(await tagOf(handle.ask(costing(0.25)))).toBe('answered');
    expect(await tagOf(handle.ask(costing(0.01)))).toBe('Overspent');
    for (const wrong of [
      [],
      [{}],
      [{ epsilon: 1 }, { rho: 1 }],
      [{ epsilon: -1 }],
      [{ epsilon: NaN }],
      'x',
    ])
      expect(() => adaptive(ages, proved<[]>(wrong))).toThrow(DiscreetError);
    expect(adaptive(ages, [{ mu: 0.6 }, { mu: 0.8 }]).filter.capacity['mu']?.toString()).toBe('1');
  });

  it('what a mechanism of another measure charges is refused', () => {
    const taken = (measure: Measure): readonly string[] =>
      kernels.flatMap(([, kernel]) =>
        E.isRight(chargeOf(kernel, measure, Rational.one)) ? [kernel.kind] : [],
      );
    expect(taken(maxDivergence)).toEqual([
      ...['pure', 'approximate', 'renyi', 'renyiOrders', 'advanced'],
    ]);
    expect(taken(zeroConcentratedDivergence)).toEqual([
      ...['zeroConcentrated', 'approximateZeroConcentrated', 'renyi', 'renyiOrders'],
    ]);
    expect(taken(gaussianDP)).toEqual(['gaussian']);
    for (const measure of [
      privacyLossDistribution,
      fDP,
      renyiDivergence,
      approximate(maxDivergence),
      approximate(zeroConcentratedDivergence),
    ])
      expect(taken(measure)).toEqual([]);
  });

  it('a child charges what its filter states, where that adds up', () => {
    const others = kernels.map(([, kernel]) => kernel);
    const table = others.map((parent) =>
      others.flatMap((child) => {
        const charge = chargeOfChild(parent, child);
        return E.isRight(charge) ? [`${child.kind} ${JSON.stringify(charge.right)}`] : [];
      }),
    );
    const approximately = [
      'pure {"epsilon":"1","delta":"0"}',
      'approximate {"epsilon":"1","delta":"1/1000000"}',
      'renyiOrders {"epsilon":"9","delta":"1/1000000"}',
      'advanced {"epsilon":"1","delta":"1/1000000"}',
    ];
    expect(table).toEqual([
      ['pure {"epsilon":"1"}'],
      approximately,
      ['zeroConcentrated {"rho":"1"}'],
      [
        'zeroConcentrated {"rho":"1","delta":"0"}',
        'approximateZeroConcentrated {"rho":"1","delta":"1/1000000"}',
      ],
      ['gaussian {"mu":"1"}'],
      ['pure {"epsilon":"1"}', 'zeroConcentrated {"epsilon":"2"}', 'renyi {"epsilon":"1"}'],
      ['pure {"8":"1"}', 'zeroConcentrated {"8":"8"}'],
      approximately,
    ]);
    expect(
      E.isRight(
        chargeOfChild(renyiFilter({ order: 2, epsilon: 1 }), renyiFilter({ order: 3, epsilon: 1 })),
      ),
    ).toBe(false);
  });

  it('the distance of a compositor is the one that it charges at', async () => {
    const pair = fullyAdaptive(ages, pureFilter({ epsilon: 1 }), { distance: 2 }).invoke(data);
    await pair.ask(costing(0.25));
    expect(left(pair)).toBe('1/2');
    for (const distance of [0, -1, 0.5, NaN, '1'])
      expect(() =>
        fullyAdaptive(ages, pureFilter({ epsilon: 1 }), { distance: proved<number>(distance) }),
      ).toThrow('distance must be a whole number > 0');
  });
});
