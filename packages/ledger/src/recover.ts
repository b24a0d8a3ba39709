import { amountsToJson, filterFromJson } from '@discreet/composition';
import * as E from 'fp-ts/lib/Either.js';
import type { AnchorRecord } from './anchor.ts';
import { canonicalJson } from './internal/canonical-json.ts';
import { append, noHead, type Writer } from './internal/history.ts';
import { openAccount } from './internal/open-account.ts';
import type { AccountRow, LedgerTransaction } from './ledger-engine.ts';

/** What a recovery did. */
export interface Recovery {
  /** the accounts that lacked entries, and up to which entry their anchors went */
  readonly restored: readonly {
    readonly account: string;
    readonly from: number;
    readonly to: number;
  }[];
}

/** For each account the anchors that go furthest: one, unless histories have forked. */
export function furthest(anchors: readonly AnchorRecord[]): readonly AnchorRecord[] {
  const found = new Map<string, Map<string, AnchorRecord>>();
  for (const record of anchors) {
    const [before] = found.get(record.account)?.values() ?? [];
    if (before === undefined || before.seq < record.seq)
      found.set(record.account, new Map([[record.head, record]]));
    else if (before.seq === record.seq) found.get(record.account)?.set(record.head, record);
  }
  return [...found.values()].flatMap((records) => [...records.values()]);
}

const field = (json: unknown, key: string): unknown =>
  typeof json === 'object' && json !== null && Object.hasOwn(json, key)
    ? Reflect.get(json, key)
    : undefined;

const textOf = (json: unknown, key: string): string => {
  const value = field(json, key);
  return typeof value === 'string' ? value : '';
};

/** An account that a restored store does not have at all, as its anchor says that it was created. */
const created = (name: string, anchors: readonly AnchorRecord[]): AccountRow | undefined => {
  const record = anchors.find((one) => one.account === name && one.created !== undefined);
  if (record?.created === undefined) return undefined;
  const body: unknown = JSON.parse(record.created);
  const filter = filterFromJson(JSON.parse(textOf(body, 'filter')));
  if (E.isLeft(filter)) return undefined;
  const parent = field(body, 'parent');
  return {
    name,
    parent: typeof parent === 'string' ? parent : undefined,
    dataset: textOf(body, 'dataset'),
    unit: textOf(body, 'unit'),
    dIn: textOf(body, 'dIn'),
    filter: textOf(body, 'filter'),
    spent: canonicalJson(amountsToJson(filter.right.nothing)),
    seq: 0,
    head: noHead,
    state: 'open',
  };
};

/** Whether the store has the furthest anchored entry of an account, or a restoration has charged for it. */
export async function hasAnchor(
  transaction: LedgerTransaction,
  { account, seq, head }: AnchorRecord,
): Promise<boolean> {
  const entry = await transaction.entry(account, seq);
  if (entry?.hash === head) return true;
  for (let from = 0; ;) {
    const page = await transaction.entries(account, from);
    const last = page.at(-1);
    if (last === undefined) return false;
    for (const { kind, body } of page) {
      const anchor = kind === 'restored' ? field(JSON.parse(body), 'anchor') : undefined;
      if (field(anchor, 'seq') === seq && field(anchor, 'head') === head) return true;
    }
    from = last.seq + 1;
  }
}

/**
 * Charges every account for what its anchors say it had spent and its store no longer knows.
 *
 * Every answer that left was anchored before, with what had been spent by then. So the anchored amount covers all answers that are out, and the account
 * goes on from the greater of the two. Where an anchor contradicts the store at an entry that both have, histories have forked: the sum of both is spent
 * at worst, so the account is closed.
 */
export async function recoverLedger(
  transaction: LedgerTransaction,
  writer: Writer,
  anchors: readonly AnchorRecord[],
): Promise<Recovery> {
  const restored: { readonly account: string; readonly from: number; readonly to: number }[] = [];
  const ordered = [...furthest(anchors)].sort((a, b) => (a.account < b.account ? -1 : 1));
  for (const record of ordered) {
    if (await hasAnchor(transaction, record)) continue;
    await restoreLine(transaction, record.account, anchors);
    const row = await transaction.account(record.account);
    if (row === undefined) continue;
    const open = openAccount(row);
    const spent = open.filter.parseSpent(JSON.parse(record.spent));
    const forked = row.seq >= record.seq;
    const charged = E.isRight(spent)
      ? Object.fromEntries(
          Object.entries(spent.right).map(([name, amount]) => {
            const here = open.spent[name];
            return [name, here?.lessThan(amount) === false ? here : amount];
          }),
        )
      : open.spent;
    await append(
      transaction,
      writer,
      row,
      'restored',
      {
        spent: canonicalJson(amountsToJson(charged)),
        state: forked || E.isLeft(spent) || row.state === 'closed' ? 'closed' : row.state,
      },
      { anchor: { seq: record.seq, head: record.head } },
      Math.max(row.seq, record.seq) + 1,
    );
    restored.push({ account: record.account, from: row.seq, to: record.seq });
  }
  return Object.freeze({ restored: Object.freeze(restored) });
}

/** Makes the row of an account that is not there, and of those above it. */
const restoreLine = async (
  transaction: LedgerTransaction,
  name: string,
  anchors: readonly AnchorRecord[],
): Promise<void> => {
  if ((await transaction.account(name)) !== undefined) return;
  const row = created(name, anchors);
  if (row === undefined) return;
  if (row.parent !== undefined) await restoreLine(transaction, row.parent, anchors);
  await transaction.insertAccount(row);
};
