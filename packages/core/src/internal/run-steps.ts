import { DiscreetError } from '@discreet/numeric';
import { printKind } from '../print.ts';

/** Applies steps in order; what is no step is refused by its place. */
export function runSteps(where: string, pipeline: unknown, steps: readonly unknown[]): unknown {
  let result = pipeline;
  steps.forEach((step, index) => {
    if (typeof step !== 'function')
      throw new DiscreetError({
        tag: 'StepMismatch',
        where,
        rule: `step ${index + 1} must be a step such as clamp(lower, upper)`,
        received: printKind(step),
      });
    result = Reflect.apply(step, undefined, [result]);
  });
  return result;
}
