export type { Accumulator, Aggregator } from './aggregator.ts';
export { answer, coordinateCount } from './answer.ts';
export { approximate } from './approximate.ts';
export {
  type AnyMeasurement,
  type AnyPipeline,
  type AnyTransformation,
  type MeasurementOf,
  proved,
} from './any-pipeline.ts';
export {
  type Batch,
  batchLength,
  type CodeBatch,
  type ColumnBatch,
  type NumberBatch,
  type RowBatch,
  type TextBatch,
} from './batch.ts';
export { bounds, type BoundsOptions } from './bounds.ts';
export { categories, category, type Labels } from './category.ts';
export { chain } from './chain.ts';
export { changeOneDistance } from './change-one-distance.ts';
export { changeOneIdDistance } from './change-one-id-distance.ts';
export { composability, type Composability, type ComposabilityOf } from './composability.ts';
export { compose } from './compose.ts';
export { composeMaps } from './compose-maps.ts';
export { contains } from './contains.ts';
export type { Data, DataStream, Invoke } from './data.ts';
export type { Dataset } from './dataset.ts';
export { decimalGrid, type GridRequest } from './decimal-grid.ts';
export { describeDomain, describeMetric, describeStep } from './describe.ts';
export { type Distance, hasWholeDistances, isDatasetMetric, parseDistance } from './distance.ts';
export { distanceBetween, type Measured } from './distance-between.ts';
export {
  type DistanceMap,
  distanceMap,
  type MapJson,
  type MapKind,
  type MapParts,
} from './distance-map.ts';
export {
  type AggregateDomain,
  type Atom,
  type Bins,
  type Bool,
  boolean,
  type Carrier,
  type Category,
  type Columns,
  type Counts,
  type DatasetDomain,
  type Domain,
  type Element,
  type ElementDomain,
  type Grid,
  integer,
  type Integer,
  type Interval,
  type IntervalGrid,
  real,
  type Real,
  type Row,
  type SizedVector,
  text,
  type Text,
  type Vector,
} from './domain.ts';
export { elementAt } from './element-at.ts';
export { elementKey } from './element-key.ts';
export { type Encoder, makeEncoder } from './encoder.ts';
export { fieldOf } from './field-of.ts';
export { identifierKey } from './identifier-key.ts';
export { isArray } from './is-array.ts';
export { isIterable } from './is-iterable.ts';
export type {
  Add,
  Cmp,
  DivUp,
  IsLiteral,
  IsMultiple,
  IsPowerOfTen,
  IsWhole,
  Le,
  Lt,
  MaxAbs,
  Mul,
  Num,
  Sub,
} from './literal-arithmetic.ts';
export { type FoldParts, makeFold } from './make-fold.ts';
export { mapFromJson } from './map-from-json.ts';
export {
  type Approximate,
  type FDP,
  fDP,
  type GaussianDP,
  gaussianDP,
  type LossName,
  lossName,
  maxDivergence,
  type MaxDivergence,
  type Measure,
  type PrivacyLossDistribution,
  privacyLossDistribution,
  type RenyiDivergence,
  renyiDivergence,
  zeroConcentratedDivergence,
  type ZeroConcentratedDivergence,
} from './measure.ts';
export type { AccuracyOptions, Measurement, SimulatedMeasurement } from './measurement.ts';
export {
  type AbsoluteDistance,
  absoluteDistance,
  type AggregateMetric,
  type ChangeOneDistance,
  type ChangeOneIdDistance,
  type DatasetMetric,
  discreteDistance,
  type DiscreteDistance,
  hammingDistance,
  type HammingDistance,
  insertDeleteDistance,
  type InsertDeleteDistance,
  l1Distance,
  type L1Distance,
  l2Distance,
  type L2Distance,
  lInfDistance,
  type LInfDistance,
  type Metric,
  type SizedChangeOneDistance,
  type SymmetricDistance,
  type SymmetricIdDistance,
} from './metric.ts';
export type { Noise } from './noise.ts';
export { openMeasurement, type OpenMeasurement } from './open-measurement.ts';
export { openDataset, type OpenTransformation, openTransformation } from './open-transformation.ts';
export type {
  Bounds,
  OnePositive,
  Parsed,
  Positive,
  PositiveCheck,
  PositiveProps,
  Probability,
  Size,
  SizeCheck,
  Static,
} from './parsed.ts';
export type { Json, PipelineJson, StepJson } from './pipeline-json.ts';
export { isSealedPipeline } from './pipeline-seal.ts';
export { fixedSteps, pipelineJson, unregistered } from './pipeline-to-json.ts';
export { positive } from './positive.ts';
export { powerOfTen } from './power-of-ten.ts';
export { ownFields } from './own-fields.ts';
export { print, printKind } from './print.ts';
export { probability } from './probability.ts';
export { dataRefusal, isCollection, isStream, readBatches, sourceFailed } from './read-batches.ts';
export { readOptions } from './read-options.ts';
export type { Gate, Needs, NotHere } from './refusal.ts';
export { feed, feedStream, type PipelineRun, readAll, startRun, startStages } from './run.ts';
export type { ReleaseCall, ReleaseMechanism } from './release-mechanism.ts';
export { elementJson, metricJson, sameDomain, sameMetric } from './same-space.ts';
export type { Released, Simulable, Simulated, Via } from './simulable.ts';
export { size } from './size.ts';
export type { Stage, StageMaker } from './stage.ts';
export {
  type AnyStep,
  type Apply,
  type Misplaced,
  type Run,
  step,
  type Step,
  type Then,
  type TypeFunction,
} from './step.ts';
export { type Contributions, symmetricDistance } from './symmetric-distance.ts';
export { symmetricIdDistance } from './symmetric-id-distance.ts';
export type { Execution, Fold, Transformation } from './transformation.ts';
export { pipe } from 'fp-ts/lib/function.js';
export { DiscreetError, type ErrorDetail, type ErrorTag } from '@discreet/numeric';
