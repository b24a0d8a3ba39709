/**
 * A stretch of a dataset on its way through a pipeline: `values[start, end)` of one kind.
 *
 * Batches are views, valid until the next one is asked for; nothing is copied that can be read in place.
 */
export type Batch = NumberBatch | CodeBatch | TextBatch | RowBatch | ColumnBatch;

/** Numbers; NaN is a missing value. */
export interface NumberBatch {
  readonly kind: 'numbers';
  readonly values: Float64Array | Int32Array;
  readonly start: number;
  readonly end: number;
}
/** Positions in a list of labels; -1 is a missing or undeclared one. Booleans are 0 and 1. */
export interface CodeBatch {
  readonly kind: 'codes';
  readonly values: Int32Array;
  readonly start: number;
  readonly end: number;
}
/** Strings; `undefined` is a missing one. */
export interface TextBatch {
  readonly kind: 'texts';
  readonly values: readonly (string | undefined)[];
  readonly start: number;
  readonly end: number;
}
/** Rows as they came; nothing about them is sure. */
export interface RowBatch {
  readonly kind: 'rows';
  readonly values: readonly unknown[];
  readonly start: number;
  readonly end: number;
}
/** Rows of an ingested table, column by column. */
export interface ColumnBatch {
  readonly kind: 'columns';
  readonly columns: ReadonlyMap<string, Batch>;
  readonly start: number;
  readonly end: number;
}

/** How many elements a batch that had to be built holds at most. */
export const batchLength: number = 8192;
