import { type Amounts, amountsToJson } from '@discreet/composition';

/** Amounts for people: decimals where they end, rounded otherwise. */
export function printAmounts(amounts: Amounts): string {
  return Object.entries(amounts)
    .map(([name, amount]) => `${name} ${amount.toDecimalString()}`)
    .join(', ');
}

/** Amounts for programs: exact fractions as text. */
export function jsonAmounts(amounts: Amounts): Readonly<Record<string, string>> {
  return amountsToJson(amounts);
}
