import type { Rational } from '@discreet/numeric';
import { rationalFromDouble } from '@discreet/numeric';
import { refusal } from './read-parameter.ts';

/** The rational that a finite double is. */
export function exactOf(x: number): Rational {
  const read = rationalFromDouble(x);
  if (read._tag === 'None') throw refusal('accounting', 'a bound must be finite', x);
  return read.value;
}
