import { Rational, rationalFromDouble } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import { elementKey } from './element-key.ts';
import { isIterable } from './is-iterable.ts';
import { editDistance } from './internal/edit-distance.ts';
import { excess } from './internal/excess.ts';
import { userKeys } from './internal/user-keys.ts';
import type { DatasetMetric, Metric } from './metric.ts';

/** A dataset, a number, or a vector of numbers by position or by name. */
export type Measured =
  number | bigint | null | Rational | Iterable<unknown> | { readonly [label: string]: number };

const exact = (x: unknown): O.Option<Rational> =>
  x instanceof Rational
    ? O.some(x)
    : typeof x === 'bigint'
      ? O.some(Rational.of(x))
      : typeof x === 'number'
        ? rationalFromDouble(x)
        : O.none;

/** the coordinates of a vector by name, in one order */
const coordinates = (x: Measured): readonly (readonly [string, unknown])[] =>
  isIterable(x)
    ? [...x].map((value, index) => [String(index), value] as const)
    : typeof x === 'object' && x !== null && !(x instanceof Rational)
      ? Object.entries(x).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      : [['0', x] as const];

/** |x_i - y_i| for every coordinate; none when the vectors do not match or hold what is no finite number */
const differences = (x: Measured, y: Measured): O.Option<readonly Rational[]> => {
  const [a, b] = [coordinates(x), coordinates(y)];
  if (a.length !== b.length) return O.none;
  const result: Rational[] = [];
  for (const [i, [name, value]] of a.entries()) {
    const other = b[i];
    const [u, v] = [exact(value), exact(other?.[1])];
    if (other === undefined || other[0] !== name || O.isNone(u) || O.isNone(v)) return O.none;
    result.push(u.value.sub(v.value).abs());
  }
  return O.some(result);
};

const sum = (all: readonly Rational[]): Rational =>
  all.reduce((total, d) => total.add(d), Rational.zero);

/** a value in whatever spelling of a number; -0 is another than 0, as an answer shows */
const valueKey = (x: unknown): string => {
  const number = Object.is(x, -0) ? O.none : exact(x);
  return O.isSome(number) ? number.value.toString() : `other ${elementKey(x)}`;
};

const isRecord = (x: Measured): boolean =>
  typeof x === 'object' && x !== null && !isIterable(x) && !(x instanceof Rational);

/** a value, the elements of a dataset in their order, or the coordinates of a vector by name */
const wholeKey = (x: Measured): string =>
  JSON.stringify(
    isIterable(x)
      ? [...x].map(valueKey)
      : isRecord(x)
        ? coordinates(x).map(([name, value]) => [name, valueKey(value)])
        : valueKey(x),
  );

const keys = (x: Iterable<unknown>): readonly string[] => Array.from(x, elementKey);

const whole = (n: number): O.Option<Rational> => O.some(Rational.of(BigInt(n)));

const datasetDistance = (
  metric: DatasetMetric,
  x: Iterable<unknown>,
  y: Iterable<unknown>,
): O.Option<Rational> => {
  switch (metric.kind) {
    case 'symmetricDistance': {
      const [more, less] = excess(keys(x), keys(y));
      return whole(Math.ceil((more + less) / metric.contributions));
    }
    case 'changeOneDistance': {
      const [more, less] = excess(keys(x), keys(y));
      return more === less ? whole(more) : O.none;
    }
    case 'insertDeleteDistance':
      return whole(editDistance(keys(x), keys(y)));
    case 'hammingDistance': {
      const [a, b] = [keys(x), keys(y)];
      return a.length === b.length ? whole(a.filter((key, i) => key !== b[i]).length) : O.none;
    }
    case 'symmetricIdDistance': {
      const { identifier } = metric;
      const [more, less] = excess(userKeys(x, identifier), userKeys(y, identifier));
      return whole(more + less);
    }
    case 'changeOneIdDistance': {
      const { identifier } = metric;
      const [more, less] = excess(userKeys(x, identifier), userKeys(y, identifier));
      return more === less ? whole(more) : O.none;
    }
  }
};

/**
 * The distance of two values under a metric, exactly; none when it is infinite.
 *
 * **Contract** An L2 distance is given as its square. Datasets are read as multisets, so their order does not count, except under
 * `insertDeleteDistance` and `hammingDistance`. Rows are the same when `elementKey` says so, users when `identifierKey` does. A distance of
 * datasets is whole; empty datasets are at distance 0, and what is no dataset is infinitely far.
 * **Cost** One pass; under `insertDeleteDistance` as many as the distance has units.
 *
 * @example
 * const distance = distanceBetween(symmetricDistance(), [1, 2, 2], [2, 3]);
 * distance._tag === 'Some' && distance.value.toString(); // => '3'
 */
export function distanceBetween(metric: Metric, x: Measured, y: Measured): O.Option<Rational> {
  switch (metric.kind) {
    case 'absoluteDistance':
    case 'l1Distance':
      return O.map(sum)(differences(x, y));
    case 'l2Distance':
      return O.map((all: readonly Rational[]) => sum(all.map((d) => d.square())))(
        differences(x, y),
      );
    case 'lInfDistance':
      return O.map((all: readonly Rational[]) =>
        all.reduce((most, d) => Rational.max(most, d), Rational.zero),
      )(differences(x, y));
    case 'discreteDistance':
      return whole(wholeKey(x) === wholeKey(y) ? 0 : 1);
    default:
      return isIterable(x) && isIterable(y) ? datasetDistance(metric, x, y) : O.none;
  }
}
