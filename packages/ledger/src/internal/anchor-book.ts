import { DiscreetError } from '@discreet/core';
import type { Anchor, AnchorRecord } from '../anchor.ts';
import type { AccountRow, LedgerTransaction } from '../ledger-engine.ts';
import { termsOf } from './history.ts';
import { hasAnchor } from './has-anchor.ts';

/** What one opening of a ledger knows of its anchors: those that go furthest, and how to add to them. */
export interface AnchorBook {
  /** Reads what was added since, by other processes too. */
  readonly refresh: () => Promise<void>;
  /** the furthest of each account: one, unless histories have forked */
  readonly furthest: () => readonly AnchorRecord[];
  /** Throws `BehindAnchor` where a store lacks what the furthest anchors of these accounts say it had. */
  readonly check: (transaction: LedgerTransaction, names: readonly AccountRow[]) => Promise<void>;
  readonly knows: (account: string) => boolean;
  /** Anchors where these accounts stand, unless they are anchored that far. */
  readonly keep: (rows: readonly AccountRow[]) => Promise<void>;
}

/** What is said of an account whose store is older than its anchors. */
export function behind(account: string): DiscreetError {
  return new DiscreetError({
    tag: 'BehindAnchor',
    where: 'ledger',
    rule: `account '${account}' lacks what its anchors say it had: an old copy was restored, or its end was cut off; recover() charges the gap`,
  });
}

/** Opens the anchors of a ledger. */
export function anchorBook(anchor: Anchor): AnchorBook {
  const known = new Map<string, Map<string, AnchorRecord>>();
  const named = new Set<string>();
  let read = 0;
  let reading: Promise<void> | undefined;
  const note = (record: AnchorRecord): void => {
    if (record.created !== undefined) named.add(record.account);
    const [before] = known.get(record.account)?.values() ?? [];
    if (before === undefined || before.seq < record.seq)
      known.set(record.account, new Map([[record.head, record]]));
    else if (before.seq === record.seq) known.get(record.account)?.set(record.head, record);
  };
  const recordsOf = (account: string): readonly AnchorRecord[] => [
    ...(known.get(account)?.values() ?? []),
  ];
  const readOn = async (): Promise<void> => {
    const fresh = await anchor.records(read);
    fresh.forEach(note);
    read += fresh.length;
  };
  return Object.freeze({
    refresh: () => {
      // requests that come together read together
      reading ??= readOn().finally(() => {
        reading = undefined;
      });
      return reading;
    },
    furthest: () => [...known.keys()].flatMap(recordsOf),
    knows: (account: string) => known.has(account),
    check: async (transaction: LedgerTransaction, rows: readonly AccountRow[]) => {
      for (const { name, seq, head } of rows)
        for (const record of recordsOf(name))
          if (
            (record.seq !== seq || record.head !== head) &&
            !(await hasAnchor(transaction, record))
          )
            throw behind(name);
    },
    keep: async (rows: readonly AccountRow[]) => {
      const fresh = rows
        .filter((row) => {
          const [at] = recordsOf(row.name);
          return at === undefined || at.seq < row.seq || !named.has(row.name);
        })
        .map((row): AnchorRecord => {
          const { name, seq, head, spent } = row;
          // once is enough; where the first was lost in a crash it is made up for
          const created = named.has(name) ? {} : { created: termsOf(row) };
          return { account: name, seq, head, spent, ...created };
        });
      await anchor.append(fresh);
      fresh.forEach(note);
    },
  });
}
