import {
  type AnyTransformation,
  type DatasetDomain,
  type ElementDomain,
  type OpenTransformation,
  type StageMaker,
  type StepJson,
} from '@discreet/core';
import { makeTransformation } from '@discreet/core/construction';

/** A dataset pipeline, opened by a step. */
export type OpenDataset = OpenTransformation & { readonly outputDomain: DatasetDomain };

/** The stages of a pipeline with nothing left pending. */
export function allStages(open: OpenTransformation): readonly StageMaker[] {
  const { stages, pending } = open.execution;
  return pending === undefined ? stages : [...stages, pending];
}

/**
 * A pipeline with one more step that makes one element of each.
 *
 * Such a step keeps every dataset metric: a row of the output is a function of one row of the input, so a row added, removed or changed
 * there is at most one row added, removed or changed here. The map stays as it is.
 */
export function rowWise(
  open: OpenDataset,
  element: ElementDomain,
  json: StepJson,
  stage: StageMaker,
): AnyTransformation {
  return makeTransformation({
    ...open,
    outputDomain: Object.freeze({ ...open.outputDomain, element }),
    steps: [...open.steps, json],
    execution: { stages: [...allStages(open), stage] },
  });
}
