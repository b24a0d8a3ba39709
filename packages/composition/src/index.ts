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
export { chargeOf } from './charge-of.ts';
export { filterFromJson } from './filter-from-json.ts';
export type { Concurrency, FilterJson, FilterKernel, FilterKind } from './filter-kernel.ts';
export { type GaussianCapacity, gaussianFilter } from './gaussian-filter.ts';
export { type PureCapacity, pureFilter } from './pure-filter.ts';
export { type RenyiCapacity, renyiFilter } from './renyi-filter.ts';
export { type RenyiOrdersCapacity, renyiOrdersFilter } from './renyi-orders-filter.ts';
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
