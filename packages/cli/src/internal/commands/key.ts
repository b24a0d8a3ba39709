import { fileSigner } from '@discreet/ledger';
import { exitCodes } from '../../exit-code.ts';
import { type Command, jsonOption } from '../command.ts';

/** Makes a signing key where there is none, and prints its public half. */
export const keyCommand: Command = {
  name: 'key',
  summary: 'makes a signing key if FILE is not there, and prints its public half',
  positionals: [{ name: 'FILE', says: 'the private key; keep it where the ledger is not' }],
  options: { json: jsonOption },
  run: (given, terminal) => {
    const { publicKey } = fileSigner({ file: given.positional(0) });
    terminal.out(given.flag('json') ? JSON.stringify({ publicKey }) : publicKey.trimEnd());
    return exitCodes.ok;
  },
};
