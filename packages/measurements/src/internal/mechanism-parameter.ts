import { DiscreetError, ownFields, print } from '@discreet/core';
import { Rational, rationalFromDecimal } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';

/** The one parameter that a mechanism was given, as the exact rational of its decimal. */
export interface MechanismParameter<K extends string> {
  readonly name: K;
  readonly value: Rational;
  /** as it stands in JSON */
  readonly text: string;
}

/** Reads exactly one of the named parameters, a finite number > 0. */
export function mechanismParameter<K extends string>(
  where: string,
  names: readonly [K, K],
  parameters: unknown,
): MechanismParameter<K> {
  const refuse = (rule: string, received: string): DiscreetError =>
    new DiscreetError({ tag: 'InvalidParameter', where, rule, received });
  const either = `exactly one of ${names.join(' and ')} must be given`;
  // own ones only: what `Object.prototype` was given by others is no parameter
  const fields = ownFields(parameters);
  if (fields === undefined) throw refuse(either, print(parameters));
  const unknownKey = [...fields.keys()].find((key) => !names.some((name) => name === key));
  if (unknownKey !== undefined) throw refuse(either, unknownKey);
  const given = names.filter((name) => fields.get(name) !== undefined);
  const [name] = given;
  if (name === undefined || given.length !== 1)
    throw refuse(either, given.length === 0 ? 'neither' : 'both');
  const value = fields.get(name);
  const rational =
    value instanceof Rational
      ? O.some(Rational.of(value.numerator, value.denominator))
      : typeof value === 'number'
        ? rationalFromDecimal(value)
        : O.none;
  if (O.isNone(rational) || rational.value.sign() <= 0)
    throw refuse(`${name} must be > 0`, print(value));
  return { name, value: rational.value, text: rational.value.toString() };
}
