import {
  type Atom,
  batchLength,
  type Columns,
  DiscreetError,
  type ElementDomain,
  fieldOf,
  type Misplaced,
  makeEncoder,
  type Needs,
  openDataset,
  print,
  type Row,
  type Stage,
  step,
  type Step,
  type Transformation,
  type TypeFunction,
  type Vector,
} from '@discreet/core';
import { rowWise } from './internal/row-wise.ts';
import type { WithElement } from './pipeline-types.ts';

/** What `column(name)` makes of a pipeline. */
export interface Column<K extends string> extends TypeFunction<readonly ['column', K]> {
  readonly out: ColumnOf<this['in'], K>;
}
/** One message a column: a union of messages. */
type NoSuchColumn<
  Name extends string,
  Names extends string,
> = `no column '${Name}', there is '${Names}'`;
/** `Column` as a type of T. */
export type ColumnOf<T, K> =
  T extends Transformation<infer DI, infer MI, infer DO, infer MO, infer C>
    ? DO extends Vector<Row<infer S>>
      ? K extends keyof S & string
        ? Transformation<DI, MI, WithElement<DO, S[K]>, MO, C>
        : Needs<NoSuchColumn<K & string, keyof S & string>>
      : Needs<'column() works on the rows of a table'>
    : Misplaced<T, 'column()'>;

const columnStage = (name: string, atom: Atom): Stage => {
  const encoder = makeEncoder(atom, batchLength);
  return (batch) => {
    if (batch.kind === 'columns') return batch.columns.get(name) ?? batch;
    if (batch.kind !== 'rows') return batch;
    const { values, start, end } = batch;
    for (let i = start; i < end; i++) encoder.put(i - start, fieldOf(values[i], name));
    return encoder.batch(end - start);
  };
};

const atomOf = (element: ElementDomain, name: unknown): Atom => {
  const where = 'column';
  if (element.kind !== 'row')
    throw new DiscreetError({
      tag: 'StepMismatch',
      where,
      rule: 'works on the rows of a table',
      received: element.kind,
    });
  const columns: Columns = element.columns;
  const atom = typeof name === 'string' && Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (atom === undefined)
    throw new DiscreetError({
      tag: 'StepMismatch',
      where,
      rule: `name must be one of ${Object.keys(columns).join(', ')}`,
      received: print(name),
    });
  return atom;
};

/**
 * The values of one column of a table.
 *
 * **Contract** Row by row, so distances stay as they are. A value of another type than its column's is a missing one,
 * and so is a label that is not declared. A number stays as it is: `clamp` moves a fraction in a column of whole numbers to the grid.
 * **Shapes** Row<S>[n] -> S[name][n]
 * **Errors** A name that is not declared does not compile, and is refused at run time.
 * **Source** docs/proofs/rows.md
 *
 * @example
 * import { chain, column, real, symmetricDistance, table } from 'discreet';
 * chain(table({ age: real }, symmetricDistance()), column('age')).invoke([{ age: 41 }]); // => [41]
 */
export function column<const K extends string>(name: K): Step<Column<K>> {
  return step((pipeline) => {
    const open = openDataset(pipeline, 'column', 'works on the rows of a table');
    const atom = atomOf(open.outputDomain.element, name);
    return rowWise(open, atom, { step: 'column', name }, () => columnStage(name, atom));
  });
}
