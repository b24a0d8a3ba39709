import type { ElementDomain } from '@discreet/core';

/** How many members a domain has, where they are few; infinite where nobody would list them. */
export function memberCount(element: ElementDomain): number {
  switch (element.kind) {
    case 'boolean':
      return 2;
    case 'category':
      return element.labels.length;
    case 'interval':
      return Number(element.grid.upper - element.grid.lower) + 1;
    case 'row':
      return Object.values(element.columns).reduce((all, atom) => all * memberCount(atom), 1);
    default:
      return Infinity;
  }
}
