// Plans and filters as the laws of accountants see them.
import { type FilterKernel, plan } from '@discreet/composition';
import {
  type AnyMeasurement,
  chain,
  type Distance,
  type Positive,
  proved,
  real,
  symmetricDistance,
} from '@discreet/core';
import { gaussian, laplace } from '@discreet/measurements';
import { Rational } from '@discreet/numeric';
import { count, values } from '@discreet/transformations';
import * as E from 'fp-ts/lib/Either.js';
import type { Account, Accountant } from '../src/index.ts';

const rows = values(real, symmetricDistance({ contributions: 3 }));
const le = (a: Rational, b: Rational): boolean => a.lessThanOrEqual(b);

interface PlanCharge {
  readonly amount: Rational;
}
interface AnyPlan {
  readonly left: Rational;
  readonly ask: (name: string, query: unknown) => AnyPlan;
  readonly explain: () => string;
}

/** A plan as an accountant: a charge is a query of that loss. */
export const planAccountant = (
  budget: { readonly epsilon: number } | { readonly rho: number },
): Accountant<PlanCharge, Rational> => {
  const most = Rational.of(1_000_000n);
  const counted = chain(rows, count());
  const query = (amount: Rational): unknown =>
    'epsilon' in budget
      ? chain(counted, laplace({ epsilon: proved<Positive>(amount) }))
      : chain(counted, gaussian({ rho: proved<Positive>(amount) }));
  const after = (asked: AnyPlan, n: number): Account<PlanCharge, Rational> => ({
    add: ({ amount }) => after(asked.ask(`query ${n}`, query(amount)), n + 1),
    read: () => most.sub(asked.left),
    reads: [asked.explain, () => asked.left],
  });
  return {
    open: () => after(proved<AnyPlan>(plan(rows, proved<{ epsilon: 1 }>(budget))), 0),
    charge: (given) => {
      // a query reads numbers and rationals; what it makes of them is in its map
      const map = proved<AnyMeasurement>(query(proved<Rational>(given))).map;
      return { amount: map(1) };
    },
    le,
    print: String,
    times: ({ amount }, k) => ({ amount: amount.mul(Rational.of(BigInt(k))) }),
  };
};

/** A filter that decides on the sums of its charges. */
export const filterAccountant = (
  kernel: FilterKernel,
  charge: string,
  spentName: string,
  squared: boolean,
): Accountant<Readonly<Record<string, Rational>>, Rational> => {
  type Amounts = Readonly<Record<string, Rational>>;
  const one = (amounts: Amounts, name: string): Rational => {
    const amount = amounts[name];
    if (amount === undefined) throw new Error(`no ${name}`);
    return amount;
  };
  const after = (spent: Amounts): Account<Amounts, Rational> => ({
    add: (next) => after(kernel.add(spent, next)),
    read: () => one(spent, spentName),
    reads: [() => JSON.stringify(kernel.toJSON()), () => String(kernel.reading(spent)[charge])],
  });
  return {
    open: () => after(kernel.nothing),
    charge: (amount: Distance) => {
      const parsed = kernel.parseCharge({ [charge]: amount });
      if (E.isLeft(parsed)) throw parsed.left;
      return parsed.right;
    },
    le,
    print: String,
    // the mu of k mechanisms is root(k) times as large
    times: (charged, k) => ({
      [charge]: one(charged, charge).mul(Rational.of(BigInt(squared ? Math.sqrt(k) : k))),
    }),
    folds: squared ? [1, 4, 9] : [1, 2, 10],
  };
};

type Amounts = Readonly<Record<string, Rational>>;

/** Any filter: a charge has the same amount under each of its names, and states compare name by name. */
export const anyFilterAccountant = (kernel: FilterKernel): Accountant<Amounts, Amounts> => {
  const after = (spent: Amounts): Account<Amounts, Amounts> => ({
    add: (charge) => after(kernel.add(spent, charge)),
    read: () => spent,
    reads: [
      () => JSON.stringify(kernel.toJSON()),
      () => JSON.stringify(kernel.reading(spent)),
      () => JSON.stringify(kernel.remaining(spent)),
      () => kernel.within(spent),
    ],
  });
  return {
    open: () => after(kernel.nothing),
    charge: (amount) => {
      const named = Object.fromEntries(kernel.chargeNames.map((name) => [name, amount]));
      const parsed = kernel.parseCharge(named);
      if (E.isLeft(parsed)) throw parsed.left;
      return parsed.right;
    },
    le: (a, b) => Object.entries(a).every(([name, amount]) => le(amount, b[name] ?? Rational.zero)),
    print: (spent) => JSON.stringify(spent),
  };
};
