import { DiscreetError, type IntervalGrid, openDataset } from '@discreet/core';
import type { OpenDataset } from './row-wise.ts';

/** A pipeline of clamped numbers with its grid, or why it is none: for sums and means. */
export function clampedColumn(
  pipeline: unknown,
  where: string,
): { readonly open: OpenDataset; readonly grid: IntervalGrid } {
  const open = openDataset(pipeline, where, 'works on rows');
  const { element } = open.outputDomain;
  if (element.kind !== 'interval')
    throw new DiscreetError({
      tag: 'StepMismatch',
      where,
      rule:
        element.kind === 'real' || element.kind === 'integer'
          ? 'needs bounded values: put clamp(lower, upper) before it'
          : 'works on numbers',
      received: element.kind,
    });
  return { open, grid: element.grid };
}
