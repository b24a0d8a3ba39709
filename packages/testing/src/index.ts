export type { CheckOptions, CheckReport, CheckWitness } from './check-report.ts';
export {
  checkLawExactly,
  type LawDeparture,
  type LawOptions,
  type LawReport,
} from './check-law-exactly.ts';
export {
  checkMechanismExactly,
  type Mechanism,
  type MechanismOptions,
  type MechanismReport,
  type MechanismWitness,
  type PrivacyClaim,
  type TellingEvent,
} from './check-mechanism-exactly.ts';
export {
  checkLawStatistically,
  type FitOptions,
  type FitReport,
} from './check-law-statistically.ts';
export { checkMeasurementStatistically } from './check-measurement-statistically.ts';
export { checkPrivacyExactly } from './check-privacy-exactly.ts';
export { checkPrivacyStatistically } from './check-privacy-statistically.ts';
export { checkStability } from './check-stability.ts';
export { type ChiSquare, chiSquare, upperGamma } from './chi-square.ts';
export {
  compareSamples,
  type ComparisonOptions,
  type ComparisonReport,
} from './compare-samples.ts';
export { datasets } from './datasets.ts';
export { type EnumerationLimits, type ExactLaw, enumerateEntropy } from './enumerate-entropy.ts';
export { exactAnswer } from './exact-answer.ts';
export { members, type MemberOptions, misfits } from './members.ts';
export { type NeighbourPair, neighbours } from './neighbours.ts';
export { printOutcome } from './print-outcome.ts';
export { type EntropyRecorder, recordedEntropy, recordEntropy } from './recorded-entropy.ts';
export {
  type ParameterOptions,
  type ParameterReport,
  type Parameters,
  type ParameterSpace,
  type ParameterWitness,
  searchParameters,
} from './search-parameters.ts';
export { seededEntropy } from './seeded-entropy.ts';
export { type NoiseSampler, simulate } from './simulate.ts';
export type { SamplingOptions, StatisticalReport, TestedEvent } from './statistical-report.ts';
export type {
  Departure,
  EnumeratedLaw,
  LossBound,
  PrivacyOptions,
  PrivacyReport,
} from './privacy-report.ts';
export type { SimulatedMeasurement } from '@discreet/core';
export { playPair, playPairAsync, type PlayPairOptions } from './play-pair.ts';
export type {
  Leak,
  PairPlay,
  PlayedCall,
  PlayReport,
  PlayWitness,
  Program,
  RowsOf,
} from './play-report.ts';
export { type PlaySource, recordPlay, recordPlayAsync } from './record-play.ts';
export { releases } from './releases.ts';
export { checkComposedMaps } from './check-composed-maps.ts';
export { checkMapLaws } from './check-map-laws.ts';
export type { BrokenLaw, MetamorphicOptions, MetamorphicReport } from './metamorphic-report.ts';
export { type LawfulMap, lawfulMap } from './lawful-map.ts';
export type { Account, Accountant } from './accountant.ts';
export { checkAccountantLaws } from './check-accountant-laws.ts';
export { checkNoiseFamily, type NoiseFamily, type NoiseMember } from './check-noise-family.ts';
export { checkTransformation } from './check-transformation.ts';
export { checkMeasurement } from './check-measurement.ts';
export type { MechanismCheck } from './mechanism-check.ts';
export { ClaimRefuted, type Refutation } from './claim-refuted.ts';
