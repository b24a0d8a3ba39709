import { elementKey } from '../element-key.ts';
import { identifierKey } from '../identifier-key.ts';

/** A key for each user of a table: two tables share one exactly when they have the same user with the same rows. */
export function userKeys(rows: Iterable<unknown>, identifier: string): readonly string[] {
  const users = new Map<string, string[]>();
  for (const row of rows) {
    const user = identifierKey(row, identifier);
    const own = users.get(user);
    if (own === undefined) users.set(user, [elementKey(row)]);
    else own.push(elementKey(row));
  }
  return [...users].map(([user, own]) => JSON.stringify([user, ...own.sort()]));
}
