import type { Batch } from './batch.ts';

/**
 * Rows that their owner has checked against a domain, held column by column.
 *
 * It is the owner's: its length is a fact about people under every metric but `changeOneDistance`.
 */
export interface Dataset<D> {
  readonly kind: 'dataset';
  readonly domain: D;
  /** a public name of this state of the data, given by the owner; never computed from the data */
  readonly version: string;
  readonly '~batches': () => Iterable<Batch>;
}
