import { fieldOf } from '@discreet/core';
import type { AccountView, Ledger } from '@discreet/ledger';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { certificateOf, describeSpec } from '../../certificate.ts';
import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../exit-code.ts';
import { readSnapshot } from '../../snapshot.ts';
import { parseSpec } from '../../spec.ts';
import { type Command, jsonOption } from '../command.ts';
import { actorOption, anchorNote, ledgerOptions, withLedger } from '../ledger-place.ts';
import { printRelease, releaseJson } from '../print-release.ts';
import { readJson } from '../read-text.ts';
import { wholeFile } from '../write-file.ts';

/** an account and those above it: a charge goes to all of them */
const lineOf = async (ledger: Ledger, name: string): Promise<readonly AccountView[]> => {
  const line: AccountView[] = [];
  for (let next: string | undefined = name; next !== undefined;) {
    const account: AccountView = await ledger.account(next);
    line.push(account);
    next = account.parent;
  }
  return line;
};

/** Refuses a place where something else stands than an earlier certificate: a ledger, say, or a snapshot. */
const checkPlace = (path: string): void => {
  if (!existsSync(path)) return;
  let found: unknown;
  try {
    found = fieldOf(readJson(path), 'format');
  } catch {
    found = undefined;
  }
  if (found !== 'discreet/certificate')
    throw new CommandError('Usage', `${path}: it is there, and it is no certificate`);
};

/** Charges, draws once, keeps the answer and hands it over with its certificate. */
export const releaseCommand: Command = {
  name: 'release',
  summary: 'charges what SPEC costs to an account, draws the noise once, and prints the answer',
  positionals: [
    { name: 'SPEC', says: 'a pipeline, a plan or a batch as JSON; discreet schema spec' },
  ],
  options: {
    data: { value: 'SNAPSHOT', says: 'what discreet ingest has made' },
    account: { value: 'NAME', says: 'the account that is charged' },
    ...ledgerOptions,
    key: {
      value: 'KEY',
      says: 'names the request: the same key gives the same answer at no cost; random unless given',
    },
    'signing-key': { value: 'FILE', says: 'signs the receipt; discreet key makes one' },
    certificate: { value: 'FILE', says: 'where the certificate goes as well' },
    log: {
      value: 'FILE',
      says: 'where the operator hears why a mechanism failed; it may tell of the data',
    },
    actor: actorOption,
    json: jsonOption,
  },
  notes: [
    'Give a key. Where the command is stopped, run it again with the same key: you get the answer that was',
    'kept, or hear that the key is burned, which means that its charge is spent and its draw is lost. It',
    'is never drawn a second time. The certificate says what was asked, over which snapshot, at what loss',
    'and accuracy, and holds the ledger entry and receipt; discreet verify checks it.',
    '',
    ...anchorNote,
  ],
  run: async (given, terminal) => {
    const file = given.positional(0);
    const [data, account] = [given.required('data'), given.required('account')];
    const [named, path] = [given.text('key'), given.text('certificate')];
    const json = given.flag('json');
    const spec = parseSpec(file, readJson(file));
    if (path !== undefined) checkPlace(path);
    return withLedger(given, 'use', async ({ ledger, engine }) => {
      await ledger.account(account);
      const snapshot = await readSnapshot(data, terminal);
      const row = await engine.transact([], async (transaction) => transaction.account(account));
      const dIn = row?.dIn ?? '1';
      const described = describeSpec(spec, dIn);
      // a place that cannot be written is found out before anything is charged
      const kept = path === undefined ? undefined : await wholeFile(path);
      try {
        const key = named ?? randomUUID();
        if (named === undefined && !json)
          terminal.error(`key ${key} (give --key ${key} to ask for this answer again)`);
        const release = await ledger.release({
          account,
          query: spec.query,
          data: snapshot.dataset,
          snapshot: snapshot.id,
          key,
        });
        const certificate = certificateOf(spec, snapshot, described, release);
        await kept?.write(`${JSON.stringify(certificate, undefined, 2)}\n`);
        await kept?.keep();
        const left = await lineOf(ledger, account);
        const told = { spec, release, certificate, left, path };
        terminal.out(json ? releaseJson(told) : printRelease(told));
        return exitCodes.ok;
      } catch (error) {
        await kept?.drop();
        throw error;
      }
    });
  },
};
