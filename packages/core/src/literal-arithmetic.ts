/**
 * Exact decimal arithmetic on literal types: the compiler's half of every sensitivity and loss.
 *
 * **Contract** For single literals of type number, bigint or decimal string, `Add`, `Sub` and `Mul` are exact and `DivUp`
 * is exact or rounded up at the sixth significant fraction digit, so a literal that the compiler shows is never below
 * the rational that the run time computes. An operand that is no single literal (number, any, never, a union, a brand)
 * gives `number`: a caller that knows its numbers only at run time loses the static value and nothing else.
 *
 * @module
 */
import type { Ord, Rev, Zeros } from './internal/natural-digits.ts';
import type {
  AddS,
  Align,
  CmpS,
  CmpU,
  Dec,
  DivS,
  MulS,
  NegS,
  Parse,
  Show,
} from './internal/signed-decimal.ts';

/** what the operators take: a number literal, a bigint literal, or decimal digits as a string */
export type Num = number | bigint | string;
/** true only for one single literal: false for number, any, never, unions, branded and pattern types */
export type IsLiteral<N> = 0 extends 1 & N
  ? false
  : [N] extends [never]
    ? false
    : IsUnion<N> extends true
      ? false
      : N extends Num
        ? {} extends { [K in `${N}`]: 1 }
          ? false
          : true
        : false;
type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;
/** a number literal where JavaScript prints the same digits, else the decimal string itself */
type Out<V> = V extends readonly [infer S, infer N extends string, infer K extends string]
  ? `${S extends '-' ? '-' : ''}${Show<N, K>}` extends infer T extends string
    ? T extends `${infer X extends number}`
      ? number extends X
        ? T
        : X
      : T
    : never
  : never;
type P<N extends Num> = Parse<`${N}`> extends infer V extends Dec ? V : never;
type Lit2<A, B> = IsLiteral<A> extends true ? IsLiteral<B> : false;

/** A + B */
export type Add<A extends Num, B extends Num> =
  Lit2<A, B> extends true ? Out<AddS<P<A>, P<B>>> : number;
/** A - B */
export type Sub<A extends Num, B extends Num> =
  Lit2<A, B> extends true ? Out<AddS<P<A>, NegS<P<B>>>> : number;
/** A B */
export type Mul<A extends Num, B extends Num> =
  Lit2<A, B> extends true ? Out<MulS<P<A>, P<B>>> : number;
/** A / B for A >= 0, B > 0, exact or rounded up */
export type DivUp<A extends Num, B extends Num> =
  Lit2<A, B> extends true ? Out<DivS<P<A>, P<B>>> : number;
/** the order of A and B */
export type Cmp<A extends Num, B extends Num> = Lit2<A, B> extends true ? CmpS<P<A>, P<B>> : Ord;
/** the greater of |A| and |B| */
export type MaxAbs<A extends Num, B extends Num> =
  Lit2<A, B> extends true ? (CmpU<P<A>, P<B>> extends '<' ? AbsV<B> : AbsV<A>) : number;
type AbsV<A extends Num> = `${A}` extends `-${string}` ? Out<NegS<P<A>>> : A;
/** A <= B: true, false, or boolean when unknown */
export type Le<A extends Num, B extends Num> =
  Lit2<A, B> extends true ? (CmpS<P<A>, P<B>> extends '>' ? false : true) : boolean;
/** A < B: true, false, or boolean when unknown */
export type Lt<A extends Num, B extends Num> =
  Lit2<A, B> extends true ? (CmpS<P<A>, P<B>> extends '<' ? true : false) : boolean;
/** A > 0 */
export type Positive<A extends Num> =
  IsLiteral<A> extends true ? (`${A}` extends `-${string}` | '0' ? false : true) : boolean;
/** whether R is 10^e for a whole e: 1000, 1, 0.01 */
export type IsPowerOfTen<R extends Num> =
  IsLiteral<R> extends true
    ? P<R>[0] extends '-'
      ? false
      : Rev<P<R>[1]> extends `1${infer Z}`
        ? Z extends Zeros<Z>
          ? true
          : false
        : false
    : boolean;
/** whether A is a whole multiple of R, a power of ten */
export type IsMultiple<A extends Num, R extends Num> =
  Lit2<A, R> extends true
    ? Align<P<A>, P<R>> extends [infer X extends string, infer Y extends string, string]
      ? X extends ''
        ? true
        : Y extends `${infer Z}1`
          ? X extends `${Z}${string}`
            ? true
            : false
          : false
      : never
    : boolean;
/** whether A is a whole number */
export type IsWhole<A extends Num> =
  IsLiteral<A> extends true ? (P<A>[2] extends '' ? true : false) : boolean;
