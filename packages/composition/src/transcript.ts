import type { AmountsJson } from './amounts.ts';
import type { FilterJson } from './filter-kernel.ts';

/** One request of a session, and what became of it. */
export interface TranscriptEntry {
  /** from 1, in the order of calls */
  readonly number: number;
  /** who asked: the session, or a child by its path, such as `child 1.2` */
  readonly by: string;
  /** the steps of the query, or of each query of a batch; the filter of a child; `null` for what was no query */
  readonly query: unknown;
  /** what was charged; `null` where nothing was */
  readonly charge: AmountsJson | null;
  /** `withheld` was charged and not drawn: what it was asked of was given back, superseded or suspended before */
  readonly outcome: 'pending' | 'answered' | 'refused' | 'failed' | 'withheld' | 'launched';
  readonly answer?: unknown;
  /** why it was refused, or the tag of the error that it ended with; never a cause */
  readonly reason?: string;
}

/** What was asked of a session and what came of it, in JSON: never data, never the cause of a failure. */
export interface Transcript {
  readonly format: 'discreet/transcript';
  readonly version: 1;
  readonly filter: FilterJson;
  readonly spent: AmountsJson;
  readonly entries: readonly TranscriptEntry[];
}
