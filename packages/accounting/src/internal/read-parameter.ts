import { DiscreetError, print } from '@discreet/core';
import { Rational, rationalFromDecimal } from '@discreet/numeric';

/** The rules that a parameter may have to keep. */
export type Rule =
  | 'a finite number >= 0'
  | '> 0'
  | '> 1'
  | '>= 0 and < 1'
  | 'a finite number >= 1'
  | '> -1'
  | '>= 0 and <= 1'
  | '> 0 and < 1'
  | '> 0 and <= 1'
  | '>= 1/2 and < 1'
  | 'a whole number'
  | 'a whole number >= 0'
  | 'a whole number >= 1'
  | 'a whole number >= 2';

const rules: Readonly<Record<Rule, (x: Rational) => boolean>> = {
  'a finite number >= 0': (x: Rational) => x.sign() >= 0,
  '> 0': (x: Rational) => x.sign() > 0,
  '> 1': (x: Rational) => Rational.one.lessThan(x),
  '>= 0 and < 1': (x: Rational) => x.sign() >= 0 && x.lessThan(Rational.one),
  'a finite number >= 1': (x: Rational) => Rational.one.lessThanOrEqual(x),
  '> -1': (x: Rational) => Rational.of(-1n).lessThan(x),
  '>= 0 and <= 1': (x: Rational) => x.sign() >= 0 && x.lessThanOrEqual(Rational.one),
  '> 0 and < 1': (x: Rational) => x.sign() > 0 && x.lessThan(Rational.one),
  '> 0 and <= 1': (x: Rational) => x.sign() > 0 && x.lessThanOrEqual(Rational.one),
  '>= 1/2 and < 1': (x: Rational) =>
    Rational.one.lessThanOrEqual(x.add(x)) && x.lessThan(Rational.one),
  'a whole number': (x: Rational) => x.isInteger(),
  'a whole number >= 0': (x: Rational) => x.isInteger() && x.sign() >= 0,
  'a whole number >= 1': (x: Rational) => x.isInteger() && x.sign() > 0,
  'a whole number >= 2': (x: Rational) => x.isInteger() && Rational.one.lessThan(x),
};

/** Whether a number keeps a rule. */
export function isWithin(x: Rational, rule: Rule): boolean {
  return rules[rule](x);
}

/** The refusal of a parameter. */
export function refusal(where: string, rule: string, received: unknown): DiscreetError {
  return new DiscreetError({ tag: 'InvalidParameter', where, rule, received: print(received) });
}

/** The exact rational that a parameter means, if it keeps the rule; else it throws. Anything may come in: types can be bypassed. */
export function readParameter(where: string, name: string, value: unknown, rule: Rule): Rational {
  const read =
    value instanceof Rational
      ? value
      : typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string'
        ? rationalOf(value)
        : undefined;
  if (read === undefined || !rules[rule](read))
    throw refusal(where, `${name} must be ${rule}`, value);
  return read;
}

const rationalOf = (value: number | bigint | string): Rational | undefined => {
  const read = rationalFromDecimal(value);
  return read._tag === 'Some' ? read.value : undefined;
};

/** A count that fits a double exactly. */
export function readCount(
  where: string,
  name: string,
  value: unknown,
  rule: 'a whole number >= 1' | 'a whole number >= 0' = 'a whole number >= 1',
): number {
  const count = Number(readParameter(where, name, value, rule).numerator);
  if (!Number.isSafeInteger(count)) throw refusal(where, `${name} must be at most 2^53 - 1`, value);
  return count;
}

/** The members of an argument that should be an object; anything else is refused. */
export function readFields(where: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null)
    throw refusal(where, 'needs an object with its parameters', value);
  return { ...value };
}
