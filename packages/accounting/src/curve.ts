import type { Rational } from '@discreet/numeric';

/** Pure differential privacy: the loss is at most epsilon. */
export interface PureCurve {
  readonly kind: 'pure';
  readonly epsilon: Rational;
}
/** (epsilon, delta)-differential privacy at one point. */
export interface ApproximateCurve {
  readonly kind: 'approximate';
  readonly epsilon: Rational;
  readonly delta: Rational;
}
/** Zero-concentrated differential privacy: D_a <= rho a at all orders a > 1. */
export interface ZeroConcentratedCurve {
  readonly kind: 'zeroConcentrated';
  readonly rho: Rational;
}
/** delta-approximate zero-concentrated differential privacy. */
export interface ApproximateZeroConcentratedCurve {
  readonly kind: 'approximateZeroConcentrated';
  readonly rho: Rational;
  readonly delta: Rational;
}
/** Rényi differential privacy: the divergence at order a is at most the sum of the terms at a. */
export interface RenyiCurve {
  readonly kind: 'renyi';
  readonly terms: readonly RenyiTerm[];
}
/** Gaussian differential privacy, as mu^2: that adds up, and is rational where mu is not. What a continuous Gaussian has, and a discrete one has not. */
export interface GaussianCurve {
  readonly kind: 'gaussian';
  readonly muSquared: Rational;
}
/** Laplace noise on the real line, for results at most `sensitivity` apart. */
export interface LaplaceCurve {
  readonly kind: 'laplace';
  readonly sensitivity: Rational;
  readonly scale: Rational;
}
/** Discrete Laplace noise, for integers at most `sensitivity` apart. */
export interface DiscreteLaplaceCurve {
  readonly kind: 'discreteLaplace';
  readonly sensitivity: Rational;
  readonly scale: Rational;
}
/** Discrete Gaussian noise, for integers at most `sensitivity` apart. It is zCDP and has its own profile; it is not Gaussian-DP. */
export interface DiscreteGaussianCurve {
  readonly kind: 'discreteGaussian';
  readonly sensitivity: Rational;
  readonly sigmaSquared: Rational;
}
/** Binary randomized response that tells the truth with the given chance, from 1/2 up to below 1. */
export interface RandomizedResponseCurve {
  readonly kind: 'randomizedResponse';
  readonly truth: Rational;
}

/** A bound on the divergence at one order, which holds at all lower orders too: divergences grow with the order. */
export interface RenyiPoint {
  readonly order: Rational;
  readonly divergence: Rational;
}

/** The curves whose Rényi divergence is known at every order. */
export type DivergingCurve =
  | PureCurve
  | ZeroConcentratedCurve
  | GaussianCurve
  | LaplaceCurve
  | DiscreteLaplaceCurve
  | RandomizedResponseCurve;

/** What the divergence of a Rényi curve is summed from. */
export type RenyiTerm =
  /** the divergence of a curve, `count` times */
  | { readonly form: 'curve'; readonly curve: DivergingCurve; readonly count: Rational }
  /** bounds at listed orders, in rising order */
  | { readonly form: 'points'; readonly points: readonly RenyiPoint[] };

/** A privacy guarantee as a value: frozen data, told apart by `kind`. All of its numbers are exact. */
export type Curve =
  | PureCurve
  | ApproximateCurve
  | ZeroConcentratedCurve
  | ApproximateZeroConcentratedCurve
  | RenyiCurve
  | GaussianCurve
  | LaplaceCurve
  | DiscreteLaplaceCurve
  | DiscreteGaussianCurve
  | RandomizedResponseCurve;

/** The names of the curves. */
export type CurveKind = Curve['kind'];
/** The curves of one kind. */
export type CurveOf<K extends CurveKind> = Extract<Curve, { readonly kind: K }>;
