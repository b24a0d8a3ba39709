import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresEngine } from '../src/index.ts';
import { ledgerContract } from './contract/ledger-contract.ts';
import { type Server, startServer } from './postgres/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'discreet-keys-'));
let server: Server;

beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a ledger in PostgreSQL', () => {
  ledgerContract(
    () => {
      const pool = server.pool();
      return Promise.resolve({
        lasts: true,
        open: (name: string) => postgresEngine({ pool, schema: name.toLowerCase() }),
        close: () => pool.end(),
      });
    },
    () => join(folder, 'key.pem'),
  );
});

describe('the database', () => {
  it('is refused where a session, or the server, does not make charges durable', async () => {
    const pool = server.pool();
    await postgresEngine({ pool });
    const loose = server.pool({ options: '-c synchronous_commit=off' });
    await expect(postgresEngine({ pool: loose })).rejects.toMatchObject({
      _tag: 'NotSupported',
      message:
        'postgresEngine: synchronous_commit must be on or remote_apply: a charge must outlast a power cut, got off',
    });
    await pool.query("alter system set full_page_writes = 'off'");
    await pool.query('select pg_reload_conf()');
    const refused = async (): Promise<string> => {
      try {
        await postgresEngine({ pool });
        return 'none';
      } catch (error) {
        return String(error);
      }
    };
    for (let i = 0; i < 100 && (await refused()) === 'none'; i++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await refused()).toContain('full_page_writes must be on');
    await pool.query('alter system reset full_page_writes');
    await pool.query('select pg_reload_conf()');
    await pool.end();
    await loose.end();
  });

  it('looks in each transaction: another user of the pool may have changed a session', async () => {
    const pool = server.pool({ max: 1 });
    const engine = await postgresEngine({ pool });
    await pool.query('set synchronous_commit = off');
    await expect(engine.transact([], () => Promise.resolve(1))).rejects.toThrow(
      'synchronous_commit',
    );
    await pool.query('set synchronous_commit = on');
    await expect(engine.transact([], () => Promise.resolve(1))).resolves.toBe(1);
    await pool.end();
  });

  it('refuses to change or remove what must stay', async () => {
    const pool = server.pool();
    await postgresEngine({ pool, schema: 'kept' });
    for (const sql of [
      "update kept.entry set body = ''",
      'delete from kept.entry',
      'truncate kept.entry',
      'delete from kept.request',
      'truncate kept.request',
      'delete from kept.account',
      'truncate kept.account cascade',
    ])
      await expect(pool.query(sql)).rejects.toThrow(/never (changed|removed)/);
    await pool.end();
  });

  it('of another format is refused, and so is a name that is none', async () => {
    const pool = server.pool();
    await postgresEngine({ pool, schema: 'other' });
    await pool.query('update other.format set version = 2');
    await expect(postgresEngine({ pool, schema: 'other' })).rejects.toThrow('format version 1');
    await expect(postgresEngine({ pool, schema: 'a"; drop' })).rejects.toThrow('small letters');
    await pool.end();
  });

  it('makes its tables once, however many start at the same time', async () => {
    const pools = Array.from({ length: 6 }, () => server.pool());
    const engines = await Promise.all(
      pools.map((pool) => postgresEngine({ pool, schema: 'atonce' })),
    );
    expect(engines).toHaveLength(6);
    await Promise.all(pools.map((pool) => pool.end()));
  });

  it('that cannot be reached is said to be so', async () => {
    const pool = server.pool({ port: 1 });
    await expect(postgresEngine({ pool })).rejects.toMatchObject({
      _tag: 'NotSupported',
      message: 'ledger: the database must be reachable',
    });
    await pool.end();
  });

  it('never tells of rows in what it says of its own failures', async () => {
    const pool = server.pool();
    const engine = await postgresEngine({ pool, schema: 'silent' });
    const error: unknown = await engine
      .transact(['a'], (transaction) =>
        Promise.resolve(
          transaction.insertEntry({
            ...{ account: 'Alice is 41', seq: 1, prev: 'p', hash: 'h', at: 't', actor: 'x' },
            ...{ kind: 'create', body: '{}' },
          }),
        ),
      )
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toBe('DiscreetError: ledger: the rows contradict one another');
    await pool.end();
  });
});
