// PostgreSQL: commits whose outcome nobody hears of, backends that are killed, servers that stop at once.
import { pureFilter } from '@discreet/composition';
import { DiscreetError, symmetricDistance } from '@discreet/core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Ledger,
  memoryAnchor,
  openLedger,
  postgresEngine,
  type Release,
} from '../../src/index.ts';
import { howMany, snapshot } from '../contract/people.ts';
import { type Server, startServer } from '../postgres/server.ts';
import { bundleWorker } from './bundle.ts';
import { postgresPlace } from './places.ts';
import { startProxy } from './proxy.ts';
import { crashServer, killBackends } from './server-trouble.ts';
import { storm } from './storm.ts';

const folder = mkdtempSync(join(tmpdir(), 'discreet-postgres-faults-'));
let server: Server;
let pool: pg.Pool;
beforeAll(async () => {
  server = await startServer();
  pool = server.pool();
});
afterAll(async () => {
  await pool.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const tagOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof DiscreetError ? error._tag : String(error);
  }
};

const ask = (ledger: Ledger, key: string): Promise<Release> =>
  ledger.release({ account: 'x', key, query: howMany(1 / 8), data: snapshot('v1') });

describe('a connection that is cut at a commit', () => {
  // the second commit of a release keeps its answer and is tried again; the first is its charge, after which nothing is drawn
  it.each([
    ['before', 1, 'OutcomeUnknown', 'none', '1/8'],
    ['after', 1, 'OutcomeUnknown', 'Burned', '1/8'],
    ['before', 2, 'none', 'none', '1/8'],
    ['after', 2, 'none', 'none', '1/8'],
  ] as const)('%s the server has commit %i', async (where, hit, first, second, spent) => {
    const proxy = await startProxy(server.port);
    const through = server.pool({ port: proxy.port, max: 2 });
    const schema = `cut${where}${hit}`;
    const anchor = memoryAnchor();
    const engine = await postgresEngine({ pool: through, schema });
    const ledger = await openLedger({ engine, anchor });
    await ledger.createAccount({
      ...{ name: 'x', dataset: 'people', unit: symmetricDistance() },
      filter: pureFilter({ epsilon: 1 }),
    });
    await ledger.account('x');
    // reading the account's fixed parts is a commit too
    await tagOf(ask(ledger, 'first'));
    const before = (await ledger.account('x')).spent['epsilon'];
    proxy.cut(where, hit);
    expect(await tagOf(ask(ledger, 'a'))).toBe(first);
    expect(proxy.cuts()).toBe(1);
    expect(await tagOf(ask(ledger, 'a'))).toBe(second);
    expect(await tagOf(ask(ledger, 'a'))).toBe(second);
    const after = (await ledger.account('x')).spent['epsilon'];
    expect(before === undefined ? undefined : after?.sub(before).toString()).toBe(spent);
    expect(await ledger.verify()).toMatchObject({ holds: true, open: [] });
    await through.end();
    await proxy.close();
  });
});

describe('processes that are killed at random', () => {
  it('while backends are killed too', async () => {
    const bundle = await bundleWorker(folder);
    const place = await postgresPlace(server, pool);
    const { problems } = await storm(place, bundle, {
      ...{ kills: 12, workers: 4, seed: 3 },
      trouble: killBackends(server, pool, 2),
    });
    await place.close();
    expect(problems).toEqual([]);
  });

  it('while the server stops at once, and starts again', async () => {
    const bundle = await bundleWorker(folder);
    const place = await postgresPlace(server, pool);
    const { problems } = await storm(place, bundle, {
      ...{ kills: 12, workers: 4, seed: 4 },
      trouble: crashServer(server, 2, 300),
    });
    await place.close();
    expect(problems).toEqual([]);
  });
});
