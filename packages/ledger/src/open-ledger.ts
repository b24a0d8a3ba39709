import { DiscreetError } from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import { type AnchorBook, anchorBook, behind } from './internal/anchor-book.ts';
import { accountRow, insertAccount } from './internal/create-account.ts';
import { groupCommit } from './internal/group-commit.ts';
import { append, checkHead, type Writer } from './internal/history.ts';
import { makeLease } from './internal/lease.ts';
import { lineOf, openAccount } from './internal/open-account.ts';
import { makeRelease } from './internal/release.ts';
import { sweepReservations } from './internal/sweep.ts';
import { systemClock } from './internal/system-clock.ts';
import type {
  AccountOptions,
  AccountView,
  ChargeOptions,
  Ledger,
  ReleaseOptions,
} from './ledger.ts';
import type { AccountRow, EntryKind, LedgerTransaction } from './ledger-engine.ts';
import type { LedgerOptions } from './ledger-options.ts';
import { recoverLedger } from './recover.ts';
import { verifyLedger } from './verify.ts';

const view = (row: AccountRow): AccountView => {
  const { filter, spent } = openAccount(row);
  const { name, parent, dataset, unit, state, seq, head } = row;
  return Object.freeze({
    ...{ name, parent, dataset, unit, state, filter, spent, seq, head },
    remaining: filter.remaining(spent),
  });
};

const unwrap = <T>(result: E.Either<DiscreetError, T>): T => {
  if (E.isLeft(result)) throw result.left;
  return result.right;
};

/** Refuses a store that lacks what its anchors had, and one whose anchors are lost. */
const checkStore = async (transaction: LedgerTransaction, book: AnchorBook): Promise<void> => {
  const rows = await transaction.accounts();
  const names = new Set(rows.map(({ name }) => name));
  for (const { account } of book.furthest()) if (!names.has(account)) throw behind(account);
  await book.check(transaction, rows);
  for (const { name, seq } of rows)
    if (seq > 1 && !book.knows(name))
      throw new DiscreetError({
        tag: 'BehindAnchor',
        where: 'ledger',
        rule: `account '${name}' has no anchor: give the ledger the anchors that it had, or recover() closes the account`,
      });
};

/**
 * Opens a ledger over an engine and its anchors.
 *
 * **Contract** As `Ledger`. A ledger that lacks what its anchors had is not opened, unless `recovering`; then it can be read, verified and recovered,
 * and nothing else.
 * **Errors** `BehindAnchor`; whatever the engine and the anchor refuse.
 * **Source** docs/proofs/ledger.md
 *
 * @example
 * import { pureFilter } from '@discreet/composition';
 * import { symmetricDistance } from '@discreet/core';
 * import { memoryAnchor, memoryEngine, openLedger } from '@discreet/ledger';
 * const ledger = await openLedger({ engine: memoryEngine(), anchor: memoryAnchor() });
 * const filter = pureFilter({ epsilon: 1 });
 * const account = await ledger.createAccount({ name: 'census', dataset: 'people of Oslo', unit: symmetricDistance(), filter });
 * account.remaining['epsilon']?.toString(); // => '1'
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { engine, anchor, now = systemClock, actor = 'operator', recovering = false } = options;
  const { leaseMilliseconds = 600_000 } = options;
  if (!Number.isSafeInteger(leaseMilliseconds) || leaseMilliseconds < 0)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'openLedger',
      rule: 'leaseMilliseconds must be a whole number >= 0',
      received: String(leaseMilliseconds),
    });
  const writer: Writer = { actor, now };
  const lease = makeLease(now, leaseMilliseconds);
  const transact = groupCommit(engine);
  const book = anchorBook(anchor);
  await book.refresh();
  if (!recovering) await transact([], (transaction) => checkStore(transaction, book));
  const serving = (): void => {
    if (recovering)
      throw new DiscreetError({
        tag: 'BehindAnchor',
        where: 'ledger',
        rule: 'a ledger that was opened to recover it serves nothing: recover(), then open it anew',
      });
  };
  /** an operator's change of state: one entry, anchored */
  const moved = async (
    name: string,
    kind: EntryKind,
    work: (
      transaction: LedgerTransaction,
      row: AccountRow,
    ) => Promise<E.Either<DiscreetError, AccountRow>>,
  ): Promise<void> => {
    serving();
    const line = await transact([], (transaction) => lineOf(transaction, name));
    const result = await transact(
      line.map((row) => row.name),
      async (transaction) => {
        const [row] = await lineOf(transaction, name);
        if (row === undefined) return E.left(behind(name));
        await checkHead(transaction, row);
        await book.check(transaction, [row]);
        if (row.state === 'closed')
          return E.left(
            new DiscreetError({
              tag: 'Suspended',
              where: `account '${name}'`,
              rule: `the account is closed: no ${kind}`,
            }),
          );
        return work(transaction, row);
      },
    );
    await book.keep([unwrap(result)]);
  };
  const { release, charge } = makeRelease({ transact, book, writer, lease, options });
  return Object.freeze({
    createAccount: async (given: AccountOptions) => {
      serving();
      const row = accountRow(given);
      const locks = row.parent === undefined ? [row.name] : [row.name, row.parent];
      await book.refresh();
      const result = await transact(locks, async (transaction) => {
        // the store may be an older copy than the one that was opened
        if (book.knows(row.name) && (await transaction.account(row.name)) === undefined)
          throw behind(row.name);
        return insertAccount(transaction, writer, row);
      });
      const made = unwrap(result);
      await book.keep([made]);
      return view(made);
    },
    account: async (name: string) => {
      const [row] = await transact([], (transaction) => lineOf(transaction, name));
      if (row === undefined) throw behind(name);
      return view(row);
    },
    accounts: async () =>
      (await transact([], async (transaction) => transaction.accounts())).map(view),
    release: async (request: ReleaseOptions) => {
      serving();
      return release(request);
    },
    charge: async (request: ChargeOptions) => {
      serving();
      return charge(request);
    },
    resume: (name: string) =>
      moved(name, 'resume', async (transaction, row) =>
        E.right(await append(transaction, writer, row, 'resume', { state: 'open' }, {})),
      ),
    suspend: (name: string, { forEver = false } = {}) =>
      moved(name, 'suspend', async (transaction, row) =>
        E.right(
          await append(
            transaction,
            writer,
            row,
            'suspend',
            { state: forEver ? 'closed' : 'suspended' },
            {},
          ),
        ),
      ),
    expire: (name: string, key: string) =>
      moved(name, 'expire', async (transaction, row) => {
        const request = await transaction.request(name, key);
        if (request?.state !== 'committed')
          return E.left(
            new DiscreetError({
              tag: 'InvalidParameter',
              where: 'expire',
              rule: 'key must be that of a kept answer',
            }),
          );
        await transaction.updateRequest({ ...request, state: 'expired', answer: undefined });
        return E.right(await append(transaction, writer, row, 'expire', {}, { key }));
      }),
    sweep: async () => {
      serving();
      return sweepReservations(transact, writer, lease);
    },
    verify: async () => {
      const anchors = await anchor.records();
      return transact([], (transaction) => verifyLedger(transaction, anchors));
    },
    recover: async () => {
      const anchors = await anchor.records();
      const all = async (transaction: LedgerTransaction): Promise<readonly AccountRow[]> =>
        transaction.accounts();
      const names = [
        ...anchors.map(({ account }) => account),
        ...(await transact([], all)).map(({ name }) => name),
      ];
      const recovery = await transact([...new Set(names)], (transaction) =>
        recoverLedger(transaction, writer, anchors),
      );
      const done = new Set(recovery.restored.map(({ account }) => account));
      await book.refresh();
      await book.keep((await transact([], all)).filter(({ name }) => done.has(name)));
      return recovery;
    },
    close: () => engine.close(),
  });
}
