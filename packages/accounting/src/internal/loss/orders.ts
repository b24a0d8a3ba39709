import type { Loss } from './loss.ts';
import type { Mechanism } from './mechanism.ts';

/** A loss, and how often it is used. */
export interface UsedLoss {
  readonly loss: Loss;
  readonly count: number;
  /** where losses of positive chance are multiples of something apart: that */
  readonly gap?: number;
}

/** The orders of two neighbouring datasets, in each of which the losses compose: delta is that of the worse one. */
export type Orders = readonly (readonly UsedLoss[])[];

/** What mechanisms use in each order of the datasets. */
export function ordersOf(
  parts: readonly { readonly mechanism: Mechanism; readonly count: number }[],
): Orders {
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
