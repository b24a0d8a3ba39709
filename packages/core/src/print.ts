import { Rational } from '@discreet/numeric';

/**
 * Any value in print, short, for the message of an error about a parameter.
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
  return Array.isArray(value) ? 'an array' : value === undefined ? 'nothing' : `a ${typeof value}`;
}
