import { DiscreetError } from '@discreet/numeric';
import { printKind } from '../print.ts';

const isStep = (value: unknown): value is (pipeline: unknown) => unknown => {
  try {
    return typeof value === 'function' && Object.hasOwn(value, '~step');
  } catch {
    return false;
  }
};

/** Applies steps in order; what is no step is refused by its place. */
export function runSteps(where: string, pipeline: unknown, steps: readonly unknown[]): unknown {
  let result = pipeline;
  steps.forEach((step, index) => {
    if (!isStep(step))
      throw new DiscreetError({
        tag: 'StepMismatch',
        where,
        rule: `step ${index + 1} must be a step such as clamp(lower, upper)`,
        received: printKind(step),
      });
    result = step(result);
  });
  return result;
}
