import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { sqliteEngine } from '../src/index.ts';
import { ledgerContract } from './contract/ledger-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'discreet-sqlite-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a ledger in SQLite', () => {
  ledgerContract(
    () =>
      Promise.resolve({
        lasts: true,
        open: (name: string) => sqliteEngine({ file: join(folder, `${name}.db`) }),
        close: () => Promise.resolve(),
      }),
    () => join(folder, 'key.pem'),
  );
});

describe('the file', () => {
  it('is durable at every opening: WAL, and synchronous=FULL read back', async () => {
    const file = join(folder, 'durable.db');
    for (let i = 0; i < 2; i++) {
      const engine = await sqliteEngine({ file });
      await engine.close();
    }
    const database = new DatabaseSync(file);
    expect(Object.values(database.prepare('pragma journal_mode').get() ?? {})).toEqual(['wal']);
    database.close();
  });

  it('refuses to change or remove an entry, whoever asks', async () => {
    const file = join(folder, 'fixed.db');
    const engine = await sqliteEngine({ file });
    await engine.transact(['a'], async (transaction) => {
      await transaction.insertAccount({
        ...{ name: 'a', parent: undefined, dataset: 'd', unit: 'u', dIn: '1', filter: 'f' },
        ...{ spent: 's', seq: 0, head: 'h', state: 'open' },
      });
      await transaction.insertEntry({
        ...{ account: 'a', seq: 1, prev: 'p', hash: 'h', at: 't', actor: 'x', kind: 'create' },
        body: '{}',
      });
    });
    const database = new DatabaseSync(file);
    expect(() => database.exec("update entry set body = 'x'")).toThrow('never changed');
    for (const table of ['entry', 'request', 'account'])
      database.exec(`delete from ${table} where false`);
    expect(() => database.exec('delete from entry')).toThrow('never removed');
    expect(() => database.exec('delete from account')).toThrow('never removed');
    database.close();
    await engine.close();
  });

  it('of another format, or that is none, is refused', async () => {
    const file = join(folder, 'other.db');
    await (await sqliteEngine({ file })).close();
    const database = new DatabaseSync(file);
    database.exec('update format set version = 2');
    database.close();
    await expect(sqliteEngine({ file })).rejects.toThrow('format version 1');
    await expect(sqliteEngine({ file: folder })).rejects.toThrow('cannot be opened');
    await expect(sqliteEngine({ file: ':memory:' })).rejects.toThrow('path of a file');
    await expect(sqliteEngine({ file, patience: -1 })).rejects.toThrow('patience');
  });

  it('that another process writes for too long is locked, and says so', async () => {
    const file = join(folder, 'locked.db');
    const engine = await sqliteEngine({ file, patience: 50 });
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    await expect(engine.transact(['a'], () => Promise.resolve(1))).rejects.toMatchObject({
      _tag: 'Locked',
      message: 'ledger: another process has been writing to the file for more than 50 ms',
    });
    other.exec('commit');
    await expect(engine.transact(['a'], () => Promise.resolve(1))).resolves.toBe(1);
    other.close();
    await engine.close();
  });

  it('takes back all of a transaction that fails', async () => {
    const engine = await sqliteEngine({ file: join(folder, 'back.db') });
    const row = {
      ...{ name: 'a', parent: undefined, dataset: 'd', unit: 'u', dIn: '1', filter: 'f' },
      ...({ spent: 's', seq: 0, head: 'h', state: 'open' } as const),
    };
    await expect(
      engine.transact(['a'], async (transaction) => {
        await transaction.insertAccount(row);
        throw new RangeError('no');
      }),
    ).rejects.toThrow('no');
    expect(await engine.transact([], async (transaction) => transaction.accounts())).toEqual([]);
    await engine.close();
  });
});
