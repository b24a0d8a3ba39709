import { type Columns, DiscreetError, ownFields, print, type Row } from '@discreet/core';
import { checkAtom } from './internal/check-atom.ts';
import { type Source, source, type SourceMetric } from './source.ts';

/**
 * A table: the source of a pipeline over rows with named columns.
 *
 * **Contract** The identity, from distances in persons to distances in rows. Columns of the data that are not declared are never read.
 * **Errors** No columns, what is no domain of a column, and what is no metric of rows are refused.
 * **Source** docs/proofs/source.md
 *
 * @example
 * import { category, chain, column, countBy, laplace, real, symmetricDistance, table } from 'discreet';
 * const people = table({ age: real, city: category(['Oslo', 'Bergen']) }, symmetricDistance());
 * chain(people, column('city'), countBy(), laplace({ scale: 4 })).map(1).toString(); // => '1/4'
 */
export function table<const S extends Columns, M extends SourceMetric>(
  columns: S,
  neighbours: M,
): Source<Row<S>, M> {
  const given: unknown = columns;
  const fields = ownFields(given);
  if (fields === undefined || fields.size === 0)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'table',
      rule: 'columns must be an object with at least one column',
      received: print(given),
    });
  const checked = Object.freeze(
    Object.fromEntries(
      [...fields].map(([name, atom]) => [name, checkAtom(atom, 'table', `column '${name}'`)]),
    ),
  );
  return source('table', Object.freeze({ kind: 'row', columns: checked }), neighbours);
}
