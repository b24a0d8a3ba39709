import { elementKey } from './element-key.ts';

/**
 * A string that two rows of a table share exactly when they are rows of the same user.
 *
 * **Contract** The user is who the value in the column says. Rows in which it is missing (null, undefined, NaN, no such column, no row at all)
 * have the empty string in common: nothing says that they are of different people, so they count as one. -0 is the same user as 0.
 * The data are those that the domain of the column reads: what is no member of it must be missing already.
 *
 * @example
 * identifierKey({ user: 'ann', wage: 3 }, 'user') === identifierKey({ wage: 5, user: 'ann' }, 'user'); // => true
 * identifierKey({ wage: 3 }, 'user'); // => ''
 */
export function identifierKey(row: unknown, identifier: string): string {
  if (typeof row !== 'object' || row === null || !Object.hasOwn(row, identifier)) return '';
  const user: unknown = Reflect.get(row, identifier);
  if (user === undefined || user === null || Number.isNaN(user)) return '';
  return elementKey(user === 0 ? 0 : user);
}
