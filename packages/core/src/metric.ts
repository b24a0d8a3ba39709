/**
 * Datasets that differ by rows added or removed; one unit of distance is a person with up to K rows.
 *
 * **Contract** distance(x, x') = ceil(|x symmetric difference x'| / K), as multisets of rows. Changing one person's rows is distance 2.
 */
export interface SymmetricDistance<K extends number = 1> {
  readonly kind: 'symmetricDistance';
  readonly contributions: K;
}
/**
 * Datasets of one public size that differ in the values of rows; a person has one row.
 *
 * **Contract** distance(x, x') is the least number of rows that must be changed, whatever their order; infinite for sizes that differ.
 */
export interface ChangeOneDistance {
  readonly kind: 'changeOneDistance';
}
/** `ChangeOneDistance` with the public size that a source needs. */
export interface SizedChangeOneDistance<N extends number> extends ChangeOneDistance {
  readonly size: N;
}
/**
 * Datasets in order that differ by rows inserted or deleted.
 *
 * **Contract** distance(x, x') is the least number of insertions and deletions that make x' of x; a row that moves is one of both.
 */
export interface InsertDeleteDistance {
  readonly kind: 'insertDeleteDistance';
}
/**
 * Datasets in order and of one size that differ in the values of rows.
 *
 * **Contract** distance(x, x') is the number of places at which the rows differ; infinite for sizes that differ.
 */
export interface HammingDistance {
  readonly kind: 'hammingDistance';
}
/**
 * Tables that differ by users who come or go, each with all of their rows; a user is who shares a value in column `identifier`.
 *
 * **Contract** distance(x, x') is the least number of steps from x to x', each of which adds all rows of a user who has none or removes all
 * rows of one who has some: 1 for a user with rows in one of both only, and 2 for one whose rows differ, by however little. The order of
 * rows does not count. Rows whose identifier is missing are those of one user: data are
 * taken as the domain reads them, so a value that is no member of the column is missing.
 */
export interface SymmetricIdDistance<I extends string> {
  readonly kind: 'symmetricIdDistance';
  readonly identifier: I;
}
/**
 * Tables with one public number of users that differ in the rows of users; a user is who shares a value in column `identifier`.
 *
 * **Contract** distance(x, x') is the least number of users who must be replaced, each with all of their rows, by the same user with other
 * rows or by one who has none yet; infinite where the numbers of users with rows differ. The order of rows does not count. Rows whose
 * identifier is missing are those of one user, as under `symmetricIdDistance`.
 */
export interface ChangeOneIdDistance<I extends string> {
  readonly kind: 'changeOneIdDistance';
  readonly identifier: I;
}
/** |x - x'| of two numbers. */
export interface AbsoluteDistance {
  readonly kind: 'absoluteDistance';
}
/** The sum of |x_i - x'_i|. */
export interface L1Distance {
  readonly kind: 'l1Distance';
}
/** The root of the sum of (x_i - x'_i)^2; maps carry its square, which is rational. */
export interface L2Distance {
  readonly kind: 'l2Distance';
}
/** The greatest |x_i - x'_i|; 0 for vectors without coordinates. */
export interface LInfDistance {
  readonly kind: 'lInfDistance';
}
/** 0 for a value and itself, 1 for any two others. */
export interface DiscreteDistance {
  readonly kind: 'discreteDistance';
}

/** The metrics of datasets. */
export type DatasetMetric =
  | SymmetricDistance<number>
  | ChangeOneDistance
  | InsertDeleteDistance
  | HammingDistance
  | SymmetricIdDistance<string>
  | ChangeOneIdDistance<string>;
/** The metrics of aggregates. */
export type AggregateMetric =
  AbsoluteDistance | L1Distance | L2Distance | LInfDistance | DiscreteDistance;
/** Every metric. */
export type Metric = DatasetMetric | AggregateMetric;

/** Neighbours differ by one row inserted or deleted somewhere: the metric of data whose order counts. */
export const insertDeleteDistance: InsertDeleteDistance = Object.freeze({
  kind: 'insertDeleteDistance',
});
/** Neighbours have one public size and differ in the row at one place. */
export const hammingDistance: HammingDistance = Object.freeze({ kind: 'hammingDistance' });
/** The metric of single numbers. */
export const absoluteDistance: AbsoluteDistance = Object.freeze({ kind: 'absoluteDistance' });
/** The sum of the absolute differences: the metric that Laplace noise answers to. */
export const l1Distance: L1Distance = Object.freeze({ kind: 'l1Distance' });
/** The Euclidean metric: the one that Gaussian noise answers to. */
export const l2Distance: L2Distance = Object.freeze({ kind: 'l2Distance' });
/** The greatest difference of a coordinate: the metric that a choice between scores answers to. */
export const lInfDistance: LInfDistance = Object.freeze({ kind: 'lInfDistance' });
/** Whether two values are the same: the metric of a single answer, as of randomized response. */
export const discreteDistance: DiscreteDistance = Object.freeze({ kind: 'discreteDistance' });
