import { proved } from '@discreet/core';
import type { LedgerEngine, LedgerTransaction, WantedRequest } from '../ledger-engine.ts';
import { cacheRows } from './row-cache.ts';

/** One piece of work of a batch. */
interface Waiting {
  readonly locks: readonly string[];
  readonly work: (transaction: LedgerTransaction) => Promise<unknown>;
  readonly wanted: readonly WantedRequest[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** the most that share one transaction: it must not hold its locks for long */
const most = 64;

/**
 * Runs pieces of work in as few transactions as it can: all that came while one was being made durable share the next.
 *
 * **Contract** The work of each piece is done in the order in which it came, and its promise resolves when the transaction is durable. A piece must not throw for
 * a refusal: it gives the refusal as its value. Each account is read once and written once in a transaction. What throws ends the whole transaction, so each of its pieces is then tried alone.
 */
export function groupCommit(engine: LedgerEngine): LedgerEngine['transact'] {
  let queue: Waiting[] = [];
  let running = false;
  const transact = <T>(
    locks: readonly string[],
    work: (transaction: LedgerTransaction) => Promise<T>,
    wanted: readonly WantedRequest[],
  ): Promise<T> =>
    engine.transact(
      locks,
      async (transaction) => {
        const { cached, flush } = cacheRows(transaction);
        const result = await work(cached);
        await flush();
        return result;
      },
      wanted,
    );
  const alone = async ({ locks, work, wanted, resolve, reject }: Waiting): Promise<void> => {
    try {
      resolve(await transact(locks, work, wanted));
    } catch (error) {
      reject(error);
    }
  };
  const together = async (batch: readonly Waiting[]): Promise<void> => {
    const [first, second] = batch;
    if (first === undefined) return;
    if (second === undefined) {
      await alone(first);
      return;
    }
    const locks = [...new Set(batch.flatMap((one) => one.locks))];
    let results: readonly unknown[];
    try {
      results = await transact(
        locks,
        async (transaction) => {
          const values: unknown[] = [];
          for (const { work } of batch) values.push(await work(transaction));
          return values;
        },
        batch.flatMap(({ wanted }) => wanted),
      );
    } catch (error) {
      if (isUnknown(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await alone(one);
      return;
    }
    for (const [i, { resolve }] of batch.entries()) resolve(results[i]);
  };
  const drain = async (): Promise<void> => {
    if (running) return;
    running = true;
    // whatever is asked for in the same turn of the event loop shares the first transaction as well
    await Promise.resolve();
    while (queue.length > 0) {
      const reads = queue[0]?.locks.length === 0;
      // what only reads locks nothing, and shares no transaction with what writes
      const end = queue.findIndex((one) => (one.locks.length === 0) !== reads);
      const batch = queue.slice(0, Math.min(most, end < 0 ? most : end));
      queue = queue.slice(batch.length);
      await together(batch);
    }
    running = false;
  };
  return (locks, work, wanted = []) =>
    new Promise((resolve, reject) => {
      queue.push({
        locks,
        work,
        wanted,
        resolve: (value) => {
          resolve(proved(value));
        },
        reject,
      });
      void drain();
    });
}

const isUnknown = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && '_tag' in error && error._tag === 'OutcomeUnknown';
