import { DiscreetError, type Rational } from '@discreet/numeric';

/** Refuses a parameter that is not positive; `where` and `name` are the caller's words. */
export function checkPositive(where: string, name: string, value: Rational): void {
  if (value.sign() > 0) return;
  throw new DiscreetError({
    tag: 'InvalidParameter',
    where,
    rule: `${name} must be > 0`,
    received: value.toString(),
  });
}
