import { DiscreetError, print, proved } from '@discreet/core';
import { Rational, rationalFromDecimal } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';

/** What an amount can be written as; numbers and texts are read as the decimal or the fraction that they print as. */
export type Amount = number | bigint | string | Rational;

/** Exact amounts by name, all >= 0: a charge, a capacity, or what has been spent. */
export type Amounts<K extends string = string> = { readonly [P in K]: Rational };

/** Amounts in JSON: each an exact fraction. */
export type AmountsJson = Readonly<Record<string, string>>;

const parseAmount = (value: unknown): O.Option<Rational> =>
  value instanceof Rational
    ? O.some(value)
    : typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string'
      ? rationalFromDecimal(value)
      : O.none;

/** The own properties of a plain object, read once each; a getter or a proxy that fails has none. */
const ownProperties = (given: unknown): ReadonlyMap<string, unknown> | undefined => {
  if (typeof given !== 'object' || given === null) return undefined;
  try {
    return new Map<string, unknown>(
      Object.keys(given).map((key) => [key, Reflect.get(given, key)] as const),
    );
  } catch {
    return undefined;
  }
};

/**
 * Reads amounts by name, exactly.
 *
 * **Contract** Right with just the named amounts, each the exact rational that was written, -0 as 0. Left for a missing or an unknown name,
 * NaN, an infinity, a negative amount, and whatever is no number: nothing is guessed and nothing is dropped.
 * **Errors** `InvalidParameter` in a `Left`; it never throws.
 *
 * @example
 * import { parseAmounts } from '@discreet/composition';
 * const charge = parseAmounts('charge', ['epsilon', 'delta'], { epsilon: 0.1, delta: '1e-9' });
 * charge._tag === 'Right' && charge.right.epsilon.toString(); // => '1/10'
 * parseAmounts('charge', ['epsilon'], { epsilon: NaN })._tag; // => 'Left'
 */
export function parseAmounts<const K extends string>(
  where: string,
  names: readonly K[],
  given: unknown,
): E.Either<DiscreetError, Amounts<K>> {
  const refuse = (rule: string, received: unknown): E.Either<DiscreetError, never> =>
    E.left(new DiscreetError({ tag: 'InvalidParameter', where, rule, received: print(received) }));
  const properties = ownProperties(given);
  if (properties === undefined) return refuse(`needs ${names.join(' and ')}`, given);
  const known = new Set<string>(names);
  for (const key of properties.keys())
    if (!known.has(key)) return refuse(`takes ${names.join(' and ')}`, key.slice(0, 60));
  const amounts: (readonly [K, Rational])[] = [];
  for (const name of names) {
    const value = properties.get(name);
    const amount = parseAmount(value);
    if (O.isNone(amount) || amount.value.sign() < 0)
      return refuse(`${name} must be a finite number >= 0`, value);
    amounts.push([name, amount.value]);
  }
  return E.right(proved<Amounts<K>>(Object.freeze(Object.fromEntries(amounts))));
}

/** Amounts as exact text, keys in one order, so that equal amounts have equal text. */
export function amountsToJson(amounts: Amounts): AmountsJson {
  return Object.fromEntries(
    Object.entries(amounts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, amount]) => [name, amount.toString()]),
  );
}
