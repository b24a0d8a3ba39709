import { DiscreetError } from '@discreet/core';

/** One place where the data do not fit their schema. */
export interface Misfit {
  /** the number of the row, from 1 */
  readonly row: number;
  /** the column, or '' for the row as a whole */
  readonly column: string;
  readonly rule: string;
}

const place = ({ row, column, rule }: Misfit): string =>
  `row ${row}${column === '' ? '' : `, column '${column}'`}: ${rule}`;

/** Data that do not fit their owner's schema: a report for the owner alone. */
export class IngestionRefused extends DiscreetError {
  /** how many places do not fit */
  readonly count: number;
  /** the first of them */
  readonly misfits: readonly Misfit[];

  constructor(count: number, misfits: readonly Misfit[]) {
    const [first] = misfits;
    const more = count > 1 ? ` (and ${count - 1} more)` : '';
    super({
      tag: 'IngestionRefused',
      where: 'ingest',
      rule: `${first === undefined ? 'the data do not fit' : place(first)}${more}`,
    });
    this.count = count;
    this.misfits = misfits;
  }
}
