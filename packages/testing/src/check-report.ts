import type { Rational } from '@discreet/numeric';
import type { Option } from 'fp-ts/lib/Option.js';
import type { NeighbourPair } from './neighbours.ts';

/** How far a check searches; everything has a default. */
export interface CheckOptions {
  /** fixes every random choice; 1 unless it is given */
  readonly seed?: number;
  /** how many pairs are drawn at random; 200 unless it is given */
  readonly runs?: number;
  /** how many changes the directed search tries at each distance; 60 unless it is given */
  readonly climb?: number;
  /** the greatest distance of a pair; 5 unless it is given */
  readonly maxDistance?: number;
  /** whether rows may also be no members of the domain; true unless it is given: no claim of the library rests on members alone */
  readonly misfits?: boolean;
}

/** A pair of datasets, what is claimed for it and what was found. */
export interface CheckWitness extends NeighbourPair {
  /** what the map allows at this distance; under L2 a square */
  readonly claimed: Rational;
  /** what was found; none where it is infinite, or no answer came */
  readonly reached: Option<Rational>;
  /** reached / claimed; none where nothing may change and something did, or where it is infinite */
  readonly ratio: Option<Rational>;
  /** the message of what was thrown in place of an answer: no exception may depend on data */
  readonly threw?: string;
}

/** What a check found. */
export interface CheckReport {
  /** whether no pair refutes the claim */
  readonly holds: boolean;
  /** the seed that repeats the search */
  readonly seed: number;
  /** how many pairs were tried */
  readonly pairs: number;
  /** the pair that comes closest to the claim, at any distance */
  readonly tightest: CheckWitness | undefined;
  /** a pair that refutes the claim: shrunk where it was found at random */
  readonly violation: CheckWitness | undefined;
}
