import type { Carrier, Vector, Via } from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import type { Option } from 'fp-ts/lib/Option.js';
import type { CheckReport, CheckWitness } from './check-report.ts';

/** The rows of a dataset of domain D, as a program gets them. */
export type RowsOf<D> = D extends Vector<infer A> ? readonly Carrier<A>[] : readonly unknown[];

/**
 * A program under test: it comes by its measurements and plans through `via`, reads rows, and gives back all that it shows to anybody:
 * answers, and also what it would log.
 *
 * In production it is called with `(query) => query`.
 */
export type Program<R extends readonly unknown[]> = (via: Via, rows: R) => unknown;

/** What differs between two runs in which every mechanism answered the same. */
export interface Leak {
  /** the place: `output.total`, or `call 2, noise` */
  readonly at: string;
  /** what the run on x shows there, in print */
  readonly x: string;
  readonly y: string;
}

/** How far the exact input of one mechanism moved. */
export interface PlayedCall {
  /** the steps of the measurement that called */
  readonly query: string;
  /** what its stability map allows at the distance of the pair; under L2 a square */
  readonly declared: Rational;
  /** none where it is infinite */
  readonly measured: Option<Rational>;
}

/** What one pair of runs showed. */
export interface PairPlay {
  /** what differs outside the inputs of the mechanisms; none where nothing does */
  readonly leak: Leak | undefined;
  /** whether a second run on x showed what the first did; where it did not, the leak is between these two */
  readonly repeats: boolean;
  /** the calls that both runs made, in order */
  readonly calls: readonly PlayedCall[];
}

/** A pair of datasets and what two runs on it showed. */
export interface PlayWitness extends CheckWitness {
  /** one sentence for people */
  readonly says: string;
  readonly leak?: Leak;
  /** the steps of the measurement whose input moved too far, or came closest to it */
  readonly query?: string;
}

/** What `recordPlay` found; `tightest` is the call that comes closest to its declared sensitivity. */
export interface PlayReport extends CheckReport {
  readonly tightest: PlayWitness | undefined;
  readonly violation: PlayWitness | undefined;
}
