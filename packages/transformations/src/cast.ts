import {
  type Atom,
  type Batch,
  batchLength,
  DiscreetError,
  elementAt,
  type ElementDomain,
  elementJson,
  type Interval,
  makeEncoder,
  type Misplaced,
  type Needs,
  openDataset,
  type Row,
  type Columns,
  type Stage,
  step,
  type Step,
  type Transformation,
  type TypeFunction,
  type Vector,
} from '@discreet/core';
import { checkAtom } from './internal/check-atom.ts';
import { rowWise } from './internal/row-wise.ts';
import type { WithElement } from './pipeline-types.ts';

/** What `cast(to)` makes of a pipeline. */
export interface Cast<A extends Atom> extends TypeFunction<readonly ['cast', A]> {
  readonly out: CastOf<this['in'], A>;
}
/** `Cast` as a type of T. */
export type CastOf<T, A> =
  T extends Transformation<infer DI, infer MI, infer DO, infer MO, infer C>
    ? DO extends Vector<Row<Columns>>
      ? Needs<'cast() works on a column'>
      : DO extends Vector<Interval<number, number>>
        ? Needs<'put cast() before clamp()'>
        : DO extends Vector<Atom>
          ? Transformation<DI, MI, WithElement<DO, A>, MO, C>
          : Needs<'cast() works on a column'>
    : Misplaced<T, 'cast()'>;

// one way to match each text: two runs of digits side by side would take quadratic time on a long one
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

const toNumber = (value: unknown): number => {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return NaN;
  const trimmed = value.trim();
  return decimal.test(trimmed) ? Number(trimmed) : NaN;
};

const whole = (x: number): number => {
  const towardsZero = Math.trunc(x);
  return Number.isSafeInteger(towardsZero) ? towardsZero + 0 : NaN;
};

const toBoolean = (value: unknown): boolean | undefined => {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : value !== 0;
  return value === 'true' ? true : value === 'false' ? false : undefined;
};

const toText = (value: unknown): string | undefined => {
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : String(value);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;
};

const converter = (to: Atom): ((value: unknown) => unknown) => {
  switch (to.kind) {
    case 'real':
      return toNumber;
    case 'integer':
      return (value) => whole(toNumber(value));
    case 'boolean':
      return toBoolean;
    case 'text':
    case 'category':
      return toText;
  }
};

const castStage = (from: ElementDomain, to: Atom): Stage => {
  const convert = converter(to);
  const encoder = makeEncoder(to, batchLength);
  return (batch: Batch) => {
    const { start, end } = batch;
    for (let i = start; i < end; i++) encoder.put(i - start, convert(elementAt(batch, i, from)));
    return encoder.batch(end - start);
  };
};

/**
 * A column read as another type.
 *
 * **Contract** Row by row and total, so distances stay as they are. What cannot be read is a missing value: text that is no decimal
 * number, a fraction beyond 2^53 as a whole number, a label that is not declared. Numbers become whole towards zero; 0 is false and every
 * other number true; false is 0 and true is 1. Of texts, 'true' and 'false' are booleans and all others missing ones; spaces around a
 * number do not count, and one beyond the doubles is an infinity.
 * **Shapes** A[n] -> B[n]
 * **Errors** None depends on data. Rows and clamped numbers do not compile, and are refused at run time.
 * **Source** docs/proofs/rows.md
 *
 * @example
 * import { cast, chain, impute, integer, symmetricDistance, text, values } from 'discreet';
 * const ages = chain(values(text, symmetricDistance()), cast(integer), impute(0));
 * ages.invoke(['41', 'unknown', '2.9']); // => [41, 0, 2]
 */
export function cast<A extends Atom>(to: A): Step<Cast<A>> {
  const atom = checkAtom(to, 'cast', 'the target');
  return step((pipeline) => {
    const open = openDataset(pipeline, 'cast', 'works on a column');
    const { element } = open.outputDomain;
    if (element.kind === 'row' || element.kind === 'interval')
      throw new DiscreetError({
        tag: 'StepMismatch',
        where: 'cast',
        rule: element.kind === 'row' ? 'works on a column' : 'must stand before clamp()',
        received: element.kind,
      });
    return rowWise(open, atom, { step: 'cast', to: elementJson(atom) }, () =>
      castStage(element, atom),
    );
  });
}
