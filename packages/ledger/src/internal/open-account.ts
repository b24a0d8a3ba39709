import { type Amounts, filterFromJson, type FilterKernel } from '@discreet/composition';
import { DiscreetError } from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import type { AccountRow, LedgerTransaction } from '../ledger-engine.ts';

/** An account's filter and state, read from its row. */
export interface OpenAccount {
  readonly row: AccountRow;
  readonly filter: FilterKernel;
  readonly spent: Amounts;
}

const parsed = (account: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new DiscreetError({
      tag: 'LedgerCorrupt',
      where: `account '${account}'`,
      rule: 'filter and state must be JSON',
    });
  }
};

/** Reads an account's row. **Errors** `LedgerCorrupt` where it holds no filter or no state of it. */
export function openAccount(row: AccountRow): OpenAccount {
  const filter = filterFromJson(parsed(row.name, row.filter));
  const spent = E.isLeft(filter) ? filter : filter.right.parseSpent(parsed(row.name, row.spent));
  if (E.isLeft(filter) || E.isLeft(spent))
    throw new DiscreetError({
      tag: 'LedgerCorrupt',
      where: `account '${row.name}'`,
      rule: 'the row holds no filter and state',
    });
  return { row, filter: filter.right, spent: spent.right };
}

/** An account and all above it, itself first. **Errors** `UnknownAccount` where it is not there. */
export async function lineOf(
  transaction: LedgerTransaction,
  name: string,
): Promise<readonly AccountRow[]> {
  const line: AccountRow[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = name; next !== undefined;) {
    const row: AccountRow | undefined = await transaction.account(next);
    if (row === undefined || seen.has(next))
      throw new DiscreetError({
        tag: line.length === 0 ? 'UnknownAccount' : 'LedgerCorrupt',
        where: 'ledger',
        rule: line.length === 0 ? 'the account must be there' : 'an account above must be there',
        received: `'${next.slice(0, 60)}'`,
      });
    seen.add(next);
    line.push(row);
    next = row.parent;
  }
  return line;
}
