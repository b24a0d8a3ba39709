export { advancedFilter, type AdvancedCapacity } from './advanced-filter.ts';
export {
  type Amount,
  type Amounts,
  type AmountsJson,
  amountsToJson,
  parseAmounts,
} from './amounts.ts';
export { type ApproximateCapacity, approximateFilter } from './approximate-filter.ts';
export {
  type ApproximateZeroConcentratedCapacity,
  approximateZeroConcentratedFilter,
} from './approximate-zero-concentrated-filter.ts';
export { adaptive, type FixedLoss, type MeasureOfLoss } from './adaptive.ts';
export type { Asked, ChargedTo } from './asked.ts';
export { type AnswersOf, batch, type Joins } from './batch.ts';
export { type AnyBatch, batchFromJson } from './batch-from-json.ts';
export { chargeOf, chargeOfChild } from './charge-of.ts';
export { filterFromJson } from './filter-from-json.ts';
export type {
  Concurrency,
  FilterJson,
  FilterKernel,
  FilterKind,
  FilterMeasure,
} from './filter-kernel.ts';
export { type AtDistance, fullyAdaptive } from './fully-adaptive.ts';
export { type GaussianCapacity, gaussianFilter } from './gaussian-filter.ts';
export { odometer, type OdometerOptions } from './odometer.ts';
export { openSession, type SessionOptions } from './open-session.ts';
export { type FailureNote, operator, type Operator } from './operator.ts';
export { type CapacityIn, type Filters, privacyFilter } from './privacy-filter.ts';
export { type PureCapacity, pureFilter } from './pure-filter.ts';
export { type RenyiCapacity, renyiFilter } from './renyi-filter.ts';
export { type RenyiOrdersCapacity, renyiOrdersFilter } from './renyi-orders-filter.ts';
export type { BatchJson, QueryBatch, SimulatedBatch } from './query-batch.ts';
export type {
  Asks,
  Interactive,
  Launches,
  Odometer,
  OdometerQueryable,
  OperatedBy,
  Queryable,
  Reading,
  Rereadable,
  SimulatedInteractive,
  SimulatedOdometer,
} from './queryable.ts';
export type { Cost, Preview, Session, SimulatedSession, Split } from './session.ts';
export type { BudgetCheck, SessionBudget, SessionMeasure } from './session-budget.ts';
export type { Transcript, TranscriptEntry } from './transcript.ts';
export { openReleasable, type Releasable } from './releasable.ts';
export {
  type ZeroConcentratedCapacity,
  zeroConcentratedFilter,
} from './zero-concentrated-filter.ts';
export { type AmountOf, type Budget, type MeasureOf } from './budget.ts';
export { Overspent } from './overspent.ts';
export { pipelineFromJson, type PipelineReaders } from './pipeline-from-json.ts';
export { plan, type PlanSource } from './plan.ts';
export type { AnswerOf, LossOf, Plan, SimulatedPlan, Spend, TryRun } from './plan-types.ts';
