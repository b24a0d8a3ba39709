import { type Amounts, amountsToJson, type FilterKernel } from '@discreet/composition';
import * as E from 'fp-ts/lib/Either.js';
import type { AnchorRecord } from './anchor.ts';
import { canonicalJson } from './internal/canonical-json.ts';
import { digest } from './internal/digest.ts';
import { bodyOf, entryHash, noHead } from './internal/history.ts';
import { openAccount } from './internal/open-account.ts';
import type { AccountRow, EntryRow, LedgerTransaction, RequestRow } from './ledger-engine.ts';

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

/** What is known of an account while its history is read. */
interface Reading {
  readonly prev: string;
  readonly seq: number;
  readonly spent: Amounts;
  readonly state: string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the whole history of one account. */
class AccountReader {
  readonly #problems: string[];
  readonly #row: AccountRow;
  readonly #filter: FilterKernel;
  readonly hashes = new Map<number, string>();
  /** gaps that a restoration has charged: from, exclusive, to, inclusive, and the head at its end */
  readonly restored: { readonly from: number; readonly to: number; readonly head: string }[] = [];
  readonly commits = new Map<string, { readonly seq: number; readonly answer: unknown }>();
  readonly reserves = new Map<string, string>();
  #at: Reading;

  constructor(row: AccountRow, problems: string[]) {
    this.#row = row;
    this.#problems = problems;
    const { filter } = openAccount(row);
    this.#filter = filter;
    this.#at = { prev: noHead, seq: 0, spent: filter.nothing, state: '' };
  }

  #wrong(what: string): void {
    this.#problems.push(`account '${this.#row.name}': ${what}`);
  }

  read(entry: EntryRow): void {
    const { seq, prev, hash, kind } = entry;
    const restored = kind === 'restored';
    if (restored ? seq <= this.#at.seq : seq !== this.#at.seq + 1)
      this.#wrong(`entry ${seq} follows entry ${this.#at.seq}`);
    if (prev !== this.#at.prev) this.#wrong(`entry ${seq} does not follow the one before it`);
    if (entryHash(entry) !== hash) this.#wrong(`entry ${seq} was changed`);
    this.hashes.set(seq, hash);
    const body = bodyOf(entry);
    const spent = this.#spentAfter(entry, body);
    const state = typeof body['state'] === 'string' ? body['state'] : '';
    if (state === 'closed' || this.#at.state !== 'closed')
      this.#at = { prev: hash, seq, spent, state };
    else {
      this.#wrong(`entry ${seq} opens a closed account`);
      this.#at = { prev: hash, seq, spent, state };
    }
  }

  #spentAfter(entry: EntryRow, body: Readonly<Record<string, unknown>>): Amounts {
    const { seq, kind } = entry;
    const said = this.#filter.parseSpent(
      typeof body['spent'] === 'string' ? JSON.parse(body['spent']) : undefined,
    );
    if (E.isLeft(said)) {
      this.#wrong(`entry ${seq} does not say what is spent`);
      return this.#at.spent;
    }
    let { spent } = this.#at;
    if (kind === 'reserve') {
      const charge = this.#filter.parseCharge(body['charge']);
      if (E.isLeft(charge)) this.#wrong(`entry ${seq} has no charge`);
      else spent = this.#filter.add(spent, charge.right);
      if (!this.#filter.within(spent)) this.#wrong(`entry ${seq} goes beyond the capacity`);
      if (body['origin'] === this.#row.name)
        this.reserves.set(String(body['key']), String(body['fingerprint']));
    } else if (kind === 'commit') {
      this.commits.set(String(body['key']), { seq, answer: body['answer'] });
    } else if (kind === 'restored') {
      const anchor = body['anchor'];
      if (isObject(anchor) && typeof anchor['seq'] === 'number')
        this.restored.push({ from: this.#at.seq, to: anchor['seq'], head: String(anchor['head']) });
      spent = said.right;
    }
    if (canonicalJson(amountsToJson(spent)) !== canonicalJson(amountsToJson(said.right)))
      this.#wrong(`entry ${seq} says another amount than its charges add up to`);
    return spent;
  }

  end(): void {
    const { seq, prev, spent, state } = this.#at;
    const row = this.#row;
    if (row.seq !== seq || row.head !== prev) this.#wrong('the account names another head');
    if (row.spent !== canonicalJson(amountsToJson(spent)))
      this.#wrong('the account says another amount than its entries');
    if (row.state !== state) this.#wrong('the account says another state than its entries');
  }

  request(request: RequestRow): void {
    const { key, state, answer, commitSeq, fingerprint } = request;
    const commit = this.commits.get(key);
    if (this.reserves.get(key) !== fingerprint)
      this.#wrong(`request '${key}' is not the one that was charged`);
    if ((state === 'committed' || state === 'expired') !== (commit !== undefined))
      this.#wrong(`request '${key}' and its entries differ in whether it was answered`);
    if (commit !== undefined && commit.seq !== commitSeq)
      this.#wrong(`request '${key}' names another entry for its answer`);
    if (state === 'committed' && digest(answer ?? '') !== commit?.answer)
      this.#wrong(`request '${key}' has another answer than the one that was kept`);
    if (state !== 'committed' && answer !== undefined)
      this.#wrong(`request '${key}' has an answer that was never kept`);
  }

  anchor({ seq, head }: AnchorRecord): void {
    if (this.hashes.get(seq) === head) return;
    // where histories forked the account was closed, and answers for all that either had
    const excused = this.restored.some(
      (gap) =>
        (seq === gap.to && head === gap.head) ||
        (seq < gap.to && (gap.from < seq || gap.to <= gap.from)),
    );
    if (!excused) this.#wrong(`entry ${seq} is not the one that was anchored`);
  }
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
    for (const key of reader.reserves.keys())
      if ((await transaction.request(row.name, key)) === undefined)
        problems.push(`account '${row.name}': the charge for '${key}' has no request`);
    for (const record of anchors) if (record.account === row.name) reader.anchor(record);
  }
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
