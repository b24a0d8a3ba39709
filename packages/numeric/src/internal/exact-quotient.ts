import { toUndefined } from 'fp-ts/lib/Option.js';
import { rationalFromDouble } from '../rational-from-double.ts';
import { Rational } from '../rational.ts';

/** The exact value of a double that the caller knows to be finite. */
export function exact(x: number): Rational {
  return toUndefined(rationalFromDouble(x)) ?? Rational.zero;
}
