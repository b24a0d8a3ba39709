import { DiscreetError } from '@discreet/core';
import type {
  AccountRow,
  EntryKind,
  EntryRow,
  RequestRow,
  RequestState,
} from '../ledger-engine.ts';

/** A row as a database gives it. */
export type Row = Readonly<Record<string, unknown>>;

const corrupt = (column: string): DiscreetError =>
  new DiscreetError({
    tag: 'LedgerCorrupt',
    where: 'ledger',
    rule: `column ${column} does not hold what the ledger writes there`,
  });

const text = (row: Row, column: string): string => {
  const value = row[column];
  if (typeof value !== 'string') throw corrupt(column);
  return value;
};

const optionalText = (row: Row, column: string): string | undefined =>
  row[column] === null ? undefined : text(row, column);

/** whole numbers come as numbers, or as text from a database that has wider ones */
const whole = (row: Row, column: string): number => {
  const value = row[column];
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw corrupt(column);
  return number;
};

const oneOf = <T extends string>(row: Row, column: string, known: readonly T[]): T => {
  const value = text(row, column);
  const found = known.find((one) => one === value);
  if (found === undefined) throw corrupt(column);
  return found;
};

const entryKinds: readonly EntryKind[] = [
  ...(['create', 'reserve', 'commit', 'fail', 'burn'] as const),
  ...(['suspend', 'resume', 'expire', 'restored'] as const),
];
const requestStates: readonly RequestState[] = [
  'reserved',
  'committed',
  'failed',
  'burned',
  'expired',
];

/** An account's row, checked. */
export function accountOf(row: Row | undefined): AccountRow | undefined {
  if (row === undefined) return undefined;
  return {
    name: text(row, 'name'),
    parent: optionalText(row, 'parent'),
    dataset: text(row, 'dataset'),
    unit: text(row, 'unit'),
    dIn: text(row, 'd_in'),
    filter: text(row, 'filter'),
    spent: text(row, 'spent'),
    seq: whole(row, 'seq'),
    head: text(row, 'head'),
    state: oneOf(row, 'state', ['open', 'suspended', 'closed']),
  };
}

/** An entry's row, checked. */
export function entryOf(row: Row | undefined): EntryRow | undefined {
  if (row === undefined) return undefined;
  return {
    account: text(row, 'account'),
    seq: whole(row, 'seq'),
    prev: text(row, 'prev'),
    hash: text(row, 'hash'),
    at: text(row, 'at'),
    actor: text(row, 'actor'),
    kind: oneOf(row, 'kind', entryKinds),
    body: text(row, 'body'),
  };
}

/** A request's row, checked. */
export function requestOf(row: Row | undefined): RequestRow | undefined {
  if (row === undefined) return undefined;
  return {
    account: text(row, 'account'),
    key: text(row, 'key'),
    fingerprint: text(row, 'fingerprint'),
    state: oneOf(row, 'state', requestStates),
    charge: text(row, 'charge'),
    answer: optionalText(row, 'answer'),
    reserveSeq: whole(row, 'reserve_seq'),
    commitSeq: row['commit_seq'] === null ? undefined : whole(row, 'commit_seq'),
    leaseOwner: text(row, 'lease_owner'),
    leaseUntil: whole(row, 'lease_until'),
  };
}
