import {
  type Atom,
  boolean,
  category,
  type Columns,
  DiscreetError,
  integer,
  print,
  proved,
  real,
  text,
} from '@discreet/core';
import { type Rational, rationalFromDecimal } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';

/** The refusal of JSON that is not of the pipeline format. */
export function invalidJson(rule: string, received: unknown): DiscreetError {
  return new DiscreetError({
    tag: 'InvalidJson',
    where: 'pipelineFromJson',
    rule,
    received: print(received),
  });
}

/** An own property of a JSON object; never one that it inherits. */
export function field(json: unknown, key: string): unknown {
  return typeof json === 'object' && json !== null && Object.hasOwn(json, key)
    ? Reflect.get(json, key)
    : undefined;
}

/** A string that must be there. */
export function textField(json: unknown, key: string): string {
  const value = field(json, key);
  if (typeof value !== 'string') throw invalidJson(`${key} must be a string`, value);
  return value;
}

/** An exact fraction, written as a string. */
export function rationalField(json: unknown, key: string): Rational {
  const value = field(json, key);
  const parsed = typeof value === 'string' ? rationalFromDecimal(value) : O.none;
  if (O.isNone(parsed)) throw invalidJson(`${key} must be a number as a string`, value);
  return parsed.value;
}

/** A number whose shortest decimal is the exact one that is written. */
export function numberOf(value: unknown, name: string): number {
  const parsed = typeof value === 'string' ? rationalFromDecimal(value) : O.none;
  if (O.isNone(parsed)) throw invalidJson(`${name} must be a number as a string`, value);
  const number = parsed.value.toNumber();
  const back = rationalFromDecimal(number);
  if (O.isNone(back) || !back.value.equals(parsed.value))
    throw invalidJson(`${name} must be a decimal that a double prints as`, value);
  return number;
}

/** An array that must be there. */
export function arrayOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw invalidJson(`${name} must be an array`, value);
  return value;
}

const atoms: ReadonlyMap<unknown, Atom> = new Map<unknown, Atom>([
  ['real', real],
  ['integer', integer],
  ['text', text],
  ['boolean', boolean],
]);

/** The domain of a single value. */
export function atomOf(json: unknown): Atom {
  const known = atoms.get(json);
  if (known !== undefined) return known;
  const labels = field(json, 'category');
  if (labels === undefined) throw invalidJson('a domain must be one that pipelines know', json);
  // the constructor checks the labels; its types want a literal list
  return category(proved<['']>(arrayOf(labels, 'category')));
}

/** The columns of a table. */
export function columnsOf(json: unknown): Columns {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw invalidJson('columns must be an object', json);
  return Object.fromEntries(
    Object.entries(json).map(([name, atom]: readonly [string, unknown]) => [name, atomOf(atom)]),
  );
}
