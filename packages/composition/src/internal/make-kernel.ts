import { composability, DiscreetError, print, proved } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { type Amounts, amountsToJson, parseAmounts } from '../amounts.ts';
import type {
  Concurrency,
  FilterJson,
  FilterKernel,
  FilterKind,
  FilterMeasure,
} from '../filter-kernel.ts';
import { hidden, type Hidden } from './hidden.ts';

/** What tells one filter from another. */
export interface KernelParts<ME extends FilterMeasure> {
  readonly kind: FilterKind;
  readonly measure: ME;
  readonly capacity: Amounts;
  readonly chargeNames: readonly string[];
  readonly spentNames: readonly string[];
  readonly add: (spent: Amounts, charge: Amounts) => Amounts;
  readonly within: (spent: Amounts) => boolean;
  readonly reading: (spent: Amounts) => Amounts;
  readonly remaining: (spent: Amounts) => Amounts;
  readonly orders?: readonly string[];
  readonly rule?: 'every' | 'some';
}

/** An amount that is known to be there. */
export function amountOf(amounts: Amounts, name: string): Rational {
  const amount = Object.hasOwn(amounts, name) ? amounts[name] : undefined;
  if (amount === undefined)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'filter',
      rule: `needs ${name}`,
      received: 'nothing',
    });
  return amount;
}

const longest = 8192n;
const finest = 1n << longest;

/**
 * The amount, rounded up to a multiple of 2^-8192 where its denominator is larger: charges with ever new denominators must not make the state
 * grow without end. Decimals of up to 2,400 places stay exact, their squares up to
 * 1,200, and doubles and their squares.
 */
export function compact(amount: Rational): Rational {
  if (amount.hasDenominatorAtMost(finest)) return amount;
  const { numerator, denominator } = amount;
  // after the first rounding it is a power of two times what the last charge brought, and only that takes a long division
  const twos = denominator & -denominator;
  const unit = twos < finest ? twos : finest;
  const rest = denominator / unit;
  return Rational.of((numerator * (finest / unit) + rest - 1n) / rest, finest);
}

/** Each amount of `spent` plus the amount of the same name, which must be there. */
export function sums(names: readonly string[]): (spent: Amounts, charge: Amounts) => Amounts {
  return (spent, charge) =>
    Object.freeze(
      Object.fromEntries(
        names.map((name) => [name, compact(amountOf(spent, name).add(amountOf(charge, name)))]),
      ),
    );
}

/** Whether each named amount is at most the capacity's. */
export function atMost(names: readonly string[], capacity: Amounts): (spent: Amounts) => boolean {
  return (spent) =>
    names.every((name) => amountOf(spent, name).lessThanOrEqual(amountOf(capacity, name)));
}

/** What is left of each named amount; nothing where more than the capacity was spent. */
export function differences(
  names: readonly string[],
  capacity: Amounts,
): (spent: Amounts) => Amounts {
  return (spent) =>
    Object.freeze(
      Object.fromEntries(
        names.map((name) => [
          name,
          Rational.max(Rational.zero, amountOf(capacity, name).sub(amountOf(spent, name))),
        ]),
      ),
    );
}

const made: Hidden<true> = hidden();

/** A kernel that a constructor of this package has made, or throws: a rule that was made by hand may let anything through. */
export function openKernel(value: unknown, where: string): FilterKernel {
  if (made.of(value) === undefined)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: 'the filter must be one that pureFilter() or its like made',
      received: print(value),
    });
  return proved<FilterKernel>(value);
}

/** Completes a kernel; the one way to make one. */
export function makeKernel<ME extends FilterMeasure>(parts: KernelParts<ME>): FilterKernel<ME> {
  const { kind, measure, chargeNames, spentNames, add, within, reading, remaining } = parts;
  const concurrency: Concurrency = composability<FilterMeasure>(measure).children;
  const capacity = Object.freeze({ ...parts.capacity });
  const { orders, rule } = parts;
  const json: FilterJson = Object.freeze({
    format: 'discreet/filter',
    version: 1,
    filter: kind,
    capacity: Object.freeze(amountsToJson(capacity)),
    ...(orders === undefined ? {} : { orders: Object.freeze([...orders]) }),
    ...(rule === undefined ? {} : { rule }),
  });
  const kernel: FilterKernel<ME> = {
    kind,
    measure,
    capacity,
    concurrency,
    chargeNames: Object.freeze([...chargeNames]),
    nothing: Object.freeze(Object.fromEntries(spentNames.map((name) => [name, Rational.zero]))),
    parseCharge: (charge: unknown) => parseAmounts('charge', chargeNames, charge),
    parseSpent: (spent: unknown) => parseAmounts('spent', spentNames, spent),
    add,
    within,
    decide: (spent: Amounts, charge: Amounts) => {
      const next = add(spent, charge);
      return within(next) ? O.some(next) : O.none;
    },
    reading,
    remaining,
    toJSON: () => json,
  };
  made.put(kernel, true);
  return Object.freeze(kernel);
}

/** Reads the capacity of a filter, every delta < 1, or throws. */
export function capacityOf<const K extends string>(
  where: string,
  names: readonly K[],
  given: unknown,
): Amounts<K> {
  const parsed = parseAmounts(where, names, given);
  if (E.isLeft(parsed)) throw parsed.left;
  for (const name of names) {
    const amount = amountOf(parsed.right, name);
    // a probability of 1 would promise nothing: it is a slip, not a budget
    if (name.startsWith('delta') && !amount.lessThan(Rational.one))
      throw new DiscreetError({
        tag: 'InvalidParameter',
        where,
        rule: `${name} must be < 1`,
        received: print(amount),
      });
  }
  return proved<Amounts<K>>(parsed.right);
}
