// The types that the compiler computes for pipelines: exactly what an editor shows.
import { describe, expectTypeOf, test } from 'vitest';
import {
  type AbsoluteDistance,
  type Bins,
  category,
  cast,
  chain,
  changeOneDistance,
  type ChangeOneDistance,
  clamp,
  column,
  compose,
  count,
  countBy,
  type Counts,
  filter,
  gaussian,
  type Grid,
  histogram,
  impute,
  integer,
  type Interval,
  l2Distance,
  type L1Distance,
  type L2Distance,
  laplace,
  type MaxDivergence,
  mean,
  type Measurement,
  pipe,
  plan,
  real,
  type Real,
  type SizedVector,
  sum,
  symmetricDistance,
  type SymmetricDistance,
  table,
  text,
  type Transformation,
  values,
  type Vector,
  type ZeroConcentratedDivergence,
} from '../src/index.ts';

const people = table({ age: real, city: category(['Oslo', 'Bergen']) }, symmetricDistance());
const ages = values(real, symmetricDistance());
const members = values(real, changeOneDistance({ size: 1000 }));
type People = (typeof people)['inputDomain'];
type Ages = Vector<Real>;
type Members = SizedVector<Real, 1000>;

describe('the examples of the first page', () => {
  const totalAge = chain(people, column('age'), clamp(0, 100), sum(), laplace({ epsilon: 0.5 }));
  const cities = chain(people, column('city'), countBy(), laplace({ scale: 4 }));

  test('cost what they say', () => {
    expectTypeOf(totalAge).toEqualTypeOf<
      Measurement<People, SymmetricDistance, number, MaxDivergence, 0.5>
    >();
    expectTypeOf(cities).toEqualTypeOf<
      Measurement<
        People,
        SymmetricDistance,
        { readonly Oslo: number; readonly Bergen: number },
        MaxDivergence,
        0.25
      >
    >();
  });

  test('leave what is left, answer by name, and run', () => {
    const asked = plan(people, { epsilon: 1 }).ask('total', totalAge).ask('cities', cities);
    type Answers = {
      readonly total: number;
      readonly cities: { readonly Oslo: number; readonly Bergen: number };
    };
    const answers = asked.run([]);
    expectTypeOf(answers).toEqualTypeOf<Answers>();
    // @ts-expect-error this query costs epsilon 0.5, only 0.25 is left
    asked.ask('again', totalAge);
    // @ts-expect-error 'total' is asked already
    asked.ask('total', cities);
  });

  test('follow one another statically where every branch costs the same', () => {
    const followed = plan(people, { epsilon: 1 })
      .ask('total', totalAge)
      .follow('cities', ({ total }) => (total > 100 ? cities : cities));
    expectTypeOf(followed.run([])).toEqualTypeOf<{
      readonly total: number;
      readonly cities: { readonly Oslo: number; readonly Bergen: number };
    }>();
    const branching = plan(people, { epsilon: 1 })
      .ask('total', totalAge)
      // @ts-expect-error the same in every case
      .follow('more', ({ total }) => (total > 100 ? cities : totalAge));
    expectTypeOf(branching.run).not.toBeFunction();
  });
});

describe('sensitivities', () => {
  test('of sums: the greater bound where rows come and go, the width where they change', () => {
    expectTypeOf(chain(ages, clamp(-5, 100), sum())).toEqualTypeOf<
      Transformation<Ages, SymmetricDistance, Grid, AbsoluteDistance, 100>
    >();
    expectTypeOf(chain(members, clamp(-5, 100), sum())).toEqualTypeOf<
      Transformation<Members, ChangeOneDistance, Grid, AbsoluteDistance, 105>
    >();
    expectTypeOf(chain(members, clamp(0, 100), mean())).toEqualTypeOf<
      Transformation<Members, ChangeOneDistance, Grid, AbsoluteDistance, 0.1>
    >();
  });

  test('of the last of several clamps', () => {
    expectTypeOf(chain(ages, clamp(0, 100), clamp(-10, 5), sum())).toEqualTypeOf<
      Transformation<Ages, SymmetricDistance, Grid, AbsoluteDistance, 10>
    >();
  });

  test('of clamps keep size, metric and bounds', () => {
    expectTypeOf(chain(members, clamp(-5, 100))).toEqualTypeOf<
      Transformation<
        Members,
        ChangeOneDistance,
        SizedVector<Interval<-5, 100>, 1000>,
        ChangeOneDistance,
        1
      >
    >();
  });

  test('of counts', () => {
    expectTypeOf(chain(ages, count())).toEqualTypeOf<
      Transformation<Ages, SymmetricDistance, Grid, AbsoluteDistance, 1>
    >();
    type Cities = Counts<'Oslo' | 'Bergen'>;
    expectTypeOf(chain(people, column('city'), countBy())).toEqualTypeOf<
      Transformation<People, SymmetricDistance, Cities, L1Distance, 1>
    >();
    expectTypeOf(chain(people, column('city'), countBy(l2Distance))).toEqualTypeOf<
      Transformation<People, SymmetricDistance, Cities, L2Distance, 1>
    >();
    expectTypeOf(chain(members, histogram([0, 18, 65]))).toEqualTypeOf<
      Transformation<Members, ChangeOneDistance, Bins, L1Distance, 2>
    >();
    // the root of 2, rounded up
    expectTypeOf(chain(members, histogram([0, 18, 65], l2Distance))).toEqualTypeOf<
      Transformation<Members, ChangeOneDistance, Bins, L2Distance, 1.414214>
    >();
  });

  test('of a person with three rows: three times, and nine times the rho', () => {
    const visits = values(real, symmetricDistance({ contributions: 3 }));
    const total = chain(visits, clamp(0, 100), sum());
    expectTypeOf(total).toEqualTypeOf<
      Transformation<Ages, SymmetricDistance<3>, Grid, AbsoluteDistance, 300>
    >();
    const one = chain(ages, clamp(0, 100), sum(), gaussian({ sigma: 100 }));
    const three = chain(total, gaussian({ sigma: 100 }));
    expectTypeOf(one['~loss']).toEqualTypeOf<0.5>();
    expectTypeOf(three['~loss']).toEqualTypeOf<4.5>();
    expectTypeOf(chain(visits, count(), laplace({ scale: 3 }))['~loss']).toEqualTypeOf<1>();
  });

  test('double under changeOneDistance where filter() lets rows go', () => {
    const adults = chain(
      members,
      filter((age: number) => age >= 18),
    );
    expectTypeOf(adults).toEqualTypeOf<
      Transformation<Members, ChangeOneDistance, Ages, SymmetricDistance, 2>
    >();
    expectTypeOf(chain(adults, count(), laplace({ scale: 4 }))['~loss']).toEqualTypeOf<0.5>();
    expectTypeOf(chain(adults, clamp(0, 100), sum())['~unit']).toEqualTypeOf<200>();
    // @ts-expect-error the size is no longer public
    chain(adults, clamp(0, 100), mean());
    const kept = chain(
      ages,
      filter((age: number) => age >= 18),
    );
    expectTypeOf(kept['~unit']).toEqualTypeOf<1>();
  });

  test('stay as they are through cast and impute', () => {
    const names = values(text, symmetricDistance());
    expectTypeOf(
      chain(names, cast(integer), impute(0), clamp(0, 120), sum())['~unit'],
    ).toEqualTypeOf<120>();
  });
});

describe('losses', () => {
  test('are what is given, or are computed and rounded up', () => {
    const total = chain(ages, clamp(-5, 100), sum());
    expectTypeOf(chain(total, laplace({ scale: 50 }))['~loss']).toEqualTypeOf<2>();
    expectTypeOf(chain(total, laplace({ epsilon: 0.1 }))['~loss']).toEqualTypeOf<0.1>();
    expectTypeOf(chain(total, laplace({ scale: 30 }))['~loss']).toEqualTypeOf<3.333334>();
    expectTypeOf(chain(total, gaussian({ rho: 0.5 }))).toEqualTypeOf<
      Measurement<Ages, SymmetricDistance, number, ZeroConcentratedDivergence, 0.5>
    >();
  });

  test('are the same through chain, pipe, compose and steps called one by one', () => {
    const chained = chain(ages, clamp(0, 100), sum(), laplace({ epsilon: 0.5 }));
    expectTypeOf(chained).toEqualTypeOf<
      Measurement<Ages, SymmetricDistance, number, MaxDivergence, 0.5>
    >();
    const piped = pipe(ages, clamp(0, 100), sum(), laplace({ epsilon: 0.5 }));
    expectTypeOf(piped).toEqualTypeOf<typeof chained>();
    const boundedSum = compose(clamp(0, 100), sum());
    expectTypeOf(chain(ages, boundedSum, laplace({ epsilon: 0.5 }))).toEqualTypeOf<
      typeof chained
    >();
    const all = compose(clamp(0, 100), sum(), laplace({ epsilon: 0.5 }));
    expectTypeOf(chain(ages, all)).toEqualTypeOf<typeof chained>();
    expectTypeOf(pipe(ages, boundedSum, laplace({ epsilon: 0.5 }))).toEqualTypeOf<typeof chained>();
    expectTypeOf(laplace({ epsilon: 0.5 })(sum()(clamp(0, 100)(ages)))).toEqualTypeOf<
      typeof chained
    >();
  });
});

describe('answers', () => {
  test('come at once for data, and later for streams', () => {
    const total = chain(ages, clamp(0, 100), sum(), laplace({ epsilon: 0.5 }));
    expectTypeOf(total.invoke([1, 2])).toEqualTypeOf<number>();
    expectTypeOf(total.invoke(new Float64Array(2))).toEqualTypeOf<number>();
    const stream = null as unknown as AsyncIterable<number[]>;
    expectTypeOf(total.invoke(stream)).toEqualTypeOf<Promise<number>>();
    // @ts-expect-error rows of another type
    void total.invoke(['1']);
    // @ts-expect-error a row where a dataset should be
    void total.invoke(1);
  });
});
