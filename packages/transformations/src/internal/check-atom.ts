import { type Atom, DiscreetError, print, proved } from '@discreet/core';

const kinds = ['real', 'integer', 'text', 'boolean', 'category'];

/** The domain of a single value, checked at run time. */
export function checkAtom(value: unknown, where: string, name: string): Atom {
  const kind =
    typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  if (typeof kind !== 'string' || !kinds.includes(kind))
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: `${name} must be real, integer, text, boolean or category(labels)`,
      received: typeof kind === 'string' ? kind : print(value),
    });
  return proved<Atom>(value);
}
