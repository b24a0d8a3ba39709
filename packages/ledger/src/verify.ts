import type { AnchorRecord } from './anchor.ts';
import { AccountReader } from './internal/account-reader.ts';
import type { EntryRow, LedgerTransaction, RequestRow } from './ledger-engine.ts';

/** What a full reading of a ledger found. */
export interface Verification {
  readonly holds: boolean;
  readonly accounts: number;
  readonly entries: number;
  readonly requests: number;
  /** what is wrong, each as one sentence; empty where all holds */
  readonly problems: readonly string[];
  /** the keys, by account, of reservations that are neither answered nor burned yet */
  readonly open: readonly { readonly account: string; readonly key: string }[];
}

const pages = async function* <T>(
  read: (last: T | undefined) => Promise<readonly T[]>,
): AsyncGenerator<T> {
  let last: T | undefined;
  for (;;) {
    const page = await read(last);
    if (page.length === 0) return;
    yield* page;
    last = page.at(-1);
  }
};

/** Reads a whole ledger back, within one transaction, and checks it against itself and its anchors. */
export async function verifyLedger(
  transaction: LedgerTransaction,
  anchors: readonly AnchorRecord[],
): Promise<Verification> {
  const problems: string[] = [];
  const open: { readonly account: string; readonly key: string }[] = [];
  let [entries, requests] = [0, 0];
  const rows = await transaction.accounts();
  const readers = new Map<string, AccountReader>();
  for (const row of rows) {
    let reader: AccountReader;
    try {
      reader = new AccountReader(row, problems);
    } catch {
      problems.push(`account '${row.name}': the row holds no filter and state`);
      continue;
    }
    const history = pages<EntryRow>(async (last) =>
      transaction.entries(row.name, last === undefined ? 0 : last.seq + 1),
    );
    try {
      for await (const entry of history) {
        entries += 1;
        reader.read(entry);
      }
    } catch {
      problems.push(`account '${row.name}': an entry cannot be read`);
    }
    reader.end();
    const asked = pages<RequestRow>(async (last) =>
      transaction.requests(row.name, last?.key ?? ''),
    );
    for await (const request of asked) {
      requests += 1;
      if (request.state === 'reserved') open.push({ account: row.name, key: request.key });
      reader.request(request);
    }
    reader.requestsEnd();
    for (const record of anchors) if (record.account === row.name) reader.anchor(record);
    readers.set(row.name, reader);
  }
  for (const [name, { row, charges }] of readers) {
    if (row.parent === undefined) continue;
    const above = readers.get(row.parent);
    for (const charge of charges)
      if (above?.charges.has(charge) !== true)
        problems.push(`account '${name}': a charge did not reach the account above`);
  }
  const children = [...readers.values()];
  for (const [name, { below }] of readers)
    for (const charge of below)
      if (!children.some(({ row, charges }) => row.parent === name && charges.has(charge)))
        problems.push(`account '${name}': a charge came from no account below`);
  const names = new Set(rows.map(({ name }) => name));
  for (const { account } of anchors)
    if (!names.has(account)) problems.push(`account '${account}' was anchored and is not there`);
  return Object.freeze({
    holds: problems.length === 0,
    accounts: rows.length,
    entries,
    requests,
    problems: Object.freeze([...new Set(problems)]),
    open: Object.freeze(open),
  });
}
