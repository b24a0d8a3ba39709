import { DiscreetError } from '@discreet/core';
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { oneAtATime } from './internal/one-at-a-time.ts';
import { openDatabase } from './internal/open-database.ts';
import { pageSize } from './internal/page-size.ts';
import { commitFailure, storeFailure } from './internal/store-failure.ts';
import { accountOf, entryOf, requestOf, type Row } from './internal/rows.ts';
import type { LedgerEngine, LedgerTransaction } from './ledger-engine.ts';

/** Where the database is, and how long to wait for it. */
export interface SqliteOptions {
  /** the path of the database file; it is made if it is not there */
  readonly file: string;
  /** milliseconds to wait while another process writes; 5000 unless it is given */
  readonly patience?: number;
}

type Value = string | number | null;

const rowOf = (row: Readonly<Record<string, SQLOutputValue>> | undefined): Row | undefined =>
  row === undefined ? undefined : row;

/** Statements by their text, prepared once. */
const statements = (database: DatabaseSync): ((sql: string) => StatementSync) => {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    const found = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, found);
    return found;
  };
};

const transactionOn = (database: DatabaseSync): LedgerTransaction => {
  const statement = statements(database);
  const get = (sql: string, ...values: readonly Value[]): Row | undefined =>
    rowOf(statement(sql).get(...values));
  const all = (sql: string, ...values: readonly Value[]): readonly Row[] =>
    statement(sql).all(...values);
  const run = (sql: string, ...values: readonly Value[]): void => {
    statement(sql).run(...values);
  };
  return {
    account: (name) => accountOf(get('select * from account where name = ?', name)),
    accounts: () =>
      all('select * from account order by name').flatMap((row) => accountOf(row) ?? []),
    insertAccount: (a) => {
      run(
        'insert into account (name, parent, dataset, unit, d_in, filter, spent, seq, head, state) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...[a.name, a.parent ?? null, a.dataset, a.unit, a.dIn, a.filter, a.spent, a.seq, a.head],
        a.state,
      );
    },
    updateAccount: (a) => {
      run(
        'update account set spent = ?, seq = ?, head = ?, state = ? where name = ?',
        ...[a.spent, a.seq, a.head, a.state, a.name],
      );
    },
    entry: (account, seq) =>
      entryOf(get('select * from entry where account = ? and seq = ?', account, seq)),
    entries: (account, from) =>
      all(
        `select * from entry where account = ? and seq >= ? order by seq limit ${pageSize}`,
        account,
        from,
      ).flatMap((row) => entryOf(row) ?? []),
    insertEntry: (e) => {
      run(
        'insert into entry (account, seq, prev, hash, at, actor, kind, body) values (?, ?, ?, ?, ?, ?, ?, ?)',
        ...[e.account, e.seq, e.prev, e.hash, e.at, e.actor, e.kind, e.body],
      );
    },
    request: (account, key) =>
      requestOf(get('select * from request where account = ? and key = ?', account, key)),
    requests: (account, after) =>
      all(
        `select * from request where account = ? and key > ? order by key limit ${pageSize}`,
        account,
        after,
      ).flatMap((row) => requestOf(row) ?? []),
    insertRequest: (r) => {
      run(
        'insert into request (account, key, fingerprint, state, charge, answer, reserve_seq, commit_seq, lease_owner, lease_until) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...[r.account, r.key, r.fingerprint, r.state, r.charge, r.answer ?? null, r.reserveSeq],
        ...[r.commitSeq ?? null, r.leaseOwner, r.leaseUntil],
      );
    },
    updateRequest: (r) => {
      run(
        'update request set state = ?, answer = ?, commit_seq = ? where account = ? and key = ?',
        ...[r.state, r.answer ?? null, r.commitSeq ?? null, r.account, r.key],
      );
    },
  };
};

/**
 * A ledger's rows in one SQLite file, through the module that Node brings: no server and no native dependency.
 *
 * **Contract** As `LedgerEngine`. The file is in WAL mode with `synchronous=FULL`, set and read back at every opening: a transaction is on the disk when
 * its promise resolves. Any number of processes on one machine may share it; a network file system may not hold it.
 * **Errors** `NotSupported` where Node is older than 22.13, the file cannot be made durable, or the disk is full. `Locked` where another process writes for longer than
 * `patience`. `OutcomeUnknown` where the disk failed while a transaction was committed. `LedgerCorrupt` where the file is no database any more.
 * **Cost** One flush of the disk for each transaction.
 * **Source** SQLite, Write-ahead logging, https://www.sqlite.org/wal.html; PRAGMA synchronous, https://www.sqlite.org/pragma.html#pragma_synchronous
 *
 * @example
 * import { sqliteEngine } from '@discreet/ledger';
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * const engine = await sqliteEngine({ file: join(mkdtempSync(join(tmpdir(), 'ledger-')), 'budget.db') });
 * engine.kind; // => 'sqlite'
 * await engine.close();
 */
export async function sqliteEngine(options: SqliteOptions): Promise<LedgerEngine> {
  const { file, patience = 5000 } = options;
  if (typeof file !== 'string' || file === '' || file === ':memory:')
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'sqliteEngine',
      rule: 'file must be the path of a file; memoryEngine() keeps nothing',
      received: typeof file,
    });
  if (!Number.isSafeInteger(patience) || patience < 0)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'sqliteEngine',
      rule: 'patience must be a whole number >= 0, in milliseconds',
      received: String(patience),
    });
  const database = await openDatabase(file, patience);
  const transaction = transactionOn(database);
  const queue = oneAtATime();
  const commit = (): void => {
    try {
      database.exec('commit');
    } catch (error) {
      throw commitFailure(error, patience);
    }
  };
  return Object.freeze({
    kind: 'sqlite' as const,
    transact: <T>(
      locks: readonly string[],
      work: (transaction: LedgerTransaction) => Promise<T>,
    ): Promise<T> =>
      queue(async () => {
        try {
          // one writer at a time, from its first reading on; what only reads sees one moment and waits for nobody
          database.exec(locks.length === 0 ? 'begin' : 'begin immediate');
          const result = await work(transaction);
          commit();
          return result;
        } catch (error) {
          // a commit that failed may have ended the transaction itself
          if (database.isOpen && database.isTransaction) database.exec('rollback');
          throw storeFailure(error, patience);
        }
      }),
    close: () =>
      queue(() => {
        if (database.isOpen) database.close();
        return Promise.resolve();
      }),
  });
}
