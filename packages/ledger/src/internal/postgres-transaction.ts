import type { AccountRow, LedgerTransaction } from '../ledger-engine.ts';
import { pageSize } from './page-size.ts';
import { type PostgresClient, rowsOf } from './postgres-client.ts';
import { accountOf, entryOf, requestOf, type Row } from './rows.ts';

/** Locks accounts in the order of their names, so that no two transactions wait for one another, and reads them. */
export async function lockAccounts(
  client: PostgresClient,
  schema: string,
  names: readonly string[],
): Promise<readonly AccountRow[]> {
  const sql = `select * from ${schema}.account where name = any($1) order by name for update`;
  return rowsOf(await client.query(sql, [[...names]])).flatMap((row) => accountOf(row) ?? []);
}

/** The primitives of a transaction that has begun on a client. `locked` are rows that it holds locked and has read already. */
export function postgresTransaction(
  client: PostgresClient,
  schema: string,
  locked: readonly AccountRow[],
): LedgerTransaction {
  const fresh = new Map(locked.map((row) => [row.name, row]));
  const all = async (sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
    rowsOf(await client.query(sql, [...values]));
  const run = async (sql: string, ...values: readonly unknown[]): Promise<void> => {
    await client.query(sql, [...values]);
  };
  return {
    account: async (name) => {
      const known = fresh.get(name);
      if (known !== undefined) return known;
      return accountOf((await all(`select * from ${schema}.account where name = $1`, name))[0]);
    },
    accounts: async () =>
      (await all(`select * from ${schema}.account order by name`)).flatMap(
        (row) => accountOf(row) ?? [],
      ),
    insertAccount: (a) =>
      run(
        `insert into ${schema}.account (name, parent, dataset, unit, d_in, filter, spent, seq, head, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        ...[a.name, a.parent ?? null, a.dataset, a.unit, a.dIn, a.filter, a.spent, a.seq, a.head],
        a.state,
      ),
    updateAccount: (a) => {
      fresh.delete(a.name);
      return run(
        `update ${schema}.account set spent = $1, seq = $2, head = $3, state = $4 where name = $5`,
        ...[a.spent, a.seq, a.head, a.state, a.name],
      );
    },
    entry: async (account, seq) =>
      entryOf(
        (
          await all(
            `select * from ${schema}.entry where account = $1 and seq = $2`,
            ...[account, seq],
          )
        )[0],
      ),
    entries: async (account, from) =>
      (
        await all(
          `select * from ${schema}.entry where account = $1 and seq >= $2 order by seq limit ${pageSize}`,
          ...[account, from],
        )
      ).flatMap((row) => entryOf(row) ?? []),
    insertEntry: (e) =>
      run(
        `insert into ${schema}.entry (account, seq, prev, hash, at, actor, kind, body) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        ...[e.account, e.seq, e.prev, e.hash, e.at, e.actor, e.kind, e.body],
      ),
    request: async (account, key) =>
      requestOf(
        (
          await all(
            `select * from ${schema}.request where account = $1 and key = $2`,
            ...[account, key],
          )
        )[0],
      ),
    requests: async (account, after) =>
      (
        await all(
          `select * from ${schema}.request where account = $1 and key > $2 order by key limit ${pageSize}`,
          ...[account, after],
        )
      ).flatMap((row) => requestOf(row) ?? []),
    insertRequest: (r) =>
      run(
        `insert into ${schema}.request (account, key, fingerprint, state, charge, answer, reserve_seq, commit_seq, lease_owner, lease_until) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        ...[r.account, r.key, r.fingerprint, r.state, r.charge, r.answer ?? null, r.reserveSeq],
        ...[r.commitSeq ?? null, r.leaseOwner, r.leaseUntil],
      ),
    updateRequest: (r) =>
      run(
        `update ${schema}.request set state = $1, answer = $2, commit_seq = $3 where account = $4 and key = $5`,
        ...[r.state, r.answer ?? null, r.commitSeq ?? null, r.account, r.key],
      ),
  };
}
