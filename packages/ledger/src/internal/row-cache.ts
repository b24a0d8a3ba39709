import type { AccountRow, EntryRow, LedgerTransaction } from '../ledger-engine.ts';

/**
 * A transaction that reads each account once and writes each changed account once, at its end.
 *
 * Sound because the accounts that a transaction changes are locked for all of it. Call `flush` before it is committed.
 */
export function cacheRows(transaction: LedgerTransaction): {
  readonly cached: LedgerTransaction;
  readonly flush: () => Promise<void>;
} {
  const accounts = new Map<string, AccountRow>();
  const last = new Map<string, EntryRow>();
  const changed = new Set<string>();
  const flush = async (): Promise<void> => {
    for (const name of changed) {
      const row = accounts.get(name);
      if (row !== undefined) await transaction.updateAccount(row);
    }
    changed.clear();
  };
  return {
    flush,
    cached: {
      ...transaction,
      account: async (name) => {
        const row = accounts.get(name) ?? (await transaction.account(name));
        if (row !== undefined) accounts.set(name, row);
        return row;
      },
      accounts: async () => {
        await flush();
        return transaction.accounts();
      },
      insertAccount: async (row) => {
        await transaction.insertAccount(row);
        accounts.set(row.name, row);
      },
      updateAccount: (row) => {
        accounts.set(row.name, row);
        changed.add(row.name);
      },
      entry: async (account, seq) => {
        const known = last.get(account);
        const entry = known?.seq === seq ? known : await transaction.entry(account, seq);
        if (entry !== undefined) last.set(account, entry);
        return entry;
      },
      insertEntry: async (row) => {
        await transaction.insertEntry(row);
        last.set(row.account, row);
      },
    },
  };
}
