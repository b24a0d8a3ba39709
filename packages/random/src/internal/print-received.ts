import { Rational } from '@discreet/numeric';

/** A refused argument in print: numbers and texts as they are, of an object its kind alone. */
export function printReceived(value: unknown): string {
  if (value instanceof Rational) return value.toString();
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return `${/^[AEIO]/.test(kind) ? 'an' : 'a'} ${kind}`;
}
