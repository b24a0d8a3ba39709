import type { Distance } from '@discreet/core';

/** A running total of privacy loss, with charges C and readings R. */
export interface Account<C, R> {
  /** the account after one more charge: a new one, or itself where it keeps state */
  readonly add: (charge: C) => Account<C, R>;
  /** what was spent so far */
  readonly read: () => R;
  /** other ways to look at it, such as an explanation or JSON */
  readonly reads?: readonly (() => unknown)[];
}

/**
 * Whatever adds privacy losses up, as its laws see it: a plan, a filter, an odometer, a curve.
 *
 * An accountant of curves has curves for C and R, and compares them pointwise in `le`. What is left out is not checked.
 */
export interface Accountant<C, R> {
  /** a new account, on which nothing is spent */
  readonly open: () => Account<C, R>;
  /** the charge of a mechanism that loses this much; throws a `DiscreetError` for what is no loss */
  readonly charge: (amount: Distance) => C;
  /** exact order of readings */
  readonly le: (a: R, b: R) => boolean;
  readonly print: (reading: R) => string;
  /** the charge of a mechanism that is run k times, as one charge */
  readonly times?: (charge: C, k: number) => C;
  /** the k that `times` is tried with; 1, 2, 3 and 10 unless they are given */
  readonly folds?: readonly number[];
  /** several charges as one: what a child account, or a plan within a plan, costs its parent */
  readonly nest?: (charges: readonly C[]) => C;
}
