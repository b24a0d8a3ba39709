/** The head of an account as it was when an answer left: kept where a restored database does not reach. */
export interface AnchorRecord {
  readonly account: string;
  readonly seq: number;
  readonly head: string;
  /** what had been spent, as JSON: what a restored account is charged with */
  readonly spent: string;
  /** what the account was created with, as JSON */
  readonly created?: string;
}

/**
 * A place for anchors outside of the ledger's own store.
 *
 * **Contract** What `append` has taken outlasts a power cut when its promise resolves. `records` gives all that was ever taken, by this process and by
 * others, each in its place for ever; with a number, those after the first so many.
 */
export interface Anchor {
  readonly append: (records: readonly AnchorRecord[]) => Promise<void>;
  readonly records: (from?: number) => Promise<readonly AnchorRecord[]>;
}
