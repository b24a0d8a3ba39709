import type { Rational } from '@discreet/numeric';

/** Doubles, NaN among them: NaN is the missing value of a column of numbers. */
export interface Real {
  readonly kind: 'real';
}
/** Whole numbers that a double holds exactly, or NaN where a value is missing. */
export interface Integer {
  readonly kind: 'integer';
}
/** Strings. */
export interface Text {
  readonly kind: 'text';
}
/** True and false. */
export interface Bool {
  readonly kind: 'boolean';
}
/** One of the labels that the data's owner has declared. */
export interface Category<K extends string> {
  readonly kind: 'category';
  readonly labels: readonly K[];
}
/** Numbers of a decimal grid between two bounds, both included. */
export interface Interval<L extends number, U extends number> {
  readonly kind: 'interval';
  readonly lower: L;
  readonly upper: U;
}
/** What a row of a table is made of. */
export interface Columns {
  readonly [name: string]: Atom;
}
/** The rows of a table. */
export interface Row<S extends Columns> {
  readonly kind: 'row';
  readonly columns: S;
}
/** What a single value may be. */
export type Atom = Real | Integer | Text | Bool | Category<string>;
/** What a dataset is made of: rows, single values, or clamped values. */
export type Element = Atom | Interval<number, number> | Row<Columns>;

/** Any number of elements. */
export interface Vector<A> {
  readonly kind: 'vector';
  readonly element: A;
}
/** A public number of elements. */
export interface SizedVector<A, N extends number> extends Vector<A> {
  readonly size: N;
}

/** Whole multiples of a unit: what an aggregate is, before and after noise. */
export interface Grid {
  readonly kind: 'grid';
}
/** A count for each label. */
export interface Counts<K extends string> {
  readonly kind: 'counts';
  readonly labels: readonly K[];
}
/** A count for each bin of a histogram. */
export interface Bins {
  readonly kind: 'bins';
}

/** The grid of an interval at run time: its resolution and the bounds as whole multiples of it. */
export interface IntervalGrid {
  /** the exponent e of the resolution 10^e */
  readonly exponent: number;
  readonly lower: bigint;
  readonly upper: bigint;
}

/** The domain of what stands in a dataset, as the run time holds it. */
export type ElementDomain =
  Atom | (Interval<number, number> & { readonly grid: IntervalGrid }) | Row<Columns>;
/** A dataset's domain at run time. */
export interface DatasetDomain {
  readonly kind: 'vector';
  readonly element: ElementDomain;
  readonly size?: number;
}
/** An aggregate's domain at run time; `unit` is what its whole numbers count. */
export type AggregateDomain =
  | (Grid & { readonly unit: Rational })
  | (Counts<string> & { readonly unit: Rational })
  | (Bins & { readonly unit: Rational; readonly edges: readonly number[] });
/** Every domain that a transformation may have. */
export type Domain = DatasetDomain | AggregateDomain;

/** The value that a member of a domain is in JavaScript. */
export type Carrier<D> =
  D extends Vector<infer A>
    ? readonly Carrier<A>[]
    : D extends Row<infer S>
      ? { readonly [K in keyof S]: Carrier<S[K]> }
      : D extends Counts<infer K>
        ? { readonly [P in K]: number }
        : D extends Bins
          ? readonly number[]
          : D extends Category<infer K>
            ? K
            : D extends Text
              ? string
              : D extends Bool
                ? boolean
                : number;

/** The domain of doubles. */
export const real: Real = Object.freeze({ kind: 'real' });
/** The domain of whole numbers. */
export const integer: Integer = Object.freeze({ kind: 'integer' });
/** The domain of strings. */
export const text: Text = Object.freeze({ kind: 'text' });
/** The domain of true and false. */
export const boolean: Bool = Object.freeze({ kind: 'boolean' });
