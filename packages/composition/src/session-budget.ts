import {
  type Approximate,
  type ComposabilityOf,
  DiscreetError,
  fieldOf,
  type LossName,
  type MaxDivergence,
  type Needs,
  ownFields,
  print,
  proved,
  type ZeroConcentratedDivergence,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import { approximateFilter } from './approximate-filter.ts';
import { approximateZeroConcentratedFilter } from './approximate-zero-concentrated-filter.ts';
import type { FilterKernel } from './filter-kernel.ts';
import { amountOf, openKernel } from './internal/make-kernel.ts';
import { pureFilter } from './pure-filter.ts';
import { zeroConcentratedFilter } from './zero-concentrated-filter.ts';

/** What a session may spend: by its amounts, or by a filter. */
export type SessionBudget =
  | { readonly epsilon: number; readonly delta?: number; readonly rho?: never }
  | { readonly rho: number; readonly delta?: number; readonly epsilon?: never }
  | FilterKernel;

/** The measure that a session's budget is in. */
export type SessionMeasure<B> =
  B extends FilterKernel<infer ME>
    ? ME
    : B extends { readonly epsilon: number; readonly delta: number }
      ? Approximate<MaxDivergence>
      : B extends { readonly rho: number; readonly delta: number }
        ? Approximate<ZeroConcentratedDivergence>
        : B extends { readonly epsilon: number }
          ? MaxDivergence
          : B extends { readonly rho: number }
            ? ZeroConcentratedDivergence
            : never;

/** Why B is no budget; `unknown` when it is one. */
export type BudgetCheck<B> = 0 extends 1 & B
  ? Needs<'the type of this budget is any'>
  : [B] extends [FilterKernel]
    ? unknown
    : [ComposabilityOf<B>] extends [never]
      ? [B] extends [{ readonly epsilon: number; readonly rho: number }]
        ? Needs<'give epsilon or rho, not both'>
        : [B] extends [{ readonly epsilon: number } | { readonly rho: number }]
          ? [keyof B] extends ['epsilon' | 'delta'] | ['rho' | 'delta']
            ? unknown
            : Needs<'a budget is in epsilon or in rho, with a delta or without, or a filter'>
          : Needs<'a budget is in epsilon or in rho, with a delta or without, or a filter'>
      : [ComposabilityOf<B>] extends [{ readonly filters: false }]
        ? Needs<`${LossName<B>} add up only over queries that were fixed in advance, no rule that stops on them is sound: budget in epsilon, rho or mu`>
        : Needs<'a measure is no budget yet: give it a capacity with privacyFilter(measure, capacity)'>;

type Maker = (capacity: never) => FilterKernel;

/** the filter of each shape of budgets, by its names in order */
const makers: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['epsilon', pureFilter],
  ['delta epsilon', approximateFilter],
  ['rho', zeroConcentratedFilter],
  ['delta rho', approximateZeroConcentratedFilter],
]);

/**
 * The filter of a session's budget; numbers are read exactly as the decimals that they print as.
 *
 * **Errors** A budget in both units or in none, an epsilon or rho that is not > 0, a delta that is not >= 0 and < 1, and a filter that the
 * library has not made are refused; so is a measure that no rule may stop in.
 */
export function openSessionBudget(budget: unknown, where: string): FilterKernel {
  const kind = fieldOf(budget, 'kind');
  if (kind === 'privacyLossDistribution' || kind === 'fDP')
    throw new DiscreetError({
      tag: 'StepMismatch',
      where,
      rule: `${kind === 'fDP' ? 'trade-off functions' : 'privacy loss distributions'} add up only over queries that were fixed in advance, no rule that stops on them is sound: budget in epsilon, rho or mu`,
    });
  if (kind !== undefined) return openKernel(budget, where);
  const fields = ownFields(budget);
  const names = [...(fields ?? [])].flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const make = makers.get([...names].sort().join(' '));
  if (fields === undefined || make === undefined)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: 'a budget is in epsilon or in rho, with a delta or without, or a filter',
      received: fields === undefined ? print(budget) : names.slice(0, 4).join(' and ').slice(0, 60),
    });
  const kernel = make(
    proved<never>(Object.fromEntries(names.map((name) => [name, fields.get(name)]))),
  );
  for (const name of names) {
    const amount = amountOf(kernel.capacity, name);
    const fits = name === 'delta' ? amount.lessThan(Rational.one) : amount.sign() > 0;
    if (!fits)
      throw new DiscreetError({
        tag: 'InvalidParameter',
        where,
        rule: name === 'delta' ? 'delta must be >= 0 and < 1' : `${name} must be > 0`,
        received: print(fields.get(name)),
      });
  }
  return kernel;
}
