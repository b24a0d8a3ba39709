import type {
  Approximate,
  DiscreetError,
  GaussianDP,
  MaxDivergence,
  RenyiDivergence,
  ZeroConcentratedDivergence,
} from '@discreet/core';
import type * as E from 'fp-ts/lib/Either.js';
import type * as O from 'fp-ts/lib/Option.js';
import type { Amounts, AmountsJson } from './amounts.ts';

/** The rules by which charges add up and a capacity is kept. */
export type FilterKind =
  | 'pure'
  | 'approximate'
  | 'zeroConcentrated'
  | 'approximateZeroConcentrated'
  | 'gaussian'
  | 'renyi'
  | 'renyiOrders'
  | 'advanced';

/** The measures that a running total may stop in; `composability` says which do not. */
export type FilterMeasure =
  | MaxDivergence
  | Approximate<MaxDivergence>
  | ZeroConcentratedDivergence
  | Approximate<ZeroConcentratedDivergence>
  | GaussianDP
  | RenyiDivergence;

/** Whether children of a filter may be asked in turns, or only the one that was launched last. */
export type Concurrency = 'concurrent' | 'sequential';

/** A filter as data: its rule and what was fixed when it was made. */
export interface FilterJson {
  readonly format: 'discreet/filter';
  readonly version: 1;
  readonly filter: FilterKind;
  readonly capacity: AmountsJson;
  /** the orders of Rényi filters and how they count */
  readonly orders?: readonly string[];
  readonly rule?: 'every' | 'some';
}

/**
 * A privacy filter without its state: it decides, and holds nothing.
 *
 * Memory, SQLite and PostgreSQL use the same kernel, and keep the state `spent` each in their own way. It does no I/O, draws nothing and sees
 * no data: it is a function of charges alone.
 *
 * **Contract** Let charges c_1, c_2, … come, each chosen in full knowledge of all earlier answers, and let each be taken only where `decide`
 * gives a new state. Then all answers together keep the guarantee that `capacity` states. Exact: no charge is lost and none is rounded down.
 * `decide(s, c)` is none exactly where the capacity would be exceeded (for the advanced rule also where 2^14 bits do not tell), and the filter lives on:
 * a refused charge changes nothing.
 * Made by the constructors of filters alone: what is copied or put together by hand is refused wherever a budget is opened.
 * **Cost** O(1) in the number of charges taken before.
 */
export interface FilterKernel<out ME extends FilterMeasure = FilterMeasure> {
  readonly kind: FilterKind;
  /** what charges are measured in */
  readonly measure: ME;
  readonly capacity: Amounts;
  readonly concurrency: Concurrency;
  /** the names of a charge's amounts */
  readonly chargeNames: readonly string[];
  /** the state of a filter that has taken nothing */
  readonly nothing: Amounts;
  /** reads a charge; Left for NaN, negative, infinite or unknown amounts, which are no decisions */
  readonly parseCharge: (charge: unknown) => E.Either<DiscreetError, Amounts>;
  /** reads a state that `amountsToJson` has written */
  readonly parseSpent: (spent: unknown) => E.Either<DiscreetError, Amounts>;
  /** the state with one more charge, whether or not it fits */
  readonly add: (spent: Amounts, charge: Amounts) => Amounts;
  /** whether a state is certainly within the capacity */
  readonly within: (spent: Amounts) => boolean;
  /** the new state, or none where it would exceed the capacity */
  readonly decide: (spent: Amounts, charge: Amounts) => O.Option<Amounts>;
  /** the least capacity that would have allowed a state, each amount rounded up where it is irrational */
  readonly reading: (spent: Amounts) => Amounts;
  /**
   * A charge that still fits, each amount as large as it can be, rounded down where that is irrational. Zero in a name that nothing fits in; names that
   * share a capacity (the orders of a Rényi filter) each have their own.
   */
  readonly remaining: (spent: Amounts) => Amounts;
  readonly toJSON: () => FilterJson;
}
