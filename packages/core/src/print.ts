import { Rational } from '@discreet/numeric';
import { isArray } from './is-array.ts';

/**
 * Any value in print, short, for the message of an error about a parameter.
 *
 * **Contract** Total, and nothing of the value is called: an object is told by its kind.
 *
 * @example
 * print('a'); // => "'a'"
 */
export function print(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 60)}'`;
  if (typeof value === 'bigint') return `${value}n`.slice(0, 60);
  if (value instanceof Rational) return value.toString().slice(0, 60);
  if (value === null || typeof value === 'number' || typeof value === 'boolean')
    return Object.is(value, -0) ? '-0' : String(value);
  return printKind(value);
}

/**
 * The kind of any value, for the message of an error about what may be a record of the data.
 *
 * **Contract** It tells what JavaScript calls the value, never what the value holds.
 *
 * @example
 * printKind(['Alice']); // => 'an array'
 */
export function printKind(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  const kind = isArray(value) ? 'array' : typeof value;
  return `${kind === 'array' || kind === 'object' ? 'an' : 'a'} ${kind}`;
}
