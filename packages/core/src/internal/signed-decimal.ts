/**
 * Signed decimals as types: [sign, N, K], N the digits, least significant first, K one '0' per fraction digit.
 * @module
 */
import type { Rev, Zeros, Trim, AddN, SubN, CmpN, MulN, DivI, DivF } from './natural-digits.ts';

// ---------------------------------------------------------------- signed decimals
export type Dec = readonly [sign: '+' | '-', N: string, K: string];
export type Mk<S extends '+' | '-', N extends string, K extends string> = N extends ''
  ? ['+', '', '']
  : [S, N, K];
export type ParseU<S extends '+' | '-', T extends string> = T extends `${infer M}e${infer X}`
  ? Sci<S, M, X>
  : T extends `${infer I}.${infer F}`
    ? Mk<S, Trim<Rev<`${I}${F}`>>, Zeros<F>>
    : Mk<S, Trim<Rev<T>>, ''>;
export type Parse<T extends string> = T extends `-${infer U}` ? ParseU<'-', U> : ParseU<'+', T>;
/** as JavaScript prints |x| < 1e-6 and |x| >= 1e21 */
export type Sci<S extends '+' | '-', M extends string, X extends string> =
  ParseU<S, M> extends [S, infer N extends string, infer K extends string]
    ? X extends `-${infer Y}`
      ? [S, N, `${K}${Rep0<Y>}`]
      : X extends `+${infer Y}`
        ? Rep0<Y> extends `${K}${infer Z}`
          ? [S, `${Z}${N}`, '']
          : never
        : never
    : never;
/** N zeros; the exponents of doubles, with their digits, stay below 400 */
export type Rep0<
  N extends string,
  T extends 0[] = [],
  O extends string = '',
> = `${T['length']}` extends N ? O : T['length'] extends 400 ? never : Rep0<N, [...T, 0], `${O}0`>;
/** most significant first, with the point and without superfluous zeros */
export type Show<
  N extends string,
  K extends string,
  F extends string = '',
> = K extends `0${infer KR}`
  ? N extends `${infer d}${infer NR}`
    ? Show<NR, KR, F extends '' ? (d extends '0' ? '' : d) : `${d}${F}`>
    : Show<'', KR, F extends '' ? '' : `0${F}`>
  : `${N extends '' ? '0' : Rev<N>}${F extends '' ? '' : `.${F}`}`;
/** both to the same number of fraction digits: [NA, NB, K] */
export type Align<A extends Dec, B extends Dec> = A[2] extends B[2]
  ? [A[1], B[1], A[2]]
  : A[2] extends `${B[2]}${infer Z}`
    ? [A[1], B[1] extends '' ? '' : `${Z}${B[1]}`, A[2]]
    : B[2] extends `${A[2]}${infer Z}`
      ? [A[1] extends '' ? '' : `${Z}${A[1]}`, B[1], B[2]]
      : never;
export type Flip<S extends '+' | '-'> = S extends '-' ? '+' : '-';
export type NegS<A extends Dec> = A[1] extends '' ? A : [Flip<A[0]>, A[1], A[2]];
export type AddS<A extends Dec, B extends Dec> =
  Align<A, B> extends [infer X extends string, infer Y extends string, infer K extends string]
    ? A[0] extends B[0]
      ? Mk<A[0], AddN<X, Y>, K>
      : CmpN<X, Y> extends '<'
        ? Mk<B[0], SubN<Y, X>, K>
        : Mk<A[0], SubN<X, Y>, K>
    : never;
export type CmpU<A extends Dec, B extends Dec> =
  Align<A, B> extends [infer X extends string, infer Y extends string, string] ? CmpN<X, Y> : never;
export type CmpS<A extends Dec, B extends Dec> = A[0] extends '-'
  ? B[0] extends '-'
    ? CmpU<B, A>
    : '<'
  : B[0] extends '-'
    ? '>'
    : CmpU<A, B>;
export type MulS<A extends Dec, B extends Dec> = A[1] extends ''
  ? A
  : B[1] extends ''
    ? B
    : MulN<A[1], B[1]> extends infer N extends string
      ? Mk<A[0] extends B[0] ? '+' : '-', N, `${A[2]}${B[2]}`>
      : never;
/** A / B for A >= 0, B > 0: exact, or rounded UP at the 6th significant fraction digit; an upper bound either way */
export type DivS<A extends Dec, B extends Dec> =
  Align<A, B> extends [infer X extends string, infer Y extends string, string]
    ? DivI<Rev<X>, Y> extends [infer I extends string, infer R extends string]
      ? DivF<R, Y, [0, 0, 0, 0, 0, 0], I> extends [infer N extends string, infer K extends string]
        ? Mk<'+', N, K>
        : never
      : never
    : never;
