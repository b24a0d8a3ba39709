// Every sequence of requests is decided by each engine, through the whole protocol, as exact arithmetic decides it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decideInLedger } from '../../../scripts/lib/oracle/decide-in-ledger.mjs';
import { missOf, readSequence } from '../../../scripts/lib/oracle/filter-decisions.mjs';
import { type LedgerEngine, memoryEngine, postgresEngine, sqliteEngine } from '../src/index.ts';
import { startServer } from './postgres/server.ts';

const vectors = new URL('../../composition/test/vectors/filter-decisions.json', import.meta.url);
const { records } = JSON.parse(readFileSync(vectors, 'utf8')) as {
  readonly records: readonly unknown[];
};

const missesOn = async (engine: LedgerEngine): Promise<readonly string[]> => {
  const decide = await decideInLedger(engine);
  const misses = await Promise.all(
    records.map(async (record, i) => {
      const sequence = readSequence(record);
      if (sequence === undefined) return `record ${i} is not known`;
      return missOf(sequence, await decide(sequence, `record ${i}`));
    }),
  );
  return misses.filter((miss) => miss !== undefined);
};

describe('103 sequences of requests', () => {
  it('are there', () => {
    expect(records).toHaveLength(103);
  });

  it('in memory', async () => {
    expect(await missesOn(memoryEngine())).toEqual([]);
  });

  it('in SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'discreet-decisions-'));
    const engine = await sqliteEngine({ file: join(folder, 'budget.db') });
    const misses = await missesOn(engine);
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
    expect(misses).toEqual([]);
  });

  it('in PostgreSQL', async () => {
    const server = await startServer();
    const pool = server.pool();
    const misses = await missesOn(await postgresEngine({ pool }));
    await pool.end();
    await server.stop();
    expect(misses).toEqual([]);
  });
});
