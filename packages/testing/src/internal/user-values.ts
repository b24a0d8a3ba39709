import type { Atom, DatasetDomain } from '@discreet/core';

/** The domain of the column that tells users apart, where the rows have it. */
export function userColumn(domain: DatasetDomain, identifier: string): Atom | undefined {
  const { element } = domain;
  return element.kind === 'row' && Object.hasOwn(element.columns, identifier)
    ? element.columns[identifier]
    : undefined;
}

/** The users that a column can tell apart, where they are few enough to be listed; with misfits also the one whose identifier is missing. */
export function listedUsers(column: Atom, misfits: boolean): readonly unknown[] | undefined {
  const lost = misfits ? [null] : [];
  if (column.kind === 'boolean') return [false, true, ...lost];
  return column.kind === 'category' ? [...column.labels, ...lost] : undefined;
}
