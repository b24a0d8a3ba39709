import { Rational } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';
import type { ExactLaw } from '../enumerate-entropy.ts';
import type { LossBound } from '../privacy-report.ts';
import { jointLaw } from './joint-law.ts';
import { type Divergence, hockeyStick, maxDivergence, renyiDivergence } from './law-divergence.ts';

/** The whole orders at which rho is bounded from below. */
const orders = [2, 3, 4, 8];

/** A loss between two enumerated laws, and what shows it. */
export interface EnumeratedLoss {
  readonly bound: LossBound;
  readonly divergence: Divergence;
  /** P and Q, or Q and P */
  readonly swapped: boolean;
}

/** The losses of P to Q and of Q to P in the unit of a claim: epsilon, delta at a given epsilon, or rho, which bounds D_alpha / alpha. */
export function enumeratedLosses(
  unit: 'epsilon' | 'rho' | { readonly deltaAt: Rational },
  p: ExactLaw,
  q: ExactLaw,
): readonly EnumeratedLoss[] {
  return [false, true].flatMap((swapped) => {
    const joint = swapped ? jointLaw(q, p) : jointLaw(p, q);
    const loss = (order: number, divergence: Divergence, over = Rational.one): EnumeratedLoss => {
      const { lower, upper } = divergence;
      const divided = O.map((bound: Rational) => bound.div(over));
      return {
        bound: { order, lower: divided(lower), upper: divided(upper) },
        divergence,
        swapped,
      };
    };
    if (unit === 'rho')
      return orders.map((order) =>
        loss(order, renyiDivergence(joint, order), Rational.of(BigInt(order))),
      );
    return [
      loss(Infinity, unit === 'epsilon' ? maxDivergence(joint) : hockeyStick(joint, unit.deltaAt)),
    ];
  });
}
