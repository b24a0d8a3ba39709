export { planFast } from './fast-plan.ts';
export type { GridClamp, GridData } from './grid-clamp.ts';
export { centredInteger } from './js-kernel.ts';
export { makeSumAccumulator } from './sum-accumulator.ts';
export type { SumAccumulator } from './sum-accumulator.ts';
export { makeSumKernel } from './sum-kernel.ts';
export type { Moments, SumEngine, SumKernel } from './sum-kernel.ts';
