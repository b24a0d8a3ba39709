import { type Json, lossName, metricJson, openTransformation } from '@discreet/core';
import {
  isSigned,
  type LedgerEngine,
  type Receipt,
  type Release,
  verifyReceipt,
} from '@discreet/ledger';
import { CommandError } from './command-error.ts';
import { jsonObject } from './internal/json-object.ts';
import { libraryVersion } from './internal/library-version.ts';
import { madeAt } from './internal/refused.ts';
import { parseSpec, type Spec, type SpecQuery } from './spec.ts';

/** The probability with which an answer is as close to the exact one as its certificate says. */
export const confidence = 0.95;
const alpha = 0.05;

/** What noise an answer has, and how close it is. */
export interface CertifiedAnswer {
  /** '' where one question was asked alone */
  readonly name: string;
  readonly loss: string;
  readonly noise: {
    readonly law: string;
    readonly scale?: string;
    readonly sigmaSquared?: string;
    readonly unit: string;
  };
  /** all numbers of the answer are within this of the exact ones at once, with that probability; it covers noise alone */
  readonly accuracy: { readonly within: number; readonly probability: number };
}

/** All that a query says of its answers, before it is run. */
export interface Described {
  /** the measure of the loss */
  readonly measure: string;
  /** the loss of all answers together at the account's distance, exact */
  readonly loss: Readonly<Record<string, string>>;
  /** what neighbours are */
  readonly unit: Json;
  readonly dIn: string;
  readonly assumptions: readonly string[];
  readonly answers: readonly CertifiedAnswer[];
}

/** What is handed over with each answer: what it is, and what stands behind it. */
export interface Certificate extends Described {
  readonly format: 'discreet/certificate';
  readonly version: 1;
  /** the version of the library that released it */
  readonly library: string;
  /** the question in its canonical form */
  readonly query: Json;
  /** the owner's name of the data, and a random one; neither is computed from them */
  readonly snapshot: { readonly version: string; readonly id: string };
  readonly answer: unknown;
  /** the ledger's word: account, key, entry, head, fingerprint, and its signature if it has a signer */
  readonly receipt: Receipt;
}

const answerOf = ({ name, measurement }: SpecQuery, dIn: string): CertifiedAnswer => {
  const { noise } = measurement;
  const { outputDomain } = openTransformation(measurement.exact, 'certificate');
  const unit = outputDomain.kind === 'vector' ? '1' : outputDomain.unit.toString();
  return {
    name,
    loss: measurement.map(dIn).toString(),
    noise:
      noise.law === 'discreteLaplace'
        ? { law: noise.law, scale: noise.scale.toString(), unit }
        : { law: noise.law, sigmaSquared: noise.sigmaSquared.toString(), unit },
    accuracy: {
      within: measurement.accuracy(alpha, { simultaneous: true }),
      probability: confidence,
    },
  };
};

/** What can be said of a query before it is run: its measure, loss, unit, noise and accuracy. */
export function describeSpec({ open, queries, assumptions }: Spec, dIn: string): Described {
  return {
    measure: open.measure.kind,
    loss: { [lossName(open.measure)]: open.map(dIn).toString() },
    unit: metricJson(open.inputMetric),
    dIn,
    assumptions,
    answers: queries.map((query) => answerOf(query, dIn)),
  };
}

/** The certificate of a release. */
export function certificateOf(
  spec: Spec,
  snapshot: { readonly version: string; readonly id: string },
  described: Described,
  { answer, receipt }: Release,
): Certificate {
  return {
    format: 'discreet/certificate',
    version: 1,
    library: libraryVersion(),
    query: spec.json,
    snapshot: { version: snapshot.version, id: snapshot.id },
    ...described,
    answer,
    receipt,
  };
}

const keys = [
  ...['format', 'version', 'library', 'query', 'snapshot', 'measure', 'loss', 'unit', 'dIn'],
  ...['assumptions', 'answers', 'answer', 'receipt'],
];

const textField = (where: string, json: unknown, key: string): string => {
  const value: unknown =
    typeof json === 'object' && json !== null ? Reflect.get(json, key) : undefined;
  if (typeof value !== 'string') throw new CommandError('Usage', `${where}: ${key} must be a text`);
  return value;
};

const receiptOf = (where: string, json: unknown): Receipt => {
  const fields = jsonObject(json, `${where}, receipt`, [
    ...['format', 'version', 'account', 'key', 'seq', 'head', 'fingerprint', 'answer', 'signature'],
  ]);
  const seq = fields.get('seq');
  if (fields.get('format') !== 'discreet/receipt' || fields.get('version') !== 1)
    throw new CommandError('Usage', `${where}: the receipt must be a discreet/receipt, version 1`);
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq))
    throw new CommandError('Usage', `${where}: seq must be a whole number`);
  const text = (key: string): string => textField(where, json, key);
  return {
    format: 'discreet/receipt',
    version: 1,
    account: text('account'),
    key: text('key'),
    seq,
    head: text('head'),
    fingerprint: text('fingerprint'),
    answer: text('answer'),
    ...(fields.has('signature') ? { signature: text('signature') } : {}),
  };
};

const sameJson = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return (
    left.length === right.size &&
    left.every(
      ([key, value]: readonly [string, unknown]) =>
        right.has(key) && sameJson(value, right.get(key)),
    )
  );
};

/** What was found out about a certificate. */
export interface CheckedCertificate {
  readonly receipt: Receipt;
  /** what is wrong, each as one sentence; empty where all holds */
  readonly problems: readonly string[];
  /** whether the signature was checked: only where a public key was given */
  readonly signature: 'holds' | 'does not hold' | 'not checked';
}

/**
 * Checks a certificate: against its own question, against the ledger, and its signature against a public key.
 *
 * **Contract** Nothing is wrong exactly where the question has the measure, loss, unit, noise and accuracy that the certificate says, the ledger charged it
 * over that snapshot and kept that answer in that entry, and the signature is that of the key. The version of the library is the word of whoever wrote the
 * certificate: nothing checks it.
 */
export async function checkCertificate(
  where: string,
  json: unknown,
  engine: LedgerEngine,
  publicKey: string | undefined,
): Promise<CheckedCertificate> {
  const fields = jsonObject(json, where, keys);
  if (fields.get('format') !== 'discreet/certificate' || fields.get('version') !== 1)
    throw new CommandError('Usage', `${where}: it must be a discreet/certificate, version 1`);
  const spec = parseSpec(`${where}, query`, fields.get('query'));
  const receipt = receiptOf(where, fields.get('receipt'));
  const snapshot = fields.get('snapshot');
  const problems: string[] = [];
  const dIn = textField(where, json, 'dIn');
  const row = await engine.transact([], async (transaction) =>
    transaction.account(receipt.account),
  );
  if (row !== undefined && row.dIn !== dIn)
    problems.push('the account charges at another distance');
  const described = madeAt(where, () => describeSpec(spec, dIn));
  for (const [key, value] of Object.entries(described))
    if (!sameJson(JSON.parse(JSON.stringify(value)), fields.get(key)))
      problems.push(`${key} is not what the question says`);
  if (!sameJson(spec.json, fields.get('query')))
    problems.push('the question is not in its canonical form');
  problems.push(
    ...(await verifyReceipt(engine, {
      receipt,
      query: spec.query,
      answer: fields.get('answer'),
      version: textField(`${where}, snapshot`, snapshot, 'version'),
      snapshot: textField(`${where}, snapshot`, snapshot, 'id'),
    })),
  );
  const signature =
    publicKey === undefined
      ? 'not checked'
      : isSigned(receipt, publicKey)
        ? 'holds'
        : 'does not hold';
  if (signature === 'does not hold') problems.push('the signature is not that of the key');
  return { receipt, problems, signature };
}
