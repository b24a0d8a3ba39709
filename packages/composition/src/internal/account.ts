import { DiscreetError } from '@discreet/core';
import type { Rational } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { Amounts } from '../amounts.ts';
import type { FilterKernel } from '../filter-kernel.ts';
import { amountOf } from './make-kernel.ts';

/** What an account and all that were launched under it share. */
export interface Tree {
  /** why nothing may be done now; none while all is well */
  readonly blocked: () => DiscreetError | undefined;
  readonly suspend: () => void;
  readonly resume: () => void;
  /** Runs code that reads rows. While it runs nothing can be asked, launched or given back: what rows make a function do must leave no trace. */
  readonly reading: <A>(read: () => A) => A;
  /** throws while rows are being read */
  readonly notWhileReading: () => void;
}

/** A running total that decides: in memory, in one process. */
export interface Account {
  readonly kernel: FilterKernel;
  readonly tree: Tree;
  readonly spent: () => Amounts;
  /** why nothing may be asked of it, or drawn for it, now */
  readonly refusal: () => DiscreetError | undefined;
  /** the charge that would be taken, or why not; nothing changes */
  readonly weigh: (charge: Amounts) => E.Either<DiscreetError, Amounts>;
  /** Takes a charge, or refuses it and stays as it was. Check and charge are one step: nothing can come between. */
  readonly charge: (charge: Amounts) => E.Either<DiscreetError, Amounts>;
  /** the same for a child, which is an account of its own from then on */
  readonly launch: (charge: Amounts, child: Rule) => E.Either<DiscreetError, Account>;
  /** gives it back, with all its children; a second time changes nothing, and nothing is ever refunded */
  readonly retire: () => void;
}

/** By which rule an account takes charges. */
export interface Rule {
  readonly kernel: FilterKernel;
  /** whether the kernel's capacity is kept; an odometer only counts */
  readonly limited: boolean;
  /** the losses that were fixed in advance, one for each query, where they were */
  readonly parts?: readonly Amounts[];
}

type End = 'Retired' | 'Superseded';

const ended: Readonly<Record<End, string>> = {
  Retired: 'it was given back, or what it stands under was',
  Superseded:
    'another query or child came after it: only the one that was launched last may be asked',
};

/** an amount as the decimal that it is, or as about what it is where that would be long */
const inWords = (amount: Rational): string => {
  const exact = amount.toDecimalString();
  return exact.length <= 24 ? exact : `about ${amount.toNumber()}`;
};

/** Amounts for people, such as `epsilon 0.5 and delta 0` */
export function amountsInWords(amounts: Amounts): string {
  return Object.entries(amounts)
    .map(([name, amount]) => `${name} ${inWords(amount)}`)
    .join(' and ');
}

const newTree = (where: string): Tree => {
  let suspended = false;
  let rowsAreRead = false;
  return Object.freeze({
    blocked: () =>
      suspended
        ? new DiscreetError({
            tag: 'Suspended',
            where,
            rule: 'a mechanism failed after it was charged: the operator has to look before more is asked',
          })
        : undefined,
    suspend: () => {
      suspended = true;
    },
    resume: () => {
      suspended = false;
    },
    reading: <A>(read: () => A): A => {
      rowsAreRead = true;
      try {
        return read();
      } finally {
        rowsAreRead = false;
      }
    },
    notWhileReading: () => {
      if (rowsAreRead)
        throw new DiscreetError({
          tag: 'NotSupported',
          where,
          rule: 'nothing can be asked while rows are read',
        });
    },
  });
};

/** An account, with what only those above it may do. */
interface Opened {
  readonly account: Account;
  readonly close: (how: End) => void;
}

const open = (where: string, tree: Tree, rule: Rule, gone: (self: Opened) => void): Opened => {
  const { kernel, limited, parts } = rule;
  let spent = kernel.nothing;
  let taken = 0;
  let end: End | undefined;
  const children = new Set<Opened>();

  const closeChildren = (how: End): void => {
    const all = [...children];
    children.clear();
    for (const child of all) child.close(how);
  };
  const overspent = (rule: string): E.Either<DiscreetError, never> =>
    E.left(new DiscreetError({ tag: 'Overspent', where, rule }));

  const weigh = (given: Amounts): E.Either<DiscreetError, Amounts> => {
    let counted = given;
    if (parts !== undefined) {
      const part = parts[taken];
      if (part === undefined) return overspent(`all ${parts.length} parts are used`);
      const over = kernel.chargeNames.some((name) =>
        amountOf(part, name).lessThan(amountOf(given, name)),
      );
      if (over)
        return overspent(
          `this query costs ${amountsInWords(given)}, its part is ${amountsInWords(part)}`,
        );
      // what was fixed in advance is what counts, whatever is made of it
      counted = part;
    }
    return limited && O.isNone(kernel.decide(spent, counted))
      ? overspent(
          `this query costs ${amountsInWords(given)}, only ${amountsInWords(kernel.remaining(spent))} is left`,
        )
      : E.right(counted);
  };

  const charge = (given: Amounts): E.Either<DiscreetError, Amounts> => {
    const weighed = weigh(given);
    if (E.isLeft(weighed)) return weighed;
    // no theorem lets an older child go on once something came after it
    if (kernel.concurrency === 'sequential') closeChildren('Superseded');
    spent = kernel.add(spent, weighed.right);
    taken += 1;
    return weighed;
  };

  const self: Opened = {
    close: (how) => {
      if (end !== undefined) return;
      end = how;
      closeChildren(how);
      gone(self);
    },
    account: Object.freeze({
      kernel,
      tree,
      spent: () => spent,
      refusal: () =>
        end === undefined
          ? tree.blocked()
          : new DiscreetError({ tag: end, where, rule: ended[end] }),
      weigh,
      charge,
      launch: (given: Amounts, child: Rule) =>
        E.map((): Account => {
          const made = open(where, tree, child, (one) => {
            children.delete(one);
          });
          children.add(made);
          return made.account;
        })(charge(given)),
      retire: () => {
        self.close('Retired');
      },
    }),
  };
  return self;
};

/** Opens an account on which nothing is spent. */
export function newAccount(where: string, rule: Rule): Account {
  return open(where, newTree(where), rule, () => undefined).account;
}
