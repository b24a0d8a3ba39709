import type { StepJson } from '@discreet/core';
import type { MemberOptions } from '../members.ts';

/** The numbers and strings that stand in a pipeline's steps: bounds, edges, labels. Rows at and beside them are the ones to try. */
export function publicValues(steps: readonly StepJson[]): Pick<MemberOptions, 'near' | 'words'> {
  const near = new Set<number>();
  const words = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'number') near.add(value);
    else if (typeof value === 'string') {
      const number = Number(value);
      if (value !== '' && Number.isFinite(number)) near.add(number);
      else words.add(value);
    } else if (typeof value === 'object' && value !== null) {
      Object.entries(value).forEach(([key, inner]) => {
        if (key !== 'step') visit(inner);
      });
    }
  };
  for (const step of steps) visit(step);
  return { near: [...near].slice(0, 12), words: [...words].slice(0, 12) };
}
