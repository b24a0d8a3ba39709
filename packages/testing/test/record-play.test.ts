import { plan } from '@discreet/composition';
import {
  type AnyMeasurement,
  boolean,
  category,
  chain,
  DiscreetError,
  integer,
  type Positive,
  proved,
  real,
  symmetricDistance,
  text,
  type Via,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import { Rational } from '@discreet/numeric';
import { clamp, column, count, countBy, sum, table, values } from '@discreet/transformations';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import { playPair, recordPlay, recordPlayAsync, releases } from '../src/index.ts';
import { registeredMeasurements } from './registered.ts';

const metric = symmetricDistance();
const rows = values(real, metric);
const whole = clamp(0, 100, { resolution: 1 });
const howMany = chain(rows, count(), laplace({ epsilon: 0.5 }));
const total = chain(rows, whole, sum(), laplace({ scale: 100 }));

describe.each(registeredMeasurements)('$name shows nothing but what it releases', (constructor) => {
  it.each(constructor.instances)('$title', ({ pipeline }) => {
    const report = recordPlay(pipeline.exact, releases(pipeline), { runs: 15 });
    expect(report.violation).toBeUndefined();
    expect(report.tightest).toBeDefined();
  });
});

describe('recordPlay', () => {
  it('passes a plan, with questions that depend on answers', () => {
    const people = table({ age: real, rooms: integer, city: category(['Oslo', 'Bergen']) }, metric);
    const ages = chain(people, column('age'), whole, sum(), laplace({ epsilon: 0.25 }));
    const cities = chain(people, column('city'), countBy(), laplace({ scale: 4 }));
    const rough = (epsilon: number) =>
      chain(people, count(), laplace({ epsilon: proved<Positive>(epsilon) }));
    const answers = plan(people, { epsilon: 1 })
      .ask('ages', ages)
      .ask('cities', cities)
      .follow('rows', ({ cities: { Oslo } }) => rough(Oslo > 3 ? 0.125 : 0.25));
    const report = recordPlay(people, releases(answers));
    expect(report.violation).toBeUndefined();
    expect(report.pairs).toBe(200);
  });

  it('passes a plan that refuses, whichever answers it has to refuse upon', () => {
    const dear = (epsilon: number) =>
      chain(rows, count(), laplace({ epsilon: proved<Positive>(epsilon) }));
    const choice = plan(rows, { epsilon: 1 })
      .ask('rows', howMany)
      .follow('again', ({ rows: n }) => dear(n > 0 ? 1 : 0.5));
    expect(recordPlay(rows, releases(choice)).holds).toBe(true);
  });

  it('reports the smallest pair, what differed, and the seed that finds it again', () => {
    const program = (via: Via, data: readonly number[]): unknown => ({
      total: via(total).invoke(data),
      rows: data.length,
    });
    const report = recordPlay(rows, program, { seed: 7 });
    expect(report).toMatchObject({ holds: false, seed: 7 });
    const { violation } = report;
    expect([...violation!.x, ...violation!.y]).toHaveLength(1);
    expect(violation!.distance).toBe(1);
    expect(violation!.leak).toMatchObject({ at: 'output.rows' });
    expect(violation!.says).toMatch(
      /^output\.rows differs, [01] against [01], although every mechanism answered the same$/,
    );
    expect(recordPlay(rows, program, { seed: 7 })).toEqual(report);
  });

  it('reports the declared and the measured distance of the call that moves too far', () => {
    const doubled = (via: Via, data: readonly number[]): unknown =>
      via(howMany).invoke([...data, ...data]);
    const { violation } = recordPlay(rows, doubled);
    expect(violation!.claimed.toString()).toBe('1');
    expect(O.toUndefined(violation!.reached)?.toString()).toBe('2');
    expect(violation!.query).toMatch(/^values\(.*-> count\(\) -> laplace\(epsilon: 1\/2\)$/);
    expect(violation!.says).toMatch(/moves by 2, its map allows 1 at distance 1$/);
  });

  it('says how close the declared sensitivity was reached', () => {
    const { tightest } = recordPlay(rows, releases(howMany));
    expect(O.toUndefined(tightest!.ratio)?.equals(Rational.one)).toBe(true);
  });

  it('tells a program that does not repeat from one that leaks', () => {
    let runs = 0;
    const report = recordPlay(rows, () => (runs += 1));
    expect(report.violation!.says).toMatch(/when it is run again on the same data/);
    const promised = recordPlay(rows, (via, data) => Promise.resolve(via(total).invoke(data)));
    expect(promised.violation!.leak).toMatchObject({
      x: 'an instance of Promise, which cannot be looked into',
    });
  });

  it('refuses options and sources that are none', () => {
    const program = releases(howMany);
    for (const options of [{ runs: -1 }, { seed: NaN }, { maxDistance: 0.5 }])
      expect(() => recordPlay(rows, program, options)).toThrow(DiscreetError);
    expect(() => recordPlay(proved<typeof rows>(howMany), program)).toThrow(DiscreetError);
  });

  it('refuses a query that counts neighbours in another way than the source', () => {
    const other = chain(
      values(real, symmetricDistance({ contributions: 3 })),
      count(),
      laplace({ epsilon: 1 }),
    );
    expect(() => recordPlay(rows, releases(other))).toThrow(
      "every query must count neighbours as the program's source does",
    );
  });

  it('refuses what draws no noise', () => {
    const report = playPair((via) => via(proved<typeof howMany>({ kind: 'measurement' })), metric, {
      x: [],
      y: [],
      distance: 0,
    });
    expect(report).toMatchObject({ leak: undefined, repeats: true, calls: [] });
    expect(() => {
      let thrown: unknown;
      playPair(
        (via) => {
          try {
            via(proved<typeof howMany>(rows));
          } catch (error) {
            thrown = error;
          }
        },
        metric,
        { x: [], y: [], distance: 0 },
      );
      throw thrown;
    }).toThrow('via: needs what draws noise');
  });
});

describe('recordPlayAsync', () => {
  const stream = async function* (data: readonly number[]) {
    yield await Promise.resolve(data);
  };

  it('passes streams, of measurements and of plans', async () => {
    const counted = (via: Via, data: readonly number[]) => via(howMany).invoke(stream(data));
    const planned = (via: Via, data: readonly number[]) =>
      via(plan(rows, { epsilon: 2 }).ask('n', howMany).ask('total', total)).tryRun(stream(data));
    for (const program of [counted, planned]) {
      const report = await recordPlayAsync(rows, program, { runs: 50 });
      expect(report).toMatchObject({ holds: true, pairs: 50 });
      expect(O.toUndefined(report.tightest!.ratio)?.toString()).toBe('1');
    }
  });

  it('catches what leaks after a wait, and a promise that is refused for some data alone', async () => {
    const late = async (via: Via, data: readonly number[]): Promise<unknown> => [
      await via(howMany).invoke(stream(data)),
      data.length,
    ];
    const refusing = (via: Via, data: readonly number[]): Promise<unknown> =>
      data.length > 2 ? Promise.reject(new Error('full')) : via(howMany).invoke(stream(data));
    const doubled = (via: Via, data: readonly number[]): Promise<unknown> =>
      via(howMany).invoke(stream([...data, ...data]));
    for (const [program, says] of [
      [late, /^output\["1"\] differs/],
      [refusing, /differs/],
      [doubled, /moves by 2, its map allows 1/],
    ] as const)
      expect((await recordPlayAsync(rows, program)).violation!.says).toMatch(says);
  });

  it('refuses what recordPlay refuses', async () => {
    const program = (via: Via) => Promise.resolve(via(howMany).explain());
    await expect(recordPlayAsync(rows, program, { runs: -1 })).rejects.toThrow(DiscreetError);
    const other = chain(
      values(real, symmetricDistance({ contributions: 3 })),
      count(),
      laplace({ epsilon: 1 }),
    );
    await expect(recordPlayAsync(rows, releases(other))).rejects.toThrow('count neighbours');
  });
});

describe('playPair', () => {
  const pair = { x: [1, 2, 3], y: [1, 2], distance: 1 };
  const differs = (x: unknown, y: unknown): string | undefined =>
    playPair((_via, data) => (data.length === 3 ? x : y), metric, pair).leak?.at;

  it('plays on y what was recorded on x', () => {
    const seen: unknown[] = [];
    const program = (via: Via, data: readonly number[]): unknown => {
      const answer = via(howMany).invoke(data);
      seen.push(answer);
      return answer;
    };
    const { leak, calls } = playPair(program, metric, pair, { answers: () => [41n] });
    expect(seen).toEqual([41, 41, 41]);
    expect(leak).toBeUndefined();
    expect(calls.map(({ declared }) => declared.toString())).toEqual(['1']);
    expect(calls.map(({ measured }) => O.toUndefined(measured)?.toString())).toEqual(['1']);
  });

  it('sees every way in which two outputs can differ', () => {
    const pairs: readonly (readonly [unknown, unknown])[] = [
      [0, -0],
      [NaN, 0],
      [1, 1n],
      [1, '1'],
      [null, undefined],
      ['a', 'b'],
      [[1], [1, undefined]],
      [[1], { 0: 1, length: 1 }],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      [{ a: undefined }, {}],
      [new Map([[1, 2]]), new Map([[1, 3]])],
      [new Set([1, 2]), new Set([2, 1])],
      [new Date(0), new Date(1)],
      [new RangeError('a'), new RangeError('b')],
      [new RangeError('a'), new TypeError('a')],
      [new Error('a', { cause: 1 }), new Error('a', { cause: 2 })],
      [Float64Array.of(1), Float64Array.of(2)],
      [Float64Array.of(1), Float32Array.of(1)],
      [Rational.of(1n, 3n), Rational.of(2n, 3n)],
      [{ [Symbol.iterator]: 1 }, { [Symbol.iterator]: 2 }],
      [Object.create(null), {}],
      [() => 1, () => 1],
      ['x'.repeat(300) + 'a', 'x'.repeat(300) + 'b'],
      [{ deep: [{ er: 1 }] }, { deep: [{ er: 2 }] }],
    ];
    for (const [x, y] of pairs) expect(differs(x, y)).toMatch(/^output/);
    const shared = { a: 1 };
    const twice = [shared, shared];
    expect(differs(twice, [{ a: 1 }, { a: 1 }])).toBe('output["1"]');
  });

  it('sees no difference where there is none', () => {
    const nothing = (): number => 1;
    const loop: { self?: unknown } = {};
    loop.self = loop;
    const other: { self?: unknown } = {};
    other.self = other;
    for (const [x, y] of [
      [NaN, NaN],
      [{ a: [1, new Map([[1, new Date(2)]])] }, { a: [1, new Map([[1, new Date(2)]])] }],
      [new RangeError('a'), new RangeError('a')],
      [Rational.of(1n, 3n), Rational.of(2n, 6n)],
      [nothing, nothing],
      [loop, other],
    ])
      expect(differs(x, y)).toBeUndefined();
  });

  it('sees through what a getter throws', () => {
    const bad = (text: string): object => ({
      get a(): never {
        throw new Error(text);
      },
    });
    expect(differs(bad('1'), bad('2'))).toMatch(/^output\.a/);
    expect(differs(bad('1'), bad('1'))).toBeUndefined();
  });

  it('names the call that is missing, and the one that is too many', () => {
    const asMany = (via: Via, data: readonly number[]): void => {
      for (const _ of data) via(howMany).invoke(data);
    };
    expect(playPair(asMany, metric, pair).leak).toMatchObject({ at: 'call 3', y: 'no call' });
    expect(playPair(asMany, metric, { ...pair, x: pair.y, y: pair.x }).leak).toMatchObject({
      at: 'call 3',
      x: 'no call',
    });
  });

  it('notes a call that is too many even where the program swallows the error', () => {
    const greedy = (via: Via, data: readonly number[]): number => {
      try {
        for (const _ of data) via(howMany).invoke(data);
      } catch {
        return 0;
      }
      return 0;
    };
    expect(playPair(greedy, metric, { ...pair, x: pair.y, y: pair.x }).leak).toBeDefined();
  });

  it.each([
    ['query', () => total],
    ['noise', () => chain(rows, count(), laplace({ epsilon: 0.25 }))],
    ['size', () => chain(values(boolean, metric), countBy(), laplace({ epsilon: 0.5 }))],
    ['privacy', () => chain(rows, count(), gaussian({ rho: 0.5 }))],
    ['input', () => chain(values(text, metric), count(), laplace({ epsilon: 0.5 }))],
  ])('sees another measurement by its %s', (_what, other: () => AnyMeasurement) => {
    const program = (via: Via, data: readonly number[]): void => {
      via(data.length === 3 ? proved<AnyMeasurement>(howMany) : other()).invoke(data);
    };
    expect(playPair(program, metric, pair).leak?.at).toMatch(/^call 1, /);
  });

  it('measures under the metric of the exact answer, in its unit', () => {
    const sized = chain(values(real, symmetricDistance()), whole, sum(), gaussian({ rho: 1 }));
    const { calls } = playPair(releases(sized), metric, {
      x: [100, 100],
      y: [0.2],
      distance: 3,
    });
    const [call] = calls;
    expect(call!.declared.toString()).toBe('300');
    expect(O.toUndefined(call!.measured)?.toString()).toBe('200');
  });
});

describe('a played run protects nobody', () => {
  const mechanism = { release: () => [3n] };

  it('and no plan takes what it is made of, by type and at run time', () => {
    const simulated = howMany['~simulate'](mechanism);
    const played = plan(rows, { epsilon: 1 }).ask('n', howMany)['~simulate'](mechanism);
    expect(played.run([1])).toEqual({ n: 3 });
    expect(() =>
      // @ts-expect-error a simulated measurement protects nobody
      plan(rows, { epsilon: 1 }).ask('n', simulated),
    ).toThrow('a simulated measurement protects nobody and cannot be released');
    expect(() =>
      // @ts-expect-error a simulated plan protects nobody
      plan(rows, { epsilon: 1 }).ask('n', played),
    ).toThrow('a simulated plan protects nobody and cannot be released');
    expect(() => plan(proved<typeof rows>(played), { epsilon: 1 })).toThrow(DiscreetError);
    expect(() => whole(proved(played))).toThrow(DiscreetError);
  });

  it('while the measurement and the plan go on drawing from the system', () => {
    const answers = plan(rows, { epsilon: 1 }).ask('n', howMany);
    answers['~simulate']({ release: () => [1000n] });
    howMany['~simulate']({ release: () => [1000n] });
    expect(Math.abs(answers.run([]).n)).toBeLessThan(500);
    expect(Math.abs(howMany.invoke([]))).toBeLessThan(500);
    expect(Object.isFrozen(howMany)).toBe(true);
    expect(Object.isFrozen(answers)).toBe(true);
  });

  it('nor does the identity in production change a program', () => {
    const program = (via: Via, data: readonly number[]): number => via(howMany).invoke(data);
    expect(Number.isInteger(program((query) => query, [1, 2, 3]))).toBe(true);
  });
});
