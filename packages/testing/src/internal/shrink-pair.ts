import { type DatasetMetric, distanceBetween, elementKey } from '@discreet/core';
import * as O from 'fp-ts/lib/Option.js';
import type { NeighbourPair } from '../neighbours.ts';
import { printOutcome } from '../print-outcome.ts';

/** How a pair that refutes a claim is made smaller. */
export interface Shrinking<W> {
  readonly metric: DatasetMetric;
  /** whether the number of rows is public, so that none may be left out */
  readonly sized: boolean;
  /** whether a row may stand in a dataset */
  readonly allowed: (row: unknown) => boolean;
  /** numbers and strings to put in the place of others */
  readonly simple: readonly unknown[];
  /** the greatest distance that the claim is about */
  readonly most: number;
  /** how many pairs of a few rows are tried */
  readonly tries: number;
  /** what refutes the claim on a pair, if it does */
  readonly refute: (pair: NeighbourPair) => W | undefined;
}

type Rows = readonly unknown[];

const without = (rows: Rows, start: number, length: number): Rows => [
  ...rows.slice(0, start),
  ...rows.slice(start + length),
];

/** y without one row for each of some rows of x that it has as well */
const withoutThese = (rows: Rows, gone: Rows): Rows => {
  const left = new Map<string, number>();
  for (const row of gone) left.set(elementKey(row), (left.get(elementKey(row)) ?? 0) + 1);
  return rows.filter((row) => {
    const times = left.get(elementKey(row)) ?? 0;
    if (times > 0) left.set(elementKey(row), times - 1);
    return times === 0;
  });
};

/** pairs with fewer rows: large parts first, from both sides, then from one */
const fewer = function* (x: Rows, y: Rows): Generator<readonly [Rows, Rows]> {
  for (let length = x.length; length > 0; length >>= 1)
    for (let start = 0; start < x.length; start += length) {
      const gone = x.slice(start, start + length);
      yield [without(x, start, length), withoutThese(y, gone)];
    }
  for (let i = 0; i < x.length; i += 1) yield [without(x, i, 1), y];
  for (let i = 0; i < y.length; i += 1) yield [x, without(y, i, 1)];
};

/** what may stand in the place of a value */
const simpler = (value: unknown, simple: readonly unknown[]): readonly unknown[] => {
  if (typeof value === 'number') {
    const plain = [0, 1, -1, 10, 100, Math.trunc(value)];
    return [...plain, ...simple.filter((each) => typeof each === 'number')];
  }
  if (typeof value === 'string') return ['', ...simple.filter((each) => typeof each === 'string')];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    simpler(part, simple).map((other) => ({ ...value, [name]: other })),
  );
};

/** pairs with a simpler row, everywhere where it stands, then in one dataset */
const plainer = function* (
  x: Rows,
  y: Rows,
  { simple, allowed }: Pick<Shrinking<never>, 'simple' | 'allowed'>,
): Generator<readonly [Rows, Rows]> {
  const different = new Map([...x, ...y].map((row) => [elementKey(row), row]));
  for (const [key, row] of [...different].slice(0, 8))
    for (const other of simpler(row, simple).filter(allowed)) {
      const put = (rows: Rows): Rows =>
        rows.map((each) => (elementKey(each) === key ? other : each));
      yield [put(x), put(y)];
      yield [put(x), y];
      yield [x, put(y)];
    }
};

/** pairs in which a row of y is one of x: they may lie closer */
const closer = function* (x: Rows, y: Rows): Generator<readonly [Rows, Rows]> {
  for (const row of x.slice(0, 8))
    for (let i = 0; i < Math.min(y.length, 8); i += 1) yield [x, y.with(i, row)];
};

/** fewer rows are smaller, then a lesser distance, then what prints shorter, then lesser numbers */
const sizeOf = ({ x, y, distance }: NeighbourPair): readonly number[] => {
  const all = [...x, ...y];
  const text = printOutcome(all);
  const digits = Array.from(text, (digit) => Number(digit) || 0).reduce((sum, n) => sum + n, 0);
  return [all.length, distance, text.length, digits];
};
const smaller = (a: readonly number[], b: readonly number[]): boolean => {
  const i = a.findIndex((value, at) => value !== b[at]);
  return i >= 0 && (a[i] ?? 0) < (b[i] ?? 0);
};

/** Makes a pair that refutes a claim smaller, as long as it goes on refuting it; gives what refutes the claim on the smallest one. */
export function shrinkPair<W>(first: NeighbourPair, refutation: W, shrinking: Shrinking<W>): W {
  const { metric, sized, most, refute } = shrinking;
  let [best, pair, tries] = [refutation, first, shrinking.tries];
  const take = ([x, y]: readonly [Rows, Rows]): boolean => {
    const distance = distanceBetween(metric, x, y);
    if (O.isNone(distance)) return false;
    const next = { x, y, distance: distance.value.toNumber() };
    if (next.distance > most || !smaller(sizeOf(next), sizeOf(pair))) return false;
    // long datasets take long
    tries -= 1 + (x.length + y.length) / 50;
    const found = refute(next);
    if (found === undefined) return false;
    [best, pair] = [found, next];
    return true;
  };
  const step = (): boolean => {
    const { x, y } = pair;
    for (const candidates of [sized ? [] : fewer(x, y), closer(x, y), plainer(x, y, shrinking)])
      for (const candidate of candidates) {
        if (tries <= 0) return false;
        if (take(candidate)) return true;
      }
    return false;
  };
  let going = true;
  while (going) going = step();
  return best;
}
