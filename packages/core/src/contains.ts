import type { Atom, Columns, ElementDomain } from './domain.ts';

/** the grid point of a double must be the double itself: the nearest to a whole multiple of 10^e within the bounds */
const onGrid = (x: number, exponent: number, lower: number, upper: number): boolean => {
  if (!(x >= lower && x <= upper)) return false;
  const decimals = Math.max(0, -exponent);
  return exponent <= 0
    ? decimals > 100 || Number(x.toFixed(Math.min(100, decimals))) === x
    : Number.isInteger(x) && BigInt(x) % 10n ** BigInt(exponent) === 0n;
};

const rowFits = (columns: Columns, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(columns).every(([name, domain]: readonly [string, Atom]) =>
    contains(domain, Reflect.get(value, name)),
  );

/**
 * Whether a value is a member of the domain of a dataset's elements.
 *
 * **Contract** A row is a member when every declared column is; other columns are of no account. NaN is a member of `real` and `integer`.
 *
 * @example
 * contains(category(['Oslo', 'Bergen']), 'Paris'); // => false
 */
export function contains(domain: ElementDomain, value: unknown): boolean {
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
    case 'interval':
      return (
        typeof value === 'number' && onGrid(value, domain.grid.exponent, domain.lower, domain.upper)
      );
    case 'row':
      return rowFits(domain.columns, value);
  }
}
