import type { IsLiteral, IsWhole, Le } from './literal-arithmetic.ts';
import type { Gate, Needs } from './refusal.ts';

/** A number that a parser has checked at run time; `What` names the parser. */
export type Parsed<What extends string> = number & { readonly '~parsed': What };
/** A number > 0, from `positive`. */
export type Positive = Parsed<'positive'>;
/** A whole number > 0, from `size`. */
export type Size = Parsed<'size'>;
/** A number strictly between 0 and 1, from `probability`. */
export type Probability = Parsed<'probability'>;
/** Two finite numbers, the first less than the second, with the grid's step if one was asked for; from `bounds`. */
export type Bounds = readonly [lower: number, upper: number] & {
  readonly resolution?: number;
  readonly '~parsed': 'bounds';
};

/** The literal that stands in a number's type; `number` where there is none. */
export type Static<N> = IsLiteral<N> extends true ? Extract<N, number> : number;

/** Why N is no number > 0; `unknown` when it is one. */
export type PositiveCheck<N, Name extends string> = [N] extends [Positive]
  ? unknown
  : IsLiteral<N> extends true
    ? N extends number
      ? `${N}` extends `-${string}` | '0' | 'Infinity' | 'NaN'
        ? Needs<`${Name} must be > 0, not ${N}`>
        : unknown
      : Needs<`${Name} must be a number`>
    : [N] extends [number]
      ? Needs<`${Name} is known only at run time: parse it first with positive(x)`>
      : Needs<`${Name} must be a number`>;

/** Why N is no whole number > 0; `unknown` when it is one. */
export type SizeCheck<N, Name extends string = 'size'> = [N] extends [Size]
  ? unknown
  : IsLiteral<N> extends true
    ? N extends number
      ? `${N}` extends `-${string}` | '0' | 'Infinity' | 'NaN'
        ? Needs<`${Name} must be > 0, not ${N}`>
        : IsWhole<N> extends true
          ? Le<N, 9007199254740991> extends true
            ? unknown
            : Needs<`${Name} must be at most 2^53 - 1, not ${N}`>
          : Needs<`${Name} must be whole, not ${N}`>
      : Needs<`${Name} must be a number`>
    : [N] extends [number]
      ? Needs<`${Name} is known only at run time: parse it first with size(x)`>
      : Needs<`${Name} must be a number`>;

/** A record of parameters whose numbers are all > 0; P is inferred through it. */
export type PositiveProps<P> = {
  readonly [K in keyof P]: Gate<P[K], PositiveCheck<P[K], K & string>>;
};

/** A record with exactly one of two parameters, a number > 0; P is inferred through it. */
export type OnePositive<P, A extends string, B extends string> = {} extends P
  ? Needs<`give ${A} or ${B}`>
  : {
      readonly [K in keyof P]: [keyof P] extends [A]
        ? Gate<P[K], PositiveCheck<P[K], A>>
        : [keyof P] extends [B]
          ? Gate<P[K], PositiveCheck<P[K], B>>
          : [keyof P] extends [A | B]
            ? Needs<`give ${A} or ${B}, not both`>
            : Needs<`the parameters are ${A} and ${B}`>;
    };
