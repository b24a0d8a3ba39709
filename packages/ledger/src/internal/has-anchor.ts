import type { AnchorRecord } from '../anchor.ts';
import type { LedgerTransaction } from '../ledger-engine.ts';
import { bodyOf } from './history.ts';

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;

/** Whether the store has an anchored entry of an account, or a restoration has charged for it. */
export async function hasAnchor(
  transaction: LedgerTransaction,
  { account, seq, head }: AnchorRecord,
): Promise<boolean> {
  const entry = await transaction.entry(account, seq);
  if (entry?.hash === head) return true;
  for (let from = 0; ;) {
    const page = await transaction.entries(account, from);
    const last = page.at(-1);
    if (last === undefined) return false;
    for (const one of page) {
      const anchor = one.kind === 'restored' ? bodyOf(one)['anchor'] : undefined;
      if (field(anchor, 'seq') === seq && field(anchor, 'head') === head) return true;
    }
    from = last.seq + 1;
  }
}
