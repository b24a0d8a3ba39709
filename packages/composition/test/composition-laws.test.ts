// The laws of what adds losses up, tried on sessions, odometers, compositors and batches; and Re:cord-play of the same.
import {
  type AnyMeasurement,
  approximate,
  chain,
  type Distance,
  gaussianDP,
  integer,
  l2Distance,
  type MaxDivergence,
  maxDivergence,
  openMeasurement,
  proved,
  type Real,
  real,
  renyiDivergence,
  type SymmetricDistance,
  symmetricDistance,
  type Vector,
  type Via,
  zeroConcentratedDivergence,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import { Rational } from '@discreet/numeric';
import {
  type Account,
  type Accountant,
  checkAccountantLaws,
  checkMapLaws,
  lawfulMap,
  recordPlay,
  recordPlayAsync,
  releases,
} from '@discreet/testing';
import {
  clamp,
  column,
  count,
  filter,
  histogram,
  sum,
  table,
  values,
} from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  advancedFilter,
  type Amounts,
  approximateFilter,
  approximateZeroConcentratedFilter,
  batch,
  batchFromJson,
  type FilterKernel,
  fullyAdaptive,
  gaussianFilter,
  odometer,
  type Odometer,
  openReleasable,
  openSession,
  pureFilter,
  renyiFilter,
  renyiOrdersFilter,
  zeroConcentratedFilter,
} from '../src/index.ts';

const metric = symmetricDistance();
const rows = values(real, metric);
const counted = chain(rows, count());
const whole = clamp(0, 100, { resolution: 1 });
const most = 1_000_000;

type Asked = {
  readonly tryAsk: (query: never) => Promise<E.Either<unknown, unknown>>;
  readonly read: () => Amounts;
  readonly reads: readonly (() => unknown)[];
};

const le = (a: Amounts, b: Amounts): boolean =>
  Object.entries(a).every(([name, amount]) => amount.lessThanOrEqual(b[name]!));

/** a session, or another handle, as an accountant: a charge is a query of that loss */
const handleAccountant = (
  unit: 'epsilon' | 'rho',
  open: () => Asked,
): Accountant<AnyMeasurement, Amounts> => {
  const on = (asked: Asked): Account<AnyMeasurement, Amounts> => {
    const account: Account<AnyMeasurement, Amounts> = {
      add: (query) => {
        // the charge is made before the answer comes
        void asked.tryAsk(proved<never>(query));
        return account;
      },
      read: asked.read,
      reads: asked.reads,
    };
    return account;
  };
  return {
    open: () => on(open()),
    charge: (amount: Distance) =>
      proved<AnyMeasurement>(
        unit === 'epsilon'
          ? chain(counted, laplace({ epsilon: proved<1>(amount) }))
          : chain(counted, gaussian({ rho: proved<1>(amount) })),
      ),
    le,
    print: (reading) => JSON.stringify(reading),
  };
};

const sessionOf = (budget: FilterKernel | { readonly epsilon: number }) => (): Asked => {
  const session = openSession({ data: [1, 2], unit: rows, budget: proved<{ epsilon: 1 }>(budget) });
  return {
    tryAsk: session.tryAsk,
    read: session.spent,
    reads: [session.explain, session.transcript, session.remaining],
  };
};
type AnyOdometer = Odometer<Vector<Real>, SymmetricDistance, MaxDivergence>;
const odometerOf = (measure: unknown, options?: unknown) => (): Asked => {
  const open = proved<(...parameters: readonly unknown[]) => AnyOdometer>(odometer);
  const handle = open(rows, measure, options).invoke([1, 2]);
  return {
    tryAsk: handle.tryAsk,
    read: () => handle.reading().loss,
    reads: [handle.explain, handle.spent],
  };
};

const several = { orders: [4, 8, 16], delta: 1e-6 };

describe('what adds losses up keeps every law', () => {
  it.each<[string, 'epsilon' | 'rho', () => Asked]>([
    ['a session in epsilon', 'epsilon', sessionOf({ epsilon: most })],
    [
      'a session in epsilon and delta',
      'epsilon',
      sessionOf(approximateFilter({ epsilon: most, delta: 0 })),
    ],
    ['a session in rho', 'rho', sessionOf(zeroConcentratedFilter({ rho: most }))],
    [
      'a session in rho and delta',
      'rho',
      sessionOf(approximateZeroConcentratedFilter({ rho: most, delta: 0 })),
    ],
    ['a session in RDP', 'rho', sessionOf(renyiFilter({ order: 8, epsilon: most }))],
    ['a pure odometer', 'epsilon', odometerOf(maxDivergence)],
    ['an approximate odometer', 'epsilon', odometerOf(approximate(maxDivergence))],
    ['a zCDP odometer', 'rho', odometerOf(zeroConcentratedDivergence)],
    ['an approximate zCDP odometer', 'rho', odometerOf(approximate(zeroConcentratedDivergence))],
    ['a Rényi odometer', 'rho', odometerOf(renyiDivergence, { order: 4 })],
    ['a Rényi odometer of pure queries', 'epsilon', odometerOf(renyiDivergence, { order: 1.5 })],
    [
      'a Rényi odometer of every order',
      'rho',
      odometerOf(renyiDivergence, { ...several, rule: 'every' }),
    ],
    [
      'an odometer of advanced composition',
      'epsilon',
      odometerOf(approximate(maxDivergence), { deltaPrime: 1e-6 }),
    ],
  ])('%s', (_title, unit, open) => {
    const laws = checkAccountantLaws(handleAccountant(unit, open), { runs: 10 });
    expect(laws.broken.map(({ law, on, says }) => [law, on, says])).toEqual([]);
  });

  it('the filters of approximate and Rényi charges', () => {
    const accountant = (
      kernel: FilterKernel,
      chargeOf: (amount: Distance) => unknown,
    ): Accountant<Amounts, Amounts> => {
      const after = (spent: Amounts): Account<Amounts, Amounts> => ({
        add: (charge) => after(kernel.add(spent, charge)),
        read: () => spent,
        reads: [() => JSON.stringify(kernel), () => JSON.stringify(kernel.reading(spent))],
      });
      return {
        open: () => after(kernel.nothing),
        charge: (amount) => {
          const parsed = kernel.parseCharge(chargeOf(amount));
          if (E.isLeft(parsed)) throw parsed.left;
          return parsed.right;
        },
        le,
        print: (reading) => JSON.stringify(reading),
      };
    };
    for (const [kernel, chargeOf] of [
      [approximateFilter({ epsilon: 1, delta: 1e-6 }), (epsilon) => ({ epsilon, delta: 0 })],
      [approximateZeroConcentratedFilter({ rho: 1, delta: 1e-6 }), (rho) => ({ rho, delta: 0 })],
      [renyiFilter({ order: 2, epsilon: 1 }), (epsilon) => ({ epsilon })],
      [
        renyiOrdersFilter({ epsilon: 9, delta: 1e-6, orders: [4, 8], rule: 'some' }),
        (amount) => ({ '4': amount, '8': amount }),
      ],
      [
        advancedFilter({ epsilon: 1, deltaPrime: 1e-6, deltaDoublePrime: 1e-6 }),
        (epsilon) => ({ epsilon, delta: 0 }),
      ],
    ] satisfies readonly (readonly [FilterKernel, (amount: Distance) => unknown])[])
      expect(checkAccountantLaws(accountant(kernel, chargeOf)).broken).toEqual([]);
  });

  it('nesting costs what is nested: a batch, a child', async () => {
    const [a, b] = [
      chain(counted, laplace({ epsilon: 0.125 })),
      chain(rows, whole, sum(), laplace({ epsilon: 0.25 })),
    ];
    const apart = openSession({ data: [1], unit: rows, budget: { epsilon: 1 } });
    const together = openSession({ data: [1], unit: rows, budget: { epsilon: 1 } });
    const nested = openSession({ data: [1], unit: rows, budget: { epsilon: 1 } });
    await Promise.all([apart.ask(a), apart.ask(b), together.ask(batch(rows, { a, b }))]);
    await nested.launch(fullyAdaptive(rows, pureFilter({ epsilon: 0.375 }))).ask(a);
    const spent = (session: { spent: () => Amounts }): string => JSON.stringify(session.spent());
    expect(spent(together)).toBe(spent(apart));
    expect(spent(nested)).toBe(spent(apart));
  });
});

describe('an odometer', () => {
  it('reads what a filter would have needed, and claims nothing', async () => {
    const gdp = odometer(rows, gaussianDP).invoke([1]);
    expect(gdp.reading()).toMatchObject({ claim: 'none' });
    expect(gdp.reading().note).toMatch(/fixed before the first answer/);
    const meter = odometer(rows, approximate(maxDivergence), { deltaPrime: 1e-6 }).invoke([1]);
    const tenth = chain(counted, laplace({ epsilon: 0.1 }));
    for (let i = 0; i < 20; i++) await meter.ask(tenth);
    const { loss } = meter.reading();
    // sqrt(2 ln(10^6) / 5) + 0.1
    expect(loss['epsilon']!.toNumber()).toBeCloseTo(Math.sqrt((2 * Math.log(1e6)) / 5) + 0.1, 12);
    expect(loss['deltaPrime']!.toString()).toBe('1/1000000');
  });

  it('refuses options of another measure', () => {
    const open = proved<(...parameters: readonly unknown[]) => unknown>(odometer);
    for (const [measure, options] of [
      [maxDivergence, { deltaPrime: 1e-6 }],
      [renyiDivergence, undefined],
      [renyiDivergence, { order: 1 }],
      [renyiDivergence, { order: 2, delta: 1e-6 }],
      [approximate(maxDivergence), { deltaPrime: 2 }],
      [{ kind: 'privacyLossDistribution' }, undefined],
      [undefined, undefined],
    ])
      expect(() => open(rows, measure, options)).toThrow();
  });

  it('launches children that have a capacity, and is none itself', async () => {
    const meter = odometer(rows, maxDivergence).invoke([1]);
    const child = meter.launch(fullyAdaptive(rows, pureFilter({ epsilon: 0.5 })));
    await child.ask(chain(counted, laplace({ epsilon: 0.1 })));
    expect(meter.reading().loss['epsilon']?.toString()).toBe('1/2');
    expect(() => meter.launch(proved<never>(odometer(rows, maxDivergence)))).toThrow(
      'a child must be one that',
    );
  });
});

describe('a batch', () => {
  const people = table({ age: real, rooms: integer }, metric);
  const total = chain(people, column('age'), whole, sum(), laplace({ epsilon: 0.25 }));
  const howMany = chain(people, count(), laplace({ epsilon: 0.5 }));
  const both = batch(people, { total, howMany });

  it('loses the sum of its queries, at every distance', () => {
    for (const d of [0, 1, 2, 7])
      expect(both.map(d).equals(total.map(d).add(howMany.map(d)))).toBe(true);
    expect(checkMapLaws(lawfulMap(both.map)).violation).toBeUndefined();
    const rho = batch(people, {
      a: chain(people, count(), gaussian({ rho: 0.25 })),
      b: chain(people, column('age'), histogram([0, 18, 65], l2Distance), gaussian({ rho: 0.5 })),
    });
    expect(rho.map(1).toString()).toBe('3/4');
    for (const d of [0, 1, 2, 7]) {
      const [a, b] = [rho.queries.a.map(d), rho.queries.b.map(d)];
      expect(a.add(b).lessThanOrEqual(rho.map(d))).toBe(true);
    }
    expect(checkMapLaws(lawfulMap(rho.map)).violation).toBeUndefined();
  });

  it('reads the data once, and draws once for each of its queries', () => {
    let passes = 0;
    const once = function* () {
      passes += 1;
      yield { age: 3, rooms: 1 };
    };
    expect(Object.keys(both.invoke(once()))).toEqual(['total', 'howMany']);
    expect(passes).toBe(1);
    const calls: string[] = [];
    both['~simulate']({
      release: ({ counts, steps }) => {
        calls.push(steps.map(({ step }) => step).join());
        return counts;
      },
    }).invoke([{ age: 3, rooms: 1 }]);
    expect(calls).toEqual(['table,column,clamp,sum,laplace', 'table,count,laplace']);
  });

  it('takes part in Re:cord-play', () => {
    const report = recordPlay(people, releases(proved<AnyMeasurement>(both)), { runs: 60 });
    expect(report.violation).toBeUndefined();
  });

  it('comes back from its JSON, with its fingerprint', () => {
    const json: unknown = JSON.parse(JSON.stringify(both));
    const back = batchFromJson(json);
    if (E.isLeft(back)) throw back.left;
    expect(back.right.fingerprint()).toBe(both.fingerprint());
    expect(back.right.map.toJSON()).toEqual(both.map.toJSON());
    expect(openReleasable(back.right, 'test').fingerprint()).toBe(both.fingerprint());
    const user = batch(people, {
      n: chain(
        people,
        filter(() => true),
        count(),
        laplace({ epsilon: 1 }),
      ),
    });
    expect(() => user.fingerprint()).toThrow('must be registered');
    for (const wrong of [
      null,
      [],
      {},
      { format: 'discreet/batch', version: 2, queries: [] },
      { format: 'discreet/batch', version: 1, queries: [] },
      { format: 'discreet/batch', version: 1, queries: [{ name: 'a' }] },
      { ...proved<object>(json), more: 1 },
      {
        format: 'discreet/batch',
        version: 1,
        queries: proved<{ queries: [] }>(json).queries.flatMap((q) => [q, q]),
      },
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no');
          },
        },
      ),
    ])
      expect(E.isLeft(batchFromJson(wrong))).toBe(true);
  });

  it('is opened for whoever charges it, and a copy is not', () => {
    const open = openReleasable(both, 'test');
    expect(open.measure).toBe(openMeasurement(total, 'test').outputMeasure);
    expect(Object.keys(proved<object>(open.run([])))).toEqual(['total', 'howMany']);
    expect(() => openReleasable({ ...both }, 'test')).toThrow('a copy or an imitation');
    expect(() =>
      openReleasable(both['~simulate']({ release: ({ counts }) => counts }), 'test'),
    ).toThrow('a simulated batch protects nobody');
  });

  it('refuses queries that do not belong together', () => {
    const other = chain(counted, laplace({ epsilon: 1 }));
    const rho = chain(people, count(), gaussian({ rho: 1 }));
    for (const queries of [
      {},
      { total, other },
      { total, rho },
      { total, both },
      { total: 1 },
      null,
      [total],
    ])
      expect(() => batch(people, proved<{ total: typeof total }>(queries))).toThrow();
  });
});

describe('a played run', () => {
  const howMany = chain(counted, laplace({ epsilon: 0.5 }));
  const total = chain(rows, whole, sum());

  it('finds no leak in a session whose questions depend on answers, with a child and a transcript', async () => {
    const program = async (via: Via, data: readonly number[]): Promise<unknown> => {
      const session = via(openSession({ data, unit: rows, budget: { epsilon: 1 }, split: [1, 3] }));
      const n = await session.ask(howMany);
      const next = await session.tryAsk(total);
      const child = session.launch(fullyAdaptive(rows, pureFilter({ epsilon: 0.25 })));
      const more = await child.tryAsk(
        chain(counted, laplace({ epsilon: proved<1>(n > 3 ? 0.125 : 0.25) })),
      );
      const refused = await session.tryAsk(total, { epsilon: 0.5 });
      return [
        n,
        next,
        more,
        E.isLeft(refused),
        session.transcript(),
        session.explain(),
        session.spent(),
      ];
    };
    const report = await recordPlayAsync(rows, program, { runs: 60 });
    expect(report.violation).toBeUndefined();
    expect(report.tightest).toBeDefined();
  });

  it('sees a program that shows more than a session releases', async () => {
    const program = async (via: Via, data: readonly number[]): Promise<unknown> => {
      const session = via(openSession({ data, unit: rows, budget: { epsilon: 1 } }));
      return Math.min(await session.ask(howMany), data.length);
    };
    const report = await recordPlayAsync(rows, program, { runs: 60 });
    expect(report.violation?.leak).toBeDefined();
  });

  it('finds no leak in compositors and odometers', async () => {
    const compositor = fullyAdaptive(rows, pureFilter({ epsilon: 1 }));
    const meter = odometer(rows, maxDivergence);
    const program = async (via: Via, data: readonly number[]): Promise<unknown> => {
      const [handle, odometerOn] = [via(compositor).invoke(data), via(meter).invoke(data)];
      const answers = [await handle.ask(howMany), await odometerOn.ask(howMany)];
      return [answers, handle.remaining(), odometerOn.reading()];
    };
    const report = await recordPlayAsync(rows, program, { runs: 60 });
    expect(report.violation).toBeUndefined();
  });

  it('gives nothing real back: what a test has rebuilt carries no mark', () => {
    const mechanism = { release: () => [3n] };
    const session = openSession({ data: [1], unit: rows, budget: { epsilon: 1 } });
    const real = openSession({ data: [1], unit: rows, budget: { epsilon: 1 } });
    const simulated = session['~simulate'](mechanism);
    const child = fullyAdaptive(rows, pureFilter({ epsilon: 0.5 }))['~simulate'](mechanism);
    expect(simulated.kind).toBe('simulatedSession');
    expect(() => real.launch(proved<never>(child))).toThrow('a child must be one that');
    expect(() => real.launch(proved<never>(simulated))).toThrow('a child must be one that');
    return expect(simulated.ask(howMany)).resolves.toBe(3);
  });

  it('asking a session that is simulated spends nothing of the real one', async () => {
    const session = openSession({ data: [1], unit: rows, budget: { epsilon: 1 } });
    await session['~simulate']({ release: () => [3n] }).ask(howMany);
    expect(session.spent()['epsilon']?.equals(Rational.zero)).toBe(true);
  });

  it('a filter of mu takes no discrete noise', async () => {
    const gdp = fullyAdaptive(rows, gaussianFilter({ mu: 1 })).invoke([1]);
    expect(E.isLeft(await gdp.tryAsk(proved<never>(howMany)))).toBe(true);
  });
});
