import { DiscreetError, Rational, rationalFromDecimal } from '@discreet/numeric';
import { isNone } from 'fp-ts/lib/Option.js';
import { printReceived } from './print-received.ts';

/** A number as users write it, read as the rational of its shortest decimal: 0.1 is one tenth, '1/3' one third. */
export type NumberLike = number | bigint | string | Rational;

const LONGEST_PRINT = 60;

/** The positive rational that a user means, or a refusal that names the function and the parameter. */
export function readPositive(where: string, name: string, value: NumberLike): Rational {
  if (value instanceof Rational) return positive(where, name, value, value.toString());
  const parsed = rationalFromDecimal(value);
  if (isNone(parsed)) {
    throw refusal(
      where,
      `${name} must be a finite number, decimal or fraction > 0`,
      printReceived(value),
    );
  }
  return positive(where, name, parsed.value, String(value));
}

/** A refusal of an argument, with what was received cut to a short print. */
export function refusal(where: string, rule: string, received: string): DiscreetError {
  const print =
    received.length > LONGEST_PRINT ? `${received.slice(0, LONGEST_PRINT)}...` : received;
  return new DiscreetError({ tag: 'InvalidParameter', where, rule, received: print });
}

function positive(where: string, name: string, value: Rational, received: string): Rational {
  if (value.sign() > 0) return value;
  throw refusal(where, `${name} must be > 0`, received);
}
