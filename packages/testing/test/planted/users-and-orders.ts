import {
  type AnyTransformation,
  absoluteDistance,
  changeOneIdDistance,
  contains,
  type DatasetDomain,
  type DatasetMetric,
  distanceMap,
  elementKey,
  hammingDistance,
  insertDeleteDistance,
  l1Distance,
  real,
  symmetricIdDistance,
  text,
} from '@discreet/core';
import { makeTransformation } from '@discreet/core/construction';
import { Rational } from '@discreet/numeric';
import { fromAllRows, withFactor } from './build.ts';
import type { PlantedTransformation } from './planted-bug.ts';

const one = Rational.one;
const of = (n: number): Rational => Rational.of(BigInt(n));
const table: DatasetDomain = {
  kind: 'vector',
  element: { kind: 'row', columns: { user: text, wage: real } },
};
const column: DatasetDomain = { kind: 'vector', element: real };

type Finish = (rows: readonly unknown[]) => readonly bigint[];

/** An aggregate of all rows, in order, under a metric; with labels it is a vector measured in L1. */
const aggregate = (
  inputDomain: DatasetDomain,
  inputMetric: DatasetMetric,
  factor: Rational,
  finish: Finish,
  labels?: readonly string[],
): AnyTransformation => {
  const outputMetric = labels === undefined ? absoluteDistance : l1Distance;
  return fromAllRows(
    makeTransformation({
      inputDomain,
      inputMetric,
      outputDomain:
        labels === undefined ? { kind: 'grid', unit: one } : { kind: 'counts', unit: one, labels },
      outputMetric,
      map: distanceMap({ kind: 'linear', factor, from: inputMetric.kind, to: outputMetric.kind }),
      assumptions: [],
      steps: [{ step: 'planted' }],
      execution: { stages: [] },
    }),
    finish,
  );
};

/** a number as clamp(0, 10) with resolution 1 reads it */
const ten = (x: unknown): bigint =>
  typeof x === 'number' && x > 0 ? BigInt(Math.round(Math.min(x, 10))) : 0n;
const part = (row: unknown, name: string): unknown =>
  typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined;
const wage = (row: unknown): bigint => ten(part(row, 'wage'));
/** a user as the column reads one; without an identifier it is the same for all */
const user = (row: unknown): string | undefined => {
  const value = part(row, 'user');
  return contains(text, value) ? String(value) : undefined;
};
const total = (rows: readonly unknown[]): bigint =>
  rows.reduce<bigint>((s, row) => s + wage(row), 0n);
const groups = (rows: readonly unknown[]): readonly (readonly unknown[])[] => {
  const own = new Map<string | undefined, unknown[]>();
  for (const row of rows) own.set(user(row), [...(own.get(user(row)) ?? []), row]);
  return [...own.values()];
};
const read = (row: unknown): string => elementKey([user(row), String(wage(row))]);
/** at most two rows of each user: which ones depends on that user's rows alone */
const limited = (rows: readonly unknown[]): readonly unknown[] =>
  groups(rows).flatMap((own) => own.toSorted((a, b) => (read(a) < read(b) ? -1 : 1)).slice(0, 2));

const byUser = symmetricIdDistance({ identifier: 'user' });
const replaced = changeOneIdDistance({ identifier: 'user' });
const sumBy = (metric: DatasetMetric, finish: Finish, factor = 20): AnyTransformation =>
  aggregate(table, metric, of(factor), finish);

const ofUsers = sumBy(byUser, (rows) => [total(limited(rows))]);
const ofReplaced = sumBy(replaced, (rows) => [total(limited(rows))]);
const users = sumBy(byUser, (rows) => [BigInt(groups(rows).length)], 1);
const usersReplaced = sumBy(replaced, (rows) => [BigInt(groups(rows).length)], 0);

/** the sum of the steps from each row to the next, 10 at most each */
const path: Finish = (rows) => {
  const steps = rows.slice(1).map((row, i) => ten(row) - ten(rows[i]));
  return [steps.reduce((s, step) => s + (step < 0n ? -step : step), 0n)];
};
const inserted = aggregate(column, insertDeleteDistance, of(20), path);
const changed = aggregate(column, hammingDistance, of(20), path);

const places = ['first', 'second', 'third'];
/** whether each of the first three rows is above 0 */
const window: Finish = (rows) => places.map((_, i) => (ten(rows[i]) > 0n ? 1n : 0n));
const shifted = aggregate(column, insertDeleteDistance, of(3), window, places);
const kept = aggregate(column, hammingDistance, one, window, places);

/** Maps and steps that are wrong for users with many rows, or for rows in order. */
export const wrongUsersAndOrders: readonly PlantedTransformation[] = [
  {
    title: 'a sum by user that limits no rows',
    wrong: sumBy(byUser, (rows) => [total(rows)]),
    right: ofUsers,
  },
  {
    title: 'a limit on the rows of a user that is one row too high',
    wrong: sumBy(byUser, (rows) => [
      total(
        groups(rows).flatMap((own) =>
          own.toSorted((a, b) => (read(a) < read(b) ? -1 : 1)).slice(0, 3),
        ),
      ),
    ]),
    right: ofUsers,
  },
  {
    title: 'a limit that keeps the rows which came first',
    wrong: sumBy(byUser, (rows) => [total(groups(rows).flatMap((own) => own.slice(0, 2)))]),
    right: ofUsers,
  },
  {
    title: 'a limit that keeps the first users',
    wrong: sumBy(
      byUser,
      (rows) => [
        total(
          limited(rows)
            .toSorted((a, b) => (read(a) < read(b) ? -1 : 1))
            .slice(-2),
        ),
      ],
      10,
    ),
    right: ofUsers,
  },
  {
    title: 'a limit that spares rows without an identifier',
    wrong: sumBy(byUser, (rows) => [
      total([
        ...limited(rows.filter((row) => user(row) !== undefined)),
        ...rows.filter((row) => user(row) === undefined),
      ]),
    ]),
    right: ofUsers,
  },
  {
    title: 'a replaced user who counts half',
    wrong: withFactor(ofReplaced, of(10)),
    right: ofReplaced,
  },
  {
    title: 'a count of users that counts rows',
    wrong: sumBy(byUser, (rows) => [BigInt(rows.length)], 1),
    right: users,
  },
  {
    title: 'a public number of users that is a number of rows',
    wrong: sumBy(replaced, (rows) => [BigInt(rows.length)], 0),
    right: usersReplaced,
  },
  {
    title: 'a path that forgets the step on the other side of an inserted row',
    wrong: withFactor(inserted, of(10)),
    right: inserted,
  },
  {
    title: 'a path that forgets the step on the other side of a changed row',
    wrong: withFactor(changed, of(10)),
    right: changed,
  },
  {
    title: 'a window that takes a shift for a change',
    wrong: withFactor(shifted, of(2)),
    right: shifted,
  },
  {
    title: 'a window that takes two changes for one',
    wrong: withFactor(kept, Rational.of(1n, 2n)),
    right: kept,
  },
];
