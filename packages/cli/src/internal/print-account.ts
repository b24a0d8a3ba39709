import type { AccountView } from '@discreet/ledger';
import { oneLine } from './one-line.ts';
import { jsonAmounts, printAmounts } from './print-amounts.ts';

/** An account for programs. */
export function accountJson(account: AccountView): Readonly<Record<string, unknown>> {
  const {
    name,
    parent = null,
    dataset,
    unit,
    state,
    filter,
    spent,
    remaining,
    seq,
    head,
  } = account;
  return {
    ...{ name, parent, dataset, unit: JSON.parse(unit), state, filter: filter.toJSON() },
    capacity: jsonAmounts(filter.capacity),
    spent: jsonAmounts(spent),
    remaining: jsonAmounts(remaining),
    ...{ seq, head },
  };
}

/** An account for people. */
export function printAccount(account: AccountView): string {
  const { name, parent, dataset, unit, state, filter, spent, remaining, seq } = account;
  return [
    oneLine(name),
    `  budget     ${printAmounts(filter.capacity)} (${filter.kind})`,
    `  spent      ${printAmounts(filter.reading(spent))}`,
    `  left       ${printAmounts(remaining)}`,
    ...(state === 'open' ? [] : [`  state      ${state}`]),
    ...(parent === undefined ? [] : [`  under      ${oneLine(parent)}`]),
    `  people     ${oneLine(dataset)}`,
    `  unit       ${unit}`,
    `  entries    ${seq}`,
  ].join('\n');
}
