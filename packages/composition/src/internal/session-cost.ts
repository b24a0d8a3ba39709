import { DiscreetError, fieldOf, isArray, ownFields, print, proved } from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import { type Amounts, parseAmounts } from '../amounts.ts';
import type { FilterKernel, FilterKind } from '../filter-kernel.ts';
import { amountOf } from './make-kernel.ts';

const where = 'session';

const refuse = (rule: string, received: unknown): DiscreetError =>
  new DiscreetError({ tag: 'InvalidParameter', where, rule, received: print(received) });

const positive = (name: string, given: unknown): Rational => {
  const parsed = parseAmounts(where, ['amount'], { amount: given });
  if (E.isLeft(parsed) || parsed.right.amount.sign() === 0)
    throw refuse(`${name} must be > 0`, given);
  return parsed.right.amount;
};

/** the amount that shares are taken of, where shares add up to the whole */
const shared: Readonly<Partial<Record<FilterKind, 'epsilon' | 'rho'>>> = {
  pure: 'epsilon',
  approximate: 'epsilon',
  zeroConcentrated: 'rho',
  approximateZeroConcentrated: 'rho',
};

/** The weights of a split as parts of one. */
export function splitOf(weights: unknown, kernel: FilterKernel): readonly Rational[] | undefined {
  if (weights === undefined) return undefined;
  if (!isArray(weights) || weights.length === 0)
    throw refuse('split must be an array of weights', weights);
  if (shared[kernel.kind] === undefined)
    throw refuse('a split needs a budget in epsilon or rho', kernel.kind);
  const parsed = Array.from<unknown, Rational>(weights, (weight) =>
    positive('every weight of split', weight),
  );
  const whole = parsed.reduce((sum, weight) => sum.add(weight), Rational.zero);
  return Object.freeze(parsed.map((weight) => weight.div(whole)));
}

/** What was asked for, in exact numbers. */
type Wanted =
  | { readonly name: 'epsilon' | 'rho'; readonly amount: Rational }
  /** the next part of the split */
  | 'next';

const wanted = (cost: unknown, kernel: FilterKernel, spent: Amounts): Wanted => {
  if (cost === undefined) return 'next';
  const fields = ownFields(cost);
  const [entry, other] = [...(fields ?? [])];
  if (entry === undefined || other !== undefined)
    throw refuse('a cost is one of share, rest, epsilon and rho', cost);
  const [key, value] = entry;
  if (key === 'epsilon' || key === 'rho') return { name: key, amount: positive(key, value) };
  const name = shared[kernel.kind];
  if (key !== 'share' && key !== 'rest')
    throw refuse('a cost is one of share, rest, epsilon and rho', key);
  if (name === undefined)
    throw refuse(`the filter '${kernel.kind}' has no shares: say epsilon or rho`, key);
  if (key === 'rest') {
    if (value !== true) throw refuse('rest must be true', value);
    const amount = amountOf(kernel.remaining(spent), name);
    if (amount.sign() === 0)
      throw new DiscreetError({ tag: 'Overspent', where, rule: 'nothing is left' });
    return { name, amount };
  }
  const share = positive('share', value);
  if (Rational.one.lessThan(share)) throw refuse('share must be <= 1', value);
  return { name, amount: amountOf(kernel.capacity, name).mul(share) };
};

/** A query with noise, and whether it used a part of the split. */
export interface Costed {
  readonly query: unknown;
  readonly usesPart: boolean;
}

/** Gives an aggregate noise that costs what was asked for; a query that has noise stays as it is. */
export function withNoise(
  given: unknown,
  cost: unknown,
  kernel: FilterKernel,
  spent: Amounts,
  split: readonly Rational[] | undefined,
  used: number,
): Costed {
  if (fieldOf(given, 'kind') !== 'transformation') {
    if (cost !== undefined)
      throw refuse('a cost is for an aggregate without noise: this query has its own', cost);
    return { query: given, usesPart: false };
  }
  const asked = wanted(cost, kernel, spent);
  const noisy = (name: 'epsilon' | 'rho', amount: Rational): unknown => {
    const step =
      name === 'epsilon'
        ? laplace({ epsilon: proved<1>(amount) })
        : gaussian({ rho: proved<1>(amount) });
    return proved<(pipeline: unknown) => unknown>(step)(given);
  };
  if (asked !== 'next') return { query: noisy(asked.name, asked.amount), usesPart: false };
  const name = shared[kernel.kind];
  if (split === undefined || name === undefined)
    throw new DiscreetError({
      tag: 'StepMismatch',
      where,
      rule: 'a query ends with noise: put laplace() or gaussian() last, or say what it may cost, as in { share: 0.1 }',
      received: 'an aggregate without noise',
    });
  const part = split[used];
  if (part === undefined)
    throw new DiscreetError({
      tag: 'Overspent',
      where,
      rule: `all ${split.length} parts of the split are used`,
    });
  return { query: noisy(name, amountOf(kernel.capacity, name).mul(part)), usesPart: true };
}
