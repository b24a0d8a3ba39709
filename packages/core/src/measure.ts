/** Pure differential privacy: the loss is epsilon, in nats. */
export interface MaxDivergence {
  readonly kind: 'maxDivergence';
}
/** Zero-concentrated differential privacy: the loss is rho, in nats. */
export interface ZeroConcentratedDivergence {
  readonly kind: 'zeroConcentratedDivergence';
}
/** Every privacy measure. */
export type Measure = MaxDivergence | ZeroConcentratedDivergence;

/** The measure of pure differential privacy. */
export const maxDivergence: MaxDivergence = Object.freeze({ kind: 'maxDivergence' });
/** The measure of zero-concentrated differential privacy. */
export const zeroConcentratedDivergence: ZeroConcentratedDivergence = Object.freeze({
  kind: 'zeroConcentratedDivergence',
});

/** The name that budgets and messages give to the loss of a measure. */
export type LossName<ME> = ME extends MaxDivergence ? 'epsilon' : 'rho';

/**
 * The name of a measure's loss.
 *
 * @example
 * lossName(maxDivergence); // => 'epsilon'
 */
export function lossName(measure: Measure): 'epsilon' | 'rho' {
  return measure.kind === 'maxDivergence' ? 'epsilon' : 'rho';
}
