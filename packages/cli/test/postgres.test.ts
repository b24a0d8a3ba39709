import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Server, startServer } from '../../ledger/test/postgres/server.ts';
import { call, json, prepared, spawnCommand } from './command.ts';

describe('a ledger in PostgreSQL', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = await startServer();
    const address = new URL(`postgres://127.0.0.1:${server.port}/postgres`);
    [address.username, address.password] = ['postgres', 'postgres'];
    url = address.href;
  });
  afterAll(async () => server.stop());

  it('is made, charged, read and verified as one in a file, also by eight processes at once', async () => {
    const { at } = await prepared();
    const ledger = ['--ledger', url, '--anchor', at('heads')];
    const release = (key: string): readonly string[] => [
      ...['release', at('total.json'), '--data', at('people.snapshot'), ...ledger],
      ...['--account', 'census', '--key', key],
    ];

    const early = await call('budget', 'show', 'census', ...ledger);
    await json('budget', 'create', 'census', ...ledger, '--epsilon', '1');
    const first = await json(...release('a'), '--certificate', at('certificate'));
    const again = await json(...release('a'));
    const others = await Promise.all(
      Array.from({ length: 8 }, (_, i) => spawnCommand(release(`k${i}`))),
    );

    expect(early.code).toBe(4);
    expect(again.answer).toEqual(first.answer);
    expect(others.map(({ code }) => code).sort()).toEqual([0, 0, 0, 4, 4, 4, 4, 4]);
    expect((await json('budget', 'show', ...ledger)).accounts[0]?.remaining).toEqual({
      epsilon: '0',
    });
    expect((await call('verify', ...ledger, '--certificate', at('certificate'))).code).toBe(0);
    expect((await call('verify', '--ledger', url, '--anchor', at('nowhere'))).code).toBe(6);
  });

  it('says in one sentence that the server cannot be used, and never the password', async () => {
    const { at } = await prepared();
    const wrong = url.replace(':postgres@', ':secret@').replace(/postgres$/, 'nowhere');

    const { code, error } = await call(
      'budget',
      'show',
      '--ledger',
      wrong,
      '--anchor',
      at('heads'),
    );

    expect(code).toBe(6);
    expect(error).toMatch(/^[^\n]+$/);
    expect(error).not.toMatch(/secret|unexpected/);
  });
});
