import type { Carrier, DatasetDomain, Element, Vector } from '@discreet/core';
import * as fc from 'fast-check';
import { members, type MemberOptions } from './members.ts';

/** the most rows that are drawn one by one; longer datasets repeat them */
const drawn = 8;

/** rows of which many are the same: a few distinct ones, drawn again and again */
const repeated = (
  row: fc.Arbitrary<unknown>,
  size: { readonly minLength: number; readonly maxLength: number },
): fc.Arbitrary<readonly unknown[]> =>
  fc
    .tuple(fc.array(row, { minLength: 1, maxLength: 3 }), fc.array(fc.nat(2), size))
    .map(([pool, picks]) => picks.map((pick) => pool[pick % pool.length]));

/** Rows of a dataset, `least` of them or more. */
export function rowsOf(
  domain: DatasetDomain,
  options: MemberOptions,
  least: number,
  most: number,
): fc.Arbitrary<readonly unknown[]> {
  const row = members(domain.element, options);
  const size = { minLength: least, maxLength: most };
  return least > drawn ? repeated(row, size) : fc.oneof(fc.array(row, size), repeated(row, size));
}

/**
 * Datasets of a domain: empty, of one row, of a few edge values, of repeated rows.
 *
 * **Contract** Every row is a member of the domain of elements. A domain with a public size gives datasets of that size. With `misfits` there
 * are rows that are no members and, since the data may turn out otherwise than declared, datasets of other sizes.
 *
 * @example
 * import { real, symmetricDistance, values } from 'discreet';
 * import { datasets } from '@discreet/testing';
 * import * as fc from 'fast-check';
 * fc.sample(datasets(values(real, symmetricDistance()).inputDomain), 5).length; // => 5
 */
export function datasets<D extends Vector<Element>>(
  domain: D,
  options?: Omit<MemberOptions, 'misfits'> & { readonly misfits?: false },
): fc.Arbitrary<Carrier<D>>;
export function datasets(
  domain: DatasetDomain,
  options: MemberOptions,
): fc.Arbitrary<readonly unknown[]>;
export function datasets(
  domain: DatasetDomain,
  options: MemberOptions = {},
): fc.Arbitrary<unknown> {
  const { size } = domain;
  const any = rowsOf(domain, options, 0, drawn);
  if (size === undefined) return any;
  const sized = rowsOf(domain, options, size, size);
  return options.misfits === true ? fc.oneof(sized, any) : sized;
}
