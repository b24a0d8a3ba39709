// What a process of a fault run is told, and what it writes down.

/** Where the ledger is. */
export type EnginePlan =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly port: number; readonly schema: string };

/** Where a process kills itself: at a named point, the first, second, … time that it comes there. */
export interface Crash {
  readonly point: string;
  readonly hit: number;
}

/** One request: a count that costs 1/cost. */
export interface Ask {
  readonly account: string;
  readonly key: string;
  readonly cost: number;
}

export interface WorkerPlan {
  readonly engine: EnginePlan;
  readonly anchors: string;
  /** to which events are added */
  readonly log: string;
  /** asked one after another, each list at the same time as the others */
  readonly asks: readonly (readonly Ask[])[];
  readonly crash?: Crash;
}

/** What happened, as the process saw it. Times are of the machine's one monotonic clock. */
export type Event =
  | ({ readonly what: 'invoke'; readonly at: number } & Ask)
  | ({ readonly what: 'draw' } & Ask)
  | ({
      readonly what: 'ok';
      readonly began: number;
      readonly at: number;
      readonly bytes: string;
      readonly seq: number;
      readonly replayed: boolean;
    } & Ask)
  | ({
      readonly what: 'fail';
      readonly began: number;
      readonly at: number;
      readonly tag: string;
    } & Ask);

/** The points inside of transactions and around them, beside those that a ledger names itself. */
export const enginePoints = [
  ...['begin', 'insertEntry', 'afterInsertEntry', 'insertRequest', 'afterInsertRequest'],
  ...['updateAccount', 'afterUpdateAccount', 'updateRequest', 'afterUpdateRequest'],
  ...['beforeCommit', 'afterCommit', 'beforeAnchor', 'afterAnchor'],
] as const;

export const releasePoints = [
  ...['start', 'reserving', 'reserved', 'drawn', 'committing', 'committed', 'anchored'],
  ...['released', 'told'],
] as const;
