import type { Part } from './saddle-point.ts';
import type { Mechanism } from './mechanism.ts';

/** The parts in each order of the datasets. */
export function ordersOf(
  parts: readonly { readonly mechanism: Mechanism; readonly count: number }[],
): readonly (readonly Part[])[] {
  const all = parts.map(({ mechanism, count }) => ({
    losses: mechanism.losses(),
    count,
    gap: mechanism.gap,
  }));
  const orders = Math.max(1, ...all.map(({ losses }) => losses.length));
  return Array.from({ length: orders }, (_, order) =>
    all.flatMap(({ losses, count, gap }) => {
      const loss = losses[order] ?? losses[0];
      return loss === undefined ? [] : [{ loss, count, ...(gap === undefined ? {} : { gap }) }];
    }),
  );
}
