// What is not assignable to what: a proof for one space must not pass for a proof of another.
import { describe, expectTypeOf, test } from 'vitest';
import {
  type AbsoluteDistance,
  type Bounds,
  cast,
  category,
  type Category,
  type ChangeOneDistance,
  clamp,
  column,
  compose,
  count,
  countBy,
  filter,
  gaussian,
  type Grid,
  histogram,
  impute,
  integer,
  type Integer,
  type Interval,
  type L1Distance,
  l2Distance,
  type L2Distance,
  laplace,
  type MaxDivergence,
  mean,
  type Measurement,
  real,
  type Real,
  type SizedVector,
  sum,
  type SymmetricDistance,
  type Text,
  type Transformation,
  type Vector,
  type ZeroConcentratedDivergence,
} from '../src/index.ts';

type Rows = Vector<Real>;
type T<C extends number, MI = SymmetricDistance, MO = AbsoluteDistance, DI = Rows> = Transformation<
  DI,
  MI,
  Grid,
  MO,
  C
>;
type M<L extends number, ME = MaxDivergence, DI = Rows, MI = SymmetricDistance> = Measurement<
  DI,
  MI,
  number,
  ME,
  L
>;

describe('distances and losses', () => {
  test('are not assignable to one another, and cannot be forgotten', () => {
    expectTypeOf<T<100>>().not.toExtend<T<5>>();
    expectTypeOf<T<5>>().not.toExtend<T<100>>();
    expectTypeOf<T<number>>().not.toExtend<T<100>>();
    expectTypeOf<T<100>>().not.toExtend<T<number>>();
    expectTypeOf<M<1>>().not.toExtend<M<2>>();
    expectTypeOf<M<2>>().not.toExtend<M<1>>();
    expectTypeOf<M<number>>().not.toExtend<M<1>>();
    expectTypeOf<M<1>>().toExtend<M<1>>();
  });
});

describe('metrics and measures', () => {
  test('are told apart by name', () => {
    expectTypeOf<T<1>>().not.toExtend<T<1, ChangeOneDistance>>();
    expectTypeOf<T<1, ChangeOneDistance>>().not.toExtend<T<1>>();
    expectTypeOf<T<1, SymmetricDistance<2>>>().not.toExtend<T<1>>();
    expectTypeOf<T<1, SymmetricDistance<number>>>().not.toExtend<T<1>>();
    expectTypeOf<T<1>>().not.toExtend<T<1, SymmetricDistance<number>>>();
    expectTypeOf<T<1, SymmetricDistance, L1Distance>>().not.toExtend<
      T<1, SymmetricDistance, L2Distance>
    >();
    expectTypeOf<T<1, SymmetricDistance, L2Distance>>().not.toExtend<
      T<1, SymmetricDistance, L1Distance>
    >();
    expectTypeOf<M<1>>().not.toExtend<M<1, ZeroConcentratedDivergence>>();
    expectTypeOf<M<1, ZeroConcentratedDivergence>>().not.toExtend<M<1>>();
    expectTypeOf<MaxDivergence>().not.toExtend<ZeroConcentratedDivergence>();
    expectTypeOf<L1Distance>().not.toExtend<L2Distance>();
    expectTypeOf<AbsoluteDistance>().not.toExtend<L1Distance>();
  });
});

describe('domains', () => {
  test('are told apart by name and by parameter', () => {
    expectTypeOf<Real>().not.toExtend<Integer>();
    expectTypeOf<Integer>().not.toExtend<Real>();
    expectTypeOf<Interval<0, 1>>().not.toExtend<Real>();
    expectTypeOf<Interval<0, 1>>().not.toExtend<Interval<0, 2>>();
    expectTypeOf<Text>().not.toExtend<Category<string>>();
    expectTypeOf<Vector<Interval<0, 1>>>().not.toExtend<Rows>();
    expectTypeOf<Rows>().not.toExtend<SizedVector<Real, 10>>();
    expectTypeOf<SizedVector<Real, 11>>().not.toExtend<SizedVector<Real, 10>>();
  });

  test('of a measurement are exact: a proof for ten rows is none for any rows, nor the other way round', () => {
    type Sized = SizedVector<Real, 10>;
    expectTypeOf<M<1, MaxDivergence, Sized>>().not.toExtend<M<1>>();
    expectTypeOf<M<1>>().not.toExtend<M<1, MaxDivergence, Sized>>();
    expectTypeOf<T<1, SymmetricDistance, AbsoluteDistance, Sized>>().not.toExtend<T<1>>();
    expectTypeOf<T<1>>().not.toExtend<T<1, SymmetricDistance, AbsoluteDistance, Sized>>();
    type Narrow = Vector<Interval<0, 1>>;
    type Wide = Vector<Interval<number, number>>;
    expectTypeOf<M<1, MaxDivergence, Narrow>>().not.toExtend<M<1, MaxDivergence, Wide>>();
    expectTypeOf<M<1, MaxDivergence, Wide>>().not.toExtend<M<1, MaxDivergence, Narrow>>();
  });
});

declare const bounds: Bounds;
/** one of each step, and two where its parameters say what it does */
const steps = [
  clamp(0, 1),
  clamp(0, 100),
  clamp(-1, 1),
  clamp(bounds),
  column('age'),
  column('wage'),
  cast(real),
  cast(integer),
  cast(category(['a'])),
  cast(category(['b'])),
  impute(0),
  impute('0'),
  filter((age: number) => age > 18),
  filter((name: string) => name !== ''),
  count(),
  countBy(),
  countBy(l2Distance),
  histogram([0, 1]),
  histogram([0, 1], l2Distance),
  sum(),
  mean(),
  laplace({ epsilon: 0.1 }),
  laplace({ epsilon: 100 }),
  laplace({ scale: 0.1 }),
  gaussian({ rho: 0.1 }),
  gaussian({ rho: 100 }),
  gaussian({ sigma: 0.1 }),
  compose(clamp(0, 1), sum()),
  compose(clamp(0, 100), sum()),
  compose(clamp(0, 1), count()),
  compose(count(), laplace({ epsilon: 0.1 }), sum()),
] as const;

/** the pairs of different places in a list of which the first fits where the second is asked for */
type Interchangeable<T extends readonly unknown[]> = {
  [I in keyof T]: {
    [J in keyof T]: I extends J ? never : [T[I]] extends [T[J]] ? [I, J] : never;
  }[number];
}[number];
declare function interchangeable<const T extends readonly unknown[]>(list: T): Interchangeable<T>;

describe('steps', () => {
  test('are told apart by name and by parameter', () => {
    expectTypeOf(interchangeable(steps)).toBeNever();
  });

  test('of the same name and parameters are the same', () => {
    expectTypeOf(interchangeable([clamp(0, 1), clamp(0, 1)])).not.toBeNever();
    expectTypeOf(interchangeable([laplace({ scale: 1 }), laplace({ scale: 1 })])).not.toBeNever();
  });
});
