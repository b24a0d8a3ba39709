import { DiscreetError, print } from '@discreet/core';
import { hidden, type Hidden } from './hidden.ts';

/** How a failure is told to its operator. */
export interface OperatorPart {
  readonly tell: (cause: unknown, query: string) => void;
}

export const operatorParts: Hidden<OperatorPart> = hidden();

/** An operator that `operator` made, or none where none is given: a failure then suspends for good. */
export function openOperator(value: unknown, where: string): object | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || operatorParts.of(value) === undefined)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: 'operator must be one that operator() made',
      received: print(value),
    });
  return value;
}
