import { Rational } from '@discreet/numeric';
import type { AggregateDomain } from './domain.ts';

/** The value of a count of units as the nearest finite double; a whole number within 2^53 is exact. */
const inUnits = (count: bigint, unit: Rational): number => {
  const nearest = unit.equals(Rational.one)
    ? Number(count)
    : Rational.of(count).mul(unit).toNumber();
  // an infinity would be no JSON, and farther from the exact answer than `accuracy` says
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, nearest));
};

/**
 * The answer that whole numbers of units stand for, as its domain's JavaScript value.
 *
 * It is a function of the whole numbers alone, so what is done to noisy ones here is post-processing.
 */
export function answer(domain: AggregateDomain, counts: readonly bigint[]): unknown {
  const values = counts.map((count) => inUnits(count, domain.unit));
  switch (domain.kind) {
    case 'grid':
      return values[0];
    case 'counts':
      return Object.freeze(Object.fromEntries(domain.labels.map((label, i) => [label, values[i]])));
    case 'bins':
      return Object.freeze(values);
  }
}

/** How many coordinates an answer of the domain has. */
export function coordinateCount(domain: AggregateDomain): number {
  switch (domain.kind) {
    case 'grid':
      return 1;
    case 'counts':
      return domain.labels.length;
    case 'bins':
      return domain.edges.length - 1;
  }
}
