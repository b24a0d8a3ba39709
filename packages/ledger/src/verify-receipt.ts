import { chargeOf, openReleasable } from '@discreet/composition';
import { type AnyMeasurement, DiscreetError } from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import { digest } from './internal/digest.ts';
import { encodeAnswer } from './internal/encode-answer.ts';
import { bodyOf, entryHash } from './internal/history.ts';
import { openAccount } from './internal/open-account.ts';
import { requestFingerprint } from './internal/request-fingerprint.ts';
import type { Queryable } from './ledger.ts';
import type { LedgerEngine } from './ledger-engine.ts';
import type { Receipt } from './receipt.ts';

/** What somebody says that a receipt stands for. */
export interface ReceiptClaim {
  readonly receipt: Receipt;
  readonly query: AnyMeasurement | Queryable;
  readonly answer: unknown;
  /** the snapshot: its owner's version, and its random name where it has one */
  readonly version: string;
  readonly snapshot?: string;
}

const answerHash = (answer: unknown): string | undefined => {
  try {
    return digest(encodeAnswer(answer));
  } catch {
    return undefined;
  }
};

/**
 * Compares a receipt with what it is said to stand for, and with the ledger that gave it.
 *
 * **Contract** None is wrong exactly where the ledger's account charged this query over this snapshot under the receipt's key, and kept this answer in
 * the entry that the receipt names. It reads; it charges and releases nothing. The signature is another matter: `isSigned`.
 * **Errors** whatever the engine refuses, and what `openReleasable` refuses of the query.
 */
export async function verifyReceipt(
  engine: LedgerEngine,
  { receipt, query, answer, version, snapshot = '' }: ReceiptClaim,
): Promise<readonly string[]> {
  const { account, key, seq, head, fingerprint } = receipt;
  const open = openReleasable(query, 'verifyReceipt');
  const [row, request, entry] = await engine.transact(
    [],
    async (transaction) =>
      [
        await transaction.account(account),
        await transaction.request(account, key),
        await transaction.entry(account, seq),
      ] as const,
  );
  const hash = answerHash(answer);
  const problems: string[] = hash === receipt.answer ? [] : ['the answer is another one'];
  if (row === undefined) return [...problems, 'the ledger has no such account'];
  const charge = chargeOf(openAccount(row).filter, open.measure, open.map(row.dIn));
  const asked = E.isLeft(charge)
    ? undefined
    : requestFingerprint({
        ...{ query: open.fingerprint(), version, snapshot },
        ...{ dIn: row.dIn, charge: charge.right },
      });
  if (asked !== fingerprint) problems.push('the receipt is for another question or snapshot');
  if (request === undefined) return [...problems, 'the ledger has no request under this key'];
  if (request.fingerprint !== fingerprint || request.commitSeq !== seq)
    problems.push('the ledger has another request under this key');
  if (entry?.kind !== 'commit' || entry.hash !== head || entryHash(entry) !== head)
    return [...problems, 'the ledger has another entry in this place'];
  let kept: unknown;
  let keptKey: unknown;
  try {
    ({ answer: kept, key: keptKey } = bodyOf(entry));
  } catch (error) {
    if (!(error instanceof DiscreetError)) throw error;
  }
  if (kept !== receipt.answer || keptKey !== key) problems.push('the entry keeps another answer');
  return problems;
}
