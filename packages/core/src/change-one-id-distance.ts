import { proved } from './any-pipeline.ts';
import { identifierOption } from './internal/identifier-option.ts';
import type { ChangeOneIdDistance } from './metric.ts';

/**
 * Neighbours have one public number of users and differ in all the rows of one of them, however many there are.
 *
 * **Contract** distance(x, x') is the number of users of x whose rows are not those of the same user in x'; infinite where x and x' have
 * different numbers of users with rows. It is half of what `symmetricIdDistance` gives. See `identifierKey` for who a user is.
 * **Units** Users.
 * **Errors** An identifier that is no name of a column.
 * **Source** docs/proofs/neighbours.md
 *
 * @example
 * import { changeOneIdDistance, distanceBetween } from 'discreet';
 * const metric = changeOneIdDistance({ identifier: 'user' });
 * const before = [{ user: 'ann', wage: 3 }, { user: 'ann', wage: 5 }, { user: 'bo', wage: 4 }];
 * const after = [{ user: 'bo', wage: 4 }, { user: 'ann', wage: 6 }];
 * const distance = distanceBetween(metric, before, after);
 * distance._tag === 'Some' && distance.value.toString(); // => '1'
 */
export function changeOneIdDistance<const I extends string>(options: {
  readonly identifier: I;
}): ChangeOneIdDistance<I> {
  const identifier = identifierOption('changeOneIdDistance', options);
  return proved<ChangeOneIdDistance<I>>(Object.freeze({ kind: 'changeOneIdDistance', identifier }));
}
