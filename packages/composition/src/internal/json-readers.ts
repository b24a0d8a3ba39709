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
import { Rational, rationalFromDecimal } from '@discreet/numeric';
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

const inWords = (keys: readonly string[], conjunction: 'and' | 'or'): string => {
  const last = keys.at(-1) ?? 'no parameters';
  return keys.length > 1 ? `${keys.slice(0, -1).join(', ')} ${conjunction} ${last}` : last;
};

const refuseOthers = (json: unknown, keys: readonly string[], rule: string): void => {
  if (typeof json !== 'object' || json === null) return;
  const other = Object.keys(json).find((key) => !keys.includes(key));
  if (other !== undefined)
    throw invalidJson(`${rule}, not ${other.slice(0, 60)}`, field(json, other));
};

/** Refuses keys that would not be read: what is dropped in silence is not what its writer meant. */
export function onlyKeys(json: unknown, what: string, keys: readonly string[]): void {
  refuseOthers(json, keys, `${what} takes ${inWords(keys, 'and')}`);
}

/** The same for the parameters of a step, beside its name. */
export function onlyParameters(
  json: unknown,
  step: string,
  keys: readonly string[],
  conjunction: 'and' | 'or' = 'and',
): void {
  refuseOthers(json, ['step', ...keys], `step '${step}' takes ${inWords(keys, conjunction)}`);
}

/** A string that must be there. */
export function textField(json: unknown, key: string): string {
  const value = field(json, key);
  if (typeof value !== 'string') throw invalidJson(`${key} must be a string`, value);
  return value;
}

/** what a short text may cost: strangers write pipelines too */
const maxCharacters = 400;
/** wider than the doubles, whose decimals are all within */
const largest = Rational.of(10n ** 330n);
const smallest = largest.inverse();

const writtenNumber = (value: unknown, name: string): Rational => {
  if (typeof value !== 'string') throw invalidJson(`${name} must be a number as a string`, value);
  if (value.length > maxCharacters)
    throw invalidJson(`${name} must have at most ${maxCharacters} characters`, value.length);
  const parsed = rationalFromDecimal(value);
  if (O.isNone(parsed)) throw invalidJson(`${name} must be a number as a string`, value);
  const size = parsed.value.abs();
  if (size.sign() > 0 && (size.lessThan(smallest) || largest.lessThan(size)))
    throw invalidJson(`${name} must be 0 or between 10^-330 and 10^330 in magnitude`, value);
  return parsed.value;
};

/** An exact fraction, written as a string. */
export function rationalField(json: unknown, key: string): Rational {
  return writtenNumber(field(json, key), key);
}

/** A number whose shortest decimal is the exact one that is written. */
export function numberOf(value: unknown, name: string): number {
  // a double as it prints is its own exact decimal: long lists of edges need no big integers
  const direct = Number(value);
  if (typeof value === 'string' && Number.isFinite(direct) && String(direct) === value)
    return direct;
  const written = writtenNumber(value, name);
  const number = written.toNumber();
  const back = rationalFromDecimal(number);
  if (O.isNone(back) || !back.value.equals(written))
    throw invalidJson(`${name} must be a decimal that a double prints as`, value);
  return number;
}

/** An array that must be there. */
export function arrayOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw invalidJson(`${name} must be an array`, value);
  return value;
}

/** How many labels, edges and columns a step lists: what it costs to build and to print. */
export function entriesOf(step: unknown): number {
  const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
  const labelsOf = (atom: unknown): number => lengthOf(field(atom, 'category'));
  const columns = field(step, 'columns');
  const atomsOfColumns: readonly unknown[] =
    typeof columns === 'object' && columns !== null ? Object.values(columns) : [];
  return atomsOfColumns.reduce<number>(
    (total, atom) => total + 1 + labelsOf(atom),
    lengthOf(field(step, 'edges')) + labelsOf(field(step, 'to')) + labelsOf(field(step, 'element')),
  );
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
  onlyKeys(json, 'a domain', ['category']);
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
