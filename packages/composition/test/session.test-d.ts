import {
  type Approximate,
  type Category,
  category,
  chain,
  type Dataset,
  type GaussianDP,
  type MaxDivergence,
  type Measurement,
  type Noise,
  type Real,
  real,
  type Row,
  type SymmetricDistance,
  symmetricDistance,
  type Vector,
  type ZeroConcentratedDivergence,
  zeroConcentratedDivergence,
} from '@discreet/core';
import { laplace } from '@discreet/measurements';
import { clamp, column, count, countBy, sum, table, values } from '@discreet/transformations';
import { describe, expectTypeOf, it } from 'vitest';
import {
  adaptive,
  approximateFilter,
  batch,
  type FilterKernel,
  fullyAdaptive,
  type Interactive,
  openSession,
  privacyFilter,
  pureFilter,
  type Queryable,
  type Session,
} from '../src/index.ts';

const ages = values(real, symmetricDistance());
const people = table({ age: real, city: category(['Oslo', 'Bergen']) }, symmetricDistance());
type People = Vector<Row<{ readonly age: Real; readonly city: Category<'Oslo' | 'Bergen'> }>>;
const howMany = chain(ages, count(), laplace({ epsilon: 0.1 }));
const total = chain(ages, clamp(0, 100), sum());
const cities = chain(people, column('city'), countBy());
declare const dataset: Dataset<People>;
declare const numbers: readonly number[];

describe('a session', () => {
  it('has the measure of its budget', () => {
    const open = { data: numbers, unit: ages };
    type In<S> = S extends Session<infer _D, infer _M, infer ME, infer _S> ? ME : never;
    const _pure = openSession({ ...open, budget: { epsilon: 1 } });
    const _approximate = openSession({ ...open, budget: { epsilon: 1, delta: 1e-6 } });
    const _zcdp = openSession({ ...open, budget: { rho: 1 } });
    const _both = openSession({ ...open, budget: { rho: 1, delta: 1e-6 } });
    const _filtered = openSession({ ...open, budget: approximateFilter({ epsilon: 1, delta: 0 }) });

    expectTypeOf<In<typeof _pure>>().toEqualTypeOf<MaxDivergence>();
    expectTypeOf<In<typeof _approximate>>().toEqualTypeOf<Approximate<MaxDivergence>>();
    expectTypeOf<In<typeof _zcdp>>().toEqualTypeOf<ZeroConcentratedDivergence>();
    expectTypeOf<In<typeof _both>>().toEqualTypeOf<Approximate<ZeroConcentratedDivergence>>();
    expectTypeOf<In<typeof _filtered>>().toEqualTypeOf<Approximate<MaxDivergence>>();
  });

  it('answers with the type of its query', () => {
    const session = openSession({ data: numbers, unit: ages, budget: { epsilon: 1 } });
    expectTypeOf(session.ask(howMany)).toEqualTypeOf<Promise<number>>();
    expectTypeOf(session.ask(total, { share: 0.5 })).toEqualTypeOf<Promise<number>>();
    expectTypeOf(session.ask(total)).toEqualTypeOf<Promise<number>>();
    const both = batch(ages, { howMany, again: howMany });
    expectTypeOf(session.ask(both)).toEqualTypeOf<
      Promise<{ readonly howMany: number; readonly again: number }>
    >();
    const preview = session.preview(total, { share: 0.5 });
    expectTypeOf(preview.query).toEqualTypeOf<
      Measurement<Vector<Real>, SymmetricDistance, number, MaxDivergence, number>
    >();
    expectTypeOf(preview.noise).toEqualTypeOf<Noise>();
    expectTypeOf(session.preview(both).noise).toEqualTypeOf<Readonly<Record<string, Noise>>>();
  });

  it('gives the source of an ingested dataset', async () => {
    const session = openSession({
      data: dataset,
      unit: symmetricDistance({ contributions: 3 }),
      budget: { epsilon: 1 },
    });
    expectTypeOf(session.source.inputDomain).toEqualTypeOf<People>();
    expectTypeOf(session.source.inputMetric).toEqualTypeOf<SymmetricDistance<3>>();
    const counted = chain(session.source, column('city'), countBy());
    expectTypeOf(await session.ask(counted, { rest: true })).toEqualTypeOf<{
      readonly Oslo: number;
      readonly Bergen: number;
    }>();
  });

  it('takes data in every form', () => {
    const rows = [{ age: 3, city: 'Oslo' as const }];
    const stream = async function* (): AsyncGenerator<typeof rows> {
      yield await Promise.resolve(rows);
    };
    const budget = { epsilon: 1 } as const;
    expectTypeOf(openSession({ data: rows, unit: people, budget })).toHaveProperty('ask');
    expectTypeOf(openSession({ data: dataset, unit: people, budget })).toHaveProperty('ask');
    expectTypeOf(openSession({ data: Promise.resolve(rows), unit: people, budget })).toHaveProperty(
      'ask',
    );
    expectTypeOf(openSession({ data: stream, unit: people, budget })).toHaveProperty('ask');
    expectTypeOf(openSession({ data: () => rows, unit: people, budget })).toHaveProperty('ask');
    // @ts-expect-error a stream is read once
    openSession({ data: stream(), unit: people, budget });
    // @ts-expect-error a column is missing
    openSession({ data: [{ age: 3 }], unit: people, budget });
  });
});

describe('compositors', () => {
  it('know their measure, and their children theirs', () => {
    const pure = fullyAdaptive(ages, pureFilter({ epsilon: 1 }));
    expectTypeOf(pure).toEqualTypeOf<Interactive<Vector<Real>, SymmetricDistance, MaxDivergence>>();
    const handle = fullyAdaptive(ages, approximateFilter({ epsilon: 1, delta: 1e-6 })).invoke(
      numbers,
    );
    expectTypeOf(handle.launch(pure)).toEqualTypeOf<
      Queryable<Vector<Real>, SymmetricDistance, MaxDivergence>
    >();
    expectTypeOf(adaptive(ages, [{ mu: 1 }, { mu: 2 }]).outputMeasure).toEqualTypeOf<GaussianDP>();
    expectTypeOf(adaptive(ages, [{ rho: 1, delta: 0 }]).outputMeasure).toEqualTypeOf<
      Approximate<ZeroConcentratedDivergence>
    >();
    // @ts-expect-error a child of a wider loss does not add up in a pure budget
    pure.invoke(numbers).launch(fullyAdaptive(ages, approximateFilter({ epsilon: 0.5, delta: 0 })));
    // @ts-expect-error another table
    void pure.invoke(numbers).ask(chain(cities, laplace({ epsilon: 0.1 })));
  });

  it('take a filter by its measure', () => {
    const filter = privacyFilter(zeroConcentratedDivergence, { rho: 0.5 });
    expectTypeOf(filter).toEqualTypeOf<FilterKernel<ZeroConcentratedDivergence>>();
    expectTypeOf(pureFilter({ epsilon: 1 })).toExtend<FilterKernel>();
  });
});
