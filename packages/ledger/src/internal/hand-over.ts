import type { DiscreetError } from '@discreet/core';
import { LedgerError } from '../ledger-error.ts';
import type { EntryRow, LedgerTransaction, RequestRow } from '../ledger-engine.ts';
import type { ReleasePoint } from '../ledger-options.ts';
import type { Receipt } from '../receipt.ts';
import type { Signer } from '../signer.ts';
import type { AnchorBook } from './anchor-book.ts';
import { digest } from './digest.ts';
import { bodyOf, corrupt, entryHash } from './history.ts';
import { lineOf } from './open-account.ts';

/** What is kept under a key, as it may leave. */
export interface Kept {
  readonly bytes: string;
  readonly receipt: Receipt;
}

const receiptOf = (
  request: RequestRow,
  { seq, hash }: EntryRow,
  bytes: string,
  signer: Signer | undefined,
): Receipt => {
  const unsigned = {
    format: 'discreet/receipt',
    version: 1,
    account: request.account,
    key: request.key,
    seq,
    head: hash,
    fingerprint: request.fingerprint,
    answer: digest(bytes),
  } as const;
  return Object.freeze(
    signer === undefined ? unsigned : { ...unsigned, signature: signer.sign(unsigned) },
  );
};

/** Why a request's row is not what its history says was kept; nothing where it is. */
const contradiction = (request: RequestRow, commit: EntryRow): DiscreetError | undefined => {
  const { kind, seq } = commit;
  const { key, fingerprint, answer } = bodyOf(commit);
  return kind === 'commit' &&
    entryHash(commit) === commit.hash &&
    seq === request.commitSeq &&
    key === request.key &&
    fingerprint === request.fingerprint &&
    answer === digest(request.answer ?? '')
    ? undefined
    : corrupt(request.account, 'the answer under this key is not the one that was kept');
};

/** What handing over needs of its ledger. */
export interface HandOverParts {
  readonly transact: <T>(
    locks: readonly string[],
    work: (transaction: LedgerTransaction) => Promise<T>,
  ) => Promise<T>;
  readonly book: AnchorBook;
  readonly signer: Signer | undefined;
  readonly at: (point: ReleasePoint) => Promise<void>;
}

/**
 * Takes what is kept under a key out of the store, and not out of memory, and anchors it.
 *
 * **Contract** What it gives is what the history says was kept; the store has all that is anchored, by whichever process; and the head is anchored, also where the
 * process that kept the answer never came to that.
 */
export async function handOver(
  { transact, book, signer, at }: HandOverParts,
  account: string,
  key: string,
): Promise<Kept> {
  // anchors first and the store second: a head is anchored only after it is in the store
  await book.refresh();
  const [request, commit, line] = await transact([], async (transaction) => {
    const row = await transaction.request(account, key);
    const entry =
      row?.commitSeq === undefined ? undefined : await transaction.entry(account, row.commitSeq);
    const rows = await lineOf(transaction, account);
    await book.check(transaction, rows);
    return [row, entry, rows] as const;
  });
  if (request?.answer === undefined)
    throw new LedgerError(
      'Expired',
      `account '${account}'`,
      'the answer under this key was removed',
      key,
    );
  if (commit === undefined) throw corrupt(account, 'the entry of the answer is missing');
  const wrong = contradiction(request, commit);
  if (wrong !== undefined) throw wrong;
  await book.keep(line);
  await at('anchored');
  return { bytes: request.answer, receipt: receiptOf(request, commit, request.answer, signer) };
}
