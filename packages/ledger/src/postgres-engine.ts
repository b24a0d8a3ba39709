import { DiscreetError } from '@discreet/core';
import { openSchema } from './internal/open-schema.ts';
import {
  commandOf,
  type PostgresClient,
  type PostgresPool,
  rowsOf,
} from './internal/postgres-client.ts';
import {
  isRolledBack,
  mayRunAgain,
  outcomeUnknown,
  postgresFailure,
} from './internal/postgres-failure.ts';
import { openingStatements, postgresTransaction } from './internal/postgres-transaction.ts';
import type { LedgerEngine, LedgerTransaction, WantedRequest } from './ledger-engine.ts';

export type { PostgresClient, PostgresPool } from './internal/postgres-client.ts';

/** Where the tables are. */
export interface PostgresOptions {
  /** a pool of the package `pg`; whoever made it ends it */
  readonly pool: PostgresPool;
  /** the schema of the tables, made if it is not there; 'discreet' unless it is given */
  readonly schema?: string;
}

/** how often a transaction is run that the server could not keep */
const most = 6;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

// of a session, so asked in each transaction: another user of the pool may have changed it
const settings = `select current_setting('synchronous_commit') as synchronous_commit, current_setting('fsync') as fsync,
  current_setting('full_page_writes') as full_page_writes, pg_is_in_recovery() as standby`;

const durable: Readonly<Record<string, readonly unknown[]>> = {
  synchronous_commit: ['on', 'remote_apply'],
  fsync: ['on'],
  full_page_writes: ['on'],
  standby: [false],
};

const checkDurable = (result: unknown): void => {
  const [row] = rowsOf(result, 1);
  for (const [name, allowed] of Object.entries(durable))
    if (!allowed.includes(row?.[name]))
      throw new DiscreetError({
        tag: 'NotSupported',
        where: 'postgresEngine',
        rule: `${name} must be ${allowed.map(String).join(' or ')}: a charge must outlast a power cut`,
        received: String(row?.[name]),
      });
};

const ignore = (): void => undefined;

/**
 * A ledger's rows in PostgreSQL, for ledgers that several machines share.
 *
 * Serialisable because it is strict two-phase locking: every row belongs to one account, and whoever writes for an account has locked the account's row
 * since before it first read it. Locks are taken in the order of names, so none waits in a circle. What only reads sees one snapshot, which
 * holds with each transaction all that it depends on.
 *
 * **Contract** As `LedgerEngine`. `synchronous_commit`, `fsync` and `full_page_writes` are read back in every transaction, and a standby is refused. A transaction
 * that the server rolled back is run again, which draws nothing; one whose commit was not answered is `OutcomeUnknown`.
 * **Errors** `NotSupported` where the server is not durable, not reachable or not writable. `Locked` where others hold the accounts for too long. `OutcomeUnknown`.
 * **Cost** One flush of the server's log and two ways there and back for each transaction, however many requests share it.
 * **Source** PostgreSQL documentation, 13.3 Explicit locking, 13.2.1 Read committed isolation level, 19.5 Write ahead log,
 * https://www.postgresql.org/docs/current/explicit-locking.html
 */
export async function postgresEngine(options: PostgresOptions): Promise<LedgerEngine> {
  const { pool, schema = 'discreet' } = options;
  if (typeof schema !== 'string' || !/^[a-z_][a-z0-9_]{0,59}$/.test(schema))
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'postgresEngine',
      rule: 'schema must have 1 to 60 small letters, digits and _, the first no digit',
      received: typeof schema,
    });
  // a client that is idle when the server dies says so to its pool, and a pool that nobody listens to ends the process
  if (pool.listenerCount('error') === 0) pool.on('error', ignore);

  /** Lends a client for one piece of work. One on which the server or the connection failed is not used again. */
  const lend = async <T>(work: (client: PostgresClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    client.on('error', ignore);
    try {
      const result = await work(client);
      client.off('error', ignore);
      client.release();
      return result;
    } catch (error) {
      // one that is thrown away may fail once more, so it keeps its listener
      let broken = !(error instanceof DiscreetError) || error._tag === 'OutcomeUnknown';
      try {
        if (!broken) await client.query('rollback');
      } catch {
        broken = true;
      }
      if (!broken) client.off('error', ignore);
      client.release(broken);
      throw error;
    }
  };

  const commit = async (client: PostgresClient, writes: string | undefined): Promise<void> => {
    let command: unknown;
    try {
      // sent together: where a statement fails, those after it are not run
      command = commandOf(
        await client.query(writes === undefined ? 'commit' : `${writes}; commit`),
      );
    } catch (error) {
      throw isRolledBack(error) ? error : outcomeUnknown();
    }
    // the server answers a commit of what it has given up with the other word, and with no error
    if (command !== 'COMMIT')
      throw new DiscreetError({
        tag: 'NotSupported',
        where: 'ledger',
        rule: 'the database must keep what it has taken',
        received: String(command),
      });
  };

  const once = <T>(
    locks: readonly string[],
    work: (transaction: LedgerTransaction) => Promise<T>,
    wanted: readonly WantedRequest[],
  ): Promise<T> =>
    lend(async (client) => {
      const reads = locks.length === 0;
      const level = reads ? 'repeatable read, read only' : 'read committed';
      const begin = `begin isolation level ${level}; ${settings}`;
      const opened = await client.query(
        reads ? begin : `${begin}; ${openingStatements(schema, locks, wanted)}`,
      );
      checkDurable(opened);
      const { transaction, writes } = postgresTransaction(
        client,
        schema,
        ...([reads ? [] : wanted, reads ? undefined : opened] as const),
      );
      const result = await work(transaction);
      await commit(client, writes());
      return result;
    });

  const repeated = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (tries >= most || !mayRunAgain(error)) throw postgresFailure(error);
        await pause(10 * 2 ** tries);
      }
    }
  };

  await repeated(() => lend((client) => openSchema(client, schema)));
  await repeated(() => once([], () => Promise.resolve(), []));
  return Object.freeze({
    kind: 'postgres' as const,
    transact: <T>(
      locks: readonly string[],
      work: (transaction: LedgerTransaction) => Promise<T>,
      wanted: readonly WantedRequest[] = [],
    ): Promise<T> => repeated(() => once(locks, work, wanted)),
    close: () => Promise.resolve(),
  });
}
