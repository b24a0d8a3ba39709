/**
 * Arithmetic of natural numbers written as strings of digits, least significant digit first; '' is zero.
 * One table of digit sums serves addition; subtraction adds the nines' complement; division is long division.
 * @module
 */

import type { SumT } from './digit-sums.ts';

export type D = keyof Nines;
export type C = '0' | '1';
export type Nines = {
  '0': '9';
  '1': '8';
  '2': '7';
  '3': '6';
  '4': '5';
  '5': '4';
  '6': '3';
  '7': '2';
  '8': '1';
  '9': '0';
};

// ---------------------------------------------------------------- naturals, least significant digit first
export type Rev<S extends string, O extends string = ''> = S extends `${infer H}${infer T}`
  ? Rev<T, `${H}${O}`>
  : O;
export type Zeros<S extends string, O extends string = ''> = S extends `${string}${infer T}`
  ? Zeros<T, `${O}0`>
  : O;
/** drops zeros at the end, the most significant ones */
export type Trim<S extends string> = S extends `${infer R}0` ? Trim<R> : S;

export type AddN<
  A extends string,
  B extends string,
  K extends C = '0',
  O extends string = '',
> = A extends `${infer a extends D}${infer AR}`
  ? B extends `${infer b extends D}${infer BR}`
    ? SumT[K][a][b] extends `${infer k extends C}${infer d}`
      ? AddN<AR, BR, k, `${O}${d}`>
      : never
    : K extends '0'
      ? `${O}${A}`
      : SumT['1'][a]['0'] extends `${infer k extends C}${infer d}`
        ? AddN<AR, '', k, `${O}${d}`>
        : never
  : B extends ''
    ? K extends '0'
      ? O
      : `${O}1`
    : AddN<B, '', K, O>;
/** A - B for A >= B: A plus the nines' complement of B plus one, the last carry dropped */
export type SubN<
  A extends string,
  B extends string,
  K extends C = '1',
  O extends string = '',
> = A extends `${infer a extends D}${infer AR}`
  ? B extends `${infer b extends D}${infer BR}`
    ? SumT[K][a][Nines[b]] extends `${infer k extends C}${infer d}`
      ? SubN<AR, BR, k, `${O}${d}`>
      : never
    : K extends '1'
      ? Trim<`${O}${A}`>
      : SumT['0'][a]['9'] extends `${infer k extends C}${infer d}`
        ? SubN<AR, '', k, `${O}${d}`>
        : never
  : Trim<O>;
/** the order of two numbers */
export type Ord = '<' | '=' | '>';
export type CmpD<
  A extends string,
  B extends string,
> = '0123456789' extends `${string}${A}${string}${B}${string}` ? '<' : '>';
export type CmpN<A extends string, B extends string, F extends Ord = '='> = A extends B
  ? F
  : A extends `${infer a}${infer AR}`
    ? B extends `${infer b}${infer BR}`
      ? CmpN<AR, BR, a extends b ? F : CmpD<a, b>>
      : '>'
    : '<';
export type Mul1<A extends string, d extends string> = d extends '0'
  ? ''
  : d extends '1'
    ? A
    : d extends '2'
      ? AddN<A, A>
      : d extends '3'
        ? AddN<Mul1<A, '2'>, A>
        : d extends '4'
          ? AddN<Mul1<A, '2'>, Mul1<A, '2'>>
          : d extends '5'
            ? AddN<Mul1<A, '4'>, A>
            : d extends '6'
              ? AddN<Mul1<A, '4'>, Mul1<A, '2'>>
              : d extends '7'
                ? AddN<Mul1<A, '6'>, A>
                : d extends '8'
                  ? AddN<Mul1<A, '4'>, Mul1<A, '4'>>
                  : AddN<Mul1<A, '8'>, A>;
export type MulN<
  A extends string,
  B extends string,
  Z extends string = '',
  O extends string = '',
> = B extends `${infer b}${infer BR}`
  ? Mul1<A, b> extends infer M extends string
    ? AddN<O, M extends '' ? '' : `${Z}${M}`> extends infer P extends string
      ? MulN<A, BR, `${Z}0`, P>
      : never
    : never
  : O;

/** [q, R - q*B] for the largest digit q with q*B <= R */
export type Q<R extends string, B extends string> =
  CmpN<R, B> extends '<'
    ? ['0', R]
    : CmpN<R, Mul1<B, '4'>> extends '<'
      ? CmpN<R, Mul1<B, '2'>> extends '<'
        ? ['1', SubN<R, B>]
        : CmpN<R, Mul1<B, '3'>> extends '<'
          ? ['2', SubN<R, Mul1<B, '2'>>]
          : ['3', SubN<R, Mul1<B, '3'>>]
      : Q4<SubN<R, Mul1<B, '4'>>, B>;
export type Q4<R extends string, B extends string> =
  CmpN<R, Mul1<B, '2'>> extends '<'
    ? CmpN<R, B> extends '<'
      ? ['4', R]
      : ['5', SubN<R, B>]
    : CmpN<R, Mul1<B, '4'>> extends '<'
      ? CmpN<R, Mul1<B, '3'>> extends '<'
        ? ['6', SubN<R, Mul1<B, '2'>>]
        : ['7', SubN<R, Mul1<B, '3'>>]
      : CmpN<R, Mul1<B, '5'>> extends '<'
        ? ['8', SubN<R, Mul1<B, '4'>>]
        : ['9', SubN<R, Mul1<B, '5'>>];
/** long division of A (most significant first) by B: [quotient (least significant first), remainder] */
export type DivI<
  A extends string,
  B extends string,
  O extends string = '',
  R extends string = '',
> = A extends `${infer a}${infer AR}`
  ? Q<Trim<`${a}${R}`>, B> extends [infer q extends string, infer r extends string]
    ? DivI<AR, B, `${q}${O}`, r>
    : never
  : [Trim<O>, R];
/** fraction digits until exact or until `Left` significant ones are out, then rounded UP: [quotient, fraction zeros] */
export type DivF<
  R extends string,
  B extends string,
  Left extends 0[],
  O extends string,
  K extends string = '',
> = R extends ''
  ? [Trim<O>, K]
  : Left extends [0, ...infer L extends 0[]]
    ? Q<`0${R}`, B> extends [infer q extends string, infer r extends string]
      ? DivF<
          r,
          B,
          Trim<`${q}${O}`> extends '' ? Left : L,
          Trim<`${q}${O}`> extends '' ? '' : `${q}${O}`,
          `${K}0`
        >
      : never
    : [AddN<Trim<O>, '1'>, K];
