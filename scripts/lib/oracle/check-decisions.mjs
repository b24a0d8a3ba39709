// @ts-check
/** Every record of every `filter_decisions_*.json`, decided by the three engines of the ledger. */
import { memoryEngine, postgresEngine, sqliteEngine } from '@discreet/ledger';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../../packages/ledger/test/postgres/server.ts';
import { decideInLedger } from './decide-in-ledger.mjs';
import { missOf, readSequence } from './filter-decisions.mjs';
import { recordsIn } from './records-in.mjs';

/** @typedef {Awaited<ReturnType<typeof decideInLedger>>} Decide */

/**
 * What a set of records came to.
 * @typedef {object} Result
 * @property {string} set
 * @property {number} passed
 * @property {number} total
 * @property {readonly string[]} misses the records that missed, and why
 * @property {readonly string[]} [worst] the records furthest from the truth, with their ratios
 * @property {readonly string[]} [excused] the records with comparisons that break a rule because what they are compared with cannot be so, and how many
 */

const kinds = ['long', 'malformed', 'random', 'trap'];

/**
 * Why a record misses; undefined where every engine decides it as it must be decided.
 * @param {unknown} record
 * @param {string} account
 * @param {ReadonlyMap<string, Decide>} engines
 * @returns {Promise<string | undefined>}
 */
async function missOfRecord(record, account, engines) {
  try {
    const kind =
      typeof record === 'object' && record !== null && 'kind' in record ? record.kind : undefined;
    if (!kinds.includes(String(kind))) return `kind ${String(kind)} is not known`;
    const sequence = readSequence(record);
    if (sequence === undefined) return 'the measure, the semantics or the shape is not known';
    for (const [engine, decide] of engines) {
      const miss = missOf(sequence, await decide(sequence, account));
      if (miss !== undefined) return `${engine}: ${miss}`;
    }
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/**
 * @param {readonly string[]} files
 * @returns {Promise<Result>}
 */
export async function checkDecisions(files) {
  const folder = mkdtempSync(join(tmpdir(), 'discreet-oracle-'));
  const server = await startServer();
  const pool = server.pool();
  try {
    const sqlite = await sqliteEngine({ file: join(folder, 'budget.db') });
    /** @type {ReadonlyMap<string, Decide>} */
    const engines = new Map([
      ['memory', await decideInLedger(memoryEngine())],
      ['SQLite', await decideInLedger(sqlite)],
      ['PostgreSQL', await decideInLedger(await postgresEngine({ pool }))],
    ]);
    const records = files.flatMap(recordsIn);
    /** @type {(string | undefined)[]} */
    const misses = Array.from({ length: records.length });
    const waiting = [...records.entries()];
    const one = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, [name, record]] = next;
        const miss = await missOfRecord(record, `record ${index}`, engines);
        if (miss !== undefined) misses[index] = `${name}: ${miss}`;
      }
    };
    // records are independent of one another, so their charges can share transactions
    await Promise.all(Array.from({ length: 24 }, one));
    await sqlite.close();
    const found = misses.filter((miss) => miss !== undefined);
    return {
      set: 'filter_decisions',
      passed: records.length - found.length,
      total: records.length,
      misses: found,
    };
  } finally {
    await pool.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
