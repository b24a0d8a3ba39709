export { type AmountOf, type Budget, type MeasureOf } from './budget.ts';
export { Overspent } from './overspent.ts';
export { pipelineFromJson, type PipelineReaders } from './pipeline-from-json.ts';
export { plan, type PlanSource } from './plan.ts';
export type { AnswerOf, LossOf, Plan, SimulatedPlan, Spend, TryRun } from './plan-types.ts';
