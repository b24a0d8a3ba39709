import { type Law, swappedLaw } from './law.ts';

/**
 * What is known of the privacy loss of one use, for one order of two neighbouring datasets: a law whose profile is that of the worst case or above, and one that some
 * mechanism and some data of the kind have. Mostly they are one law.
 */
export interface Loss {
  readonly above: Law;
  readonly below: Law;
}

/** A loss that is known. */
export const exactLoss = (law: Law): Loss => ({ above: law, below: law });

/** What a change of laws makes of a loss. */
export function mapLoss({ above, below }: Loss, change: (law: Law) => Law): Loss {
  const changed = change(above);
  return { above: changed, below: above === below ? changed : change(below) };
}

/** A loss in both orders of the datasets. */
export const bothOrders = (law: Law): readonly Loss[] => [
  exactLoss(law),
  exactLoss(swappedLaw(law)),
];
