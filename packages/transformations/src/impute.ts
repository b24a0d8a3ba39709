import {
  type Batch,
  batchLength,
  type Bool,
  type Category,
  contains,
  DiscreetError,
  type ElementDomain,
  type Integer,
  type Interval,
  type IsLiteral,
  type IsWhole,
  type Misplaced,
  type Needs,
  type Num,
  openDataset,
  print,
  type Real,
  type Stage,
  step,
  type Step,
  type Text,
  type Transformation,
  type TypeFunction,
  type Vector,
} from '@discreet/core';
import { rowWise } from './internal/row-wise.ts';

/** A value that may stand in for a missing one. */
export type Imputed = number | string | boolean;

/** What `impute(value)` makes of a pipeline. */
export interface Impute<V> extends TypeFunction<readonly ['impute', V]> {
  readonly out: ImputeOf<this['in'], V>;
}
/** `Impute` as a type of T. */
export type ImputeOf<T, V> =
  T extends Transformation<infer _DI, infer _MI, infer DO, infer _MO, infer _C>
    ? DO extends Vector<infer A>
      ? A extends Real
        ? V extends number
          ? T
          : Needs<'impute() needs a number for a column of numbers'>
        : A extends Integer
          ? V extends number
            ? IsLiteral<V> extends true
              ? IsWhole<V & Num> extends true
                ? T
                : Needs<`impute() needs a whole number for this column, not ${V}`>
              : T
            : Needs<'impute() needs a number for a column of numbers'>
          : A extends Category<infer K>
            ? V extends K
              ? T
              : Needs<'impute() needs one of the labels of this column'>
            : A extends Text
              ? V extends string
                ? T
                : Needs<'impute() needs a string for a column of text'>
              : A extends Bool
                ? V extends boolean
                  ? T
                  : Needs<'impute() needs true or false for this column'>
                : A extends Interval<number, number>
                  ? Needs<'nothing is missing after clamp(): put impute() before it'>
                  : Needs<'impute() works on a column'>
      : Needs<'impute() works on rows'>
    : Misplaced<T, 'impute()'>;

const imputeStage = (element: ElementDomain, value: Imputed): Stage => {
  const numbers = new Float64Array(batchLength);
  const codes = new Int32Array(batchLength);
  const code =
    element.kind === 'category' && typeof value === 'string'
      ? element.labels.indexOf(value)
      : Number(value === true);
  return (batch: Batch) => {
    const length = batch.end - batch.start;
    if (batch.kind === 'numbers' && typeof value === 'number') {
      for (let i = 0; i < length; i++) {
        const x = batch.values[batch.start + i] ?? NaN;
        numbers[i] = Number.isNaN(x) ? value : x;
      }
      return { kind: 'numbers', values: numbers, start: 0, end: length };
    }
    if (batch.kind === 'codes') {
      for (let i = 0; i < length; i++) {
        const given = batch.values[batch.start + i] ?? -1;
        codes[i] = given < 0 ? code : given;
      }
      return { kind: 'codes', values: codes, start: 0, end: length };
    }
    if (batch.kind === 'texts' && typeof value === 'string') {
      const values = batch.values.slice(batch.start, batch.end).map((text) => text ?? value);
      return { kind: 'texts', values, start: 0, end: length };
    }
    return batch;
  };
};

const check = (element: ElementDomain, value: unknown): Imputed => {
  if (element.kind === 'interval' || element.kind === 'row')
    throw new DiscreetError({
      tag: 'StepMismatch',
      where: 'impute',
      rule:
        element.kind === 'row'
          ? 'works on a column'
          : 'works before clamp(): nothing is missing after it',
      received: element.kind,
    });
  const fits =
    (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') &&
    (typeof value !== 'number' || Number.isFinite(value)) &&
    contains(element, value);
  if (!fits)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'impute',
      rule: `value must be a finite member of ${element.kind}`,
      received: print(value),
    });
  return value;
};

/**
 * A column in which one fixed value stands for every missing one.
 *
 * **Contract** Row by row, so distances stay as they are. Missing are NaN, null, labels that are not declared, and values of another type
 * than the column's.
 * **Shapes** A[n] -> A[n]
 * **Errors** A literal of another type than the column's does not compile; what is no finite member of it is refused at run time.
 * **Source** docs/proofs/rows.md
 *
 * @example
 * import { chain, impute, real, symmetricDistance, values } from 'discreet';
 * chain(values(real, symmetricDistance()), impute(40)).invoke([20, NaN]); // => [20, 40]
 */
export function impute<const V extends Imputed>(value: V): Step<Impute<V>> {
  return step((pipeline) => {
    const open = openDataset(pipeline, 'impute', 'works on a column');
    const { element } = open.outputDomain;
    const checked = check(element, value);
    const json = { step: 'impute', value: typeof checked === 'number' ? checked + 0 : checked };
    return rowWise(open, element, json, () => imputeStage(element, checked));
  });
}
