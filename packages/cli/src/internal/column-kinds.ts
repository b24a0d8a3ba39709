import type { Atom } from '@discreet/core';
import { CommandError } from '../command-error.ts';
import type { OwnerColumn } from '../owner-schema.ts';
import { oneLine } from './one-line.ts';
import { Unfit } from './row.ts';

/** What a column of a binary file holds; `nothing` where all of it is missing. */
export type ColumnKind = 'number' | 'text' | 'boolean' | 'nothing';

/** A column of a binary file: what it holds, or the name of a type that no schema has. */
export interface FileColumn {
  readonly name: string;
  readonly kind: ColumnKind | undefined;
  /** the type as the file's format names it */
  readonly type: string;
}

const wanted: Readonly<Record<Atom['kind'], ColumnKind>> = {
  real: 'number',
  integer: 'number',
  text: 'text',
  category: 'text',
  boolean: 'boolean',
};

/** Refuses a file whose columns are not those of the schema, before any row is read. */
export function checkColumns(
  path: string,
  columns: readonly OwnerColumn[],
  held: readonly FileColumn[],
): void {
  for (const { name, domain } of columns) {
    const misfit = (rule: string): CommandError =>
      new CommandError('Misfit', `${path}, column '${oneLine(name)}': ${rule}`);
    const [column, second] = held.filter((one) => one.name === name);
    if (column === undefined) throw misfit('the file has no such column');
    if (second !== undefined) throw misfit('the file has the column twice');
    const { kind, type } = column;
    if (kind === undefined)
      throw misfit(`its type ${type} is none that a schema has: write it as text or as a number`);
    if (kind !== 'nothing' && kind !== wanted[domain.kind])
      throw misfit(`its type ${type} does not hold what the schema says, ${domain.kind}`);
  }
}

/** The columns of a file that the schema does not have. */
export function othersOf(
  columns: readonly OwnerColumn[],
  held: readonly FileColumn[],
): readonly string[] {
  const known = new Set(columns.map(({ name }) => name));
  return held.map(({ name }) => name).filter((name) => !known.has(name));
}

const largest = BigInt(Number.MAX_SAFE_INTEGER);

/** A whole number of 64 bits in its column: as it is, or its nearest double in a column of real numbers. */
export function wholeNumber(domain: Atom, value: bigint): unknown {
  return domain.kind === 'integer' && (value > largest || value < -largest)
    ? new Unfit('the whole number must be within 2^53')
    : Number(value);
}
