// A process that asks a ledger, writes down what it saw, and kills itself where it is told to.
import { appendFileSync, openSync, writeSync } from 'node:fs';
import pg from 'pg';
import {
  type Anchor,
  fileAnchor,
  type LedgerEngine,
  type LedgerTransaction,
  openLedger,
  postgresEngine,
  sqliteEngine,
} from '../../src/index.ts';
import { howMany, snapshot } from '../contract/people.ts';
import type { Ask, Event, WorkerPlan } from './plan.ts';

const plan = JSON.parse(process.argv[2] ?? '{}') as WorkerPlan;
const log = openSync(plan.log, 'a');
const write = (event: Event): void => {
  writeSync(log, `${JSON.stringify(event)}\n`);
};
const now = (): number => Number(process.hrtime.bigint() / 1000n);

let left = plan.crash?.hit ?? 0;
const at = (point: string): void => {
  if (point !== plan.crash?.point) return;
  left -= 1;
  if (left > 0) return;
  process.kill(process.pid, 'SIGKILL');
  // the signal comes at once; nothing may happen until it does
  for (;;);
};

const crashing = (engine: LedgerEngine): LedgerEngine => ({
  ...engine,
  transact: async (locks, work) => {
    if (locks.length > 0) at('begin');
    const result = await engine.transact(locks, async (transaction) => {
      const around =
        <A extends readonly unknown[], R>(name: string, call: (...args: A) => R | Promise<R>) =>
        async (...args: A): Promise<R> => {
          at(name);
          const done = await call(...args);
          at(`after${name.charAt(0).toUpperCase()}${name.slice(1)}`);
          return done;
        };
      const watched: LedgerTransaction = {
        ...transaction,
        insertEntry: around('insertEntry', transaction.insertEntry),
        insertRequest: around('insertRequest', transaction.insertRequest),
        updateAccount: around('updateAccount', transaction.updateAccount),
        updateRequest: around('updateRequest', transaction.updateRequest),
      };
      const value = await work(watched);
      if (locks.length > 0) at('beforeCommit');
      return value;
    });
    if (locks.length > 0) at('afterCommit');
    return result;
  },
});

const crashingAnchor = (anchor: Anchor): Anchor => ({
  ...anchor,
  append: async (records) => {
    at('beforeAnchor');
    await anchor.append(records);
    at('afterAnchor');
  },
});

const engineOf = async (): Promise<LedgerEngine> => {
  const { engine } = plan;
  if (engine.kind === 'sqlite') return sqliteEngine({ file: engine.file, patience: 20_000 });
  const pool = new pg.Pool({
    ...{ host: '127.0.0.1', port: engine.port, database: 'postgres', max: 4 },
    ...{ user: 'postgres', password: 'postgres', connectionTimeoutMillis: 10_000 },
  });
  return postgresEngine({ pool, schema: engine.schema });
};

const tagOf = (error: unknown): string =>
  error instanceof Error && '_tag' in error ? String(error._tag) : String(error);

const ledger = await openLedger({
  engine: crashing(await engineOf()),
  anchor: crashingAnchor(fileAnchor({ file: plan.anchors })),
  observe: at,
});

const askOnce = async (ask: Ask): Promise<void> => {
  const began = now();
  const data = snapshot('v1');
  const watched = {
    ...data,
    '~batches': () => {
      write({ what: 'draw', ...ask });
      return data['~batches']();
    },
  };
  write({ what: 'invoke', at: began, ...ask });
  try {
    const { bytes, receipt, replayed } = await ledger.release({
      ...{ account: ask.account, key: ask.key, data: watched, query: howMany(1 / ask.cost) },
    });
    write({ what: 'ok', began, at: now(), bytes, seq: receipt.seq, replayed, ...ask });
    at('told');
  } catch (error) {
    write({ what: 'fail', began, at: now(), tag: tagOf(error), ...ask });
  }
};

appendFileSync(`${plan.log}.ready`, 'ready\n');
process.stdout.write('ready\n');
await Promise.all(
  plan.asks.map(async (asks) => {
    for (const ask of asks) await askOnce(ask);
  }),
);
process.exit(0);
