import type { Rational } from '@discreet/numeric';

/** How a statistical check samples; everything has a default. */
export interface SamplingOptions {
  /** fixes every random choice, those of the mechanism among them; 1 unless it is given */
  readonly seed?: number;
  /** how many answers are drawn on each of the two datasets; 20,000 unless it is given */
  readonly samples?: number;
  /** the greatest probability with which the check may fail for a claim that is true; 10^-6 unless it is given */
  readonly falseAlarm?: number;
}

/** What was found about one event: a set of answers that was chosen on one half of the samples and counted on the other. */
export interface TestedEvent {
  /** how it was found */
  readonly attack: 'search of bounds' | 'search of sets' | 'logistic attack';
  /** the event in words */
  readonly event: string;
  /** the dataset on which it happens more often */
  readonly favours: 'x' | 'y';
  /** how often it happened on each of the datasets, among the counted samples */
  readonly counts: { readonly x: number; readonly y: number };
  /** its probability on the dataset that it favours is at least this */
  readonly atLeast: Rational;
  /** its probability on the other dataset is at most this */
  readonly atMost: Rational;
  /** what follows for the loss: it is at least this */
  readonly lower: Rational;
}

/** What a statistical privacy check found. All that it says about losses holds at once, but for a chance of `falseAlarm`. */
export interface StatisticalReport {
  /** whether the claim is compatible with what was counted */
  readonly holds: boolean;
  /** the seed that repeats the check */
  readonly seed: number;
  /** how many answers were drawn on each dataset; one half of them chose the events, the other half was counted */
  readonly samples: number;
  readonly falseAlarm: number;
  /** the loss that is claimed, and its name */
  readonly claimed: Rational;
  readonly measure: 'epsilon' | 'rho';
  /** the loss is at least this; the statistic of the check */
  readonly lower: Rational;
  /** beside the claimed epsilon, delta is at least this; none for a claim in rho */
  readonly deltaLower: Rational | undefined;
  /** the event that says most */
  readonly tightest: TestedEvent | undefined;
  /** an event that refutes the claim */
  readonly violation: TestedEvent | undefined;
}
