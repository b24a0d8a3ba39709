// Distances computed the slow way, from the definitions and without the library: rows are compared one with another, nothing is hashed.
import type { DatasetMetric } from '@discreet/core';

type Rows = readonly unknown[];

/** NaN is itself, -0 is not 0, columns have no order */
const same = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [Object.keys(a), Object.keys(b)];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.length === right.length &&
    left.every((name) => right.includes(name) && same(Reflect.get(a, name), Reflect.get(b, name)))
  );
};

/** the rows of x that are left when each of y has taken an equal one away */
const without = (x: Rows, y: Rows): Rows =>
  y.reduce<Rows>((left, row) => {
    const at = left.findIndex((one) => same(one, row));
    return at < 0 ? left : left.toSpliced(at, 1);
  }, x);

/** Wagner and Fischer's table, with insertions and deletions only */
const edits = (x: Rows, y: Rows): number => {
  const first = Array.from({ length: y.length + 1 }, (_, j) => j);
  const last = x.reduce<readonly number[]>((above, row, i) => {
    const line = [i + 1];
    for (const [j, other] of y.entries()) {
      const edited = 1 + Math.min(line[j] ?? Infinity, above[j + 1] ?? Infinity);
      line.push(same(row, other) ? Math.min(edited, above[j] ?? Infinity) : edited);
    }
    return line;
  }, first);
  return last.at(-1) ?? NaN;
};

const missing = (user: unknown): boolean =>
  user === undefined || user === null || (typeof user === 'number' && user !== user);

/** whether two rows are of one user; == on numbers takes -0 for 0 */
const sameUser = (a: unknown, b: unknown, column: string): boolean => {
  const of = (row: unknown): unknown =>
    typeof row === 'object' && row !== null && Object.keys(row).includes(column)
      ? Reflect.get(row, column)
      : undefined;
  const [u, v] = [of(a), of(b)];
  if (missing(u) || missing(v)) return missing(u) && missing(v);
  return typeof u === 'number' && typeof v === 'number' ? u === v : same(u, v);
};

const usersOf = (rows: Rows, column: string): readonly Rows[] => {
  const users: unknown[][] = [];
  for (const row of rows) {
    const found = users.find(([first]) => sameUser(first, row, column));
    if (found === undefined) users.push([row]);
    else found.push(row);
  }
  return users;
};

/** users in both, by the rows of each */
const changedUsers = (x: Rows, y: Rows, column: string): number =>
  usersOf(x, column).filter((own) =>
    usersOf(y, column).some(
      (other) =>
        sameUser(own[0], other[0], column) &&
        (own.length !== other.length || without(own, other).length > 0),
    ),
  ).length;

const lonelyUsers = (x: Rows, y: Rows, column: string): number =>
  usersOf(x, column).filter(([first]) => !y.some((row) => sameUser(first, row, column))).length;

/** The distance by its definition; Infinity where there is none. */
export const bruteDistance = (metric: DatasetMetric, x: Rows, y: Rows): number => {
  switch (metric.kind) {
    case 'symmetricDistance':
      return Math.ceil((without(x, y).length + without(y, x).length) / metric.contributions);
    case 'changeOneDistance':
      return x.length === y.length ? without(x, y).length : Infinity;
    case 'insertDeleteDistance':
      return edits(x, y);
    case 'hammingDistance':
      return x.length === y.length ? x.filter((row, i) => !same(row, y[i])).length : Infinity;
    case 'symmetricIdDistance': {
      const { identifier } = metric;
      const lonely = lonelyUsers(x, y, identifier) + lonelyUsers(y, x, identifier);
      return lonely + 2 * changedUsers(x, y, identifier);
    }
    case 'changeOneIdDistance': {
      const { identifier } = metric;
      const gone = lonelyUsers(x, y, identifier);
      if (gone !== lonelyUsers(y, x, identifier)) return Infinity;
      return gone + changedUsers(x, y, identifier);
    }
  }
};
