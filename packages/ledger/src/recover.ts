import { type Amounts, amountsToJson, filterFromJson } from '@discreet/composition';
import * as E from 'fp-ts/lib/Either.js';
import type { AnchorRecord } from './anchor.ts';
import { canonicalJson } from './internal/canonical-json.ts';
import { type Gap, gapOf, isExcused } from './internal/gaps.ts';
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

const textOf = (json: unknown, key: string): string => {
  const value: unknown =
    typeof json === 'object' && json !== null ? Reflect.get(json, key) : undefined;
  return typeof value === 'string' ? value : '';
};

/** An account that a restored store does not have at all, as its anchor says that it was created. */
const created = (name: string, anchors: readonly AnchorRecord[]): AccountRow | undefined => {
  const record = anchors.find((one) => one.account === name && one.created !== undefined);
  if (record?.created === undefined) return undefined;
  const body: unknown = JSON.parse(record.created);
  const filter = filterFromJson(JSON.parse(textOf(body, 'filter')));
  if (E.isLeft(filter)) return undefined;
  const parent = textOf(body, 'parent');
  return {
    name,
    parent: parent === '' ? undefined : parent,
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

/** What a store lacks of the anchors of an account. */
interface Lost {
  /** the anchors that it lacks and no restoration has charged for */
  readonly lost: readonly AnchorRecord[];
  /** whether it has one that was anchored after one that it lacks: it may have gone on by itself */
  readonly crossed: boolean;
}

const compare = async (
  transaction: LedgerTransaction,
  name: string,
  anchors: readonly AnchorRecord[],
): Promise<Lost> => {
  const hashes = new Map<number, string>();
  const gaps: Gap[] = [];
  for (let from = 0, before = 0; ;) {
    const page = await transaction.entries(name, from);
    for (const entry of page) {
      hashes.set(entry.seq, entry.hash);
      const gap = entry.kind === 'restored' ? gapOf(entry, before) : undefined;
      if (gap !== undefined) gaps.push(gap);
      before = entry.seq;
    }
    const last = page.at(-1);
    if (last === undefined) break;
    from = last.seq + 1;
  }
  const isLost = (record: AnchorRecord): boolean =>
    hashes.get(record.seq) !== record.head && !isExcused(record, gaps);
  const first = anchors.findIndex(isLost);
  return {
    lost: anchors.filter(isLost),
    crossed: first >= 0 && !anchors.slice(first).every(isLost),
  };
};

const greater = (a: Amounts, b: Amounts): Amounts =>
  Object.fromEntries(
    Object.entries(a).map(([name, amount]) => {
      const other = b[name];
      return [name, other === undefined || other.lessThan(amount) ? amount : other];
    }),
  );

/**
 * Charges every account for what its anchors say it had spent and its store no longer knows.
 *
 * Every answer that left was anchored before, with what had been spent by then. So the anchored amounts cover all answers that are out, and the account
 * goes on from the greatest of them. Where an anchor contradicts the store at an entry that both could have, or the store was anchored again after one that it lacks,
 * histories may have forked: the sum of both is spent at worst, so the account is closed. So is one of which all anchors are lost.
 */
export async function recoverLedger(
  transaction: LedgerTransaction,
  writer: Writer,
  anchors: readonly AnchorRecord[],
): Promise<Recovery> {
  const restored: { readonly account: string; readonly from: number; readonly to: number }[] = [];
  const byAccount = new Map<string, AnchorRecord[]>();
  for (const record of anchors) {
    const list = byAccount.get(record.account) ?? [];
    list.push(record);
    byAccount.set(record.account, list);
  }
  for (const [name, records] of [...byAccount].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { lost, crossed } = await compare(transaction, name, records);
    const to = Math.max(0, ...lost.map(({ seq }) => seq));
    if (lost.length === 0) continue;
    await restoreLine(transaction, name, anchors);
    let row = await transaction.account(name);
    if (row === undefined) continue;
    const from = row.seq;
    const open = openAccount(row);
    let { spent } = open;
    let forked = crossed;
    for (const record of lost) {
      const said = open.filter.parseSpent(JSON.parse(record.spent));
      if (E.isRight(said)) spent = greater(spent, said.right);
      forked ||= E.isLeft(said) || record.seq <= from;
    }
    const heads = new Set(lost.filter(({ seq }) => seq === to).map(({ head }) => head));
    forked ||= heads.size > 1;
    for (const head of heads)
      row = await append(
        transaction,
        writer,
        row,
        'restored',
        {
          spent: canonicalJson(amountsToJson(spent)),
          state: forked || row.state === 'closed' ? 'closed' : row.state,
        },
        { anchor: { seq: to, head }, forked },
        Math.max(row.seq, to) + 1,
      );
    restored.push({ account: name, from, to });
  }
  for (const row of await transaction.accounts()) {
    if (byAccount.has(row.name) || row.seq <= 1 || row.state === 'closed') continue;
    await append(transaction, writer, row, 'restored', { state: 'closed' }, { anchor: null });
    restored.push({ account: row.name, from: row.seq, to: row.seq });
  }
  return Object.freeze({ restored: Object.freeze(restored) });
}
