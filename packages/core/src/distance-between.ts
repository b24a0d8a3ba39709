import { Rational, rationalFromDouble } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import { elementKey } from './element-key.ts';
import { isIterable } from './is-iterable.ts';
import type { Metric } from './metric.ts';

/** A dataset, a number, or a vector of numbers by position or by name. */
export type Measured =
  number | bigint | Rational | Iterable<unknown> | { readonly [label: string]: number };

/** how often each element stands in x more often than in y, and the other way round */
const excess = (x: Iterable<unknown>, y: Iterable<unknown>): readonly [number, number] => {
  const times = new Map<string, number>();
  for (const element of x) {
    const key = elementKey(element);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  for (const element of y) {
    const key = elementKey(element);
    times.set(key, (times.get(key) ?? 0) - 1);
  }
  let [more, less] = [0, 0];
  for (const n of times.values()) {
    if (n > 0) more += n;
    else less -= n;
  }
  return [more, less];
};

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
    : typeof x === 'object' && !(x instanceof Rational)
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

/**
 * The distance of two values under a metric, exactly; none when it is infinite.
 *
 * **Contract** An L2 distance is given as its square. Datasets are read as multisets: their order does not count.
 *
 * @example
 * const distance = distanceBetween(symmetricDistance(), [1, 2, 2], [2, 3]);
 * distance._tag === 'Some' && distance.value.toString(); // => '3'
 */
export function distanceBetween(metric: Metric, x: Measured, y: Measured): O.Option<Rational> {
  if (metric.kind === 'symmetricDistance' || metric.kind === 'changeOneDistance') {
    if (!isIterable(x) || !isIterable(y)) return O.none;
    const [more, less] = excess(x, y);
    if (metric.kind === 'changeOneDistance')
      return more === less ? O.some(Rational.of(BigInt(more))) : O.none;
    const persons = Math.ceil((more + less) / metric.contributions);
    return O.some(Rational.of(BigInt(persons)));
  }
  const zero = Rational.zero;
  return O.map((all: readonly Rational[]) =>
    all.reduce((sum, d) => sum.add(metric.kind === 'l2Distance' ? d.square() : d), zero),
  )(differences(x, y));
}
