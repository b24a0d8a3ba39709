/** A value in JSON. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One step as data; `step` names its constructor, the other keys are its parameters, numbers as exact decimals. */
export interface StepJson {
  readonly step: string;
  readonly [parameter: string]: Json;
}

/** A pipeline in JSON; readers accept every version up to their own. */
export interface PipelineJson {
  readonly format: 'discreet/pipeline';
  readonly version: 1;
  readonly steps: readonly StepJson[];
}
