import { type Amounts, amountsToJson, type FilterKernel } from '@discreet/composition';
import * as E from 'fp-ts/lib/Either.js';
import type { AnchorRecord } from '../anchor.ts';
import type { AccountRow, EntryRow, RequestRow, RequestState } from '../ledger-engine.ts';
import { canonicalJson } from './canonical-json.ts';
import { digest } from './digest.ts';
import { type Gap, gapOf, isExcused } from './gaps.ts';
import { bodyOf, entryHash, noHead, termsOf } from './history.ts';
import { openAccount } from './open-account.ts';

/** What is known of an account while its history is read. */
interface Reading {
  readonly prev: string;
  readonly seq: number;
  readonly spent: Amounts;
  readonly state: string;
}

/** What a history says of a key of its own account. */
interface Asked {
  readonly seq: number;
  readonly fingerprint: string;
  readonly charge: string;
  readonly state: RequestState;
  readonly commitSeq: number | undefined;
  readonly answer: string | undefined;
}

type Body = Readonly<Record<string, unknown>>;

const textOf = (body: Body, key: string): string => {
  const value = body[key];
  return typeof value === 'string' ? value : '';
};

/** Reads the whole history of one account, and holds its row, its requests and its anchors against it. */
export class AccountReader {
  readonly #problems: string[];
  readonly #filter: FilterKernel;
  readonly #terms: string;
  readonly #hashes = new Map<number, string>();
  readonly #gaps: Gap[] = [];
  readonly #asked = new Map<string, Asked>();
  readonly #found = new Set<string>();
  #at: Reading;
  readonly row: AccountRow;
  /** all charges that came to it, by the account that was asked and the key */
  readonly charges: Set<string> = new Set<string>();
  /** those of them that came from accounts below */
  readonly below: Set<string> = new Set<string>();

  constructor(row: AccountRow, problems: string[]) {
    this.row = row;
    this.#problems = problems;
    this.#terms = digest(termsOf(row));
    const { filter } = openAccount(row);
    this.#filter = filter;
    this.#at = { prev: noHead, seq: 0, spent: filter.nothing, state: '' };
  }

  #wrong(what: string): void {
    this.#problems.push(`account '${this.row.name}': ${what}`);
  }

  read(entry: EntryRow): void {
    const { seq, prev, hash, kind } = entry;
    const before = this.#at;
    // a restoration goes on behind the entries that are lost
    if (kind === 'restored' ? seq <= before.seq : seq !== before.seq + 1)
      this.#wrong(`entry ${seq} follows entry ${before.seq}`);
    if (prev !== before.prev) this.#wrong(`entry ${seq} does not follow the one before it`);
    if (entryHash(entry) !== hash) this.#wrong(`entry ${seq} was changed`);
    if ((kind === 'create') !== (seq === 1)) this.#wrong(`entry ${seq} is not where it belongs`);
    this.#hashes.set(seq, hash);
    const body = bodyOf(entry);
    if (body['terms'] !== this.#terms) this.#wrong(`entry ${seq} has other terms than the account`);
    const spent = this.#spentAfter(entry, body);
    this.#event(entry, body);
    const state = textOf(body, 'state');
    if (before.state === 'closed' && state !== 'closed')
      this.#wrong(`entry ${seq} opens a closed account`);
    if (before.state === 'suspended' && state === 'open' && kind !== 'resume')
      this.#wrong(`entry ${seq} opens an account that waits for its operator`);
    this.#at = { prev: hash, seq, spent, state };
  }

  #spentAfter({ seq, kind }: EntryRow, body: Body): Amounts {
    const said = this.#filter.parseSpent(JSON.parse(textOf(body, 'spent')));
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
    } else if (kind === 'restored') {
      const restored = said.right;
      const less = Object.entries(spent).some(
        ([name, amount]) => restored[name]?.lessThan(amount) !== false,
      );
      if (less) this.#wrong(`entry ${seq} takes back what was spent`);
      else spent = restored;
    }
    if (canonicalJson(amountsToJson(spent)) !== canonicalJson(amountsToJson(said.right)))
      this.#wrong(`entry ${seq} says another amount than its charges add up to`);
    return spent;
  }

  #event(entry: EntryRow, body: Body): void {
    const { seq, kind } = entry;
    const key = textOf(body, 'key');
    const asked = this.#asked.get(key);
    if (kind === 'reserve') {
      const origin = textOf(body, 'origin');
      const charge = JSON.stringify([origin, key]);
      if (this.charges.has(charge)) this.#wrong(`entry ${seq} charges '${key}' a second time`);
      this.charges.add(charge);
      if (origin !== this.row.name) {
        this.below.add(charge);
        return;
      }
      const amounts = this.#filter.parseCharge(body['charge']);
      this.#asked.set(key, {
        ...{ seq, state: 'reserved', commitSeq: undefined, answer: undefined },
        fingerprint: textOf(body, 'fingerprint'),
        charge: E.isLeft(amounts) ? '' : canonicalJson(amountsToJson(amounts.right)),
      });
    } else if (kind === 'restored') {
      const gap = gapOf(entry, this.#at.seq);
      if (gap !== undefined) this.#gaps.push(gap);
    } else if (kind === 'commit' || kind === 'burn' || kind === 'fail' || kind === 'expire') {
      const state = (
        { commit: 'committed', burn: 'burned', fail: 'failed', expire: 'expired' } as const
      )[kind];
      const from = kind === 'expire' ? 'committed' : 'reserved';
      if (asked?.state === from)
        this.#asked.set(key, {
          ...{ ...asked, state },
          ...(kind === 'commit' ? { commitSeq: seq, answer: textOf(body, 'answer') } : {}),
        });
      // a failure is recorded also where somebody has burned its reservation meanwhile
      else if (kind !== 'fail' || asked === undefined)
        this.#wrong(`entry ${seq} ends a request that does not stand`);
    }
  }

  end(): void {
    const { seq, prev, spent, state } = this.#at;
    const { row } = this;
    if (row.seq !== seq || row.head !== prev) this.#wrong('the account names another head');
    if (row.spent !== canonicalJson(amountsToJson(spent)))
      this.#wrong('the account says another amount than its entries');
    if (row.state !== state) this.#wrong('the account says another state than its entries');
  }

  request(request: RequestRow): void {
    const { key, state, answer } = request;
    const asked = this.#asked.get(key);
    this.#found.add(key);
    const wrong = (what: string): void => {
      this.#wrong(`request '${key}' ${what}`);
    };
    if (asked === undefined) {
      wrong('was never charged');
      return;
    }
    if (
      asked.fingerprint !== request.fingerprint ||
      asked.charge !== request.charge ||
      asked.seq !== request.reserveSeq
    )
      wrong('is not the one that was charged');
    if (asked.state !== state) wrong('and its entries differ in whether it was answered');
    if (asked.commitSeq !== request.commitSeq) wrong('names another entry for its answer');
    if (state === 'committed' && digest(answer ?? '') !== asked.answer)
      wrong('has another answer than the one that was kept');
    if (state !== 'committed' && answer !== undefined) wrong('has an answer that was never kept');
  }

  requestsEnd(): void {
    for (const key of this.#asked.keys())
      if (!this.#found.has(key)) this.#wrong(`the charge for '${key}' has no request`);
  }

  anchor(record: AnchorRecord): void {
    if (this.#hashes.get(record.seq) === record.head || isExcused(record, this.#gaps)) return;
    this.#wrong(`entry ${record.seq} is not the one that was anchored`);
  }
}
