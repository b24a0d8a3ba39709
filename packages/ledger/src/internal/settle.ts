import { DiscreetError } from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import type { AccountRow, LedgerTransaction, RequestRow } from '../ledger-engine.ts';
import type { AnchorBook } from './anchor-book.ts';
import { digest } from './digest.ts';
import { append, checkHead, corrupt, type Writer } from './history.ts';
import { type Kept, keptUnder } from './kept.ts';
import type { Lease } from './lease.ts';
import { lineOf } from './open-account.ts';

/** A request that is to be ended, by the opening of the ledger that reserved it. */
export interface Settled {
  readonly account: string;
  readonly key: string;
  readonly fingerprint: string;
}

const burned = (account: string): E.Either<DiscreetError, never> =>
  E.left(
    new DiscreetError({
      tag: 'Burned',
      where: `account '${account}'`,
      rule: 'this key was charged and its draw is lost: use a new key',
    }),
  );

const own = (request: RequestRow | undefined, lease: Lease, fingerprint: string): boolean =>
  request?.fingerprint === fingerprint && request.leaseOwner === lease.owner;

/**
 * Keeps an answer for its reservation.
 *
 * **Contract** Right only where the reservation of this very opening stands, or the same answer is kept already (a commit whose outcome was not known
 * is tried again). Then the bytes are what every later request under the key gets.
 */
export async function commitAnswer(
  transaction: LedgerTransaction,
  writer: Writer,
  lease: Lease,
  book: AnchorBook,
  { account, key, fingerprint }: Settled,
  answer: string,
): Promise<E.Either<DiscreetError, Kept>> {
  const line = await lineOf(transaction, account);
  for (const row of line) await checkHead(transaction, row);
  await book.check(transaction, line);
  const request = await transaction.request(account, key);
  const [leaf, ...above] = line;
  if (request === undefined || leaf === undefined || !own(request, lease, fingerprint))
    return burned(account);
  if (request.state === 'committed' && request.answer === answer)
    return E.right(await keptUnder(transaction, request, line));
  if (request.state !== 'reserved') return burned(account);
  const moved = await append(
    transaction,
    writer,
    leaf,
    'commit',
    {},
    {
      key,
      fingerprint,
      answer: digest(answer),
      reserveSeq: request.reserveSeq,
    },
  );
  const kept: RequestRow = { ...request, state: 'committed', answer, commitSeq: moved.seq };
  await transaction.updateRequest(kept);
  return E.right(await keptUnder(transaction, kept, [moved, ...above]));
}

/** Ends a reservation without an answer, and suspends its account until the operator acts: whether it failed may depend on the data. */
export async function failRequest(
  transaction: LedgerTransaction,
  writer: Writer,
  lease: Lease,
  { account, key, fingerprint }: Settled,
): Promise<AccountRow> {
  const leaf = await transaction.account(account);
  const request = await transaction.request(account, key);
  if (leaf === undefined) throw corrupt(account, 'the account is gone');
  await checkHead(transaction, leaf);
  if (request?.state === 'reserved' && own(request, lease, fingerprint))
    await transaction.updateRequest({ ...request, state: 'failed' });
  const state = leaf.state === 'closed' ? 'closed' : 'suspended';
  return append(transaction, writer, leaf, 'fail', { state }, { key, fingerprint });
}
