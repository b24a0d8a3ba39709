import {
  DiscreetError,
  type IsLiteral,
  type MaxDivergence,
  maxDivergence,
  type Measure,
  type Num,
  ownFields,
  print,
  type ZeroConcentratedDivergence,
  zeroConcentratedDivergence,
} from '@discreet/core';
import { type Rational, rationalFromDecimal } from '@discreet/numeric';
import * as O from 'fp-ts/lib/Option.js';

/** What a plan may spend: epsilon of pure differential privacy, or rho of zCDP. */
export type Budget =
  | { readonly epsilon: number; readonly rho?: never }
  | { readonly rho: number; readonly epsilon?: never };

/** The measure that a budget is in. */
export type MeasureOf<B> = [B] extends [{ readonly epsilon: number }]
  ? MaxDivergence
  : [B] extends [{ readonly rho: number }]
    ? ZeroConcentratedDivergence
    : never;

/** The amount of a budget as a literal; `number` where it is known only at run time. */
export type AmountOf<B> = B extends
  { readonly epsilon: infer X extends Num } | { readonly rho: infer X extends Num }
  ? IsLiteral<X> extends true
    ? X
    : number
  : number;

/** A budget as the run time holds it. */
export interface OpenBudget {
  readonly measure: Measure;
  readonly amount: Rational;
}

/**
 * Reads a budget, exactly as the decimal that it prints as.
 *
 * **Errors** A budget in both units or in none, and an amount that is not > 0, are refused.
 */
export function openBudget(budget: unknown, where: string): OpenBudget {
  const refuse = (rule: string, received: string): DiscreetError =>
    new DiscreetError({ tag: 'InvalidParameter', where, rule, received });
  const fields = ownFields(budget);
  const [epsilon, rho] = [fields?.get('epsilon'), fields?.get('rho')];
  const other = [...(fields?.keys() ?? [])].find((key) => key !== 'epsilon' && key !== 'rho');
  if (other !== undefined) throw refuse('a budget is in epsilon or in rho', other);
  if ((epsilon === undefined) === (rho === undefined))
    throw refuse(
      'a budget is in epsilon or in rho',
      epsilon === undefined ? print(budget) : 'both',
    );
  const given = epsilon === undefined ? rho : epsilon;
  const amount = typeof given === 'number' ? rationalFromDecimal(given) : O.none;
  if (O.isNone(amount) || amount.value.sign() <= 0)
    throw refuse(`${rho === undefined ? 'epsilon' : 'rho'} must be > 0`, print(given));
  return {
    measure: rho === undefined ? maxDivergence : zeroConcentratedDivergence,
    amount: amount.value,
  };
}
