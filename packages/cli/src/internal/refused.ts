import { DiscreetError } from '@discreet/core';
import type * as E from 'fp-ts/lib/Either.js';
import { CommandError } from '../command-error.ts';

/** The rule that a refusal of the library names, after the place where the user finds it. */
export function refusedAt(where: string, { rule, received }: DiscreetError): CommandError {
  return new CommandError(
    'Usage',
    `${where}: ${rule}${received === undefined ? '' : `, got ${received}`}`,
  );
}

/** What was parsed; a refusal names the file or option that it came from. */
export function parsedAt<A>(where: string, parsed: E.Either<DiscreetError, A>): A {
  if (parsed._tag === 'Left') throw refusedAt(where, parsed.left);
  return parsed.right;
}

/** What a constructor of the library makes of what a user gave. */
export function madeAt<A>(where: string, make: () => A): A {
  try {
    return make();
  } catch (error) {
    throw error instanceof DiscreetError ? refusedAt(where, error) : error;
  }
}
