/** A value that stands for nothing in its column's domain, and why; it holds no value. */
export class Unfit {
  readonly rule: string;

  constructor(rule: string) {
    this.rule = rule;
  }
}

/** A row as a reader found it: its values in the order of the schema's columns, or why it is none. */
export type ReadRow =
  | { readonly kind: 'row'; readonly line: number; readonly values: readonly unknown[] }
  | { readonly kind: 'misfit'; readonly line: number; readonly rule: string };

/** Data as they are read. */
export interface DataReader {
  /** what `line` counts: lines of a text, rows of a binary file */
  readonly place: 'line' | 'row';
  readonly rows: AsyncIterable<ReadRow>;
  /** columns of the data that the schema does not have, as far as they are known when all is read */
  readonly leftOut: () => readonly string[];
}
