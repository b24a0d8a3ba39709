import type {
  AccountRow,
  EntryRow,
  LedgerTransaction,
  RequestRow,
  WantedRequest,
} from '../ledger-engine.ts';
import { pageSize } from './page-size.ts';
import { literal, type PostgresClient, rowsOf } from './postgres-client.ts';
import { accountOf, entryOf, requestOf, type Row } from './rows.ts';

const nameOf = (account: string, key: string | number): string => JSON.stringify([account, key]);

/** A row as the database names its columns. */
const entryColumns = (row: EntryRow): Row => ({ ...row });
const requestColumns = (row: RequestRow): Row => ({
  ...{ account: row.account, key: row.key, fingerprint: row.fingerprint, state: row.state },
  ...{ charge: row.charge, answer: row.answer ?? null, reserve_seq: row.reserveSeq },
  ...{ commit_seq: row.commitSeq ?? null, lease_owner: row.leaseOwner },
  lease_until: row.leaseUntil,
});

/** The primitives of a transaction that has begun on a client, and how to end it. */
export interface PostgresTransaction {
  readonly transaction: LedgerTransaction;
  /** what was written and not sent yet, as one statement; undefined for nothing */
  readonly writes: () => string | undefined;
}

const list = (texts: readonly string[]): string => texts.map(literal).join(', ');

/**
 * The statements that lock accounts in the order of their names, so that no two transactions wait for one another, and then read what most work reads.
 *
 * What the locks protect is read after they are held: each statement sees what is committed when it starts.
 */
export function openingStatements(
  schema: string,
  locks: readonly string[],
  wanted: readonly WantedRequest[],
): string {
  const pairs = wanted.map(({ account, key }) => `(${literal(account)}, ${literal(key)})`);
  const requests = `union all select row_to_json(e), row_to_json(r) from ${schema}.request r
    left join ${schema}.entry e on e.account = r.account and e.seq = r.commit_seq where (r.account, r.key) in (${pairs.join(', ')})`;
  return `select * from ${schema}.account where name in (${list(locks)}) order by name for update;
    select row_to_json(e) as entry, null::json as request from ${schema}.account a join ${schema}.entry e on e.account = a.name and e.seq = a.seq
    where a.name in (${list(locks)}) ${pairs.length === 0 ? '' : requests}`;
}

/** Works in a transaction that `opened` gave, the result of its opening statements; undefined for one that only reads. */
export function postgresTransaction(
  client: PostgresClient,
  schema: string,
  wanted: readonly WantedRequest[],
  opened: unknown,
): PostgresTransaction {
  const all = async (sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
    rowsOf(await client.query(sql, [...values]));
  const accounts = new Map<string, AccountRow>();
  const entries = new Map<string, EntryRow>();
  const requests = new Map<string, RequestRow | undefined>();
  const newEntries: EntryRow[] = [];
  const newRequests = new Set<string>();
  const changedRequests = new Set<string>();
  const changedAccounts = new Set<string>();

  if (opened !== undefined) {
    for (const row of rowsOf(opened, -2)) {
      const account = accountOf(row);
      if (account !== undefined) accounts.set(account.name, account);
    }
    for (const { account, key } of wanted) requests.set(nameOf(account, key), undefined);
    for (const { entry, request } of rowsOf(opened, -1)) {
      const read = entryOf(typeof entry === 'object' && entry !== null ? { ...entry } : undefined);
      if (read !== undefined) entries.set(nameOf(read.account, read.seq), read);
      const asked = requestOf(
        typeof request === 'object' && request !== null ? { ...request } : undefined,
      );
      if (asked !== undefined) requests.set(nameOf(asked.account, asked.key), asked);
    }
  }

  const writes = (): string | undefined => {
    const rows = (names: ReadonlySet<string>): readonly Row[] =>
      [...names].flatMap((name) => {
        const row = requests.get(name);
        return row === undefined ? [] : [requestColumns(row)];
      });
    const values = [
      newEntries.map(entryColumns),
      rows(newRequests),
      rows(changedRequests),
      [...changedAccounts].flatMap((name) => accounts.get(name) ?? []),
    ];
    for (const set of [newRequests, changedRequests, changedAccounts]) set.clear();
    newEntries.length = 0;
    if (values.every((each) => each.length === 0)) return undefined;
    const [e = '', n = '', c = '', a = ''] = values.map((each) => literal(JSON.stringify(each)));
    const from = (table: string, json: string): string =>
      `from json_populate_recordset(null::${schema}.${table}, ${json})`;
    return `with e as (insert into ${schema}.entry (account, seq, prev, hash, at, actor, kind, body)
        select account, seq, prev, hash, at, actor, kind, body ${from('entry', e)}),
      n as (insert into ${schema}.request (account, key, fingerprint, state, charge, answer, reserve_seq, commit_seq, lease_owner, lease_until)
        select account, key, fingerprint, state, charge, answer, reserve_seq, commit_seq, lease_owner, lease_until ${from('request', n)}),
      c as (update ${schema}.request q set state = x.state, answer = x.answer, commit_seq = x.commit_seq
        ${from('request', c)} x where q.account = x.account and q.key = x.key)
      update ${schema}.account a set spent = x.spent, seq = x.seq, head = x.head, state = x.state
        ${from('account', a)} x where a.name = x.name`;
  };
  const flush = async (): Promise<void> => {
    const sql = writes();
    if (sql !== undefined) await client.query(sql);
  };

  const transaction: LedgerTransaction = {
    account: async (name) => {
      const known = accounts.get(name);
      if (known !== undefined) return known;
      const row = accountOf(
        (await all(`select * from ${schema}.account where name = $1`, name))[0],
      );
      if (row !== undefined) accounts.set(name, row);
      return row;
    },
    accounts: async () => {
      await flush();
      return (await all(`select * from ${schema}.account order by name`)).flatMap(
        (row) => accountOf(row) ?? [],
      );
    },
    insertAccount: async (a) => {
      await client.query(
        `insert into ${schema}.account (name, parent, dataset, unit, d_in, filter, spent, seq, head, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[a.name, a.parent ?? null, a.dataset, a.unit, a.dIn, a.filter, a.spent, a.seq, a.head],
          a.state,
        ],
      );
      accounts.set(a.name, a);
    },
    updateAccount: (a) => {
      accounts.set(a.name, a);
      changedAccounts.add(a.name);
    },
    entry: async (account, seq) => {
      const known = entries.get(nameOf(account, seq));
      if (known !== undefined) return known;
      const sql = `select * from ${schema}.entry where account = $1 and seq = $2`;
      return entryOf((await all(sql, account, seq))[0]);
    },
    entries: async (account, from) => {
      await flush();
      const sql = `select * from ${schema}.entry where account = $1 and seq >= $2 order by seq limit ${pageSize}`;
      return (await all(sql, account, from)).flatMap((row) => entryOf(row) ?? []);
    },
    insertEntry: (e) => {
      entries.set(nameOf(e.account, e.seq), e);
      newEntries.push(e);
    },
    request: async (account, key) => {
      const name = nameOf(account, key);
      if (requests.has(name)) return requests.get(name);
      const sql = `select * from ${schema}.request where account = $1 and key = $2`;
      const row = requestOf((await all(sql, account, key))[0]);
      requests.set(name, row);
      return row;
    },
    requests: async (account, after) => {
      await flush();
      const sql = `select * from ${schema}.request where account = $1 and key > $2 order by key limit ${pageSize}`;
      return (await all(sql, account, after)).flatMap((row) => requestOf(row) ?? []);
    },
    insertRequest: (r) => {
      requests.set(nameOf(r.account, r.key), r);
      newRequests.add(nameOf(r.account, r.key));
    },
    updateRequest: (r) => {
      const name = nameOf(r.account, r.key);
      requests.set(name, r);
      if (!newRequests.has(name)) changedRequests.add(name);
    },
  };
  return { transaction, writes };
}
