// Durable charges beside bare durable inserts on the same engine: run by scripts/bench-ledger.mjs, on a Node that has node:sqlite.
import { pureFilter } from '@discreet/composition';
import { symmetricDistance } from '@discreet/core';
import {
  type Anchor,
  fileAnchor,
  type LedgerEngine,
  memoryAnchor,
  openLedger,
  postgresEngine,
  sqliteEngine,
} from '@discreet/ledger';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { howMany, snapshot } from '../packages/ledger/test/contract/people.ts';
import { startServer } from '../packages/ledger/test/postgres/server.ts';
import type { BenchTable } from './bench-table.ts';

// short rounds, in turn: a slow moment of the disk meets all
const ROUNDS = 31;
const TOGETHER = 50;
const countOf = (together: number): number => (together === 1 ? 20 : together);

/** as long as an entry of an account is */
const body = 'x'.repeat(500);

type Work = (i: number) => Promise<unknown>;

const seconds = async (work: Work, together: number): Promise<number> => {
  const start = performance.now();
  for (let i = 0; i < countOf(together); i += together)
    await Promise.all(Array.from({ length: together }, (_, j) => work(i + j)));
  return (performance.now() - start) / 1000;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

interface Contest {
  readonly engine: string;
  readonly insert: Work;
  readonly open: (name: string) => Promise<LedgerEngine>;
}

const folder = mkdtempSync(join(tmpdir(), 'discreet-bench-'));

const workOf = async (
  { engine, open }: Contest,
  what: 'charge' | 'release',
  anchor: Anchor,
): Promise<Work> => {
  const name = `${engine}${what}${anchors}`.toLowerCase();
  anchors += 1;
  const ledger = await openLedger({ engine: await open(name), anchor });
  const fixed = { dataset: 'people', unit: symmetricDistance() };
  await ledger.createAccount({ ...fixed, name: 'x', filter: pureFilter({ epsilon: 1e6 }) });
  const data = snapshot('v1');
  const query = howMany(1 / 8);
  const charge = { epsilon: '1/8' };
  return what === 'charge'
    ? () => ledger.charge({ account: 'x', charge })
    : () => ledger.release({ account: 'x', query, data });
};
let anchors = 0;

export async function run(): Promise<BenchTable> {
  const server = await startServer();
  const pool = server.pool({ max: 10 });
  const database = new DatabaseSync(join(folder, 'bare.db'));
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  database.exec('create table bare (id integer primary key, body text not null)');
  const insert = database.prepare('insert into bare (body) values (?)');
  await pool.query('create table bare (id bigserial primary key, body text not null)');
  const contests: readonly Contest[] = [
    {
      engine: 'SQLite',
      insert: () => Promise.resolve(insert.run(body)),
      open: (name) => sqliteEngine({ file: join(folder, `${name}.db`) }),
    },
    {
      engine: 'PostgreSQL',
      insert: () => pool.query('insert into bare (body) values ($1)', [body]),
      open: (name) => postgresEngine({ pool, schema: name }),
    },
  ];
  const rows: (readonly (string | number)[])[] = [];
  const goals = [];
  try {
    for (const contest of contests) {
      const anchor = (): Anchor => fileAnchor({ file: join(folder, `heads${anchors}`) });
      const works = new Map<string, Work>([
        ['bare insert', contest.insert],
        ['charge, anchors in memory', await workOf(contest, 'charge', memoryAnchor())],
        ['charge, anchored in a file', await workOf(contest, 'charge', anchor())],
        ['release, anchored in a file', await workOf(contest, 'release', anchor())],
      ]);
      for (const together of [1, TOGETHER]) {
        const times = new Map<string, number[]>();
        for (const work of works.values()) await work(0);
        for (let round = 0; round < ROUNDS; round += 1)
          for (const [name, work] of works)
            times.set(name, [...(times.get(name) ?? []), await seconds(work, together)]);
        const bare = times.get('bare insert') ?? [];
        for (const [name, taken] of times) {
          const ratio = median(taken.map((time, i) => time / (bare[i] ?? NaN)));
          rows.push([contest.engine, together, name, countOf(together) / median(taken), ratio]);
          if (name.startsWith('charge, anchors in memory'))
            goals.push({
              goal: `${contest.engine}: a durable charge, ${together} at a time, against a bare insert`,
              measured: ratio,
              limit: 2,
              met: ratio <= 2,
            });
        }
      }
    }
  } finally {
    database.close();
    await pool.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    title: `Durable charges, medians of ${ROUNDS} rounds`,
    columns: ['engine', 'at a time', 'what', 'a second', '/ bare insert'],
    rows,
    goals,
  };
}
