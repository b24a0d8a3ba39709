import {
  type Atom,
  type ChangeOneIdDistance,
  contains,
  type DatasetDomain,
  elementKey,
  identifierKey,
  type SymmetricIdDistance,
} from '@discreet/core';
import * as fc from 'fast-check';
import { members, type MemberOptions } from '../members.ts';
import type { Pair } from './pair-order.ts';
import { listedUsers, userColumn } from './user-values.ts';

/** users whom both datasets have with the same rows, at most */
const bystanders = 3;
/** the rows of one user, at most */
const ownRows = 4;

/** The row as one of a user; what is no row has no user, and stays as it is. */
export function ofUser(row: unknown, identifier: string, user: unknown): unknown {
  return typeof row === 'object' && row !== null ? { ...row, [identifier]: user } : row;
}

/** The row with its user missing, if what stands there is no member of the column: a pipeline reads it so. */
export function readable(row: unknown, identifier: string, column: Atom): unknown {
  if (typeof row !== 'object' || row === null || !Object.hasOwn(row, identifier)) return row;
  return contains(column, Reflect.get(row, identifier)) ? row : ofUser(row, identifier, undefined);
}

/** so many different users, and some more if there are */
const someUsers = (
  domain: DatasetDomain,
  options: MemberOptions,
  identifier: string,
  least: number,
): fc.Arbitrary<readonly unknown[]> => {
  const column = userColumn(domain, identifier);
  if (column === undefined) return fc.constant([]);
  const maxLength = least + bystanders;
  const lost = options.misfits === true;
  const listed = listedUsers(column, lost);
  if (listed !== undefined)
    return fc.shuffledSubarray([...listed], {
      minLength: least,
      maxLength: Math.min(maxLength, listed.length),
    });
  const users = members(column, { ...options, misfits: false });
  return fc
    .uniqueArray(lost ? fc.oneof(users, fc.constantFrom(null, undefined)) : users, {
      minLength: least,
      maxLength,
      selector: (user) => identifierKey({ [identifier]: user }, identifier),
    })
    .filter((users) => users.length >= least);
};

const rowsOfUser = (
  domain: DatasetDomain,
  options: MemberOptions,
  identifier: string,
  user: unknown,
): fc.Arbitrary<readonly unknown[]> => {
  const missing = identifierKey({ [identifier]: user }, identifier) === '';
  const row = members(domain.element, options)
    // what is no row is nobody's, and so are rows without an identifier
    .filter((one) => missing || (typeof one === 'object' && one !== null))
    .map((one) => ofUser(one, identifier, user));
  return fc.oneof(
    fc.array(row, { minLength: 1, maxLength: ownRows }),
    fc
      .tuple(row, fc.integer({ min: 1, max: ownRows }))
      .map(([one, times]) => Array<unknown>(times).fill(one)),
  );
};

const sameRows = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.map(elementKey).sort().join() === b.map(elementKey).sort().join();

/** a user's rows before and after: others altogether, one more, one less, or one in place of another; never the same */
const changedRows = (rows: fc.Arbitrary<readonly unknown[]>): fc.Arbitrary<Pair> =>
  fc.tuple(rows, rows, fc.nat(3)).map(([a, b, way]): Pair => {
    const other =
      way === 0 ? [...a, ...b.slice(0, 1)] : way === 1 ? [...b.slice(0, 1), ...a.slice(1)] : b;
    return [a, sameRows(a, other) ? [...other, ...other.slice(0, 1)] : other];
  });

/** how many users are to have which fate */
interface Fates {
  /** have rows in both, but not the same */
  readonly changed: number;
  /** have rows in the first only */
  readonly gone: number;
  /** have rows in the second only */
  readonly come: number;
}

/** the ways to a distance that so many users can go */
const fatesAt = (kind: string, distance: number, users: number): fc.Arbitrary<Fates> => {
  const symmetric = kind === 'symmetricIdDistance';
  // every other user is one more: `changed` of them count double in one metric, and the rest take two users each in the other
  const changed = symmetric
    ? fc.integer({ min: Math.max(0, distance - users), max: Math.floor(distance / 2) })
    : fc.integer({ min: Math.max(0, 2 * distance - users), max: distance });
  return changed.chain((both) => {
    const rest = symmetric ? distance - 2 * both : distance - both;
    return symmetric
      ? fc.oneof(fc.constant(rest), fc.nat(rest)).map((gone) => ({
          changed: both,
          gone,
          come: rest - gone,
        }))
      : fc.constant({ changed: both, gone: rest, come: rest });
  });
};

/** Pairs of tables that differ in the rows of users, by a distance of users. */
export function differingUsers(
  domain: DatasetDomain,
  metric: SymmetricIdDistance<string> | ChangeOneIdDistance<string>,
  distance: number,
  options: MemberOptions,
): fc.Arbitrary<Pair> {
  const { kind, identifier } = metric;
  const column = userColumn(domain, identifier);
  const listed = column === undefined ? undefined : listedUsers(column, options.misfits === true);
  const users = listed?.length ?? Infinity;
  const none = fc.constant<readonly unknown[]>([]);
  return fatesAt(kind, distance, users).chain(({ changed, gone, come }) =>
    someUsers(domain, options, identifier, changed + gone + come).chain((names) =>
      fc
        .tuple(
          ...names.map((user, i): fc.Arbitrary<Pair> => {
            const rows = rowsOfUser(domain, options, identifier, user);
            if (i < changed) return changedRows(rows);
            if (i < changed + gone) return fc.tuple(rows, none);
            if (i < changed + gone + come) return fc.tuple(none, rows);
            return rows.map((same): Pair => [same, same]);
          }),
        )
        .map((pairs): Pair => [pairs.flatMap(([x]) => x), pairs.flatMap(([, y]) => y)]),
    ),
  );
}
