import {
  category,
  chain,
  changeOneDistance,
  DiscreetError,
  integer,
  l2Distance,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import {
  clamp,
  column,
  count,
  countBy,
  filter,
  ingest,
  mean,
  sum,
  table,
  values,
} from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  advancedFilter,
  batch,
  gaussianFilter,
  openSession,
  pureFilter,
  renyiFilter,
  type TranscriptEntry,
} from '../src/index.ts';

const ages = values(real, symmetricDistance());
const people = table({ age: real, city: category(['Oslo', 'Bergen']) }, symmetricDistance());
const howMany = chain(ages, count(), laplace({ epsilon: 0.25 }));
const total = chain(ages, clamp(0, 100), sum());
const data = [31, 45, 62];

const messageOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no refusal',
    (error: unknown) =>
      error instanceof DiscreetError ? `${error._tag} ${error.message}` : 'another error',
  );
const outcomes = (entries: readonly TranscriptEntry[]): readonly string[] =>
  entries.map(({ outcome }) => outcome);

describe('a session', () => {
  it('answers queries until its budget is spent, exactly', async () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 } });
    const tenth = chain(ages, count(), laplace({ epsilon: 0.1 }));
    for (let i = 0; i < 10; i++) expect(Number.isInteger(await session.ask(tenth))).toBe(true);
    expect(session.remaining()['epsilon']?.toString()).toBe('0');
    expect(await messageOf(session.ask(tenth))).toBe(
      'Overspent session: this query costs epsilon 0.1, only epsilon 0 is left',
    );
    expect(session.spent()['epsilon']?.toString()).toBe('1');
  });

  it('takes data in every form that can be read again', async () => {
    const stream = async function* (): AsyncGenerator<readonly number[]> {
      yield [31];
      yield await Promise.resolve([45, 62]);
    };
    const ingested = ingest(ages, data, { version: '1' });
    if (E.isLeft(ingested)) throw ingested.left;
    const exact = chain(ages, count(), laplace({ scale: 1e-6 }));
    for (const form of [
      data,
      new Set(data),
      Float64Array.from(data),
      ingested.right.dataset,
      Promise.resolve(data),
      Promise.resolve(ingested.right.dataset),
      () => data,
      () => Promise.resolve(data),
      () => stream(),
      () => Promise.resolve(stream()),
      () => data.values(),
    ]) {
      const session = openSession({ data: form, unit: ages, budget: { epsilon: 1e9 } });
      expect([await session.ask(exact), await session.ask(exact)]).toEqual([3, 3]);
    }
  });

  it('refuses data that can be read only once, and what is no data', () => {
    const generator = function* (): Generator<number> {
      yield 1;
    };
    const stream = async function* (): AsyncGenerator<readonly number[]> {
      yield await Promise.resolve([1]);
    };
    const opened = (form: unknown) => () =>
      openSession({ data: proved<number[]>(form), unit: ages, budget: { epsilon: 1 } });
    expect(opened(generator())).toThrow('data are read for every question');
    expect(opened(stream())).toThrow('data are read for every question');
    for (const form of [undefined, null, 5, 'abc', {}, new Map([[1, 2]])])
      expect(opened(form)).toThrow(DiscreetError);
    const other = ingest(people, [], { version: '1' });
    if (E.isLeft(other)) throw other.left;
    expect(opened(other.right.dataset)).toThrow('ingested for another domain');
  });

  it('takes no stream a second time from a function that should give it afresh', async () => {
    const stream = (async function* (): AsyncGenerator<readonly number[]> {
      yield await Promise.resolve(data);
    })();
    const session = openSession({ data: () => stream, unit: ages, budget: { epsilon: 1e9 } });
    const exact = chain(ages, count(), laplace({ scale: 1e-6 }));
    expect(await session.ask(exact)).toBe(3);
    expect(await messageOf(session.ask(exact))).toMatch(/^MechanismFailed/);
  });

  it('takes a metric as its unit where the data were ingested, and gives the source', async () => {
    const rows = [
      { age: 31, city: 'Oslo' as const },
      { age: 45, city: 'Bergen' as const },
    ];
    const ingested = ingest(people, rows, { version: '1' });
    if (E.isLeft(ingested)) throw ingested.left;
    const session = openSession({
      data: ingested.right.dataset,
      unit: symmetricDistance({ contributions: 2 }),
      budget: { epsilon: 1e9 },
    });
    const cities = chain(session.source, column('city'), countBy(), laplace({ epsilon: 1e6 }));
    expect(await session.ask(cities)).toEqual({ Oslo: 1, Bergen: 1 });
    expect(session.explain()).toContain('symmetricDistance');
    const sized = values(real, changeOneDistance({ size: 3 }));
    const three = ingest(sized, data, { version: '1' });
    if (E.isLeft(three)) throw three.left;
    const counted = openSession({
      data: three.right.dataset,
      unit: changeOneDistance({ size: 3 }),
      budget: { epsilon: 1e9 },
    });
    const average = chain(counted.source, clamp(0, 100), mean(), laplace({ epsilon: 1e8 }));
    expect(await counted.ask(average)).toBeCloseTo(46, 3);
    expect(() =>
      openSession({
        data: three.right.dataset,
        unit: changeOneDistance({ size: 4 }),
        budget: { epsilon: 1 },
      }),
    ).toThrow('size must be what the dataset was ingested with');
    const unsized = ingest(ages, data, { version: '1' });
    if (E.isLeft(unsized)) throw unsized.left;
    expect(() =>
      openSession({
        data: unsized.right.dataset,
        unit: changeOneDistance({ size: 3 }),
        budget: { epsilon: 1 },
      }),
    ).toThrow('size must be what the dataset was ingested with');
    expect(() =>
      openSession({ data: proved<never>(data), unit: symmetricDistance(), budget: { epsilon: 1 } }),
    ).toThrow('unit must be a source such as table()');
  });

  it('makes noise for what an aggregate may cost', async () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 } });
    const left = (): string | undefined => session.remaining()['epsilon']?.toString();
    await session.ask(total, { share: 0.1 });
    expect(left()).toBe('9/10');
    await session.ask(total, { epsilon: 0.4 });
    expect(left()).toBe('1/2');
    await session.ask(total, { share: '1/3' });
    expect(left()).toBe('1/6');
    await session.ask(total, { rest: true });
    expect(left()).toBe('0');
    expect(await messageOf(session.ask(total, { rest: true }))).toMatch(/nothing is left/);
    expect(await messageOf(session.ask(total, { share: 0.1 }))).toMatch(/^Overspent/);
  });

  it('gives each next aggregate its part of the split', async () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 }, split: [1, 1, 2] });
    const left: (string | undefined)[] = [];
    for (let i = 0; i < 3; i++) {
      await session.ask(total);
      left.push(session.remaining()['epsilon']?.toString());
    }
    expect(left).toEqual(['3/4', '1/2', '0']);
    expect(await messageOf(session.ask(total))).toBe(
      'Overspent session: all 3 parts of the split are used',
    );
  });

  it('keeps the part of a split whose query was refused', async () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 }, split: [3, 1] });
    await session.ask(howMany);
    await session.ask(chain(ages, count(), laplace({ epsilon: 0.5 })));
    expect(await messageOf(session.ask(total))).toMatch(/costs epsilon 0.75/);
    expect(session.preview(total).cost['epsilon']?.toString()).toBe('3/4');
  });

  it('says what a query would be and cost before it spends', async () => {
    const session = openSession({ data, unit: ages, budget: { rho: 0.5 } });
    const preview = session.preview(total, { share: 0.5 });
    expect(preview.affordable).toBe(true);
    expect(preview.cost['rho']?.toString()).toBe('1/4');
    expect(preview.left['rho']?.toString()).toBe('1/4');
    expect(preview.noise.law).toBe('discreteGaussian');
    // sigma^2 = 100^2 / (2 / 4): 1.96 sigma is 277.2
    expect(preview.accuracy(0.05)).toBeCloseTo(277.2, 0);
    expect(preview.explain()).toContain('cost         rho 0.25');
    expect(session.remaining()['rho']?.toString()).toBe('1/2');
    expect(session.transcript().entries).toEqual([]);
    await session.ask(preview.query);
    expect(session.remaining()['rho']?.toString()).toBe('1/4');
    expect(session.preview(total, { rho: 0.3 }).affordable).toBe(false);
    expect(() => session.preview(proved<never>(howMany))).toThrow('convert the query first');
  });

  it('previews a batch query by query', () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 } });
    const both = batch(ages, { howMany, total: chain(total, laplace({ epsilon: 0.5 })) });
    const { cost, noise, accuracy } = session.preview(both);
    expect(cost['epsilon']?.toString()).toBe('3/4');
    expect(Object.keys(noise)).toEqual(['howMany', 'total']);
    expect(accuracy(0.05)['howMany']).toBe(howMany.accuracy(0.05));
  });

  it('adds up in whatever its budget is in', async () => {
    const counts = chain(people, column('city'), countBy(l2Distance));
    const rows = [{ age: 3, city: 'Oslo' as const }];
    const both = openSession({ data, unit: ages, budget: { epsilon: 1, delta: 1e-6 } });
    await both.ask(howMany);
    await both.ask(total, { share: 0.5 });
    expect(both.remaining()['epsilon']?.toString()).toBe('1/4');
    expect(both.remaining()['delta']?.toString()).toBe('1/1000000');
    const zcdp = openSession({ data: rows, unit: people, budget: { rho: 1, delta: 1e-6 } });
    await zcdp.ask(counts, { share: 0.5 });
    expect(zcdp.spent()['rho']?.toString()).toBe('1/2');
    const renyi = openSession({
      data: rows,
      unit: people,
      budget: renyiFilter({ order: 8, epsilon: 1 }),
    });
    await renyi.ask(chain(counts, gaussian({ rho: 0.1 })));
    expect(renyi.spent()['epsilon']?.toString()).toBe('4/5');
    await renyi.ask(chain(people, count(), laplace({ epsilon: 0.2 })));
    expect(await messageOf(renyi.ask(counts, { rho: 0.1 }))).toMatch(/^Overspent/);
    const advanced = openSession({
      data,
      unit: ages,
      budget: advancedFilter({ epsilon: 1, deltaPrime: 1e-6, deltaDoublePrime: 0 }),
    });
    await advanced.ask(total, { epsilon: 0.1 });
    expect(await messageOf(advanced.ask(total, { share: 0.1 }))).toMatch(
      /has no shares: say epsilon or rho/,
    );
    const gdp = openSession({ data, unit: ages, budget: gaussianFilter({ mu: 1 }) });
    expect(await messageOf(gdp.ask(proved<never>(howMany)))).toMatch(/convert the query first/);
    const discrete = chain(total, gaussian({ rho: 0.5 }));
    expect(await messageOf(gdp.ask(proved<never>(discrete)))).toMatch(/convert the query first/);
  });

  it('keeps a transcript of asks, charges, answers and refusals, in JSON', async () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 0.5 } });
    const answer = await session.ask(howMany);
    await session.tryAsk(chain(ages, count(), laplace({ epsilon: 2 })));
    await session.tryAsk(proved<never>({ secret: 'Alice' }));
    const pending = session.ask(howMany);
    expect(outcomes(session.transcript().entries)).toEqual([
      'answered',
      'refused',
      'refused',
      'pending',
    ]);
    await pending;
    const transcript = session.transcript();
    const json = JSON.stringify(transcript);
    expect(JSON.parse(json)).toMatchObject({
      format: 'discreet/transcript',
      version: 1,
      spent: { epsilon: '1/2' },
      entries: [
        { number: 1, by: 'session', charge: { epsilon: '1/4' }, outcome: 'answered', answer },
        { number: 2, charge: null, outcome: 'refused' },
        { number: 3, charge: null, outcome: 'refused' },
        { number: 4, outcome: 'answered' },
      ],
    });
    expect(json).not.toContain('Alice');
    expect(transcript.entries[0]!.query).toMatchObject([
      { step: 'values' },
      { step: 'count' },
      { step: 'laplace' },
    ]);
    expect(Object.isFrozen(transcript.entries)).toBe(true);
  });

  it('reads nothing but the data, and changes nothing when it is read', async () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 } });
    await session.ask(howMany);
    const read = (): string =>
      JSON.stringify([session.spent(), session.remaining(), session.transcript()]) +
      session.explain();
    const before = read();
    session.preview(howMany);
    expect(read()).toBe(before);
    expect(session.explain()).toContain('left      epsilon 0.75');
  });

  it.each([
    [undefined],
    [{}],
    [{ epsilon: 0 }],
    [{ epsilon: -1 }],
    [{ epsilon: NaN }],
    [{ epsilon: Infinity }],
    [{ epsilon: 1, rho: 1 }],
    [{ epsilon: 1, delta: 1 }],
    [{ epsilon: 1, delta: -1e-9 }],
    [{ epsilon: 1, extra: 1 }],
    [{ delta: 1e-6 }],
    [{ ...pureFilter({ epsilon: 1 }) }],
    [{ kind: 'pure', decide: () => ({ _tag: 'Some', value: {} }) }],
  ])('refuses the budget %o', (budget) => {
    expect(() => openSession({ data, unit: ages, budget: proved<{ epsilon: 1 }>(budget) })).toThrow(
      DiscreetError,
    );
  });

  it.each([[[]], [[0]], [[-1, 2]], [[NaN]], ['12'], [[1, 'x']]])(
    'refuses the split %o',
    (split) => {
      expect(() =>
        openSession({ data, unit: ages, budget: { epsilon: 1 }, split: proved<number[]>(split) }),
      ).toThrow(DiscreetError);
    },
  );

  it.each([
    [{ share: 0 }],
    [{ share: 1.01 }],
    [{ share: NaN }],
    [{ share: -0.5 }],
    [{ rest: 1 }],
    [{ epsilon: 0 }],
    [{ epsilon: Infinity }],
    [{ share: 0.1, rest: true }],
    [{}],
    [{ mu: 1 }],
    ['all'],
  ])('refuses the cost %o, and spends nothing', async (cost) => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 } });
    expect(await messageOf(session.ask(total, proved<{ share: 1 }>(cost)))).toMatch(
      /^InvalidParameter/,
    );
    expect(session.remaining()['epsilon']?.toString()).toBe('1');
  });

  it('refuses a cost for a query that has noise, and an aggregate without either', async () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1 } });
    expect(await messageOf(session.ask(howMany, { share: 0.5 }))).toMatch(/this query has its own/);
    expect(await messageOf(session.ask(total))).toMatch(/say what it may cost/);
    const counts = chain(people, column('city'), countBy());
    const zcdp = openSession({ data: [], unit: people, budget: { rho: 1 } });
    expect(await messageOf(zcdp.ask(proved<never>(counts), { share: 0.5 }))).toMatch(/L2/);
  });

  it('answers with user functions, throwing ones too', async () => {
    const session = openSession({ data, unit: ages, budget: { epsilon: 1e9 } });
    const picky = filter((age: number) => {
      if (age > 40) throw new RangeError('no');
      return true;
    });
    expect(await session.ask(chain(ages, picky, count()), { share: 0.5 })).toBe(1);
  });

  it('reads integer columns', async () => {
    const session = openSession({
      data: [1, 2, 3],
      unit: values(integer, symmetricDistance()),
      budget: { epsilon: 1e9 },
    });
    const sumOf = chain(session.source, clamp(0, 10), sum());
    expect(await session.ask(sumOf, { share: 0.5 })).toBeCloseTo(6, 3);
  });
});
