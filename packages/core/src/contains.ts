import { Rational, rationalFromDouble } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import type { Atom, Columns, Domain, ElementDomain } from './domain.ts';
import { isIterable } from './is-iterable.ts';
import { powerOfTen } from './power-of-ten.ts';

const half = Rational.of(1n, 2n);

/** the m for which x is the double nearest to m units, if there is one */
const unitsOf = (x: unknown, unit: Rational): O.Option<bigint> => {
  const exact = typeof x === 'number' ? rationalFromDouble(x) : O.none;
  if (O.isNone(exact)) return O.none;
  const nearest = exact.value.div(unit).add(half).floor();
  return Rational.of(nearest).mul(unit).toNumber() === x ? O.some(nearest) : O.none;
};

const rowFits = (columns: Columns, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(columns).every(([name, domain]: readonly [string, Atom]) =>
    isMember(domain, Reflect.get(value, name)),
  );

const datasetFits = (element: ElementDomain, size: number | undefined, value: unknown): boolean => {
  if (!isIterable(value)) return false;
  let length = 0;
  for (const one of value) {
    if (length === size || !isMember(element, one)) return false;
    length += 1;
  }
  return size === undefined || length === size;
};

const countsFit = (labels: readonly string[], unit: Rational, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === labels.length &&
  labels.every(
    (label) => Object.hasOwn(value, label) && O.isSome(unitsOf(Reflect.get(value, label), unit)),
  );

const isMember = (domain: ElementDomain | Domain, value: unknown): boolean => {
  switch (domain.kind) {
    case 'real':
      return typeof value === 'number';
    case 'integer':
      return typeof value === 'number' && (Number.isSafeInteger(value) || Number.isNaN(value));
    case 'text':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'category':
      return typeof value === 'string' && domain.labels.includes(value);
    case 'interval': {
      const { exponent, lower, upper } = domain.grid;
      const units = unitsOf(value, powerOfTen(exponent));
      return O.isSome(units) && units.value >= lower && units.value <= upper;
    }
    case 'row':
      return rowFits(domain.columns, value);
    case 'vector':
      return datasetFits(domain.element, domain.size, value);
    case 'grid':
      return O.isSome(unitsOf(value, domain.unit));
    case 'counts':
      return countsFit(domain.labels, domain.unit, value);
    case 'bins':
      return (
        Array.isArray(value) &&
        value.length === domain.edges.length - 1 &&
        value.every((one) => O.isSome(unitsOf(one, domain.unit)))
      );
    default:
      return false;
  }
};

/**
 * Whether a value is a member of a domain.
 *
 * **Contract** A row is a member when every declared column is; other columns are of no account. NaN is a member of `real` and `integer`.
 * A number is a member of a grid when it is the double nearest to a whole multiple of the unit, within the bounds if there are any. Total:
 * a value that fails when it is read is no member, and nothing is a member of what is no domain.
 *
 * @example
 * contains(category(['Oslo', 'Bergen']), 'Paris'); // => false
 */
export function contains(domain: ElementDomain | Domain, value: unknown): boolean {
  try {
    return isMember(domain, value);
  } catch {
    // whether a value fails may depend on what it holds
    return false;
  }
}
