import { DiscreetError, print } from '@discreet/core';
import { Rational } from '@discreet/numeric';

/** An order of Rényi divergence: any rational > 1. */
export function renyiOrder(where: string, order: Rational): Rational {
  if (Rational.one.lessThan(order)) return order;
  throw new DiscreetError({
    tag: 'InvalidParameter',
    where,
    rule: 'order must be > 1',
    received: print(order),
  });
}
