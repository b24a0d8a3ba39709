// A word that stands in every cell of the data stands in nothing that the library says: no error, explanation, JSON, fingerprint or print.
import { inspect } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  boolean,
  category,
  chain,
  clamp,
  column,
  count,
  countBy,
  filter,
  gaussian,
  histogram,
  impute,
  ingest,
  integer,
  laplace,
  type Overspent,
  pipelineFromJson,
  plan,
  positive,
  real,
  sum,
  symmetricDistance,
  table,
  text,
} from '../src/index.ts';

const secret = 'canary-4711';
const fail = (): never => {
  throw new Error(secret, { cause: { name: secret } });
};

const people = table(
  { age: real, children: integer, city: category(['Oslo', 'Bergen']), member: boolean, name: text },
  symmetricDistance({ contributions: 2 }),
);
type Row = Readonly<Record<'age' | 'children', number>> &
  Readonly<Record<'name', string> & Record<'member', boolean>> & {
    readonly city: 'Oslo' | 'Bergen';
  };
const numbers = chain(people, column('age'), impute(40), clamp(0, 100), sum());
const queries = {
  sum: chain(numbers, laplace({ epsilon: 0.1 })),
  gaussian: chain(numbers, gaussian({ rho: 0.1 })),
  count: chain(people, count(), laplace({ scale: 20 })),
  cities: chain(people, column('city'), countBy(), laplace({ epsilon: 0.1 })),
  members: chain(people, column('member'), countBy(), laplace({ epsilon: 0.1 })),
  ages: chain(people, column('children'), histogram([0, 1, 5]), laplace({ epsilon: 0.1 })),
  named: chain(
    people,
    filter((row: Row) => row.name.startsWith('canary') || fail()),
    count(),
    laplace({ epsilon: 0.1 }),
  ),
};
interface LooseFold {
  readonly step: (data: unknown) => LooseFold;
  readonly merge: (part: LooseFold) => LooseFold;
  readonly finish: () => unknown;
}

const cells = {
  age: secret,
  children: secret,
  city: secret,
  member: secret,
  name: secret,
  [secret]: secret,
} as unknown as Row;
/** rows that are wrong in every way, and fail in every way, with the word in each */
const rows: readonly Row[] = [
  cells,
  Object.create(cells) as Row,
  new Proxy({}, { get: fail, has: fail, ownKeys: fail }) as Row,
  Object.defineProperties(
    {},
    Object.fromEntries(Object.keys(cells).map((name) => [name, { get: fail, enumerable: true }])),
  ) as Row,
  { ...cells, age: { valueOf: fail, toString: fail, [secret]: secret } as unknown as number },
  [secret] as unknown as Row,
  secret as unknown as Row,
  Symbol(secret) as unknown as Row,
  new Map([[secret, secret]]) as unknown as Row,
  (() => secret) as unknown as Row,
];
function* failing(): Generator<Row> {
  yield cells;
  fail();
}
async function* stream(...batches: readonly unknown[]): AsyncGenerator {
  for (const batch of batches) yield await Promise.resolve(batch);
}

/** all that can be seen of a value */
const shown = (value: unknown): string => {
  const texts = [inspect(value, { depth: 12, showHidden: true, getters: true })];
  if (value !== queries.named) texts.push(String(value), JSON.stringify(value));
  if (value instanceof Error) texts.push(String(value.stack), value.message, inspect(value.cause));
  return texts.join('\n');
};

describe('the data', () => {
  it('are in no answer, and no row is refused', async () => {
    for (const [name, query] of Object.entries(queries)) {
      const fold = query.fold as unknown as () => LooseFold;
      const invoke = query.invoke as (data: unknown) => unknown;
      for (const answer of [
        invoke(rows),
        invoke(new Set(rows)),
        await invoke(stream(rows, new Set(rows))),
        fold()
          .step(rows)
          .merge(fold().step(new Set(rows)))
          .finish(),
      ])
        expect(shown(answer), name).not.toContain(secret);
    }
    const answers = plan(people, { epsilon: 2 })
      .ask('sum', queries.sum)
      .ask('count', queries.count)
      .ask('cities', queries.cities)
      .ask('members', queries.members)
      .follow('ages', () => queries.ages)
      .follow('named', () => queries.named)
      .tryRun(rows);
    expect(E.isRight(answers)).toBe(true);
    expect(shown(answers)).not.toContain(secret);
  });

  it('are in no description of a query, a fold, a plan or a dataset that has read them', () => {
    for (const query of Object.values(queries)) {
      query.invoke(rows);
      const written = query === queries.named ? [] : [query.toJSON(), query.fingerprint()];
      for (const described of [
        query,
        query.explain(),
        query.exact.explain(),
        query.map.explain(),
        query.map.toJSON(),
        query.accuracy(0.05),
        query.fold().step(rows),
        ...written,
        ...written.map((json) => pipelineFromJson(json)),
      ])
        expect(shown(described)).not.toContain(secret);
    }
    const census = plan(people, { epsilon: 1 }).ask('sum', queries.sum);
    census.run(rows);
    expect(shown([census, census.explain(), census.left])).not.toContain(secret);
  });

  it('are in no refusal, whatever fails while they are read', async () => {
    const census = plan(people, { epsilon: 1 }).ask('sum', queries.sum);
    const dear = positive(5);
    if (E.isLeft(dear)) throw dear.left;
    const overspent = census
      .follow('again', () => chain(people, count(), laplace({ epsilon: dear.right })))
      .tryRun(rows);
    expect(E.isLeft(overspent) && overspent.left).toBeInstanceOf(Error);
    expect(shown((overspent as E.Left<Overspent>).left)).not.toContain(secret);

    const fold = queries.sum.fold as unknown as () => LooseFold;
    const loose = [queries.sum.invoke, census.run, census.tryRun, (x: never) => fold().step(x)];
    const runs = loose as readonly ((data: unknown) => unknown)[];
    const sources: readonly (() => unknown)[] = [
      failing,
      () => cells,
      () => secret,
      () => new Proxy([], { get: fail }),
      () => ({ [Symbol.iterator]: fail }),
      () => ({ kind: 'dataset', '~batches': fail, domain: {} }),
    ];
    const streams: readonly (() => unknown)[] = [
      () => stream(rows, failing()),
      () => stream(secret),
      () => stream(cells),
      () => ({ [Symbol.asyncIterator]: fail }),
      () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error(secret)) }) }),
      () => ({
        [Symbol.asyncIterator]: () => ({ next: () => ({ value: cells }), return: fail }),
      }),
    ];
    const refusals = [
      ...sources.flatMap((source) => runs.map((run) => () => run(source()))),
      ...streams.flatMap((source) => runs.slice(0, 3).map((run) => () => run(source()))),
    ];
    let refused = 0;
    for (const refusal of refusals)
      try {
        await refusal();
      } catch (error) {
        refused += 1;
        expect(shown(error)).not.toContain(secret);
      }
    expect(refused).toBe(refusals.length);
  });

  it('are in what their owner alone is told by place, not by what they hold', () => {
    const outcome = ingest(people, [cells], { version: '1' });
    expect(shown(outcome)).not.toContain(secret);
  });
});
