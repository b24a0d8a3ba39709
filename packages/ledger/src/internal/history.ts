import { DiscreetError } from '@discreet/core';
import type { AccountRow, EntryKind, EntryRow, LedgerTransaction } from '../ledger-engine.ts';
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import { digest } from './digest.ts';

/** The head of an account that has no entry yet. */
export const noHead: string = '0'.repeat(64);

/** Who writes, and by what clock. */
export interface Writer {
  readonly actor: string;
  readonly now: () => Date;
}

/** The hash of an entry: of all that it holds and of the one before it. */
export function entryHash(entry: Omit<EntryRow, 'hash'>): string {
  const { account, seq, prev, at, actor, kind, body } = entry;
  return digest('discreet-ledger/v1', account, String(seq), prev, at, actor, kind, body);
}

/** What was fixed when an account was created, as its first entry and its anchor say it. */
export function termsOf({ parent, dataset, unit, dIn, filter }: AccountRow): string {
  return canonicalJson({ parent: parent ?? null, dataset, unit, dIn, filter });
}

/** What every entry says besides its own: how the account stands after it. */
export interface Standing {
  readonly spent: string;
  readonly state: AccountRow['state'];
}

/**
 * Appends an entry to an account and moves the account to what the entry says.
 *
 * Every entry holds a digest of the account's terms too, so that its row cannot be given another capacity or another account above.
 *
 * `seq` may be given where a history goes on beyond what the store has, after a restoration.
 */
export async function append(
  transaction: LedgerTransaction,
  writer: Writer,
  account: AccountRow,
  kind: EntryKind,
  standing: Partial<Standing>,
  body: Readonly<Record<string, JsonValue>>,
  seq: number = account.seq + 1,
): Promise<AccountRow> {
  const { spent = account.spent, state = account.state } = standing;
  const unhashed = {
    account: account.name,
    seq,
    prev: account.head,
    at: writer.now().toISOString(),
    actor: writer.actor,
    kind,
    body: canonicalJson({ ...body, spent, state, terms: digest(termsOf(account)) }),
  };
  const hash = entryHash(unhashed);
  await transaction.insertEntry({ ...unhashed, hash });
  const moved: AccountRow = { ...account, spent, state, seq, head: hash };
  await transaction.updateAccount(moved);
  return moved;
}

/** A store whose rows contradict its history. */
export const corrupt = (account: string, rule: string): DiscreetError =>
  new DiscreetError({ tag: 'LedgerCorrupt', where: `account '${account}'`, rule });

/** The body of an entry as an object. */
export function bodyOf(entry: EntryRow): Readonly<Record<string, unknown>> {
  let body: unknown;
  try {
    body = JSON.parse(entry.body);
  } catch {
    body = undefined;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw corrupt(entry.account, `entry ${entry.seq} has no body`);
  return { ...body };
}

/** Refuses an account whose row is not what its last entry says. */
export async function checkHead(
  transaction: LedgerTransaction,
  account: AccountRow,
): Promise<void> {
  const last = await transaction.entry(account.name, account.seq);
  if (last === undefined) throw corrupt(account.name, 'the last entry is missing');
  const { spent, state, terms } = bodyOf(last);
  if (last.hash !== account.head || entryHash(last) !== last.hash)
    throw corrupt(account.name, 'the last entry is not the one that the account names');
  if (spent !== account.spent || state !== account.state)
    throw corrupt(account.name, 'the account does not stand where its last entry says');
  if (terms !== digest(termsOf(account)))
    throw corrupt(account.name, 'the account has other terms than it was created with');
}
