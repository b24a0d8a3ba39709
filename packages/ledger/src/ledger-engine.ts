/** An account as it is stored. Amounts, filter and unit are canonical text. */
export interface AccountRow {
  readonly name: string;
  /** the account above it, which every charge goes to as well */
  readonly parent: string | undefined;
  /** the people whose data it is about, as the owner names them */
  readonly dataset: string;
  /** what neighbours are: a metric as JSON */
  readonly unit: string;
  /** the distance of neighbours at which charges are computed */
  readonly dIn: string;
  /** the filter as JSON, with its capacity */
  readonly filter: string;
  /** what has been spent, as JSON */
  readonly spent: string;
  /** the number of its last entry */
  readonly seq: number;
  /** the hash of its last entry */
  readonly head: string;
  readonly state: 'open' | 'suspended' | 'closed';
}

/** What an entry records. */
export type EntryKind =
  'create' | 'reserve' | 'commit' | 'fail' | 'burn' | 'suspend' | 'resume' | 'expire' | 'restored';

/** One entry of an account's history; never changed and never removed. */
export interface EntryRow {
  readonly account: string;
  readonly seq: number;
  /** the hash of the entry before */
  readonly prev: string;
  readonly hash: string;
  /** when, by the clock of whoever wrote it; nothing is decided by it */
  readonly at: string;
  readonly actor: string;
  readonly kind: EntryKind;
  /** canonical JSON */
  readonly body: string;
}

/**
 * Where a request stands: charged; answered; failed while it ran; its process died; its answer removed.
 *
 * All but the first are final. Each was charged once, and none is ever drawn again.
 */
export type RequestState = 'reserved' | 'committed' | 'failed' | 'burned' | 'expired';

/** A request under its key. */
export interface RequestRow {
  readonly account: string;
  readonly key: string;
  /** of what was asked, over which data; another question under the same key is refused */
  readonly fingerprint: string;
  readonly state: RequestState;
  /** as JSON */
  readonly charge: string;
  /** the released bytes, as text */
  readonly answer: string | undefined;
  readonly reserveSeq: number;
  readonly commitSeq: number | undefined;
  /** the process that may draw */
  readonly leaseOwner: string;
  /** milliseconds since 1970, by the clock of the owner */
  readonly leaseUntil: number;
}

/** What a transaction may do. An engine gives values or promises; the protocol awaits both. */
export interface LedgerTransaction {
  readonly account: (name: string) => Awaitable<AccountRow | undefined>;
  readonly accounts: () => Awaitable<readonly AccountRow[]>;
  readonly insertAccount: (row: AccountRow) => Awaitable<void>;
  /** changes `spent`, `seq`, `head` and `state`; all else of an account is fixed */
  readonly updateAccount: (row: AccountRow) => Awaitable<void>;
  readonly entry: (account: string, seq: number) => Awaitable<EntryRow | undefined>;
  /** the entries of an account in order, from one number on, a page at most */
  readonly entries: (account: string, from: number) => Awaitable<readonly EntryRow[]>;
  readonly insertEntry: (row: EntryRow) => Awaitable<void>;
  readonly request: (account: string, key: string) => Awaitable<RequestRow | undefined>;
  /** the requests of an account in the order of their keys, after one key, a page at most */
  readonly requests: (account: string, after: string) => Awaitable<readonly RequestRow[]>;
  readonly insertRequest: (row: RequestRow) => Awaitable<void>;
  /** changes `state`, `answer` and `commitSeq` */
  readonly updateRequest: (row: RequestRow) => Awaitable<void>;
}

/** A request that work is going to read, so that an engine may read it together with others. */
export interface WantedRequest {
  readonly account: string;
  readonly key: string;
}

/** A value, or a promise of one. */
export type Awaitable<T> = T | Promise<T>;

/**
 * Where a ledger keeps its rows.
 *
 * **Contract** `transact` runs its work in one transaction: serialisable against all others on the same store, in this process and in others;
 * all of it or nothing; and when the promise has resolved the changes outlast a power cut. When it rejects, nothing was changed, except
 * with `OutcomeUnknown`, after which either may be the case. `locks` names the accounts that the work writes, and whose rows it reads to decide; they are locked
 * in the order of their names before it starts. Work with no locks only reads, and sees the store as it stood at one moment. An engine may run work again from its start
 * where a transaction could not be kept, so work has no effect of its own. `wanted` is a hint and changes nothing.
 */
export interface LedgerEngine {
  readonly kind: 'memory' | 'sqlite' | 'postgres';
  readonly transact: <T>(
    locks: readonly string[],
    work: (transaction: LedgerTransaction) => Promise<T>,
    wanted?: readonly WantedRequest[],
  ) => Promise<T>;
  readonly close: () => Promise<void>;
}
