import { isArray } from './is-array.ts';

/**
 * The fields of an object of parameters by name, each read once; `undefined` for what is no such object.
 *
 * **Contract** Total: an object that fails when it is read is none. Own enumerable fields alone count, so nothing that somebody put on a
 * prototype does. Arrays are no objects of parameters.
 *
 * @example
 * ownFields({ epsilon: 1 })?.get('epsilon'); // => 1
 * ownFields(Object.create({ epsilon: 1 }))?.size; // => 0
 */
export function ownFields(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || isArray(value)) return undefined;
  try {
    return new Map<string, unknown>(Object.entries(value));
  } catch {
    return undefined;
  }
}
