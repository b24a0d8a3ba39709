/** Pure differential privacy: the loss is epsilon, in nats. */
export interface MaxDivergence {
  readonly kind: 'maxDivergence';
}
/** Zero-concentrated differential privacy: the loss is rho, in nats. */
export interface ZeroConcentratedDivergence {
  readonly kind: 'zeroConcentratedDivergence';
}
/** A measure that may fail with probability delta: the loss is that of the measure, and delta. */
export interface Approximate<ME extends MaxDivergence | ZeroConcentratedDivergence> {
  readonly kind: 'approximate';
  readonly of: ME;
}
/** Gaussian differential privacy: the loss is mu. A discrete Gaussian has none. */
export interface GaussianDP {
  readonly kind: 'gaussianDP';
}
/** Rényi differential privacy: the loss is a divergence, in nats, at each order. */
export interface RenyiDivergence {
  readonly kind: 'renyiDivergence';
}
/** The loss is a whole privacy loss distribution. */
export interface PrivacyLossDistribution {
  readonly kind: 'privacyLossDistribution';
}
/** f-DP: the loss is a trade-off function. */
export interface FDP {
  readonly kind: 'fDP';
}
/** Every privacy measure. */
export type Measure =
  | MaxDivergence
  | ZeroConcentratedDivergence
  | Approximate<MaxDivergence>
  | Approximate<ZeroConcentratedDivergence>
  | GaussianDP
  | RenyiDivergence
  | PrivacyLossDistribution
  | FDP;

/** The measure of pure differential privacy. */
export const maxDivergence: MaxDivergence = Object.freeze({ kind: 'maxDivergence' });
/** The measure of zero-concentrated differential privacy. */
export const zeroConcentratedDivergence: ZeroConcentratedDivergence = Object.freeze({
  kind: 'zeroConcentratedDivergence',
});
/** The measure of Gaussian differential privacy. */
export const gaussianDP: GaussianDP = Object.freeze({ kind: 'gaussianDP' });
/** The measure of Rényi differential privacy. */
export const renyiDivergence: RenyiDivergence = Object.freeze({ kind: 'renyiDivergence' });
/** The measure of privacy loss distributions. */
export const privacyLossDistribution: PrivacyLossDistribution = Object.freeze({
  kind: 'privacyLossDistribution',
});
/** The measure of trade-off functions. */
export const fDP: FDP = Object.freeze({ kind: 'fDP' });

/** The name that budgets and messages give to the loss of a measure. */
export type LossName<ME> = ME extends MaxDivergence
  ? 'epsilon'
  : ME extends ZeroConcentratedDivergence
    ? 'rho'
    : ME extends Approximate<infer M>
      ? `${M extends MaxDivergence ? 'epsilon' : 'rho'} and delta`
      : ME extends GaussianDP
        ? 'mu'
        : ME extends RenyiDivergence
          ? 'Rényi divergence'
          : ME extends PrivacyLossDistribution
            ? 'privacy loss distributions'
            : ME extends FDP
              ? 'trade-off functions'
              : 'rho';

/**
 * The name of a measure's loss.
 *
 * @example
 * lossName(maxDivergence); // => 'epsilon'
 */
export function lossName(measure: Measure): LossName<Measure> {
  switch (measure.kind) {
    case 'maxDivergence':
      return 'epsilon';
    case 'zeroConcentratedDivergence':
      return 'rho';
    case 'approximate':
      return measure.of.kind === 'maxDivergence' ? 'epsilon and delta' : 'rho and delta';
    case 'gaussianDP':
      return 'mu';
    case 'renyiDivergence':
      return 'Rényi divergence';
    case 'privacyLossDistribution':
      return 'privacy loss distributions';
    case 'fDP':
      return 'trade-off functions';
  }
}
