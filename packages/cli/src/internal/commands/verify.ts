import { checkCertificate } from '../../certificate.ts';
import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../exit-code.ts';
import { type Command, jsonOption } from '../command.ts';
import { anchorNote, ledgerOptions, withLedger } from '../ledger-place.ts';
import { oneLine } from '../one-line.ts';
import { readJson, readText } from '../read-text.ts';

/** Reads a ledger back, and checks a certificate against it. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: 'reads the whole ledger back and checks it, and a certificate against it',
  positionals: [],
  options: {
    ...ledgerOptions,
    certificate: { value: 'FILE', says: 'what discreet release has written' },
    'public-key': { value: 'FILE', says: 'checks the signature; discreet key prints it' },
    json: jsonOption,
  },
  notes: anchorNote,
  run: async (given, terminal) => {
    const path = given.text('certificate');
    const keyFile = given.text('public-key');
    if (keyFile !== undefined && path === undefined)
      throw new CommandError('Usage', '--public-key needs a --certificate to check');
    const json = path === undefined ? undefined : readJson(path);
    const publicKey = keyFile === undefined ? undefined : readText(keyFile);
    // a ledger behind its anchors is read all the same, and said to be so
    return withLedger(given, 'read', async ({ ledger, engine }) => {
      const verification = await ledger.verify();
      const checked =
        path === undefined ? undefined : await checkCertificate(path, json, engine, publicKey);
      const problems = [...verification.problems, ...(checked?.problems ?? [])];
      const holds = problems.length === 0;
      if (given.flag('json'))
        terminal.out(
          JSON.stringify({
            holds,
            ledger: verification,
            ...(checked === undefined
              ? {}
              : { certificate: { problems: checked.problems, signature: checked.signature } }),
          }),
        );
      else
        terminal.out(
          [
            `ledger       accounts ${verification.accounts}, entries ${verification.entries}, requests ${verification.requests}`,
            ...verification.open.map(
              ({ account, key }) =>
                `open         key '${oneLine(key)}' of '${oneLine(account)}': charged, not answered yet`,
            ),
            ...(checked === undefined
              ? []
              : [
                  `certificate  key '${oneLine(checked.receipt.key)}' of '${oneLine(checked.receipt.account)}'`,
                  `signature    ${checked.signature}`,
                ]),
            ...problems.map((problem) => `wrong        ${problem}`),
            holds ? 'all of it holds' : 'it does not hold',
          ].join('\n'),
        );
      return holds ? exitCodes.ok : exitCodes.unverified;
    });
  },
};
