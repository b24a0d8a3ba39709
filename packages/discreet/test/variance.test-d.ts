// What is not assignable to what: a proof for one space must not pass for a proof of another.
import { describe, expectTypeOf, test } from 'vitest';
import type {
  AbsoluteDistance,
  Category,
  ChangeOneDistance,
  Grid,
  Integer,
  Interval,
  L1Distance,
  L2Distance,
  MaxDivergence,
  Measurement,
  Real,
  SizedVector,
  SymmetricDistance,
  Text,
  Transformation,
  Vector,
  ZeroConcentratedDivergence,
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
