import { DiscreetError, print } from '@discreet/core';

/** A user's function with a name and a version, so that a pipeline that uses it has a JSON form. */
export interface RegisteredFunction<A, B> {
  readonly id: string;
  readonly version: number;
  readonly run: (value: A) => B;
}

/**
 * Gives a user's function the id and version under which pipelines name it in JSON.
 *
 * **Contract** Whoever changes what the function does changes its version: an id and a version stand for one behaviour for ever.
 *
 * @example
 * import { registeredFunction } from 'discreet';
 * registeredFunction('adult', 1, (row: { age: number }) => row.age >= 18).id; // => 'adult'
 */
export function registeredFunction<A, B>(
  id: string,
  version: number,
  run: (value: A) => B,
): RegisteredFunction<A, B> {
  const refuse = (rule: string, received: unknown): DiscreetError =>
    new DiscreetError({
      tag: 'InvalidParameter',
      where: 'registeredFunction',
      rule,
      received: print(received),
    });
  if (typeof id !== 'string' || id === '')
    throw refuse('id must be a string that is not empty', id);
  if (!Number.isSafeInteger(version) || version < 1)
    throw refuse('version must be a whole number > 0', version);
  if (typeof run !== 'function') throw refuse('run must be a function', run);
  return Object.freeze({ id, version, run });
}
