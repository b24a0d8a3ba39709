import { type Atom, category, DiscreetError, print, proved } from '@discreet/core';

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
      // not its kind: it may be a row with a column of that name
      received: print(value),
    });
  // labels may come from an object that somebody made by hand: checked, copied and frozen
  return kind === 'category'
    ? category(proved<['']>(Reflect.get(Object(value), 'labels')))
    : proved<Atom>(Object.freeze({ kind }));
}
