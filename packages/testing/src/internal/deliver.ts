import {
  elementKey,
  type Measured,
  type OpenTransformation,
  proved,
  startRun,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';

/** The ways in which the same rows may arrive; none may change an answer. */
export const deliveries = ['array', 'iterable', 'parts', 'typed'] as const;
/** One of the ways. */
export type Delivery = (typeof deliveries)[number];

const once = function* (rows: readonly unknown[]): Generator {
  yield* rows;
};

/** the rows as one argument; a typed array only where it holds the same rows */
const whole = (open: OpenTransformation, rows: readonly unknown[], delivery: Delivery): unknown => {
  const { kind } = open.inputDomain.element;
  if (delivery === 'iterable') return once(rows);
  if (delivery !== 'typed' || (kind !== 'real' && kind !== 'integer')) return rows;
  const numbers = rows.filter((row) => typeof row === 'number');
  return numbers.length === rows.length ? Float64Array.from(numbers) : rows;
};

/** The whole numbers that an aggregate finds, from rows that arrive in a given way. */
export function countsOf(
  open: OpenTransformation,
  rows: readonly unknown[],
  delivery: Delivery,
): readonly bigint[] {
  const run = startRun(open.execution, open.inputDomain);
  if (delivery !== 'parts') {
    run.add(whole(open, rows, delivery));
    return run.accumulator.finish();
  }
  const middle = rows.length >> 1;
  const other = startRun(open.execution, open.inputDomain);
  other.add(rows.slice(middle));
  run.add(rows.slice(0, middle));
  run.accumulator.merge(other.accumulator);
  return run.accumulator.finish();
}

/** the fold of a pipeline that ends with rows */
interface RowFold {
  readonly step: (data: unknown) => RowFold;
  readonly finish: () => unknown;
}

/** What a transformation gives for rows that arrive in a given way: exact fractions, or rows. */
export function outputOf(
  open: OpenTransformation,
  rows: readonly unknown[],
  delivery: Delivery,
): Measured {
  const { outputDomain, transformation } = open;
  if (outputDomain.kind !== 'vector')
    return countsOf(open, rows, delivery).map((count) => Rational.of(count).mul(outputDomain.unit));
  const fold = proved<RowFold>(transformation.fold());
  if (delivery !== 'parts') return rowsIn(fold.step(whole(open, rows, delivery)).finish());
  const middle = rows.length >> 1;
  return rowsIn(fold.step(rows.slice(0, middle)).step(rows.slice(middle)).finish());
}

const rowsIn = (value: unknown): readonly unknown[] => {
  if (!Array.isArray(value)) throw new TypeError('a transformation of rows must give an array');
  return value;
};

/** Rows without those that are there already. */
export function distinct(rows: readonly unknown[]): readonly unknown[] {
  return [...new Map(rows.map((row) => [elementKey(row), row])).values()];
}
