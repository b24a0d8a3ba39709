import { DiscreetError } from '@discreet/numeric';
import { proved } from './any-pipeline.ts';
import type { Json, PipelineJson, StepJson } from './pipeline-json.ts';

/** keys in one order, so that equal pipelines have equal text */
const sorted = (value: Json): Json =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, inner]) => [key, sorted(inner)]),
        )
      : value;

const fixed = (value: Json): Json =>
  Array.isArray(value)
    ? Object.freeze(value.map(fixed))
    : typeof value === 'object' && value !== null
      ? Object.freeze(
          Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fixed(inner)])),
        )
      : value;

/** A constructor that gives back the object it was handed, so that a subclass can mark that very object. */
class Given {
  constructor(object: object) {
    return object;
  }
}

/** A private mark on steps that are frozen to their last parameter, which `Object.isFrozen` cannot tell. */
class Fixed extends Given {
  readonly #fixed: boolean = true;

  static isOn(object: object): boolean {
    return #fixed in object && object.#fixed;
  }
}

const fixedStep = (step: StepJson): StepJson => {
  if (Fixed.isOn(step)) return step;
  const copy = Object.fromEntries(Object.entries(step).map(([key, inner]) => [key, fixed(inner)]));
  new Fixed(copy);
  return proved<StepJson>(Object.freeze(copy));
};

/**
 * Steps that nobody can alter, to their last parameter: explanations, JSON and fingerprints are made of them.
 *
 * **Cost** Steps that this function has made are taken as they are, so a pipeline copies each of its steps once.
 */
export function fixedSteps(steps: readonly StepJson[]): readonly StepJson[] {
  return Object.freeze(steps.map(fixedStep));
}

/** What stands for a user's function that has no id and version, and therefore no JSON form. */
export const unregistered = 'unregistered';

/**
 * The JSON of a pipeline with its format version.
 *
 * **Contract** Equal pipelines give equal text; keys are sorted.
 * **Errors** A pipeline with a user's function that is not registered has no JSON form and throws a `DiscreetError` with the tag
 * `NotSerialisable`.
 */
export function pipelineJson(steps: readonly StepJson[]): PipelineJson {
  for (const step of steps)
    if (step['function'] === unregistered)
      throw new DiscreetError({
        tag: 'NotSerialisable',
        where: 'toJSON',
        rule: `the function in ${step.step}() must be registered with an id and a version`,
        received: 'a plain function',
      });
  return {
    format: 'discreet/pipeline',
    version: 1,
    steps: steps.map((step) => proved<StepJson>(sorted(step))),
  };
}
