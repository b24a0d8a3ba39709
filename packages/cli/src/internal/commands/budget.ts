import type { AccountView, Ledger } from '@discreet/ledger';
import { exitCodes } from '../../exit-code.ts';
import type { Terminal } from '../../terminal.ts';
import { type Command, jsonOption, type Positional } from '../command.ts';
import { capacityOptions, filterOf, unitOf, unitOptions } from '../filter-options.ts';
import type { Given } from '../given.ts';
import { actorOption, anchorNote, ledgerOptions, withLedger } from '../ledger-place.ts';
import { oneLine } from '../one-line.ts';
import { accountJson, printAccount } from '../print-account.ts';

const nameOf: Positional = { name: 'NAME', says: 'the account' };

const show = (given: Given, terminal: Terminal, accounts: readonly AccountView[]): number => {
  if (given.flag('json')) terminal.out(JSON.stringify({ accounts: accounts.map(accountJson) }));
  else terminal.out(accounts.length === 0 ? 'no account' : accounts.map(printAccount).join('\n\n'));
  return exitCodes.ok;
};

/** A command that changes an account and shows it. */
const change = (
  name: string,
  summary: string,
  options: Command['options'],
  act: (ledger: Ledger, given: Given) => Promise<void>,
  more: readonly Positional[] = [],
): Command => ({
  name: `budget ${name}`,
  summary,
  positionals: [nameOf, ...more],
  options: { ...ledgerOptions, ...options, actor: actorOption, json: jsonOption },
  run: (given, terminal) =>
    withLedger(given, 'use', async ({ ledger }) => {
      await act(ledger, given);
      return show(given, terminal, [await ledger.account(given.positional(0))]);
    }),
});

const create: Command = {
  name: 'budget create',
  summary: 'creates an account, and the ledger if it is not there',
  positionals: [{ name: 'NAME', says: 'a name of your own; never computed from data' }],
  options: {
    ...ledgerOptions,
    ...capacityOptions,
    parent: { value: 'NAME', says: 'an account above, which every charge goes to as well' },
    dataset: {
      value: 'NAME',
      says: 'the people whose data it is about; as the parent, or NAME, unless given',
    },
    ...unitOptions,
    actor: actorOption,
    json: jsonOption,
  },
  notes: [
    'A budget is fixed for ever: there is no refund and no reset. All snapshots of the same people belong',
    'to one account, or to accounts under one (--parent).',
    '',
    ...anchorNote,
  ],
  run: (given, terminal) => {
    const filter = filterOf(given);
    return withLedger(given, 'make', async ({ ledger }) => {
      const name = given.positional(0);
      const above = given.text('parent');
      const parent = above === undefined ? undefined : await ledger.account(above);
      const account = await ledger.createAccount({
        name,
        dataset: given.text('dataset') ?? parent?.dataset ?? name,
        unit: unitOf(given, parent),
        filter,
        ...(above === undefined ? {} : { parent: above }),
      });
      return show(given, terminal, [account]);
    });
  },
};

const showAll: Command = {
  name: 'budget show',
  summary: 'shows accounts: budget, spent, left',
  positionals: [{ ...nameOf, optional: true }],
  options: { ...ledgerOptions, json: jsonOption },
  run: (given, terminal) =>
    withLedger(given, 'use', async ({ ledger }) => {
      const name = given.optional(0);
      const accounts = name === undefined ? await ledger.accounts() : [await ledger.account(name)];
      return show(given, terminal, accounts);
    }),
};

const recover: Command = {
  name: 'budget recover',
  summary:
    'charges what a restored copy of the ledger no longer knows, so that it can be used again',
  positionals: [],
  options: { ...ledgerOptions, actor: actorOption, json: jsonOption },
  notes: [
    'For a ledger that is behind its anchors. An account is charged with what its anchors say it had spent;',
    'where histories have forked it is closed. Nothing is ever given back.',
  ],
  run: (given, terminal) =>
    withLedger(given, 'restore', async ({ ledger }) => {
      const { restored } = await ledger.recover();
      if (given.flag('json')) terminal.out(JSON.stringify({ restored }));
      else
        terminal.out(
          restored.length === 0
            ? 'nothing was missing'
            : restored
                .map(
                  ({ account, from, to }) =>
                    `${oneLine(account)}: entries ${from + 1} to ${to} were missing; the account is charged for them`,
                )
                .join('\n'),
        );
      return exitCodes.ok;
    }),
};

/** The commands of an operator: accounts, their state, and recovery. */
export const budgetCommands: readonly Command[] = [
  create,
  showAll,
  change('resume', 'opens a suspended account again', {}, (ledger, given) =>
    ledger.resume(given.positional(0)),
  ),
  change(
    'suspend',
    'suspends an account, or closes it',
    { 'for-ever': { says: 'closes it: it is never opened again' } },
    (ledger, given) => ledger.suspend(given.positional(0), { forEver: given.flag('for-ever') }),
  ),
  change(
    'expire',
    'removes a kept answer; its key answers so from then on',
    {},
    (ledger, given) => ledger.expire(given.positional(0), given.positional(1)),
    [{ name: 'KEY', says: 'the key of the answer' }],
  ),
  recover,
];
