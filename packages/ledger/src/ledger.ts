import type { Amounts, FilterKernel } from '@discreet/composition';
import type { AnyMeasurement, Dataset, Distance, Metric } from '@discreet/core';
import type { AccountRow } from './ledger-engine.ts';
import type { Receipt } from './receipt.ts';
import type { Recovery } from './recover.ts';
import type { Verification } from './verify.ts';

/** What an account is created with; none of it can be changed afterwards. */
export interface AccountOptions {
  /** 1 to 200 printable characters */
  readonly name: string;
  /** the people whose data it is about, as the owner names them; never computed from the data. All snapshots of the same people share one account, or accounts under one. */
  readonly dataset: string;
  /** what neighbours are: the metric of the source */
  readonly unit: Metric;
  /** the distance at which charges are computed; 1 unless it is given */
  readonly dIn?: Distance;
  /** how charges add up, and how far */
  readonly filter: FilterKernel;
  /** an account above, which every charge goes to as well; same dataset, unit, distance and kind of filter */
  readonly parent?: string;
}

/** How an account stands. Functions of charges alone: nothing here tells of the data. */
export interface AccountView {
  readonly name: string;
  readonly parent: string | undefined;
  readonly dataset: string;
  readonly unit: string;
  readonly state: AccountRow['state'];
  readonly filter: FilterKernel;
  /** the state of the filter */
  readonly spent: Amounts;
  /** a charge that still fits into this account; accounts above may have less */
  readonly remaining: Amounts;
  readonly seq: number;
  readonly head: string;
}

/** A request: which query, over which snapshot, from which account, under which key. */
export interface ReleaseOptions {
  readonly account: string;
  /** a measurement that the library has made, with every user's function registered */
  readonly query: AnyMeasurement | Queryable;
  /** what the owner has ingested */
  readonly data: Dataset<unknown>;
  /** a random name of the snapshot beside its version, where the owner gives one */
  readonly snapshot?: string;
  /** names the request; the same key gives the same answer at no cost. A random one unless it is given. */
  readonly key?: string;
}

/** A charge for something that is released by other means than `release`. */
export interface ChargeOptions {
  readonly account: string;
  /** amounts by the names of the account's filter */
  readonly charge: unknown;
  /** names the charge; the same key with the same amounts is charged once. A random one unless it is given. */
  readonly key?: string;
}

/** What was charged, for good. */
export interface Charged {
  readonly key: string;
  /** whether it was charged before, and cost nothing now */
  readonly replayed: boolean;
  readonly receipt: Receipt;
}

/** A query of another kind than a measurement, such as a batch; opened by the package that made it. */
export interface Queryable {
  readonly kind: string;
}

/** A released answer. */
export interface Release extends Charged {
  /** what the query answers */
  readonly answer: unknown;
  /** the same as canonical JSON: the bytes that every replay gives */
  readonly bytes: string;
}

/**
 * Durable privacy budgets.
 *
 * **Contract** For every account, and whatever crashes, restarts and races there are: all answers that were ever released under it keep, at its
 * distance, what its filter's capacity states. A charge is durable before its noise is drawn; noise is drawn at most once for a charge; an answer is durable before
 * it is released, and is the same for ever. There is no refund and no reset.
 */
export interface Ledger {
  /** Creates an account. An operator's act. */
  readonly createAccount: (options: AccountOptions) => Promise<AccountView>;
  readonly account: (name: string) => Promise<AccountView>;
  readonly accounts: () => Promise<readonly AccountView[]>;
  /**
   * Charges, draws once, keeps the answer, and hands it over.
   *
   * **Errors** Before the charge, at no cost: `UnknownAccount`, `StepMismatch`, `Overspent`, `Suspended`, `Conflict`, `Pending`, `Locked`. `Burned` for a key whose
   * draw is lost; `MechanismFailed`, always the same text, where the mechanism failed: the charge stays and the account waits for its operator.
   */
  readonly release: (options: ReleaseOptions) => Promise<Release>;
  /**
   * Charges, and draws nothing: for what is released by other means, which may start when the promise has resolved and never twice for one charge.
   *
   * **Errors** As `release`, and `InvalidParameter` for amounts that are no finite numbers >= 0 or have other names than the account's filter.
   */
  readonly charge: (options: ChargeOptions) => Promise<Charged>;
  /** Opens a suspended account again. An operator's act. */
  readonly resume: (account: string) => Promise<void>;
  /** Suspends an account, or closes it for ever. An operator's act. */
  readonly suspend: (account: string, options?: { readonly forEver?: boolean }) => Promise<void>;
  /** Removes a kept answer; its key answers `Expired` from then on. An operator's act. */
  readonly expire: (account: string, key: string) => Promise<void>;
  /** Burns the reservations whose process is gone, and says how many. */
  readonly sweep: () => Promise<number>;
  /** Reads everything back and checks it. */
  readonly verify: () => Promise<Verification>;
  /** Charges accounts that lack what their anchors had, so that the ledger may be opened again. An operator's act. */
  readonly recover: () => Promise<Recovery>;
  readonly close: () => Promise<void>;
}
