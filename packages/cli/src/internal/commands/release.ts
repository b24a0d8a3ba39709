import { lossName } from '@discreet/core';
import type { AccountView, Ledger } from '@discreet/ledger';
import { randomUUID } from 'node:crypto';
import { certificateOf } from '../../certificate.ts';
import { exitCodes } from '../../exit-code.ts';
import { readSnapshot } from '../../snapshot.ts';
import { parseSpec, type Spec } from '../../spec.ts';
import { type Command, jsonOption } from '../command.ts';
import { actorOption, anchorNote, ledgerOptions, withLedger } from '../ledger-place.ts';
import { oneLine } from '../one-line.ts';
import { jsonAmounts, printAmounts } from '../print-amounts.ts';
import { type Estimate, estimatesOf, printEstimates } from '../print-answer.ts';
import { readJson } from '../read-text.ts';
import { writeWhole } from '../write-file.ts';

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

const fieldOf = (answer: unknown, name: string): unknown =>
  typeof answer === 'object' && answer !== null && Object.hasOwn(answer, name)
    ? Reflect.get(answer, name)
    : undefined;

const answersOf = (
  { queries }: Spec,
  answer: unknown,
  accuracies: readonly { readonly accuracy: { readonly within: number } }[],
): readonly { readonly name: string; readonly estimates: readonly Estimate[] }[] =>
  queries.map((query, i) => {
    const value = query.name === '' ? answer : fieldOf(answer, query.name);
    return {
      name: query.name,
      estimates: estimatesOf(query, value, accuracies[i]?.accuracy.within ?? Infinity),
    };
  });

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
    const json = given.flag('json');
    const spec = parseSpec(file, readJson(file));
    return withLedger(given, 'use', async ({ ledger, engine }) => {
      await ledger.account(account);
      const snapshot = await readSnapshot(data, terminal);
      const key = given.text('key') ?? randomUUID();
      if (given.text('key') === undefined && !json)
        terminal.error(`key ${key} (give --key ${key} to ask for this answer again)`);
      const release = await ledger.release({
        account,
        query: spec.query,
        data: snapshot.dataset,
        snapshot: snapshot.id,
        key,
      });
      const row = await engine.transact([], async (transaction) => transaction.account(account));
      const certificate = certificateOf(spec, snapshot, row?.dIn ?? '1', release);
      const path = given.text('certificate');
      if (path !== undefined)
        await writeWhole(path, `${JSON.stringify(certificate, undefined, 2)}\n`);
      const line = await lineOf(ledger, account);
      const answers = answersOf(spec, release.answer, certificate.answers);
      if (json) {
        const left = line.map(({ name, remaining }) => ({
          account: name,
          ...jsonAmounts(remaining),
        }));
        const { replayed } = release;
        terminal.out(
          JSON.stringify({ answer: release.answer, answers, key, replayed, left, certificate }),
        );
        return exitCodes.ok;
      }
      const { receipt } = release;
      const loss = lossName(spec.open.measure);
      const cost = spec.open.map(row?.dIn ?? 1).toDecimalString();
      terminal.out(
        [
          ...answers.flatMap(({ name, estimates }) => printEstimates(name, estimates)),
          '',
          `With probability 95 % ${answers.length > 1 ? 'all intervals of a question hold' : answers[0]?.estimates.length === 1 ? 'the interval holds' : 'all intervals hold'} what is exact on the clamped data; noise alone.`,
          `loss         ${loss} ${cost}${release.replayed ? ', charged when this key was first used: no charge now' : ''}`,
          ...line.map(
            ({ name, remaining }) =>
              `left         ${printAmounts(remaining)} in '${oneLine(name)}'`,
          ),
          `snapshot     ${oneLine(snapshot.version)}, ${snapshot.id}`,
          `entry        ${receipt.seq} of '${oneLine(receipt.account)}', head ${receipt.head}`,
          `key          ${oneLine(key)}`,
          `signature    ${receipt.signature ?? 'none'}`,
          ...(path === undefined ? [] : [`certificate  ${path}`]),
        ].join('\n'),
      );
      return exitCodes.ok;
    });
  },
};
