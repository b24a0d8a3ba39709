export { type CalibratedNoise, calibrateNoise, type NoiseTarget } from './calibrate-noise.ts';
export type { EventAccountant } from './event-accountant.ts';
export type { NeighbouringRelation } from './event-relation.ts';
export type {
  BandedMatrixFactorizationEvent,
  ComposedEvent,
  DiscreteGaussianEvent,
  DiscreteLaplaceEvent,
  EpsilonDeltaEvent,
  ExponentialMechanismEvent,
  GaussianEvent,
  LaplaceEvent,
  LeafEvent,
  MixtureOfGaussiansEvent,
  NonPrivateEvent,
  NoOpEvent,
  PermuteAndFlipEvent,
  PoissonSampledEvent,
  PrivacyEvent,
  RandomizedResponseEvent,
  RepeatAndSelectEvent,
  RoundedGaussianEvent,
  SampledWithoutReplacementEvent,
  SampledWithReplacementEvent,
  SelfComposedEvent,
  TreeAggregationEvent,
  TruncatedSubsampledGaussianEvent,
  UnsupportedEvent,
  ZeroConcentratedEvent,
} from './event.ts';
export {
  bandedMatrixFactorizationEvent,
  composedEvent,
  repeatAndSelectEvent,
  selfComposedEvent,
  treeAggregationEvent,
} from './event-composition.ts';
export { eventFromJson, type EventJson, eventToJson } from './event-json.ts';
export {
  epsilonDeltaEvent,
  exponentialMechanismEvent,
  nonPrivateEvent,
  noOpEvent,
  permuteAndFlipEvent,
  randomizedResponseEvent,
  unsupportedEvent,
  zeroConcentratedEvent,
} from './event-loss.ts';
export {
  discreteGaussianEvent,
  type DiscreteGaussianParameters,
  discreteLaplaceEvent,
  type DiscreteLaplaceParameters,
  gaussianEvent,
  laplaceEvent,
  mixtureOfGaussiansEvent,
  type MixtureParameters,
  type NoiseMultiplier,
  roundedGaussianEvent,
} from './event-noise.ts';
export {
  type FixedSizeSample,
  poissonSampledEvent,
  sampledWithoutReplacementEvent,
  sampledWithReplacementEvent,
  truncatedSubsampledGaussianEvent,
} from './event-sampling.ts';
export { type PldAccountant, pldAccountant } from './pld-accountant.ts';
export { type RdpAccountant, rdpAccountant } from './rdp-accountant.ts';
export { addOrRemoveOne, type Guarantee, replaceOne } from './guarantee.ts';
export { amplify, type AmplificationCheck } from './amplify.ts';
export { type BatchBound, type BatchItem, type BatchTheorem } from './batch-bound.ts';
export { batchClosedForms, type ClosedForms } from './batch-closed-forms.ts';
export { batchOptimal } from './batch-optimal.ts';
export { bestBatch } from './best-batch.ts';
export { boundedRange } from './bounded-range.ts';
export { calibrateGaussian } from './calibrate-gaussian.ts';
export {
  convert,
  type ConversionCheck,
  type ConversionPoint,
  type Conversions,
} from './convert.ts';
export {
  type ApproximateCurve,
  type ApproximateZeroConcentratedCurve,
  type Curve,
  type CurveKind,
  type CurveOf,
  type DiscreteGaussianCurve,
  type DiscreteLaplaceCurve,
  type DivergingCurve,
  type GaussianCurve,
  type LaplaceCurve,
  type PureCurve,
  type RandomizedResponseCurve,
  type RenyiCurve,
  type RenyiPoint,
  type RenyiTerm,
  type ZeroConcentratedCurve,
} from './curve.ts';
export { curveFromJson } from './curve-from-json.ts';
export {
  type CurveFieldJson,
  type CurveFieldsJson,
  type CurveJson,
  curveToJson,
} from './curve-to-json.ts';
export {
  approximateCurve,
  approximateZeroConcentratedCurve,
  discreteGaussianCurve,
  discreteLaplaceCurve,
  gaussianCurve,
  laplaceCurve,
  pureCurve,
  randomizedResponseCurve,
  zeroConcentratedCurve,
} from './curves.ts';
export { deltaAt } from './delta-at.ts';
export { divergenceAt } from './divergence-at.ts';
export { epsilonAt } from './epsilon-at.ts';
export { groupCurve, type GroupedCurve } from './group-curve.ts';
export { type KindCheck } from './kind-check.ts';
export { noiseAccuracy, type NoiseAccuracy } from './noise-accuracy.ts';
export { noiseVariance } from './noise-variance.ts';
export { type Parameter } from './parameter.ts';
export { renyiPoints } from './renyi-curve.ts';
export { renyiPointEpsilon } from './renyi-point-epsilon.ts';
export {
  type FixedSizeSampler,
  fixedSizeSampler,
  type PoissonSampler,
  poissonSampler,
  type Sampler,
  type ShuffledBatches,
  shuffledBatches,
  type Shuffler,
  shuffler,
} from './sampler.ts';
export { shufflingClosedForm } from './shuffling-closed-form.ts';
export { shufflingDelta } from './shuffling-delta.ts';
export { shufflingEpsilon } from './shuffling-epsilon.ts';
export {
  type CompositionRow,
  compositionSeries,
  type RepeatedEvent,
} from './composition-series.ts';
export { logGrid, type LogGrid } from './log-grid.ts';
export { type ProfileRow, profileSeries } from './profile-series.ts';
export { type SumCheck, sumCurves, type SummedCurve } from './sum-curves.ts';
export { type NoiseSweep, sweep, type SweepRange, type SweepRow } from './sweep.ts';
export {
  bunSteinkeEpsilon,
  bunSteinkeRho,
  classicalGaussianSigma,
  mironovEpsilon,
} from './textbook-bounds.ts';
export { tradeOffAt, type TradeOffCurve } from './trade-off-at.ts';
export { type TradeOffGrid, type TradeOffRow, tradeOffSeries } from './trade-off-series.ts';
