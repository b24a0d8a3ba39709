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

/** The metrics of datasets. */
export type DatasetMetric = SymmetricDistance<number> | ChangeOneDistance;
/** The metrics of aggregates. */
export type AggregateMetric = AbsoluteDistance | L1Distance | L2Distance;
/** Every metric. */
export type Metric = DatasetMetric | AggregateMetric;

/** The metric of single numbers. */
export const absoluteDistance: AbsoluteDistance = Object.freeze({ kind: 'absoluteDistance' });
/** The sum of the absolute differences: the metric that Laplace noise answers to. */
export const l1Distance: L1Distance = Object.freeze({ kind: 'l1Distance' });
/** The Euclidean metric: the one that Gaussian noise answers to. */
export const l2Distance: L2Distance = Object.freeze({ kind: 'l2Distance' });
