import { type Distance, DiscreetError, print, proved } from '@discreet/core';
import { Rational } from '@discreet/numeric';
import * as fc from 'fast-check';
import type { Account, Accountant } from './accountant.ts';
import { inFull, type Law, law, lawOnEach, notRefused, tryLaws } from './internal/law.ts';
import { amounts, noNumbers, spellings } from './internal/spellings.ts';
import type { MetamorphicOptions, MetamorphicReport } from './metamorphic-report.ts';

const several = fc.array(amounts, { minLength: 1, maxLength: 6 });
const inPrint = (value: Rational): string => value.toString();
const list = (values: readonly Rational[]): string =>
  `charges of ${values.map(inPrint).join(', ')}`;

/** The questions that laws ask of an accountant. */
class Questions<C, R> {
  readonly #accountant: Accountant<C, R>;

  constructor(accountant: Accountant<C, R>) {
    this.#accountant = accountant;
  }

  charges(values: readonly Rational[]): readonly C[] {
    return values.map((value) => this.#accountant.charge(value));
  }

  /** the account after all charges */
  after(charges: readonly C[]): Account<C, R> {
    return charges.reduce<Account<C, R>>(
      (account, charge) => account.add(charge),
      this.#accountant.open(),
    );
  }

  spent(charges: readonly C[]): R {
    return this.after(charges).read();
  }

  atMost(a: R, b: R): string | undefined {
    const { le, print: say } = this.#accountant;
    return le(a, b) ? undefined : `reads ${say(a)}, then ${say(b)}`;
  }

  same(a: R, b: R): string | undefined {
    const { le, print: say } = this.#accountant;
    return le(a, b) && le(b, a) ? undefined : `reads ${say(a)} and ${say(b)}`;
  }
}

const additionLaws = <C, R>(accountant: Accountant<C, R>, ask: Questions<C, R>): readonly Law[] => [
  law('a charge never lowers what is spent', several, list, (values) => {
    const charges = ask.charges(values);
    return ask.atMost(ask.spent(charges.slice(0, -1)), ask.spent(charges));
  }),
  law('every charge counts', several, list, (values) => {
    const charges = ask.charges(values);
    const [before, after] = [ask.spent(charges.slice(0, -1)), ask.spent(charges)];
    return accountant.le(after, before) ? `still reads ${accountant.print(after)}` : undefined;
  }),
  law(
    'a dearer charge never costs less',
    fc.tuple(amounts, several),
    ([more, values]) => `${list(values)}, the last and ${more.toString()} more`,
    ([more, values]) => {
      const last = values.at(-1) ?? more;
      const before = values.slice(0, -1);
      return ask.atMost(
        ask.spent(ask.charges([...before, last])),
        ask.spent(ask.charges([...before, last.add(more)])),
      );
    },
  ),
  law('the order of charges is irrelevant', several, list, (values) => {
    const charges = ask.charges(values);
    const sorted = [...values].sort((a, b) => a.compare(b));
    return (
      ask.same(ask.spent(charges), ask.spent([...charges].reverse())) ??
      ask.same(ask.spent(charges), ask.spent(ask.charges(sorted)))
    );
  }),
];

const compositionLaws = <C, R>(
  { times, nest, folds = [1, 2, 3, 10] }: Accountant<C, R>,
  ask: Questions<C, R>,
): readonly Law[] => [
  ...(times === undefined
    ? []
    : [
        law(
          'k at once are k one by one',
          fc.tuple(several, fc.constantFrom(...folds)),
          ([values, k]) => `${list(values)}, each ${k} times`,
          ([values, k]) => {
            const charges = ask.charges(values);
            const oneByOne = charges.flatMap((charge) => Array<C>(k).fill(charge));
            const atOnce = charges.map((charge) => times(charge, k));
            return ask.same(ask.spent(atOnce), ask.spent(oneByOne));
          },
        ),
      ]),
  ...(nest === undefined
    ? []
    : [
        law(
          'nested charges are flat ones',
          fc.tuple(several, several, several),
          (parts) => parts.map(list).join('; '),
          (parts) => {
            const [a = [], b = [], c = []] = parts.map((values) => ask.charges(values));
            const flat = ask.spent([...a, ...b, ...c]);
            return (
              ask.same(flat, ask.spent([nest(a), nest(b), nest(c)])) ??
              ask.same(flat, ask.spent([nest([...a, nest(b)]), ...c])) ??
              ask.same(flat, ask.spent([nest([nest([nest(a), ...b]), nest(c)])]))
            );
          },
        ),
      ]),
];

/** the charge, or nothing where it is refused as it should be */
const chargeOrRefusal = <C, R>(accountant: Accountant<C, R>, amount: Distance): readonly C[] => {
  try {
    return [accountant.charge(amount)];
  } catch (error) {
    if (error instanceof DiscreetError) return [];
    throw error;
  }
};

const numberLaws = <C, R>(accountant: Accountant<C, R>, ask: Questions<C, R>): readonly Law[] => [
  law('every spelling of a number costs the same', amounts, inPrint, (value) => {
    const exact = ask.spent(ask.charges([value, value, value]));
    for (const spelling of spellings(value)) {
      const [charge] = chargeOrRefusal(accountant, spelling);
      if (charge === undefined) continue;
      const differs = ask.same(exact, ask.spent([charge, charge, charge]));
      if (differs !== undefined) return `${print(spelling)} ${differs}`;
    }
    return undefined;
  }),
  lawOnEach('what is no loss is refused', noNumbers, print, (amount) =>
    notRefused(() =>
      accountant
        .open()
        .add(accountant.charge(proved<Distance>(amount)))
        .read(),
    ),
  ),
  lawOnEach<Distance>(
    'a charge of zero is refused, or costs nothing',
    [0, -0, '-0', 0n, Rational.zero],
    print,
    (zero) => {
      const charges = chargeOrRefusal(accountant, zero);
      const before = ask.charges([Rational.one]);
      return ask.same(ask.spent(before), ask.spent([...before, ...charges]));
    },
  ),
];

const stateLaws = <C, R>(accountant: Accountant<C, R>, ask: Questions<C, R>): readonly Law[] => [
  law('a new account has spent nothing, whatever was spent on others', several, list, (values) => {
    const before = accountant.open().read();
    const after = ask.spent(ask.charges(values));
    return ask.same(before, accountant.open().read()) ?? ask.atMost(before, after);
  }),
  law('reading changes nothing', several, list, (values) => {
    const charges = ask.charges(values);
    let watched = accountant.open();
    for (const charge of charges) {
      watched = watched.add(charge);
      for (const read of [...(watched.reads ?? []), () => accountant.print(watched.read())]) {
        const [first, second] = [inFull(read()), inFull(read())];
        if (first !== second) return `reads ${first}, then ${second}`;
      }
    }
    return ask.same(ask.spent(charges), watched.read());
  }),
  law('an account that another came of is as it was', several, list, (values) => {
    const charges = ask.charges(values);
    const before = ask.after(charges.slice(0, -1));
    const read = before.read();
    const after = charges.slice(-1).map((charge) => before.add(charge));
    // one that keeps state is its own successor, and must move
    return after.includes(before) ? undefined : ask.same(read, before.read());
  }),
];

/**
 * Checks the laws that hold for whatever adds privacy losses up.
 *
 * A charge never lowers what is spent, and each above zero raises it; a dearer one never costs less; order is irrelevant; k at once are k one
 * by one; nested charges are flat ones; every spelling of a number costs the same; NaN, infinities, negative and no numbers are refused, and -0 is 0;
 * accounts share no state, reading changes nothing, and an immutable account stays as it was.
 *
 * **Contract** A `violation` is a proof that a law does not hold, by the case that it names. All comparisons are the accountant's own. An
 * accountant may refuse a spelling, or a charge of zero, but not read it as something else.
 * **Errors** It throws for options that are none, never because of what it finds.
 *
 * @example
 * import { DiscreetError, type Distance } from '@discreet/core';
 * import { Rational } from '@discreet/numeric';
 * import { type Account, type Accountant, checkAccountantLaws } from '@discreet/testing';
 * const doubles = (spent: number): Account<number, number> => ({ add: (c) => doubles(spent + c), read: () => spent });
 * const epsilons: Accountant<number, number> = {
 *   open: () => doubles(0),
 *   charge: (amount: Distance) => {
 *     const epsilon = amount instanceof Rational ? amount.toNumber() : Number(amount);
 *     if (!(epsilon >= 0)) throw new DiscreetError({ tag: 'InvalidParameter', where: 'charge', rule: 'epsilon must be >= 0' });
 *     return epsilon;
 *   },
 *   le: (a, b) => a <= b,
 *   print: String,
 * };
 * checkAccountantLaws(epsilons).broken.some(({ law }) => law === 'the order of charges is irrelevant'); // => true
 */
export function checkAccountantLaws<C, R>(
  accountant: Accountant<C, R>,
  options: MetamorphicOptions = {},
): MetamorphicReport {
  const ask = new Questions(accountant);
  return tryLaws(
    'checkAccountantLaws',
    [
      ...stateLaws(accountant, ask),
      ...additionLaws(accountant, ask),
      ...compositionLaws(accountant, ask),
      ...numberLaws(accountant, ask),
    ],
    options,
  );
}
