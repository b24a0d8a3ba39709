import { type Atom, category, DiscreetError, fieldOf, printKind, proved } from '@discreet/core';

const kinds = ['real', 'integer', 'text', 'boolean', 'category'];

/** The domain of a single value, checked at run time. */
export function checkAtom(value: unknown, where: string, name: string): Atom {
  const kind = fieldOf(value, 'kind');
  if (typeof kind !== 'string' || !kinds.includes(kind))
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: `${name} must be real, integer, text, boolean or category(labels)`,
      // not what it holds: it may be a row, or a field of one
      received: printKind(value),
    });
  // labels may come from an object that somebody made by hand: checked, copied and frozen
  return kind === 'category'
    ? category(proved<['']>(fieldOf(value, 'labels')))
    : proved<Atom>(Object.freeze({ kind }));
}
