import { Rational } from '@discreet/numeric';
import type { NeighbouringRelation } from '../event-relation.ts';
import type { CountedLeaf } from './leaves-of.ts';
import type { RenyiFunction } from './renyi-function.ts';

/** What one use of an event costs: a divergence of at most xi + rho a + curve(a), but for a chance of delta. */
export interface RenyiTerm {
  readonly rho: Rational;
  /** at which orders a mechanism has the divergence rho a, and not less */
  readonly attained: 'everyOrder' | 'wholeOrders' | 'never';
  readonly xi: Rational;
  readonly curve: RenyiFunction | undefined;
  readonly delta: Rational;
}

/** The cost of an event; `infinite` where there is no bound at any order; a reason where no theorem gives one. */
export type RenyiCost =
  | { readonly kind: 'term'; readonly term: RenyiTerm }
  | { readonly kind: 'infinite' }
  | { readonly kind: 'refused'; readonly why: string };

/** The cost of leaves together, as one term. */
export type SumOf = (leaves: readonly CountedLeaf[], relation: NeighbouringRelation) => RenyiCost;

const { zero } = Rational;

/** A cost of the parts that are given; nothing else. */
export const costOf = (term: Partial<RenyiTerm>): RenyiCost => ({
  kind: 'term',
  term: { rho: zero, attained: 'everyOrder', xi: zero, curve: undefined, delta: zero, ...term },
});

export const infiniteCost: RenyiCost = Object.freeze({ kind: 'infinite' });

/** No cost, and why. */
export const refusedCost = (why: string): RenyiCost => ({ kind: 'refused', why });
