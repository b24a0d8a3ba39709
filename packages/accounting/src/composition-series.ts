import type { PrivacyEvent } from './event.ts';
import type { EventAccountant } from './event-accountant.ts';
import { readAccountant } from './internal/read-accountant.ts';
import { readEvent } from './internal/read-event.ts';
import { readFields, readParameter } from './internal/read-parameter.ts';
import { readGrid, readNamed } from './internal/read-series.ts';
import { logGrid } from './log-grid.ts';
import type { Parameter } from './parameter.ts';

/** What happens again and again, and where it is added up. */
export interface RepeatedEvent {
  /** a new one, or one with a history */
  readonly accountant: EventAccountant;
  readonly event: PrivacyEvent;
}

/** A point of a composition curve. */
export interface CompositionRow {
  readonly curve: 'composition';
  /** which mechanism */
  readonly label: string;
  /** how often it was used */
  readonly count: number;
  readonly delta: number;
  /** around the epsilon of all uses together, at this delta */
  readonly lower: number;
  readonly upper: number;
}

/**
 * Composition curves as rows for a chart: how epsilon grows with the number of uses, of any number of events and accountants.
 *
 * The same event in two accountants shows what the tighter one saves. Counts are 1, 2, 5, 10, ... 1000 unless they are given. A line between two rows is for the eye.
 *
 * **Contract** `count` uses on top of the accountant's history are (`upper`, delta)-DP. Each row composes at once: k at once are k one by one.
 * **Units** epsilon in nats
 * **Errors** An event that its accountant does not support, a delta outside (0, 1), counts that are no whole numbers >= 1: all before anything is computed.
 * **Cost** One reading of an accountant a row.
 *
 * @example
 * import { compositionSeries, gaussianEvent, rdpAccountant } from '@discreet/accounting';
 * const mechanism = { accountant: rdpAccountant(), event: gaussianEvent({ noiseMultiplier: 10 }) };
 * const rows = compositionSeries({ Gaussian: mechanism }, { delta: 1e-6, counts: [1, 100] });
 * rows.map(({ count, upper }) => [count, upper < 7]); // => [[1, true], [100, true]]
 */
export function compositionSeries(
  mechanisms: Readonly<Record<string, RepeatedEvent>>,
  options: { readonly delta: Parameter; readonly counts?: readonly number[] },
): readonly CompositionRow[] {
  const where = 'compositionSeries';
  const named = readNamed(where, mechanisms, (member): RepeatedEvent => {
    const fields = readFields(where, member);
    const accountant = readAccountant(where, fields['accountant']);
    const event = readEvent(where, fields['event']);
    accountant.compose(event);
    return { accountant, event };
  });
  const { counts = logGrid({ from: 1, to: 1000 }), delta } = readFields(where, options);
  const at = readParameter(where, 'delta', delta, '> 0 and < 1');
  const grid = readGrid(where, 'counts', counts, 'a whole number >= 1');
  return Object.freeze(
    named.flatMap(([label, { accountant, event }]) =>
      grid.map((count): CompositionRow => {
        const { lower, upper } = accountant.compose(event, count).epsilon(at);
        const row = {
          curve: 'composition',
          label,
          count,
          delta: at.toNumber(),
          lower,
          upper,
        } as const;
        return Object.freeze(row);
      }),
    ),
  );
}
