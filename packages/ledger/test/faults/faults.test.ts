// The short version of the fault run; `npm run faults` is the long one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Server, startServer } from '../postgres/server.ts';
import { bundleWorker } from './bundle.ts';
import { mutants } from './mutants.ts';
import { type Place, postgresPlace, sqlitePlace } from './places.ts';
import { enginePoints, releasePoints } from './plan.ts';
import { storm } from './storm.ts';
import { sweep } from './sweep.ts';

const folder = mkdtempSync(join(tmpdir(), 'discreet-faults-short-'));
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

describe.each(engines)('in %s', (_, make) => {
  it('a process that dies at any point leaves each key answered for ever or burned, and the budget right', async () => {
    const place = await make();
    const points = [...releasePoints, ...enginePoints];
    const crashes = points.map((point) => ({ point, hit: 1 }));
    const { problems, kills, draws } = await sweep(place, bundle, crashes);
    await place.close();
    expect(problems).toEqual([]);
    expect(kills).toBe(points.length);
    expect(draws).toBeGreaterThan(kills);
  });

  it('so do four processes that are killed at random', async () => {
    const place = await make();
    const { problems, kills } = await storm(place, bundle, { kills: 20, workers: 4, seed: 1 });
    await place.close();
    expect(problems).toEqual([]);
    expect(kills).toBeGreaterThanOrEqual(20);
  });
});

describe('a mistake in the ledger is found', () => {
  it.each(mutants)('$name', async (mutant) => {
    const place = await sqlitePlace();
    const mutated = await bundleWorker(folder, mutant);
    const { problems } = await sweep(place, mutated, [mutant.crash, undefined]);
    await place.close();
    expect(problems.join('\n')).toContain(mutant.found);
  });
});
