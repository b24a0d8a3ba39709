import type { Anchor, AnchorRecord } from './anchor.ts';

/**
 * Anchors in memory, for tests and for ledgers that need not outlast the process.
 *
 * @example
 * import { memoryAnchor } from '@discreet/ledger';
 * (await memoryAnchor().records()).length; // => 0
 */
export function memoryAnchor(): Anchor {
  const kept: AnchorRecord[] = [];
  return Object.freeze({
    append: (records: readonly AnchorRecord[]) => {
      kept.push(...records);
      return Promise.resolve();
    },
    records: (from = 0) => Promise.resolve(kept.slice(from)),
  });
}
