import type { Anchor } from './anchor.ts';
import type { LedgerEngine } from './ledger-engine.ts';
import type { Signer } from './signer.ts';

/** The places in a release that `observe` is told of, in their order. */
export type ReleasePoint =
  | 'start'
  | 'reserving'
  | 'reserved'
  | 'drawn'
  | 'committing'
  | 'committed'
  | 'anchored'
  | 'released';

/** What a ledger is made of. */
export interface LedgerOptions {
  /** where the rows are */
  readonly engine: LedgerEngine;
  /** where heads are kept beside them, on a volume that a restoration of the rows does not touch */
  readonly anchor: Anchor;
  /** signs receipts; without one they say what happened, and prove nothing */
  readonly signer?: Signer;
  /** who writes, for the history; 'operator' unless it is given */
  readonly actor?: string;
  /** the operator's log: is told why a mechanism failed, which nobody else may know */
  readonly report?: (
    cause: unknown,
    request: { readonly account: string; readonly key: string },
  ) => void;
  /** how long a reservation of a process on another machine is taken for live; 600,000 unless it is given */
  readonly leaseMilliseconds?: number;
  /** the clock; nothing that privacy depends on is decided by it */
  readonly now?: () => Date;
  /** opens a ledger that lacks what its anchors had, to recover it and for nothing else */
  readonly recovering?: boolean;
  /** is called at each point of a release, and awaited: for the tests of crashes */
  readonly observe?: (point: ReleasePoint) => void | Promise<void>;
}
