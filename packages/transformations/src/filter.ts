import {
  type AnyTransformation,
  type Batch,
  batchLength,
  type Carrier,
  composeMaps,
  DiscreetError,
  distanceMap,
  elementAt,
  type ElementDomain,
  fieldOf,
  makeEncoder,
  type Misplaced,
  type Needs,
  openDataset,
  print,
  proved,
  type Stage,
  step,
  type Step,
  type StepJson,
  type SymmetricDistance,
  type Transformation,
  type TypeFunction,
  unregistered,
  type Vector,
} from '@discreet/core';
import { makeTransformation } from '@discreet/core/construction';
import { Rational } from '@discreet/numeric';
import { declaredRow } from './internal/declared-row.ts';
import { allStages } from './internal/row-wise.ts';
import type { Times } from './pipeline-types.ts';
import { registeredFunction, type RegisteredFunction } from './registered-function.ts';

/** What `filter(predicate)` makes of a pipeline; R is what the predicate takes. */
export interface Filter<R> extends TypeFunction<readonly ['filter', R]> {
  readonly out: FilterOf<this['in'], R>;
}
/** `Filter` as a type of T. */
export type FilterOf<T, R> =
  T extends Transformation<infer DI, infer MI, infer DO, infer MO, infer C>
    ? DO extends Vector<infer A>
      ? [Carrier<A>] extends [R]
        ? Transformation<
            DI,
            MI,
            Vector<A>,
            SymmetricDistance,
            MO extends SymmetricDistance ? C : Times<C, 2>
          >
        : Needs<'filter() needs a function that takes an element of this dataset'>
      : Needs<'filter() works on rows'>
    : Misplaced<T, 'filter()'>;

/** a predicate made total: a throw, and all but `true`, is no */
const total =
  (predicate: (value: unknown) => unknown) =>
  (value: unknown): boolean => {
    try {
      return predicate(value) === true;
    } catch {
      return false;
    }
  };

const filterStage = (element: ElementDomain, keep: (value: unknown) => boolean): Stage => {
  const encoder = makeEncoder(element, batchLength);
  // rows as they came are made rows of the schema first, as ingested ones are already
  const declared = element.kind === 'row' ? declaredRow(element.columns) : undefined;
  return (batch: Batch) => {
    let length = 0;
    for (let i = batch.start; i < batch.end; i++) {
      const raw = elementAt(batch, i, element);
      const value = declared === undefined ? raw : declared(raw);
      if (keep(value)) {
        encoder.put(length, value);
        length += 1;
      }
    }
    return encoder.batch(length);
  };
};

const functionOf = (
  given: unknown,
): { readonly run: (value: unknown) => unknown; readonly json: StepJson } => {
  if (typeof given === 'function')
    return {
      run: (value) => proved<unknown>(Reflect.apply(given, undefined, [value])),
      json: { step: 'filter', function: unregistered },
    };
  if (fieldOf(given, 'run') !== undefined && fieldOf(given, 'id') !== undefined) {
    const named = proved<RegisteredFunction<unknown, unknown>>({
      id: fieldOf(given, 'id'),
      version: fieldOf(given, 'version'),
      run: fieldOf(given, 'run'),
    });
    // checked again and copied: it may have been made by hand
    const { id, version, run } = registeredFunction(named.id, named.version, named.run);
    return { run, json: { step: 'filter', function: { id, version } } };
  }
  throw new DiscreetError({
    tag: 'InvalidParameter',
    where: 'filter',
    rule: 'the predicate must be a function or a registered function',
    received: print(given),
  });
};

/**
 * The elements for which a predicate holds.
 *
 * **Contract** A row of the output is a row of the input, so a row added or removed stays at most one. A row changed may leave and another
 * come: distance d under `changeOneDistance` becomes 2 d under `symmetricDistance`, and the size is no longer public. A predicate that
 * throws, or returns anything but `true`, drops its row. It sees the declared columns of a row and no others, with NaN or `undefined` for what
 * is missing, and cannot change the row.
 * **Shapes** A[n] -> A[at most n]
 * **Errors** None depends on data. The predicate is trusted to be a function of its one element: `assumptions` says so.
 * **Source** docs/proofs/filter.md
 *
 * @example
 * import { chain, count, filter, real, symmetricDistance, values } from 'discreet';
 * const adults = chain(values(real, symmetricDistance()), filter((age: number) => age >= 18), count());
 * adults.invoke([3, 18, 40]); // => 2
 */
export function filter<R>(
  predicate: ((element: R) => boolean) | RegisteredFunction<R, boolean>,
): Step<Filter<R>> {
  const { run, json } = functionOf(predicate);
  return step((pipeline): AnyTransformation => {
    const open = openDataset(pipeline, 'filter', 'works on rows');
    const { element } = open.outputDomain;
    const changeOne = open.outputMetric.kind === 'changeOneDistance';
    const map = distanceMap({
      kind: 'linear',
      factor: Rational.of(changeOne ? 2n : 1n),
      from: open.outputMetric.kind,
      to: 'symmetricDistance',
    });
    const trust = 'trusted-code: the predicate of filter() depends on its element alone';
    return makeTransformation({
      ...open,
      outputDomain: Object.freeze({ kind: 'vector', element }),
      outputMetric: Object.freeze({ kind: 'symmetricDistance', contributions: 1 } as const),
      map: composeMaps(open.map, map),
      assumptions: [...new Set([...open.assumptions, trust])],
      steps: [...open.steps, json],
      execution: { stages: [...allStages(open), () => filterStage(element, total(run))] },
    });
  });
}
