import type { Rational } from '@discreet/numeric';

/*
 * A privacy event says what a mechanism did to the data: which noise, which sampling, how often. It says nothing about the data. Events are frozen data, made by
 * the constructors beside this file, which check every number; accountants fold over them.
 */

/** Nothing was released. */
export interface NoOpEvent {
  readonly kind: 'noOp';
}
/** The data themselves were released. */
export interface NonPrivateEvent {
  readonly kind: 'nonPrivate';
}
/** Something happened that has no description here: every accountant refuses it. */
export interface UnsupportedEvent {
  readonly kind: 'unsupported';
}
/** Any mechanism that is (epsilon, delta)-DP. */
export interface EpsilonDeltaEvent {
  readonly kind: 'epsilonDelta';
  readonly epsilon: Rational;
  readonly delta: Rational;
}
/** Any mechanism whose Rényi divergence of order a is at most xi + rho a, for all a > 1. */
export interface ZeroConcentratedEvent {
  readonly kind: 'zeroConcentrated';
  readonly rho: Rational;
  readonly xi: Rational;
}
/** Continuous Gaussian noise of a standard deviation of `noiseMultiplier` sensitivities. */
export interface GaussianEvent {
  readonly kind: 'gaussian';
  readonly noiseMultiplier: Rational;
}
/** Continuous Gaussian noise, rounded to the grid that the exact result is on: no more is seen than of the Gaussian itself. */
export interface RoundedGaussianEvent {
  readonly kind: 'roundedGaussian';
  readonly noiseMultiplier: Rational;
}
/** Gaussian noise on the integers, P(x) in proportion to exp(-x^2 / (2 sigma^2)), in each of `dimension` coordinates. */
export interface DiscreteGaussianEvent {
  readonly kind: 'discreteGaussian';
  readonly sigma: Rational;
  /** the L2 sensitivity of the vector of integers */
  readonly sensitivity: Rational;
  readonly dimension: Rational;
}
/** Continuous Laplace noise of a scale of `noiseMultiplier` sensitivities. */
export interface LaplaceEvent {
  readonly kind: 'laplace';
  readonly noiseMultiplier: Rational;
}
/** Laplace noise on the integers, P(x) in proportion to exp(-|x| / scale). */
export interface DiscreteLaplaceEvent {
  readonly kind: 'discreteLaplace';
  readonly scale: Rational;
  readonly sensitivity: Rational;
}
/** Gaussian noise around a random one of several shifts, chosen secretly. */
export interface MixtureOfGaussiansEvent {
  readonly kind: 'mixtureOfGaussians';
  readonly standardDeviation: Rational;
  readonly sensitivities: readonly Rational[];
  readonly probabilities: readonly Rational[];
}
/** The exponential mechanism, and whatever else has a privacy loss of range epsilon. */
export interface ExponentialMechanismEvent {
  readonly kind: 'exponentialMechanism';
  readonly epsilon: Rational;
}
/** Permute-and-flip. */
export interface PermuteAndFlipEvent {
  readonly kind: 'permuteAndFlip';
  readonly epsilon: Rational;
}
/** With probability `noise` one of `buckets` values, uniformly; else the true one. */
export interface RandomizedResponseEvent {
  readonly kind: 'randomizedResponse';
  readonly noise: Rational;
  readonly buckets: Rational;
}
/** Continuous Gaussian noise on a Poisson sample that is cut to at most `batchSize` records. */
export interface TruncatedSubsampledGaussianEvent {
  readonly kind: 'truncatedSubsampledGaussian';
  readonly datasetSize: Rational;
  readonly samplingProbability: Rational;
  readonly batchSize: Rational;
  readonly noiseMultiplier: Rational;
}
/** An event on a sample into which each record comes on its own, with the same probability; the sample is fresh and stays secret. */
export interface PoissonSampledEvent {
  readonly kind: 'poissonSampled';
  readonly samplingProbability: Rational;
  readonly event: PrivacyEvent;
}
/** An event on a uniform sample of a fixed size. */
export interface SampledWithoutReplacementEvent {
  readonly kind: 'sampledWithoutReplacement';
  readonly datasetSize: Rational;
  readonly sampleSize: Rational;
  readonly event: PrivacyEvent;
}
/** An event on `sampleSize` draws from the data, with replacement. */
export interface SampledWithReplacementEvent {
  readonly kind: 'sampledWithReplacement';
  readonly datasetSize: Rational;
  readonly sampleSize: Rational;
  readonly event: PrivacyEvent;
}
/** Prefix sums by a tree of Gaussian sums, each record in one step of one tree. */
export interface TreeAggregationEvent {
  readonly kind: 'treeAggregation';
  readonly noiseMultiplier: Rational;
  /** how many steps each tree has */
  readonly stepCounts: readonly Rational[];
}
/** A banded matrix mechanism, each of whose rounds samples from a part of the data of its own. */
export interface BandedMatrixFactorizationEvent {
  readonly kind: 'bandedMatrixFactorization';
  readonly noiseMultiplier: Rational;
  readonly iterations: Rational;
  readonly bands: Rational;
  /** the probability with which a record of the round's part is sampled */
  readonly samplingProbability: Rational;
}
/** The best answer of a random number of runs; only that one is seen. */
export interface RepeatAndSelectEvent {
  readonly kind: 'repeatAndSelect';
  readonly event: PrivacyEvent;
  /** the mean number of runs */
  readonly mean: Rational;
  /** of the truncated negative binomial law; or Poisson */
  readonly shape: Rational | 'poisson';
}
/** Several events on the same data, each of which may depend on the answers before it. */
export interface ComposedEvent {
  readonly kind: 'composed';
  readonly events: readonly PrivacyEvent[];
}
/** An event `count` times. */
export interface SelfComposedEvent {
  readonly kind: 'selfComposed';
  readonly event: PrivacyEvent;
  readonly count: bigint;
}

/** What a mechanism did to the data, as far as privacy depends on it. */
export type PrivacyEvent =
  | NoOpEvent
  | NonPrivateEvent
  | UnsupportedEvent
  | EpsilonDeltaEvent
  | ZeroConcentratedEvent
  | GaussianEvent
  | RoundedGaussianEvent
  | DiscreteGaussianEvent
  | LaplaceEvent
  | DiscreteLaplaceEvent
  | MixtureOfGaussiansEvent
  | ExponentialMechanismEvent
  | PermuteAndFlipEvent
  | RandomizedResponseEvent
  | TruncatedSubsampledGaussianEvent
  | PoissonSampledEvent
  | SampledWithoutReplacementEvent
  | SampledWithReplacementEvent
  | TreeAggregationEvent
  | BandedMatrixFactorizationEvent
  | RepeatAndSelectEvent
  | ComposedEvent
  | SelfComposedEvent;

/** An event that is not made of others by composition. */
export type LeafEvent = Exclude<
  PrivacyEvent,
  ComposedEvent | SelfComposedEvent | NoOpEvent | BandedMatrixFactorizationEvent
>;
