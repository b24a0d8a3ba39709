// Case 46: 100 asks of 0.02 against 1, from 8 processes at once.
import { pureFilter } from '@discreet/composition';
import { symmetricDistance } from '@discreet/core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger } from '../../src/index.ts';
import { type Server, startServer } from '../postgres/server.ts';
import { bundleWorker } from './bundle.ts';
import { checkLedger } from './check-history.ts';
import { type Place, postgresPlace, sqlitePlace } from './places.ts';
import { eventsIn, startWorker } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'discreet-many-'));
let bundle: string;
let server: Server;
let pool: pg.Pool;
beforeAll(async () => {
  [bundle, server] = await Promise.all([bundleWorker(folder), startServer()]);
  pool = server.pool();
});
afterAll(async () => {
  await pool.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const engines: readonly (readonly [string, () => Promise<Place>])[] = [
  ['SQLite', sqlitePlace],
  ['PostgreSQL', () => postgresPlace(server, pool)],
];

describe.each(engines)('8 processes on %s', (_, make) => {
  it('that ask 100 times for 0.02 of 1 get exactly 50 answers', async () => {
    const place = await make();
    const ledger = await openLedger({ engine: place.engine, anchor: place.anchor });
    await ledger.createAccount({
      ...{ name: 'one', dataset: 'people', unit: symmetricDistance() },
      filter: pureFilter({ epsilon: 1 }),
    });
    const { plan: engine, anchors, log } = place;
    const asks = Array.from({ length: 100 }, (_, i) => ({
      account: 'one',
      key: `k${i}`,
      cost: 50,
    }));
    const ends = await Promise.all(
      Array.from({ length: 8 }, (_, w) => {
        const mine = asks.filter((_, i) => i % 8 === w).map((ask) => [ask]);
        return startWorker(bundle, { engine, anchors, log, asks: mine }, 120).ended;
      }),
    );
    expect(ends.map(({ stderr }) => stderr).join('')).toBe('');
    const events = eventsIn(log);
    const tags = events.flatMap((event) => (event.what === 'fail' ? [event.tag] : []));
    expect(events.filter(({ what }) => what === 'ok')).toHaveLength(50);
    expect(tags).toEqual(Array<string>(50).fill('Overspent'));
    expect((await ledger.account('one')).spent['epsilon']?.toString()).toBe('1');
    const { problems } = await checkLedger(place.engine, place.anchor, events, new Map());
    await place.close();
    expect(problems).toEqual([]);
  });
});
