import {
  DiscreetError,
  print,
  readOptions,
  type RenyiDivergence,
  renyiDivergence,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import { type Amount, type Amounts, parseAmounts } from './amounts.ts';
import type { FilterKernel } from './filter-kernel.ts';
import { amountOf, capacityOf, differences, makeKernel, sums } from './internal/make-kernel.ts';
import { lnBounds } from './internal/ln-bounds.ts';
import { renyiOrder } from './internal/renyi-order.ts';

/** The capacity of `renyiOrdersFilter`, and the orders at which charges are counted. */
export interface RenyiOrdersCapacity {
  readonly epsilon: Amount;
  readonly delta: Amount;
  /** the orders, each > 1, all different */
  readonly orders: readonly Amount[];
  /**
   * 'every': a charge is taken while all orders stay under their caps, at no loss. 'some': while at least one does; delta is divided by the
   * number of orders, since the one that is left at the end may depend on the answers.
   */
  readonly rule: 'every' | 'some';
}

/** enough for a cap to lose less than 10^-70 */
const bits = 256;

/**
 * The greatest divergence B of an order a such that (a, B)-RDP implies (epsilon, delta)-DP, rounded down:
 * B = epsilon - ln((a - 1) / a) + (ln delta + ln a) / (a - 1).
 */
const capAt = (order: Rational, epsilon: Rational, delta: Rational): Rational => {
  const before = order.sub(Rational.one);
  const [, lost] = lnBounds(before.div(order), bits);
  const [both] = lnBounds(delta.mul(order), bits);
  return epsilon.sub(lost).add(both.div(before));
};

const refuse = (rule: string, received: unknown): DiscreetError =>
  new DiscreetError({
    tag: 'InvalidParameter',
    where: 'renyiOrdersFilter',
    rule,
    received: print(received),
  });

const ordersOf = (given: unknown): readonly Rational[] => {
  if (!Array.isArray(given) || given.length === 0 || given.length > 1000)
    throw refuse('orders must be an array of 1 to 1000 orders', given);
  const orders = given.map((value: unknown) => {
    const parsed = parseAmounts('renyiOrdersFilter', ['order'], { order: value });
    if (E.isLeft(parsed)) throw parsed.left;
    return renyiOrder('renyiOrdersFilter', parsed.right.order);
  });
  if (new Set(orders.map(String)).size !== orders.length)
    throw refuse('orders must be different', given);
  return orders;
};

/**
 * A privacy filter of Rényi differential privacy at several orders, for a target in (epsilon, delta).
 *
 * **Contract** For mechanisms chosen adaptively, parameters and all: if each charge states a Rényi divergence at every order that the
 * mechanism keeps given what came before, all answers together are (epsilon, delta)-DP. A charge names its divergences by the order as the
 * filter prints it. Every order's cap is fixed when the filter is made and rounded down. Under 'some' an order whose cap is below 0 never holds;
 * under 'every' it would refuse all, and is refused at once.
 * **Units** epsilon in nats, delta a probability
 * **Errors** A delta that is not > 0 and < 1, no orders, orders that are not > 1 or not different, a rule that is none, caps that no charge
 * can keep.
 * **Source** docs/proofs/privacy-filters.md; Feldman, Zrnic 2021, Individual privacy accounting via a Rényi filter, theorem 4.3,
 * https://arxiv.org/abs/2008.11193; Canonne, Kamath, Steinke 2020, The discrete Gaussian for differential privacy, proposition 12,
 * https://arxiv.org/abs/2004.00010
 *
 * @example
 * import { renyiOrdersFilter } from '@discreet/composition';
 * const filter = renyiOrdersFilter({ epsilon: 2, delta: 1e-6, orders: [8, 16, 32], rule: 'some' });
 * filter.chargeNames; // => ['8', '16', '32']
 */
export function renyiOrdersFilter(capacity: RenyiOrdersCapacity): FilterKernel<RenyiDivergence> {
  const options = ['epsilon', 'delta', 'orders', 'rule'] as const;
  const given = readOptions('renyiOrdersFilter', capacity, options);
  const rule = given.get('rule');
  if (rule !== 'every' && rule !== 'some') throw refuse("rule must be 'every' or 'some'", rule);
  const orders = ordersOf(given.get('orders'));
  const cap = capacityOf('renyiOrdersFilter', ['epsilon', 'delta'], {
    epsilon: given.get('epsilon'),
    delta: given.get('delta'),
  });
  const { epsilon, delta } = cap;
  if (delta.sign() === 0 || !delta.lessThan(Rational.one))
    throw refuse('delta must be > 0 and < 1', delta);
  const names = orders.map(String);
  const each = rule === 'some' ? delta.div(Rational.of(BigInt(orders.length))) : delta;
  const caps: Amounts = Object.freeze(
    Object.fromEntries(orders.map((order) => [String(order), capAt(order, epsilon, each)])),
  );
  const reachable = (name: string): boolean => amountOf(caps, name).sign() >= 0;
  const holds = (spent: Amounts) => (name: string) =>
    reachable(name) && amountOf(spent, name).lessThanOrEqual(amountOf(caps, name));
  if (rule === 'every' ? !names.every(reachable) : !names.some(reachable))
    throw refuse('epsilon is too small for these orders at this delta', epsilon);
  return makeKernel({
    kind: 'renyiOrders',
    measure: renyiDivergence,
    capacity: cap,
    chargeNames: names,
    spentNames: names,
    orders: names,
    rule,
    add: sums(names),
    within: (spent) => (rule === 'every' ? names.every(holds(spent)) : names.some(holds(spent))),
    reading: (spent) => {
      // the caps move with epsilon one to one: what an order needs more than it has, epsilon needs more
      const needs = names.map((name) =>
        epsilon.add(amountOf(spent, name)).sub(amountOf(caps, name)),
      );
      const least = needs.reduce((a, b) =>
        rule === 'every' ? Rational.max(a, b) : Rational.min(a, b),
      );
      return Object.freeze({ epsilon: Rational.max(least, Rational.zero), delta });
    },
    remaining: (spent) => differences(names, caps)(spent),
  });
}
