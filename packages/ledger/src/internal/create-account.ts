import { amountsToJson, filterFromJson } from '@discreet/composition';
import { DiscreetError, metricJson, parseDistance, print, proved } from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import type { AccountOptions } from '../ledger.ts';
import type { AccountRow, LedgerTransaction } from '../ledger-engine.ts';
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import { append, noHead, type Writer } from './history.ts';
import { openAccount } from './open-account.ts';

const refuse = (rule: string, received: unknown): DiscreetError =>
  new DiscreetError({
    tag: 'InvalidParameter',
    where: 'createAccount',
    rule,
    received: print(received),
  });

/** 1 to 200 characters without control characters: it stands in messages and file names of others */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[^\p{Cc}\p{Cs}]{1,200}$/u.test(value);
}

const textOf = (json: unknown): string =>
  canonicalJson(proved<JsonValue>(JSON.parse(JSON.stringify(json))));

/** The row of a new account, from its options alone. */
export function accountRow(options: AccountOptions): AccountRow {
  const { name, dataset, unit, dIn = 1, filter, parent } = options;
  if (!isName(name)) throw refuse('name must have 1 to 200 printable characters', name);
  if (!isName(dataset)) throw refuse('dataset must have 1 to 200 printable characters', dataset);
  const distance = parseDistance(dIn, unit.kind, 'createAccount');
  if (E.isLeft(distance)) throw distance.left;
  // the rules are read back from their data: what was made by hand has none of its own
  const rules = filterFromJson(proved<unknown>(JSON.parse(JSON.stringify(filter))));
  if (E.isLeft(rules)) throw rules.left;
  if (distance.right.sign() === 0) throw refuse('dIn must be > 0', dIn);
  return {
    name,
    parent,
    dataset,
    unit: textOf(metricJson(unit)),
    dIn: distance.right.toString(),
    filter: textOf(rules.right.toJSON()),
    spent: canonicalJson(amountsToJson(rules.right.nothing)),
    seq: 0,
    head: noHead,
    state: 'open',
  };
}

/** What a charge to the one can be charged to the other as. */
const alike = (row: AccountRow, above: AccountRow): string | undefined => {
  const [a, b] = [openAccount(row).filter, openAccount(above).filter];
  if (row.dataset !== above.dataset) return 'dataset';
  if (row.unit !== above.unit) return 'unit';
  if (row.dIn !== above.dIn) return 'dIn';
  const order = ({ capacity }: typeof a): string => capacity['order']?.toString() ?? '';
  return a.kind !== b.kind || a.chargeNames.join() !== b.chargeNames.join() || order(a) !== order(b)
    ? 'kind of filter'
    : undefined;
};

/** Creates an account, and its first entry. */
export async function insertAccount(
  transaction: LedgerTransaction,
  writer: Writer,
  row: AccountRow,
): Promise<E.Either<DiscreetError, AccountRow>> {
  const { name, parent, dataset, unit, dIn, filter } = row;
  if ((await transaction.account(name)) !== undefined)
    return E.left(refuse('name must be one that no account has', name));
  if (parent !== undefined) {
    const above = await transaction.account(parent);
    if (above === undefined) return E.left(refuse('parent must be an account', parent));
    const differs = alike(row, above);
    if (differs !== undefined)
      return E.left(refuse(`an account must have the ${differs} of the one above it`, name));
  }
  const body = { parent: parent ?? null, dataset, unit, dIn, filter };
  await transaction.insertAccount(row);
  return E.right(await append(transaction, writer, row, 'create', {}, body));
}
