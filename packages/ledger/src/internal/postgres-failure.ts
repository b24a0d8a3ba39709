import { DiscreetError } from '@discreet/core';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Serialisation failures and deadlocks: the server has rolled the transaction back, and asks to try it again. */
const isConflict = (code: string): boolean => code === '40001' || code === '40P01';

/** Two transactions that both made the same row, such as an account: the second finds it when it tries again. */
const isTaken = (code: string): boolean => code === '23505';

/** The server went away, goes away, or comes up: class 57P of its codes, class 08, and those of sockets. */
const isGone = (error: unknown): boolean => {
  const code = codeOf(error);
  return (
    code.startsWith('57P') ||
    code.startsWith('08') ||
    code === '53300' ||
    /^E[A-Z]+$/.test(code) ||
    (error instanceof Error && code === '' && /connection|timeout|client/i.test(error.message))
  );
};

/** Whether a transaction that failed before its commit may be run again. It drew nothing. */
export function mayRunAgain(error: unknown): boolean {
  if (error instanceof DiscreetError) return false;
  return isConflict(codeOf(error)) || isTaken(codeOf(error)) || isGone(error);
}

/**
 * Whether the server has said that it rolled back what was sent with a commit: it refused a row, a right, a lock or room for it. All else leaves open what it did:
 * a lost connection, and a server that stops, which may come after the commit.
 */
export function isRolledBack(error: unknown): boolean {
  return /^(?:22|23|25|40|42|53|55|P0)/.test(codeOf(error));
}

/** What is said of a commit that was sent and not answered. */
export function outcomeUnknown(): DiscreetError {
  return new DiscreetError({
    tag: 'OutcomeUnknown',
    where: 'ledger',
    rule: 'the connection was lost while a transaction was committed, and it is not known whether it was kept: ask again under the same key',
  });
}

const refusal = (tag: 'Locked' | 'NotSupported' | 'LedgerCorrupt', rule: string): DiscreetError =>
  new DiscreetError({ tag, where: 'ledger', rule });

/** What the server's failure means; its own text may hold rows and is not repeated. What is no failure of a server stays what it is. */
export function postgresFailure(error: unknown): unknown {
  const code = codeOf(error);
  if (error instanceof DiscreetError) return error;
  if (isConflict(code) || code === '55P03' || code === '57014')
    return refusal('Locked', 'other transactions have kept the accounts for too long');
  if (isGone(error)) return refusal('NotSupported', 'the database must be reachable');
  if (code.startsWith('23')) return refusal('LedgerCorrupt', 'the rows contradict one another');
  if (code === '25006')
    return refusal('NotSupported', 'the database must be one that can be written');
  if (code.startsWith('53')) return refusal('NotSupported', 'the database must have room');
  if (code.startsWith('42'))
    return refusal('NotSupported', 'the role must be able to use the tables of the ledger');
  return /^[0-9A-Z]{5}$/.test(code)
    ? refusal('NotSupported', `the database must work (${code})`)
    : error;
}
