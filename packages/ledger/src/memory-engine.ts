import type {
  AccountRow,
  EntryRow,
  LedgerEngine,
  LedgerTransaction,
  RequestRow,
} from './ledger-engine.ts';
import { oneAtATime } from './internal/one-at-a-time.ts';
import { pageSize } from './internal/page-size.ts';

interface Rows {
  readonly accounts: Map<string, AccountRow>;
  readonly entries: Map<string, EntryRow[]>;
  readonly requests: Map<string, Map<string, RequestRow>>;
}

const listOf = <K, V>(map: Map<K, V>, key: K, empty: () => V): V => {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = empty();
  map.set(key, made);
  return made;
};

/** A transaction that notes how to take back each of its changes. */
const transactionOn = (rows: Rows, undo: (() => void)[]): LedgerTransaction => {
  const set = <K, V>(map: Map<K, V>, key: K, value: V): void => {
    const [had, before] = [map.has(key), map.get(key)];
    undo.push(() => {
      if (had && before !== undefined) map.set(key, before);
      else map.delete(key);
    });
    map.set(key, value);
  };
  return {
    account: (name) => rows.accounts.get(name),
    accounts: () => [...rows.accounts.values()],
    insertAccount: (row) => {
      set(rows.accounts, row.name, row);
    },
    updateAccount: (row) => {
      set(rows.accounts, row.name, row);
    },
    entry: (account, seq) => rows.entries.get(account)?.find((entry) => entry.seq === seq),
    entries: (account, from) =>
      (rows.entries.get(account) ?? []).filter(({ seq }) => seq >= from).slice(0, pageSize),
    insertEntry: (row) => {
      const list = listOf(rows.entries, row.account, () => []);
      list.push(row);
      undo.push(() => {
        list.pop();
      });
    },
    request: (account, key) => rows.requests.get(account)?.get(key),
    requests: (account, after) =>
      [...(rows.requests.get(account)?.values() ?? [])]
        .filter(({ key }) => key > after)
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .slice(0, pageSize),
    insertRequest: (row) => {
      set(
        listOf(rows.requests, row.account, () => new Map()),
        row.key,
        row,
      );
    },
    updateRequest: (row) => {
      set(
        listOf(rows.requests, row.account, () => new Map()),
        row.key,
        row,
      );
    },
  };
};

/**
 * A ledger's rows in memory, for tests and for budgets that need not outlast the process.
 *
 * **Contract** As `LedgerEngine`, but for the last part: nothing outlasts the process.
 *
 * @example
 * import { memoryEngine } from '@discreet/ledger';
 * memoryEngine().kind; // => 'memory'
 */
export function memoryEngine(): LedgerEngine {
  const rows: Rows = { accounts: new Map(), entries: new Map(), requests: new Map() };
  const queue = oneAtATime();
  return Object.freeze({
    kind: 'memory' as const,
    transact: <T>(
      _locks: readonly string[],
      work: (transaction: LedgerTransaction) => Promise<T>,
    ): Promise<T> =>
      queue(async () => {
        const undo: (() => void)[] = [];
        try {
          return await work(transactionOn(rows, undo));
        } catch (error) {
          for (const back of undo.reverse()) back();
          throw error;
        }
      }),
    close: () => Promise.resolve(),
  });
}
