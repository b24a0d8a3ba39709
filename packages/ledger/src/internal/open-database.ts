import { DiscreetError } from '@discreet/core';
import { chmodSync, closeSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { storeFailure } from './store-failure.ts';
import { formatVersion, tables } from './tables.ts';

const refuse = (rule: string, received: string): DiscreetError =>
  new DiscreetError({ tag: 'NotSupported', where: 'sqliteEngine', rule, received });

/** what is used of the module that older versions of Node lack */
interface SqliteModule {
  readonly DatabaseSync: new (file: string) => DatabaseSync;
}

const loadModule = async (): Promise<SqliteModule> => {
  try {
    return await import('node:sqlite');
  } catch {
    throw refuse('needs Node 22.13 or later, which has node:sqlite', process.version);
  }
};

const pragma = (database: DatabaseSync, name: string): unknown =>
  Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];

/** append-only: the database itself refuses what no code of ours does */
const triggers = `
create trigger if not exists account_is_kept before delete on account begin select raise(abort, 'accounts are never removed'); end;
create trigger if not exists request_is_kept before delete on request begin select raise(abort, 'requests are never removed'); end;
create trigger if not exists entry_is_kept before delete on entry begin select raise(abort, 'entries are never removed'); end;
create trigger if not exists entry_is_fixed before update on entry begin select raise(abort, 'entries are never changed'); end;
`;

/** Opens the file, makes the tables where there are none, and reads back that it is durable. */
export async function openDatabase(file: string, patience: number): Promise<DatabaseSync> {
  const sqlite = await loadModule();
  let database: DatabaseSync;
  try {
    // budgets and answers are nobody else's; the files beside it get the same mode
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    database = new sqlite.DatabaseSync(file);
  } catch (error) {
    throw refuse('the file cannot be opened', error instanceof Error ? error.message : 'failure');
  }
  try {
    database.exec(`pragma busy_timeout = ${patience}`);
    const mode = Object.values(database.prepare('pragma journal_mode = wal').get() ?? {})[0];
    if (mode !== 'wal')
      throw refuse('the file must be able to keep a write-ahead log', String(mode));
    // on macOS an ordinary flush stops at the drive's cache
    database.exec(
      'pragma synchronous = full; pragma fullfsync = on; pragma checkpoint_fullfsync = on',
    );
    database.exec('begin immediate');
    database.exec(tables('text', 'integer'));
    database.exec(triggers);
    const known = database.prepare('select version from format').get();
    if (known === undefined)
      database.prepare('insert into format (version) values (?)').run(formatVersion);
    database.exec('commit');
    const version = known === undefined ? formatVersion : known['version'];
    if (version !== formatVersion)
      throw refuse(`the file must have format version ${formatVersion}`, String(version));
    const synchronous = pragma(database, 'synchronous');
    if (synchronous !== 2)
      throw refuse('synchronous must read back as 2 (full)', String(synchronous));
    return database;
  } catch (error) {
    database.close();
    throw storeFailure(error, patience);
  }
}
