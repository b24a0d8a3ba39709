import { type Amounts, chargeOf, openReleasable, type Releasable } from '@discreet/composition';
import {
  type Dataset,
  type DatasetDomain,
  describeDomain,
  DiscreetError,
  metricJson,
  print,
  proved,
  sameDomain,
} from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import { randomUUID } from 'node:crypto';
import type { Charged, ChargeOptions, Release, ReleaseOptions } from '../ledger.ts';
import { LedgerError } from '../ledger-error.ts';
import type { AccountRow, LedgerEngine, LedgerTransaction } from '../ledger-engine.ts';
import type { LedgerOptions, ReleasePoint } from '../ledger-options.ts';
import type { Receipt } from '../receipt.ts';
import type { AnchorBook } from './anchor-book.ts';
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import { isName } from './create-account.ts';
import { decodeAnswer, encodeAnswer } from './encode-answer.ts';
import { checkHead, type Writer } from './history.ts';
import { type Kept, receiptOf } from './kept.ts';
import type { Lease } from './lease.ts';
import { lineOf, openAccount } from './open-account.ts';
import { requestFingerprint } from './request-fingerprint.ts';
import { reserve } from './reserve.ts';
import { commitAnswer, failRequest, type Settled } from './settle.ts';

/** the bytes that a charge without a draw is kept with */
const nothingDrawn = 'null';

/** What releasing needs of its ledger. */
export interface ReleaseParts {
  readonly transact: LedgerEngine['transact'];
  readonly book: AnchorBook;
  readonly writer: Writer;
  readonly lease: Lease;
  readonly options: LedgerOptions;
}

/** The ways to spend. */
export interface Releasing {
  readonly release: (request: ReleaseOptions) => Promise<Release>;
  readonly charge: (request: ChargeOptions) => Promise<Charged>;
}

/** The error with the key under which the request stands; what is no refusal of this library passes as it is. */
const withKey = (error: unknown, key: string): unknown =>
  error instanceof DiscreetError && !(error instanceof LedgerError)
    ? new LedgerError(error._tag, error.where, error.rule, key)
    : error;

const mismatch = (rule: string, received: string): DiscreetError =>
  new DiscreetError({ tag: 'StepMismatch', where: 'release', rule, received });

const isDataset = (data: unknown): data is Dataset<DatasetDomain> =>
  typeof data === 'object' &&
  data !== null &&
  'kind' in data &&
  data.kind === 'dataset' &&
  'domain' in data &&
  'version' in data &&
  typeof data.version === 'string';

/** Refuses a query that is not about these data and this account; nothing here reads a row. */
const checkSpace = (
  query: Releasable,
  data: unknown,
  account: AccountRow,
): Dataset<DatasetDomain> => {
  if (!isDataset(data))
    throw mismatch('data must be what ingest() gave: their owner checks them first', print(data));
  if (!sameDomain(query.inputDomain, data.domain))
    throw mismatch(
      `the query must be about the snapshot's ${describeDomain(data.domain)}`,
      describeDomain(query.inputDomain),
    );
  const unit = canonicalJson(
    proved<JsonValue>(JSON.parse(JSON.stringify(metricJson(query.inputMetric)))),
  );
  if (unit !== account.unit)
    throw mismatch(`the query must count neighbours as the account does, ${account.unit}`, unit);
  return data;
};

/** the same for every cause: what failed, and how, may depend on the data */
const failure = 'the mechanism failed after it was charged; the operator knows more';

/** Makes the one way to an answer: charge, draw once, keep, anchor, hand over. */
export function makeRelease(parts: ReleaseParts): Releasing {
  const { transact, book, writer, lease, options } = parts;
  const { report, signer } = options;
  const lines = new Map<string, readonly AccountRow[]>();
  const inFlight = new Map<
    string,
    { readonly fingerprint: string; readonly answer: Promise<Release> }
  >();
  /** failures that the store could not be told of: their accounts wait for their operator all the same */
  const untold = new Map<string, Settled>();
  const at = async (point: ReleasePoint): Promise<void> => {
    await options.observe?.(point);
  };

  /** the rows of an account and those above it; what is read of them here never changes */
  const fixedLine = async (name: string): Promise<readonly AccountRow[]> => {
    const found = lines.get(name);
    if (found !== undefined) return found;
    const line = await transact([], async (transaction) => {
      const rows = await lineOf(transaction, name);
      for (const row of rows) await checkHead(transaction, row);
      return rows;
    });
    // one that was created and never anchored, as its process died in between
    await book.keep(line.filter((row) => !book.knows(row.name)));
    lines.set(name, line);
    return line;
  };

  const tell = (cause: unknown, { account, key }: Settled): void => {
    try {
      report?.(cause, { account, key });
    } catch {
      // an operator's log that fails must not show in what the analyst sees
    }
  };

  /** Writes what ends a request, again where the store did not say whether it was written. */
  const persist = async <T>(
    locks: readonly string[],
    work: (transaction: LedgerTransaction) => Promise<T>,
    wanted: Settled,
    tries = 5,
  ): Promise<T> => {
    try {
      return await transact(locks, work, [wanted]);
    } catch (error) {
      if (!(error instanceof DiscreetError) || error._tag !== 'OutcomeUnknown' || tries <= 1)
        throw error;
      return persist(locks, work, wanted, tries - 1);
    }
  };

  /** Suspends an account, durably and anchored: nobody may find out by rolling the store back. */
  const recordFailure = async (request: Settled): Promise<void> => {
    untold.set(request.account, request);
    try {
      const row = await persist(
        [request.account],
        (transaction) => failRequest(transaction, writer, lease, request),
        request,
      );
      await book.keep([row]);
      untold.delete(request.account);
    } catch (error) {
      tell(error, request);
    }
  };

  /** Anchors what is kept, also where the process that kept it never came to that; only then may it leave. */
  const anchored = async (kept: Kept): Promise<Receipt> => {
    await book.keep(kept.line);
    await at('anchored');
    return receiptOf(kept, signer);
  };

  /** Draws for a reservation, and keeps what was drawn. Everything that fails while it is drawn is one constant error. */
  const drawAndKeep = async (
    query: Releasable,
    data: Dataset<DatasetDomain>,
    request: Settled,
    locks: readonly string[],
  ): Promise<Kept> => {
    let bytes: string;
    try {
      const drawn: unknown = await query.run(data);
      bytes = encodeAnswer(drawn);
    } catch (cause) {
      tell(cause, request);
      await recordFailure(request);
      throw new LedgerError('MechanismFailed', 'release', failure, request.key);
    }
    await at('drawn');
    await at('committing');
    await book.refresh();
    const kept = await persist(
      locks,
      (transaction) => commitAnswer(transaction, writer, lease, book, request, bytes),
      request,
    );
    if (E.isLeft(kept)) throw kept.left;
    await at('committed');
    return kept.right;
  };

  const release = async (
    request: Settled,
    query: Releasable,
    data: Dataset<DatasetDomain>,
    charge: Amounts,
    locks: readonly string[],
  ): Promise<Release> => {
    const { account, key } = request;
    const letGo = lease.hold(account, key);
    try {
      await at('reserving');
      await book.refresh();
      const reserved = await transact(
        locks,
        (transaction) => reserve(transaction, writer, lease, book, { ...request, charge }),
        [request],
      );
      if (E.isLeft(reserved)) throw reserved.left;
      await at('reserved');
      const replayed = reserved.right.kind === 'replay';
      const kept =
        reserved.right.kind === 'replay'
          ? reserved.right.kept
          : await drawAndKeep(query, data, request, locks);
      const { bytes } = kept;
      const receipt = await anchored(kept);
      const released = Object.freeze({
        ...{ answer: decodeAnswer(bytes), bytes, key, replayed, receipt },
      });
      await at('released');
      return released;
    } catch (error) {
      throw withKey(error, key);
    } finally {
      letGo();
    }
  };

  /** the parts of a request that are the same for a query and for a bare charge */
  const begin = async (account: string, key: string): Promise<readonly AccountRow[]> => {
    if (!isName(key))
      throw new DiscreetError({
        tag: 'InvalidParameter',
        where: 'release',
        rule: 'key must have 1 to 200 printable characters',
        received: print(key),
      });
    await at('start');
    const failed = untold.get(account);
    if (failed !== undefined) {
      await recordFailure(failed);
      throw new LedgerError(
        'Suspended',
        `account '${account}'`,
        'the account waits for its operator',
        key,
      );
    }
    return fixedLine(account);
  };

  const charge = async ({ account, charge: given, key = randomUUID() }: ChargeOptions) => {
    try {
      const line = await begin(account, key);
      const [leaf] = line;
      if (leaf === undefined) throw mismatch('account must be there', account);
      const amounts = openAccount(leaf).filter.parseCharge(given);
      if (E.isLeft(amounts)) throw amounts.left;
      const fingerprint = requestFingerprint({
        ...{ query: 'charge', version: '', snapshot: '' },
        ...{ dIn: leaf.dIn, charge: amounts.right },
      });
      const request = { account, key, fingerprint };
      const locks = line.map((row) => row.name);
      await book.refresh();
      const work = async (
        transaction: LedgerTransaction,
      ): Promise<E.Either<DiscreetError, { readonly replayed: boolean; readonly kept: Kept }>> => {
        const reservation = { ...request, charge: amounts.right };
        const reserved = await reserve(transaction, writer, lease, book, reservation);
        if (E.isLeft(reserved)) return reserved;
        if (reserved.right.kind === 'replay')
          return E.right({ replayed: true, kept: reserved.right.kept });
        // nothing is drawn here, so both entries may stand in one transaction
        const kept = await commitAnswer(transaction, writer, lease, book, request, nothingDrawn);
        return E.isLeft(kept) ? kept : E.right({ replayed: false, kept: kept.right });
      };
      const charged = await transact(locks, work, [request]);
      if (E.isLeft(charged)) throw charged.left;
      const { replayed, kept } = charged.right;
      return Object.freeze({ key, replayed, receipt: await anchored(kept) });
    } catch (error) {
      throw withKey(error, key);
    }
  };

  const ask = async ({
    account,
    query,
    data,
    snapshot = '',
    key = randomUUID(),
  }: ReleaseOptions): Promise<Release> => {
    const open = openReleasable(query, 'release');
    const fingerprintOfQuery = open.fingerprint();
    const line = await begin(account, key);
    const [leaf] = line;
    if (leaf === undefined) throw mismatch('account must be there', account);
    const dataset = checkSpace(open, data, leaf);
    const { filter } = openAccount(leaf);
    const charge = chargeOf(filter, open.measure, open.map(leaf.dIn), 'release');
    if (E.isLeft(charge)) throw charge.left;
    const fingerprint = requestFingerprint({
      ...{ query: fingerprintOfQuery, version: dataset.version, snapshot },
      ...{ dIn: leaf.dIn, charge: charge.right },
    });
    const name = JSON.stringify([account, key]);
    const running = inFlight.get(name);
    if (running !== undefined) {
      // whoever asks again while it is answered shares the answer, and its one charge
      if (running.fingerprint === fingerprint)
        return Object.freeze({ ...(await running.answer), replayed: true });
      throw new LedgerError(
        'Conflict',
        `account '${account}'`,
        'this key was used for another request',
        key,
      );
    }
    const locks = line.map((row) => row.name);
    const answer = release({ account, key, fingerprint }, open, dataset, charge.right, locks);
    inFlight.set(name, { fingerprint, answer });
    try {
      return await answer;
    } finally {
      inFlight.delete(name);
    }
  };
  return { release: ask, charge };
}
