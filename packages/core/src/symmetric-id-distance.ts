import { proved } from './any-pipeline.ts';
import { identifierOption } from './internal/identifier-option.ts';
import type { SymmetricIdDistance } from './metric.ts';

/**
 * Neighbours differ by one user, with all of that user's rows, however many there are.
 *
 * **Contract** distance(x, x') sums over the users: 1 for a user who has rows in x or x' alone, 2 for one whose rows differ, since they must
 * be removed and others added, 0 for one who has the same rows in both. Empty tables have no users. See `identifierKey` for who a user is.
 * **Units** Users.
 * **Errors** An identifier that is no name of a column.
 * **Source** docs/proofs/neighbours.md
 *
 * @example
 * import { distanceBetween, symmetricIdDistance } from 'discreet';
 * const metric = symmetricIdDistance({ identifier: 'user' });
 * const before = [{ user: 'ann', wage: 3 }, { user: 'ann', wage: 5 }, { user: 'bo', wage: 4 }];
 * const after = [{ user: 'bo', wage: 9 }];
 * const distance = distanceBetween(metric, before, after);
 * distance._tag === 'Some' && distance.value.toString(); // => '3'
 */
export function symmetricIdDistance<const I extends string>(options: {
  readonly identifier: I;
}): SymmetricIdDistance<I> {
  const identifier = identifierOption('symmetricIdDistance', options);
  return proved<SymmetricIdDistance<I>>(Object.freeze({ kind: 'symmetricIdDistance', identifier }));
}
