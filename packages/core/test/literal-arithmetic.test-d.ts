import { describe, expectTypeOf, test } from 'vitest';
import type {
  Add,
  Cmp,
  DivUp,
  IsLiteral,
  IsMultiple,
  IsPowerOfTen,
  IsWhole,
  Le,
  Lt,
  MaxAbs,
  Mul,
  Sub,
} from '../src/index.ts';

type Digits<N extends number, O extends string = '', T extends 0[] = []> = T['length'] extends N
  ? O
  : Digits<N, `${O}0`, [...T, 0]>;

describe('Add, Sub and Mul', () => {
  test('add exactly, whatever the signs and the number of digits', () => {
    expectTypeOf<Add<100, 5>>().toEqualTypeOf<105>();
    expectTypeOf<Add<0.1, 0.2>>().toEqualTypeOf<0.3>();
    expectTypeOf<Add<-5, 100>>().toEqualTypeOf<95>();
    expectTypeOf<Add<-5, 5>>().toEqualTypeOf<0>();
    expectTypeOf<Add<0.5, 0.5>>().toEqualTypeOf<1>();
    expectTypeOf<Add<999999, 1>>().toEqualTypeOf<1000000>();
    expectTypeOf<Add<99.99, 0.01>>().toEqualTypeOf<100>();
    expectTypeOf<Add<-0.5, -0.25>>().toEqualTypeOf<-0.75>();
    expectTypeOf<Add<1.5, -2.25>>().toEqualTypeOf<-0.75>();
    expectTypeOf<Add<10n, '0.5'>>().toEqualTypeOf<10.5>();
  });

  test('subtract exactly', () => {
    expectTypeOf<Sub<100, -5>>().toEqualTypeOf<105>();
    expectTypeOf<Sub<1, 0.3>>().toEqualTypeOf<0.7>();
    expectTypeOf<Sub<1, 1>>().toEqualTypeOf<0>();
    expectTypeOf<Sub<0.3, 1>>().toEqualTypeOf<-0.7>();
    expectTypeOf<Sub<1000, 0.001>>().toEqualTypeOf<999.999>();
    expectTypeOf<Sub<100, 99.5>>().toEqualTypeOf<0.5>();
    expectTypeOf<Sub<0, 0.5>>().toEqualTypeOf<-0.5>();
    expectTypeOf<Sub<-0.5, -0.5>>().toEqualTypeOf<0>();
  });

  test('take one tenth from 1 ten times and get nothing', () => {
    type Five = Sub<Sub<Sub<Sub<Sub<1, 0.1>, 0.1>, 0.1>, 0.1>, 0.1>;
    expectTypeOf<Five>().toEqualTypeOf<0.5>();
    expectTypeOf<Sub<Sub<Sub<Sub<Sub<Five, 0.1>, 0.1>, 0.1>, 0.1>, 0.1>>().toEqualTypeOf<0>();
  });

  test('multiply exactly', () => {
    expectTypeOf<Mul<12, 12>>().toEqualTypeOf<144>();
    expectTypeOf<Mul<0.5, 0.5>>().toEqualTypeOf<0.25>();
    expectTypeOf<Mul<-3, 4>>().toEqualTypeOf<-12>();
    expectTypeOf<Mul<-3, -4>>().toEqualTypeOf<12>();
    expectTypeOf<Mul<1.25, 8>>().toEqualTypeOf<10>();
    expectTypeOf<Mul<0, 55>>().toEqualTypeOf<0>();
    expectTypeOf<Mul<-0.5, 0>>().toEqualTypeOf<0>();
    expectTypeOf<Mul<99999, 99999>>().toEqualTypeOf<9999800001>();
    expectTypeOf<Mul<0.01, 0.02>>().toEqualTypeOf<0.0002>();
  });
});

describe('DivUp', () => {
  test('is exact where six fraction digits are enough', () => {
    expectTypeOf<DivUp<100, 50>>().toEqualTypeOf<2>();
    expectTypeOf<DivUp<1, 4>>().toEqualTypeOf<0.25>();
    expectTypeOf<DivUp<100, 1000>>().toEqualTypeOf<0.1>();
    expectTypeOf<DivUp<0.5, 0.25>>().toEqualTypeOf<2>();
    expectTypeOf<DivUp<105, 50>>().toEqualTypeOf<2.1>();
    expectTypeOf<DivUp<0, 3>>().toEqualTypeOf<0>();
    expectTypeOf<DivUp<1, 8>>().toEqualTypeOf<0.125>();
  });

  test('rounds up elsewhere, at the sixth significant fraction digit', () => {
    expectTypeOf<DivUp<10, 3>>().toEqualTypeOf<3.333334>();
    expectTypeOf<DivUp<2, 3>>().toEqualTypeOf<0.666667>();
    expectTypeOf<DivUp<1, 300>>().toEqualTypeOf<0.00333334>();
    expectTypeOf<DivUp<999, 7>>().toEqualTypeOf<142.714286>();
    expectTypeOf<DivUp<1, 999999.9>>().toEqualTypeOf<0.00000100001>();
    expectTypeOf<DivUp<2.9999999, 3>>().toEqualTypeOf<1>();
  });
});

describe('Cmp, Le, Lt and MaxAbs', () => {
  test('order by value, not by digits', () => {
    expectTypeOf<Cmp<1, 2>>().toEqualTypeOf<'<'>();
    expectTypeOf<Cmp<-1, 2>>().toEqualTypeOf<'<'>();
    expectTypeOf<Cmp<-1, -2>>().toEqualTypeOf<'>'>();
    expectTypeOf<Cmp<10, 9>>().toEqualTypeOf<'>'>();
    expectTypeOf<Cmp<0.5, 0.25>>().toEqualTypeOf<'>'>();
    expectTypeOf<Cmp<0.5, 0.5>>().toEqualTypeOf<'='>();
    expectTypeOf<Cmp<1.05, 1.5>>().toEqualTypeOf<'<'>();
    expectTypeOf<Cmp<0, -0>>().toEqualTypeOf<'='>();
    expectTypeOf<Cmp<19, 20>>().toEqualTypeOf<'<'>();
    expectTypeOf<Cmp<21, 19>>().toEqualTypeOf<'>'>();
    expectTypeOf<Cmp<0, -0.5>>().toEqualTypeOf<'>'>();
    expectTypeOf<Cmp<-0.5, 0>>().toEqualTypeOf<'<'>();
  });

  test('say at most and less than', () => {
    expectTypeOf<Le<0.9, 1>>().toEqualTypeOf<true>();
    expectTypeOf<Le<1.1, 1>>().toEqualTypeOf<false>();
    expectTypeOf<Le<1, 1>>().toEqualTypeOf<true>();
    expectTypeOf<Lt<1, 1>>().toEqualTypeOf<false>();
    expectTypeOf<Lt<-2, -1>>().toEqualTypeOf<true>();
    expectTypeOf<Lt<100, 0>>().toEqualTypeOf<false>();
  });

  test('find the greater absolute value', () => {
    expectTypeOf<MaxAbs<-5, 100>>().toEqualTypeOf<100>();
    expectTypeOf<MaxAbs<-500, 100>>().toEqualTypeOf<500>();
    expectTypeOf<MaxAbs<-1, 1>>().toEqualTypeOf<1>();
    expectTypeOf<MaxAbs<-0.5, 0.25>>().toEqualTypeOf<0.5>();
    expectTypeOf<MaxAbs<-7, -3>>().toEqualTypeOf<7>();
  });
});

describe('numbers that JavaScript prints with an exponent', () => {
  test('are read like any others; results that it prints so too stay strings of digits', () => {
    expectTypeOf<Add<1e-7, 1e-7>>().toEqualTypeOf<'0.0000002'>();
    expectTypeOf<Mul<1e21, 1>>().toEqualTypeOf<'1000000000000000000000'>();
    expectTypeOf<Add<1.5e-7, 0>>().toEqualTypeOf<'0.00000015'>();
    expectTypeOf<Cmp<1.25e21, 1e21>>().toEqualTypeOf<'>'>();
    expectTypeOf<DivUp<1e-7, 2>>().toEqualTypeOf<'0.00000005'>();
    expectTypeOf<Add<12345678901234567890n, 1n>>().toEqualTypeOf<'12345678901234567891'>();
    expectTypeOf<Mul<1e-7, 1e7>>().toEqualTypeOf<1>();
    expectTypeOf<Sub<'0.0000009', 1e-7>>().toEqualTypeOf<'0.0000008'>();
  });

  test('keep their size over the whole range of doubles', () => {
    // exponents beyond 59 once gave `never`, which every comparison answers with yes
    expectTypeOf<Lt<1e300, 1e299>>().toEqualTypeOf<false>();
    expectTypeOf<Le<1e300, 1>>().toEqualTypeOf<false>();
    expectTypeOf<Lt<1e-300, 5e-324>>().toEqualTypeOf<false>();
    expectTypeOf<Lt<0, 5e-324>>().toEqualTypeOf<true>();
    expectTypeOf<MaxAbs<-1e300, 1>>().toEqualTypeOf<`1${Digits<300>}`>();
    expectTypeOf<MaxAbs<1, 1.7976931348623157e308>>().toEqualTypeOf<1.7976931348623157e308>();
    expectTypeOf<Lt<2.2250738585072014e-308, 1e-307>>().toEqualTypeOf<true>();
    expectTypeOf<DivUp<1e70, 1e69>>().toEqualTypeOf<10>();
  });
});

describe('operands that are no single literal', () => {
  test('give number, or a truth value that says nothing', () => {
    expectTypeOf<Add<number, 1>>().toEqualTypeOf<number>();
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what `any` does is the test
    expectTypeOf<Add<any, 1>>().toEqualTypeOf<number>();
    expectTypeOf<Add<never, 1>>().toEqualTypeOf<number>();
    expectTypeOf<Add<1 | 2, 1>>().toEqualTypeOf<number>();
    expectTypeOf<Mul<number & { readonly brand: 1 }, 2>>().toEqualTypeOf<number>();
    expectTypeOf<DivUp<1, number>>().toEqualTypeOf<number>();
    expectTypeOf<MaxAbs<0, 5 | 6>>().toEqualTypeOf<number>();
    expectTypeOf<Le<number, 1>>().toEqualTypeOf<boolean>();
    expectTypeOf<Lt<1, never>>().toEqualTypeOf<boolean>();
    expectTypeOf<Cmp<1, number>>().toEqualTypeOf<'<' | '=' | '>'>();
  });

  test('are told apart by IsLiteral', () => {
    expectTypeOf<IsLiteral<5>>().toEqualTypeOf<true>();
    expectTypeOf<IsLiteral<0>>().toEqualTypeOf<true>();
    expectTypeOf<IsLiteral<-0.5>>().toEqualTypeOf<true>();
    expectTypeOf<IsLiteral<10n>>().toEqualTypeOf<true>();
    expectTypeOf<IsLiteral<number>>().toEqualTypeOf<false>();
    expectTypeOf<IsLiteral<number & { readonly b: 1 }>>().toEqualTypeOf<false>();
    expectTypeOf<IsLiteral<`${number}`>>().toEqualTypeOf<false>();
    expectTypeOf<IsLiteral<boolean>>().toEqualTypeOf<false>();
    expectTypeOf<IsLiteral<1 | 2>>().toEqualTypeOf<false>();
    expectTypeOf<IsLiteral<never>>().toEqualTypeOf<false>();
    expectTypeOf<IsLiteral<unknown>>().toEqualTypeOf<false>();
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what `any` does is the test
    expectTypeOf<IsLiteral<any>>().toEqualTypeOf<false>();
  });
});

describe('IsPowerOfTen, IsMultiple and IsWhole', () => {
  test('know the powers of ten', () => {
    expectTypeOf<IsPowerOfTen<1>>().toEqualTypeOf<true>();
    expectTypeOf<IsPowerOfTen<1000>>().toEqualTypeOf<true>();
    expectTypeOf<IsPowerOfTen<0.01>>().toEqualTypeOf<true>();
    expectTypeOf<IsPowerOfTen<1e-7>>().toEqualTypeOf<true>();
    expectTypeOf<IsPowerOfTen<1e21>>().toEqualTypeOf<true>();
    expectTypeOf<IsPowerOfTen<1e-300>>().toEqualTypeOf<true>();
    expectTypeOf<IsPowerOfTen<0>>().toEqualTypeOf<false>();
    expectTypeOf<IsPowerOfTen<-10>>().toEqualTypeOf<false>();
    expectTypeOf<IsPowerOfTen<0.25>>().toEqualTypeOf<false>();
    expectTypeOf<IsPowerOfTen<20>>().toEqualTypeOf<false>();
    expectTypeOf<IsPowerOfTen<11>>().toEqualTypeOf<false>();
    expectTypeOf<IsPowerOfTen<1.5e-7>>().toEqualTypeOf<false>();
    expectTypeOf<IsPowerOfTen<number>>().toEqualTypeOf<boolean>();
  });

  test('know the multiples of a power of ten', () => {
    expectTypeOf<IsMultiple<0.5, 0.01>>().toEqualTypeOf<true>();
    expectTypeOf<IsMultiple<0, 10>>().toEqualTypeOf<true>();
    expectTypeOf<IsMultiple<1500, 100>>().toEqualTypeOf<true>();
    expectTypeOf<IsMultiple<-1500, 100>>().toEqualTypeOf<true>();
    expectTypeOf<IsMultiple<1e21, 1>>().toEqualTypeOf<true>();
    expectTypeOf<IsMultiple<3e-7, 1e-7>>().toEqualTypeOf<true>();
    expectTypeOf<IsMultiple<0.5, 1>>().toEqualTypeOf<false>();
    expectTypeOf<IsMultiple<150, 100>>().toEqualTypeOf<false>();
    expectTypeOf<IsMultiple<0.125, 0.01>>().toEqualTypeOf<false>();
    expectTypeOf<IsMultiple<5e-324, 1e-300>>().toEqualTypeOf<false>();
    expectTypeOf<IsMultiple<number, 1>>().toEqualTypeOf<boolean>();
    expectTypeOf<IsMultiple<1, 1 | 10>>().toEqualTypeOf<boolean>();
  });

  test('know the whole numbers', () => {
    expectTypeOf<IsWhole<0>>().toEqualTypeOf<true>();
    expectTypeOf<IsWhole<-3>>().toEqualTypeOf<true>();
    expectTypeOf<IsWhole<1e21>>().toEqualTypeOf<true>();
    expectTypeOf<IsWhole<1.25e21>>().toEqualTypeOf<true>();
    expectTypeOf<IsWhole<10.5>>().toEqualTypeOf<false>();
    expectTypeOf<IsWhole<1e-7>>().toEqualTypeOf<false>();
    expectTypeOf<IsWhole<-0.5>>().toEqualTypeOf<false>();
    expectTypeOf<IsWhole<number>>().toEqualTypeOf<boolean>();
  });
});
