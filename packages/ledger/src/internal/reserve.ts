import { type Amounts, amountsToJson } from '@discreet/composition';
import { DiscreetError } from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { AccountRow, LedgerTransaction, RequestRow } from '../ledger-engine.ts';
import type { AnchorBook } from './anchor-book.ts';
import { canonicalJson } from './canonical-json.ts';
import { append, checkHead, type Writer } from './history.ts';
import { type Kept, keptUnder } from './kept.ts';
import type { Lease } from './lease.ts';
import { lineOf, type OpenAccount, openAccount } from './open-account.ts';

/** What is to be charged, for whom, under which key. */
export interface Reservation {
  readonly account: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly charge: Amounts;
}

/** A reservation that may be drawn for, or the request that stands under its key already. */
export type Reserved =
  { readonly kind: 'reserved' } | { readonly kind: 'replay'; readonly kept: Kept };

const refuse = (
  tag: 'Conflict' | 'Burned' | 'Pending' | 'Expired' | 'Suspended' | 'Overspent',
  account: string,
  rule: string,
): E.Either<DiscreetError, never> =>
  E.left(new DiscreetError({ tag, where: `account '${account}'`, rule }));

/** What a key that was used before gives. A reservation whose process is gone is burned on the way. */
const again = async (
  transaction: LedgerTransaction,
  writer: Writer,
  lease: Lease,
  line: readonly AccountRow[],
  request: RequestRow,
  fingerprint: string,
): Promise<E.Either<DiscreetError, Reserved>> => {
  const { account, key, state } = request;
  if (request.fingerprint !== fingerprint)
    return refuse('Conflict', account, 'this key was used for another request');
  switch (state) {
    case 'committed':
      return E.right({ kind: 'replay', kept: await keptUnder(transaction, request, line) });
    case 'expired':
      return refuse('Expired', account, 'the answer under this key was removed');
    case 'reserved': {
      // one of this very opening is dead: it does not ask for the same key twice at once
      if (request.leaseOwner !== lease.owner && lease.isLive(request))
        return refuse('Pending', account, 'the request under this key is still being answered');
      const [leaf] = line;
      await transaction.updateRequest({ ...request, state: 'burned' });
      if (leaf !== undefined) await append(transaction, writer, leaf, 'burn', {}, { key });
      return refuse('Burned', account, 'this key was charged and its draw is lost: use a new key');
    }
    case 'burned':
    case 'failed':
      return refuse('Burned', account, 'this key was charged and its draw is lost: use a new key');
  }
};

/**
 * Charges a request to its account and to all above it, or says why not.
 *
 * **Contract** Either all of them are charged and the request stands as reserved, or nothing is changed (but for a dead reservation under the
 * same key, which is burned). Run in one transaction.
 */
export async function reserve(
  transaction: LedgerTransaction,
  writer: Writer,
  lease: Lease,
  book: AnchorBook,
  { account, key, fingerprint, charge }: Reservation,
): Promise<E.Either<DiscreetError, Reserved>> {
  const rows = await lineOf(transaction, account);
  for (const row of rows) await checkHead(transaction, row);
  // a store that was rolled back under a running process is found before it is charged again
  await book.check(transaction, rows);
  const before = await transaction.request(account, key);
  if (before !== undefined) return again(transaction, writer, lease, rows, before, fingerprint);
  const decided: (readonly [OpenAccount, Amounts])[] = [];
  for (const row of rows) {
    if (row.state !== 'open')
      return refuse(
        'Suspended',
        account,
        row.state === 'closed' ? 'the account is closed' : 'the account waits for its operator',
      );
    const open = openAccount(row);
    const next = open.filter.decide(open.spent, charge);
    if (O.isNone(next))
      return refuse(
        'Overspent',
        account,
        row.name === account
          ? 'the request costs more than is left'
          : 'the request costs more than is left in an account above',
      );
    decided.push([open, next.value]);
  }
  const line: AccountRow[] = [];
  const charged = amountsToJson(charge);
  for (const [{ row }, spent] of decided)
    line.push(
      await append(
        transaction,
        writer,
        row,
        'reserve',
        { spent: canonicalJson(amountsToJson(spent)) },
        { key, fingerprint, charge: charged, origin: account },
      ),
    );
  await transaction.insertRequest({
    account,
    key,
    fingerprint,
    state: 'reserved',
    charge: canonicalJson(charged),
    answer: undefined,
    reserveSeq: line[0]?.seq ?? 0,
    commitSeq: undefined,
    leaseOwner: lease.owner,
    leaseUntil: lease.until(),
  });
  return E.right({ kind: 'reserved' });
}
