import { type Atom, contains } from '@discreet/core';
import type { OwnerSchema } from '../owner-schema.ts';
import type { DataReader, ReadRow } from './row.ts';
import { Unfit } from './row.ts';

/** A place where the data do not fit; it holds no value of them. */
export interface Misfit {
  /** a line of a text, a row of a binary file */
  readonly line: number;
  /** '' for the row as a whole */
  readonly column: string;
  readonly rule: string;
}

/** What only the owner may see. */
export interface CheckedRows {
  readonly rows: number;
  readonly missing: Readonly<Record<string, number>>;
  readonly notFinite: Readonly<Record<string, number>>;
  /** how many places do not fit */
  readonly count: number;
  /** the first of them */
  readonly misfits: readonly Misfit[];
}

const ruleOf = (domain: Atom, value: unknown, keepMissing: boolean): string | undefined => {
  if (value instanceof Unfit) return value.rule;
  if (value === null || value === undefined || Number.isNaN(value))
    return keepMissing || (Number.isNaN(value) && contains(domain, value))
      ? undefined
      : 'a value is missing';
  if (contains(domain, value)) return undefined;
  switch (domain.kind) {
    case 'category':
      return 'the value must be one of the declared labels';
    case 'integer':
      return 'the value must be a whole number within 2^53';
    case 'real':
      return 'the value must be a number';
    case 'text':
      return 'the value must be a text';
    case 'boolean':
      return 'the value must be true or false';
  }
};

/**
 * Checks rows against their owner's schema, and hands on those that fit until the first that does not.
 *
 * **Contract** No misfit exactly where `ingest` of the library takes the rows: NaN is a member of columns of numbers, and null is refused unless
 * the schema keeps missing values. All misfits are counted, the first `most` are named.
 */
export async function checkRows(
  reader: DataReader,
  { columns, keepMissing, size }: OwnerSchema,
  most: number,
  keep: (values: readonly unknown[]) => void | Promise<void>,
): Promise<CheckedRows> {
  const misfits: Misfit[] = [];
  const missing = new Map<string, number>();
  const notFinite = new Map<string, number>();
  let [rows, count] = [0, 0];
  const refuse = (line: number, column: string, rule: string): void => {
    count += 1;
    if (misfits.length < most) misfits.push({ line, column, rule });
  };
  const check = ({ line, values }: Extract<ReadRow, { readonly kind: 'row' }>): void => {
    for (const [i, { name, domain }] of columns.entries()) {
      const value = values[i];
      const rule = ruleOf(domain, value, keepMissing);
      if (rule !== undefined) refuse(line, name, rule);
      else if (value === null || value === undefined || Number.isNaN(value))
        missing.set(name, (missing.get(name) ?? 0) + 1);
      else if (typeof value === 'number' && !Number.isFinite(value))
        notFinite.set(name, (notFinite.get(name) ?? 0) + 1);
    }
  };
  let last = 0;
  for await (const row of reader.rows) {
    rows += 1;
    last = row.line;
    if (row.kind === 'misfit') refuse(row.line, '', row.rule);
    else {
      check(row);
      const writing = count === 0 ? keep(row.values) : undefined;
      if (writing !== undefined) await writing;
    }
  }
  if (size !== undefined && size !== rows)
    refuse(last, '', `the data must have the declared ${size} rows, they have ${rows}`);
  return {
    rows,
    missing: Object.fromEntries(missing),
    notFinite: Object.fromEntries(notFinite),
    count,
    misfits,
  };
}
