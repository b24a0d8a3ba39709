// The pairs that a directed search goes through: where it starts under each metric, and the small changes that it tries.
import { type DatasetMetric, distanceBetween, identifierKey } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import { ofUser } from './user-pairs.ts';

/** Two datasets under way: the rows of both, those of one alone, and the place at which these stand among the others. */
export interface ClimbState {
  readonly both: readonly unknown[];
  readonly inX: readonly unknown[];
  readonly inY: readonly unknown[];
  readonly at: number;
}

/** What the starts are made of. */
export interface ClimbSpace {
  readonly metric: DatasetMetric;
  readonly size: number | undefined;
  /** the rows to try */
  readonly pool: readonly unknown[];
}

/** the most rows that a user is given, and the first number of them */
const [mostOwn, firstOwn] = [64, 4];

/** how many rows both have around a change, where order counts and no size is public */
const bystanders = 4;

const fill = (row: unknown, length: number): readonly unknown[] => Array<unknown>(length).fill(row);

/** Whether the order of rows counts. */
export function ordered({ kind }: DatasetMetric): boolean {
  return kind === 'insertDeleteDistance' || kind === 'hammingDistance';
}

/** Whether as many rows or users come as go, so that each has a partner. */
export function partnered({ kind }: DatasetMetric): boolean {
  return (
    kind === 'changeOneDistance' || kind === 'hammingDistance' || kind === 'changeOneIdDistance'
  );
}

const byUser = (
  metric: DatasetMetric,
): metric is Extract<DatasetMetric, { readonly identifier: string }> => 'identifier' in metric;

/** The datasets themselves. */
export function pairOf(state: ClimbState): {
  readonly x: readonly unknown[];
  readonly y: readonly unknown[];
} {
  const [before, after] = [state.both.slice(0, state.at), state.both.slice(state.at)];
  return { x: [...before, ...state.inX, ...after], y: [...before, ...state.inY, ...after] };
}

/** Whether the datasets are at a distance exactly. */
export function isAtDistance(metric: DatasetMetric, state: ClimbState, distance: number): boolean {
  // in a multiset, rows that both have change nothing; users do not mix with order
  const alone = !ordered(metric) && !byUser(metric);
  const { x, y } = alone ? { x: state.inX, y: state.inY } : pairOf(state);
  const found = distanceBetween(metric, x, y);
  return O.isSome(found) && found.value.equals(Rational.of(BigInt(distance)));
}

const userOf = (row: unknown, identifier: string): unknown =>
  typeof row === 'object' && row !== null ? Reflect.get(row, identifier) : undefined;

/** What stands in y alone now in x alone, against each row of the pool in its place. */
export function partners({ metric, pool }: ClimbSpace, state: ClimbState): readonly ClimbState[] {
  const inX = state.inY;
  const { length } = state.inX;
  const others = pool.map((row) => ({ ...state, inX, inY: fill(row, length) }));
  if (!byUser(metric)) return others;
  // the same user with other rows, besides another user in that one's place
  const { identifier } = metric;
  const user = userOf(inX[0], identifier);
  const own = pool.map((row) => fill(ofUser(row, identifier, user), length));
  return [...others, ...own.map((inY) => ({ ...state, inX, inY }))];
}

/** All rows of one user, and then others in their place. */
const userStarts = (
  space: ClimbSpace,
  identifier: string,
  any: () => unknown,
): readonly ClimbState[] => {
  const { pool } = space;
  const start = (row: unknown): ClimbState => {
    const user = identifierKey(row, identifier);
    const both = pool.filter((one) => identifierKey(one, identifier) !== user).slice(0, 1);
    return { both, inX: fill(row, firstOwn), inY: [], at: both.length };
  };
  const first = start(any());
  return [...pool.map(start), ...partners(space, { ...first, inY: first.inX })];
};

/** Pairs in which all that differs is one row against another, or against none. */
export function climbStarts(
  space: ClimbSpace,
  distance: number,
  any: () => unknown,
): readonly ClimbState[] {
  const { metric, size, pool } = space;
  if (byUser(metric)) return userStarts(space, metric.identifier, any);
  const rows = metric.kind === 'symmetricDistance' ? distance * metric.contributions : distance;
  const rest =
    partnered(metric) && size !== undefined
      ? Math.max(0, size - rows)
      : ordered(metric)
        ? bystanders
        : 1;
  const both = ordered(metric) ? Array.from({ length: rest }, any) : fill(pool[0], rest);
  const at = ordered(metric) ? rest >> 1 : rest;
  if (partnered(metric)) {
    const all = fill(any(), rows);
    return partners(space, { both, at, inX: all, inY: all });
  }
  const alone = pool.map((row): ClimbState => ({ both, at, inX: fill(row, rows), inY: [] }));
  const one = [any()];
  const against = pool.map((row): ClimbState => ({
    both,
    at,
    inX: one,
    inY: fill(row, rows - one.length),
  }));
  // a row that moves past others
  const passed = [any(), any()];
  const moved = pool.map((row): ClimbState => ({
    both,
    at,
    inX: [row, ...passed],
    inY: [...passed, row],
  }));
  // rows in turns, which a row in front of them shifts by one place
  const inTurns = pool.map((row): ClimbState => {
    const other = any();
    const turns = [row, other, row, other];
    return { both: turns, at: 0, inX: [other, ...fill(row, rows - 1)], inY: [] };
  });
  return ordered(metric) ? [...alone, ...against, ...moved, ...inTurns] : [...alone, ...against];
}

/** A small change; it may lead to another distance. */
export function climbMove(
  metric: DatasetMetric,
  state: ClimbState,
  any: () => unknown,
  pick: (n: number) => number,
): ClimbState {
  const { both, inX, inY } = state;
  const replaced = (rows: readonly unknown[]): readonly unknown[] => {
    if (rows.length === 0) return rows;
    const place = pick(rows.length);
    const row = any();
    return rows.with(
      place,
      byUser(metric) ? ofUser(row, metric.identifier, userOf(rows[place], metric.identifier)) : row,
    );
  };
  const common = (): ClimbState => ({ ...state, both: replaced(both) });
  const across = (): ClimbState => ({
    ...state,
    inX: inX.slice(1),
    inY: [...inY, ...inX.slice(0, 1)],
  });
  const twice = (rows: readonly unknown[]): readonly unknown[] =>
    rows.length > mostOwn / 2 ? rows : [...rows, ...rows];
  const moves: readonly (() => ClimbState)[] = [
    () => ({ ...state, inX: replaced(inX) }),
    () => ({ ...state, inY: replaced(inY) }),
    metric.kind === 'symmetricDistance' || metric.kind === 'insertDeleteDistance' ? across : common,
    common,
    ...(ordered(metric) ? [(): ClimbState => ({ ...state, at: pick(both.length + 1) })] : []),
    ...(byUser(metric)
      ? [
          (): ClimbState => ({ ...state, inX: twice(inX) }),
          (): ClimbState => ({ ...state, inY: twice(inY) }),
        ]
      : []),
  ];
  return moves[pick(moves.length)]?.() ?? state;
}
