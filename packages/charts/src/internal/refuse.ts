import { DiscreetError, print } from '@discreet/core';

/** The refusal of what cannot be drawn. */
export function refusal(where: string, rule: string, received?: unknown): DiscreetError {
  return new DiscreetError({
    tag: 'InvalidParameter',
    where,
    rule,
    ...(received === undefined ? {} : { received: print(received) }),
  });
}
