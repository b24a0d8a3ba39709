import { type DatasetDomain, elementKey } from '@discreet/core';
import * as fc from 'fast-check';
import { rowsOf } from '../datasets.ts';
import { members, type MemberOptions } from '../members.ts';

/** how many rows both datasets have, at most, besides those in which they differ */
export const common = 6;

/** A few rows of which no two are the same, `least` of them or more. */
export function poolOf(
  domain: DatasetDomain,
  options: MemberOptions,
  least: number,
): fc.Arbitrary<readonly unknown[]> {
  return fc
    .uniqueArray(members(domain.element, options), {
      minLength: least,
      maxLength: 6,
      selector: elementKey,
    })
    .filter((pool) => pool.length >= least);
}

/** n rows of a pool, any of them as often as it comes; none where the pool is empty. */
export function taken(pool: readonly unknown[], n: number): fc.Arbitrary<readonly unknown[]> {
  if (pool.length === 0) return fc.constant([]);
  return fc
    .oneof(
      fc.nat(pool.length - 1).map((i) => Array<number>(n).fill(i)),
      fc.array(fc.nat(pool.length - 1), { minLength: n, maxLength: n }),
    )
    .map((places) => places.map((i) => pool[i]));
}

/** The rows that both datasets have, where `replaced` others differ: so many that the public size is kept, where it must be. */
export function commonRows(
  domain: DatasetDomain,
  options: MemberOptions,
  replaced: number,
): fc.Arbitrary<readonly unknown[]> {
  const free = rowsOf(domain, options, 0, common);
  if (domain.size === undefined) return free;
  const rest = Math.max(0, domain.size - replaced);
  const fitting = rowsOf(domain, options, rest, rest);
  return options.misfits === true ? fc.oneof(fitting, free) : fitting;
}
