import { contains, type ElementDomain } from '@discreet/core';
import type { MemberOptions } from '../members.ts';

const far = [Number.MAX_VALUE, -Number.MAX_VALUE, 2 ** 53 - 1, -(2 ** 53 - 1)];

/**
 * The members that a directed search starts from: the public numbers and what lies far outside them.
 *
 * In rows they stand in the columns that the pipeline names, or in all of them where it names none; the other columns are those of sampled
 * rows.
 */
export function extremes(
  domain: ElementDomain,
  options: MemberOptions,
  sample: readonly unknown[],
): readonly unknown[] {
  const { near = [], words = [] } = options;
  const numbers = [...near.slice(0, 6), ...far, NaN];
  switch (domain.kind) {
    case 'real':
      return numbers;
    case 'integer':
      return numbers.filter((x) => contains(domain, x));
    case 'text':
      return [...numbers.map(String), ...words.slice(0, 6)];
    case 'boolean':
      return [false, true];
    case 'category':
      return domain.labels;
    case 'interval':
      return [domain.lower, domain.upper];
    case 'row': {
      const all = Object.entries(domain.columns);
      const named = all.filter(([name]) => words.includes(name));
      const bases = sample
        .filter((row): row is object => typeof row === 'object' && contains(domain, row))
        .slice(0, 4);
      return (named.length === 0 ? all : named).flatMap(([name, atom]) =>
        extremes(atom, options, []).flatMap((value) =>
          bases.map((row): unknown => ({ ...row, [name]: value })),
        ),
      );
    }
  }
}
