import type { AccountRow, EntryRow, LedgerTransaction, RequestRow } from '../ledger-engine.ts';
import type { Receipt } from '../receipt.ts';
import type { Signer } from '../signer.ts';
import { digest } from './digest.ts';
import { bodyOf, corrupt, entryHash } from './history.ts';

/** What is kept under a key: the bytes, the entry that says so, and where the accounts stand that must be anchored before it leaves. */
export interface Kept {
  readonly request: RequestRow;
  readonly commit: EntryRow;
  readonly bytes: string;
  readonly line: readonly AccountRow[];
}

/**
 * What is kept under a request that was answered.
 *
 * **Contract** The bytes are what the history says was kept: its entry holds their digest, the key and the fingerprint, under its own hash.
 * **Errors** `LedgerCorrupt`
 */
export async function keptUnder(
  transaction: LedgerTransaction,
  request: RequestRow,
  line: readonly AccountRow[],
): Promise<Kept> {
  const { account, commitSeq, answer: bytes } = request;
  const commit = commitSeq === undefined ? undefined : await transaction.entry(account, commitSeq);
  if (commit === undefined || bytes === undefined)
    throw corrupt(account, 'the answer under this key, or its entry, is missing');
  const { key, fingerprint, answer } = bodyOf(commit);
  if (
    commit.kind !== 'commit' ||
    entryHash(commit) !== commit.hash ||
    key !== request.key ||
    fingerprint !== request.fingerprint ||
    answer !== digest(bytes)
  )
    throw corrupt(account, 'the answer under this key is not the one that was kept');
  return { request, commit, bytes, line };
}

/** The ledger's word for what it has kept. */
export function receiptOf({ request, commit, bytes }: Kept, signer: Signer | undefined): Receipt {
  const unsigned = {
    format: 'discreet/receipt',
    version: 1,
    account: request.account,
    key: request.key,
    seq: commit.seq,
    head: commit.hash,
    fingerprint: request.fingerprint,
    answer: digest(bytes),
  } as const;
  return Object.freeze(
    signer === undefined ? unsigned : { ...unsigned, signature: signer.sign(unsigned) },
  );
}
