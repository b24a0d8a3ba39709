import { DiscreetError } from '@discreet/core';

/** SQLite's primary result codes; the extended ones have them in their lowest byte. */
const codes = {
  ...{ busy: 5, locked: 6, readOnly: 8, disk: 10, corrupt: 11, full: 13 },
  ...{ cannotOpen: 14, constraint: 19, notDatabase: 26 },
} as const;

const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;

const refusal = (tag: 'Locked' | 'NotSupported' | 'LedgerCorrupt', rule: string): DiscreetError =>
  new DiscreetError({ tag, where: 'ledger', rule });

/** What SQLite's failure means; its own text may hold rows and is not repeated. What is none of SQLite's stays what it is. */
export function storeFailure(error: unknown, patience: number): unknown {
  switch (codeOf(error)) {
    case undefined:
      return error;
    case codes.busy:
    case codes.locked:
      return refusal(
        'Locked',
        `another process has been writing to the file for more than ${patience} ms`,
      );
    case codes.readOnly:
    case codes.cannotOpen:
      return refusal('NotSupported', 'the file must be one that can be written');
    case codes.full:
      return refusal('NotSupported', 'the disk must have room');
    case codes.disk:
      return refusal('NotSupported', 'the disk must be readable and writable');
    case codes.corrupt:
    case codes.notDatabase:
      return refusal('LedgerCorrupt', 'the file is no database, or a damaged one');
    case codes.constraint:
      return refusal('LedgerCorrupt', 'the rows contradict one another');
    default:
      return refusal('NotSupported', 'the database must work');
  }
}

/** The same for a failure of `commit`: where the disk failed, a later recovery of the file may still find the transaction. */
export function commitFailure(error: unknown, patience: number): unknown {
  const code = codeOf(error);
  return code === codes.disk || code === codes.full
    ? new DiscreetError({
        tag: 'OutcomeUnknown',
        where: 'ledger',
        rule:
          code === codes.full
            ? 'the disk is full, and it is not known whether the transaction was kept: ask again under the same key'
            : 'the disk failed, and it is not known whether the transaction was kept: ask again under the same key',
      })
    : storeFailure(error, patience);
}
