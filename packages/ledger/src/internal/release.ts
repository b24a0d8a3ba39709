import { amountsToJson, chargeOf, openReleasable, type Releasable } from '@discreet/composition';
import {
  type Dataset,
  type DatasetDomain,
  describeDomain,
  DiscreetError,
  type ErrorTag,
  metricJson,
  print,
  proved,
  sameDomain,
} from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import { randomUUID } from 'node:crypto';
import type { Anchor, AnchorRecord } from '../anchor.ts';
import type { Release, ReleaseOptions } from '../ledger.ts';
import { LedgerError } from '../ledger-error.ts';
import type { AccountRow, LedgerTransaction, RequestRow } from '../ledger-engine.ts';
import type { LedgerOptions, ReleasePoint } from '../ledger-options.ts';
import type { Receipt } from '../receipt.ts';
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import { isName } from './create-account.ts';
import { digest } from './digest.ts';
import { decodeAnswer, encodeAnswer } from './encode-answer.ts';
import type { Writer } from './history.ts';
import type { Lease } from './lease.ts';
import { lineOf, openAccount } from './open-account.ts';
import { reserve } from './reserve.ts';
import { commitAnswer, failRequest } from './settle.ts';

/** A new major version of the library may read the same pipeline in another way: its requests are other requests. */
const libraryMajor = '0';

/** What releasing needs of its ledger. */
export interface ReleaseParts {
  readonly transact: <T>(
    locks: readonly string[],
    work: (transaction: LedgerTransaction) => Promise<T>,
  ) => Promise<T>;
  readonly anchor: Anchor;
  /** the anchors that were there when the ledger was opened */
  readonly known: readonly AnchorRecord[];
  readonly writer: Writer;
  readonly lease: Lease;
  readonly options: LedgerOptions;
}

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
export function makeRelease(parts: ReleaseParts): (request: ReleaseOptions) => Promise<Release> {
  const { transact, anchor, writer, lease, options } = parts;
  const { signer, report } = options;
  const anchored = new Map<string, number>();
  for (const { account, seq } of parts.known)
    anchored.set(account, Math.max(seq, anchored.get(account) ?? 0));
  const lines = new Map<string, readonly AccountRow[]>();
  const inFlight = new Map<
    string,
    { readonly fingerprint: string; readonly answer: Promise<Release> }
  >();
  const at = async (point: ReleasePoint): Promise<void> => {
    await options.observe?.(point);
  };

  /** the rows of an account and those above it; what is read of them here never changes */
  const fixedLine = async (name: string): Promise<readonly AccountRow[]> => {
    const found = lines.get(name);
    if (found !== undefined) return found;
    const line = await transact([name], (transaction) => lineOf(transaction, name));
    lines.set(name, line);
    return line;
  };

  const keepAnchors = async (line: readonly AccountRow[]): Promise<void> => {
    const fresh = line.filter(({ name, seq }) => seq > (anchored.get(name) ?? 0));
    await anchor.append(
      fresh.map(({ name, seq, head, spent }) => ({ account: name, seq, head, spent })),
    );
    for (const { name, seq } of fresh) anchored.set(name, Math.max(seq, anchored.get(name) ?? 0));
  };

  const receiptOf = (request: RequestRow, head: string, bytes: string): Receipt => {
    const unsigned = {
      format: 'discreet/receipt',
      version: 1,
      account: request.account,
      key: request.key,
      seq: request.commitSeq ?? 0,
      head,
      fingerprint: request.fingerprint,
      answer: digest(bytes),
    } as const;
    return Object.freeze(
      signer === undefined ? unsigned : { ...unsigned, signature: signer.sign(unsigned) },
    );
  };

  /** Hands over what is kept under a key, from the store and not from memory. */
  const handOver = async (account: string, key: string, replayed: boolean): Promise<Release> => {
    const [request, entry, line] = await transact([account], async (transaction) => {
      const row = await transaction.request(account, key);
      const commit =
        row?.commitSeq === undefined ? undefined : await transaction.entry(account, row.commitSeq);
      return [row, commit, await lineOf(transaction, account)] as const;
    });
    if (request?.answer === undefined || entry === undefined)
      throw new LedgerError(
        'Expired',
        `account '${account}'`,
        'the answer under this key was removed',
        key,
      );
    // an answer leaves only after its head was anchored, also where the process that kept it never came to that
    await keepAnchors(line);
    const { answer: bytes } = request;
    await at('anchored');
    const released = Object.freeze({
      answer: decodeAnswer(bytes),
      bytes,
      key,
      replayed,
      receipt: receiptOf(request, entry.hash, bytes),
    });
    await at('released');
    return released;
  };

  const tell = (
    cause: unknown,
    { account, key }: { readonly account: string; readonly key: string },
  ): void => {
    try {
      report?.(cause, { account, key });
    } catch {
      // an operator's log that fails must not show in what the analyst sees
    }
  };

  /** Keeps an answer, again where the store did not say whether it did. */
  const keep = async (
    request: { readonly account: string; readonly key: string; readonly fingerprint: string },
    bytes: string,
    locks: readonly string[],
    tries = 5,
  ): Promise<E.Either<DiscreetError, readonly AccountRow[]>> => {
    try {
      return await transact(locks, (transaction) =>
        commitAnswer(transaction, writer, lease, request, bytes),
      );
    } catch (error) {
      if (!(error instanceof DiscreetError) || error._tag !== 'OutcomeUnknown' || tries <= 1)
        throw error;
      return keep(request, bytes, locks, tries - 1);
    }
  };

  /** Draws for a reservation, and keeps what was drawn. Everything that fails here is one constant error. */
  const drawAndKeep = async (
    query: Releasable,
    data: Dataset<DatasetDomain>,
    request: { readonly account: string; readonly key: string; readonly fingerprint: string },
    locks: readonly string[],
  ): Promise<void> => {
    let bytes: string;
    try {
      const drawn: unknown = await query.run(data);
      bytes = encodeAnswer(drawn);
    } catch (cause) {
      await transact(locks, (transaction) => failRequest(transaction, writer, lease, request));
      tell(cause, request);
      throw new LedgerError('MechanismFailed', 'release', failure, request.key);
    }
    await at('drawn');
    await at('committing');
    const kept = await keep(request, bytes, locks);
    if (E.isLeft(kept)) throw withKey(kept.left, request.key);
    await at('committed');
  };

  const release = async (
    request: { readonly account: string; readonly key: string; readonly fingerprint: string },
    query: Releasable,
    data: Dataset<DatasetDomain>,
    charge: Parameters<typeof reserve>[3]['charge'],
    locks: readonly string[],
  ): Promise<Release> => {
    const letGo = lease.hold(request.account, request.key);
    try {
      await at('reserving');
      const reserved = await transact(locks, (transaction) =>
        reserve(transaction, writer, lease, { ...request, charge }),
      );
      if (E.isLeft(reserved)) throw withKey(reserved.left, request.key);
      await at('reserved');
      const replayed = reserved.right.kind === 'replay';
      if (!replayed) await drawAndKeep(query, data, request, locks);
      return await handOver(request.account, request.key, replayed);
    } finally {
      letGo();
    }
  };

  return async ({ account, query, data, snapshot = '', key = randomUUID() }) => {
    if (!isName(key))
      throw new DiscreetError({
        tag: 'InvalidParameter',
        where: 'release',
        rule: 'key must have 1 to 200 printable characters',
        received: print(key),
      });
    await at('start');
    const open = openReleasable(query, 'release');
    const fingerprintOfQuery = open.fingerprint();
    const line = await fixedLine(account);
    const [leaf] = line;
    if (leaf === undefined) throw mismatch('account must be there', account);
    const dataset = checkSpace(open, data, leaf);
    const { filter } = openAccount(leaf);
    const charge = chargeOf(filter, open.measure, open.map(leaf.dIn), 'release');
    if (E.isLeft(charge)) throw charge.left;
    const fingerprint = digest(
      'discreet-request/v1',
      ...[fingerprintOfQuery, dataset.version, snapshot, leaf.dIn],
      ...[canonicalJson(amountsToJson(charge.right)), libraryMajor],
    );
    const name = JSON.stringify([account, key]);
    const running = inFlight.get(name);
    if (running !== undefined) {
      if (running.fingerprint === fingerprint) return running.answer;
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
}

const withKey = ({ _tag, where, rule }: DiscreetError, key: string): LedgerError =>
  new LedgerError(_tag satisfies ErrorTag, where, rule, key);
