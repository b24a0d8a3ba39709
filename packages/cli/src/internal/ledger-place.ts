import {
  type AccountRow,
  fileAnchor,
  fileSigner,
  type Ledger,
  type LedgerEngine,
  openLedger,
  postgresEngine,
  type Signer,
  sqliteEngine,
} from '@discreet/ledger';
import { existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { CommandError } from '../command-error.ts';
import type { CommandOption } from './command.ts';
import type { Given } from './given.ts';
import { operatorLog } from './operator-log.ts';
import { whyUnreadable } from './read-text.ts';

/** The options of every command that opens a ledger. */
export const ledgerOptions: Readonly<Record<'ledger' | 'anchor' | 'patience', CommandOption>> = {
  ledger: { value: 'LEDGER', says: 'a file, or a postgres:// URL' },
  anchor: {
    value: 'FILE',
    says: 'where heads are kept; LEDGER.anchors unless given, better on another volume',
  },
  patience: {
    value: 'MS',
    says: 'how long to wait while another process writes; 5000 unless given',
  },
};

/** The option of whatever writes to a ledger. */
export const actorOption: CommandOption = {
  value: 'NAME',
  says: 'who writes, for the history; your login name unless given',
};

/** What every help says about where anchors belong. */
export const anchorNote: readonly string[] = [
  'The anchors tell an old copy of the ledger from the ledger. Beside the ledger they would be restored',
  'together with it: put them on another volume, with --anchor.',
];

/** An open ledger and what it stands on. */
export interface LedgerPlace {
  readonly ledger: Ledger;
  readonly engine: LedgerEngine;
  readonly signer: Signer | undefined;
}

/**
 * What a command does with its ledger: uses it; makes it where it is not there; reads it even where it is behind its anchors; restores it, also from
 * its anchors alone.
 */
export type LedgerUse = 'use' | 'make' | 'read' | 'restore';

const isUrl = (ledger: string): boolean => /^postgres(ql)?:\/\//.test(ledger);

/** An engine, and how it is let go of. */
interface OpenEngine {
  readonly engine: LedgerEngine;
  readonly close: () => Promise<void>;
}

// loaded where it is needed: most ledgers are files
const postgresOf = async (url: string, patience: number): Promise<OpenEngine> => {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    lock_timeout: patience,
    max: 2,
  });
  try {
    const engine = await postgresEngine({ pool });
    const close = async (): Promise<void> => {
      await engine.close();
      await pool.end();
    };
    return { engine, close };
  } catch (error) {
    await pool.end();
    throw error;
  }
};

const engineOf = async (ledger: string, patience: number, make: boolean): Promise<OpenEngine> => {
  if (isUrl(ledger)) return postgresOf(ledger, patience);
  if (!make && !existsSync(ledger))
    throw new CommandError(
      'Unreadable',
      `${ledger}: there is no such ledger; discreet budget create makes one`,
    );
  const engine = await sqliteEngine({ file: ledger, patience });
  return { engine, close: () => engine.close() };
};

const loginName = (): string => {
  try {
    return userInfo().username;
  } catch {
    // a process of a user that the system has no name for
    return 'operator';
  }
};

const makeAnchors = async (file: string): Promise<void> => {
  try {
    const handle = await open(file, 'a', 0o600);
    await handle.sync();
    await handle.close();
  } catch (error) {
    throw new CommandError('Unreadable', `${file}: ${whyUnreadable(error)}`);
  }
};

const anchorFile = (given: Given, ledger: string): string =>
  given.text('anchor') ?? (isUrl(ledger) ? given.required('anchor') : `${ledger}.anchors`);

/** Sees to it that the anchors are there. A ledger with accounts and without them is refused: they were lost, or another file was meant. */
const checkAnchors = async (file: string, engine: LedgerEngine, make: boolean): Promise<void> => {
  if (existsSync(file)) {
    // a device keeps nothing
    if (statSync(file).isFile()) return;
    throw new CommandError(
      'Usage',
      `${file}: the anchors must be a file that keeps what is added to it`,
    );
  }
  const rows: readonly AccountRow[] = await engine.transact([], async (transaction) =>
    transaction.accounts(),
  );
  if (rows.length > 0)
    throw new CommandError(
      'Ledger',
      `${file}: the ledger's anchors are not there; name them with --anchor, or, if you know that the ledger is whole, make an empty file`,
    );
  if (make) await makeAnchors(file);
};

const signerOf = (given: Given): Signer | undefined => {
  const file = given.text('signing-key');
  if (file === undefined) return undefined;
  if (!existsSync(file))
    throw new CommandError('Unreadable', `${file}: there is no such key; discreet key makes one`);
  return fileSigner({ file });
};

/** Opens the ledger that a command was given, does the work, and closes it. */
export async function withLedger<A>(
  given: Given,
  use: LedgerUse,
  work: (place: LedgerPlace) => Promise<A>,
): Promise<A> {
  const where = given.required('ledger');
  const patience = given.whole('patience', 5000);
  const signer = signerOf(given);
  const log = given.text('log');
  const report = log === undefined ? undefined : operatorLog(log);
  const file = anchorFile(given, where);
  const make = use === 'make' || (use === 'restore' && existsSync(file));
  const { engine, close } = await engineOf(where, patience, make);
  try {
    await checkAnchors(file, engine, make);
    const anchor = fileAnchor({ file });
    const ledger = await openLedger({
      engine,
      anchor,
      recovering: use === 'read' || use === 'restore',
      actor: given.text('actor') ?? loginName(),
      ...(signer === undefined ? {} : { signer }),
      ...(report === undefined ? {} : { report }),
    });
    return await work({ ledger, engine, signer });
  } finally {
    await close();
  }
}
