import type { CompositionRow, ProfileRow, SweepRow, TradeOffRow } from '@discreet/accounting';

/** The rows of one chart, as the functions of `@discreet/accounting` give them: all of one kind. */
export type ChartRows =
  readonly ProfileRow[] | readonly TradeOffRow[] | readonly CompositionRow[] | readonly SweepRow[];
