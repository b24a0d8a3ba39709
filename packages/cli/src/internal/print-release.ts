import { lossName } from '@discreet/core';
import type { AccountView, Release } from '@discreet/ledger';
import type { Certificate } from '../certificate.ts';
import type { Spec } from '../spec.ts';
import { oneLine } from './one-line.ts';
import { jsonAmounts, printAmounts } from './print-amounts.ts';
import { type Estimate, estimatesOf, printEstimates } from './print-answer.ts';

/** A release as the command tells it. */
export interface ToldRelease {
  readonly spec: Spec;
  readonly release: Release;
  readonly certificate: Certificate;
  /** the account and those above it */
  readonly left: readonly AccountView[];
  /** where the certificate was written */
  readonly path: string | undefined;
}

interface NamedEstimates {
  readonly name: string;
  readonly estimates: readonly Estimate[];
}

const fieldOf = (answer: unknown, name: string): unknown =>
  typeof answer === 'object' && answer !== null && Object.hasOwn(answer, name)
    ? Reflect.get(answer, name)
    : undefined;

const answersOf = ({ spec, release, certificate }: ToldRelease): readonly NamedEstimates[] =>
  spec.queries.map((query, i) => {
    const value = query.name === '' ? release.answer : fieldOf(release.answer, query.name);
    const within = certificate.answers[i]?.accuracy.within ?? Infinity;
    return { name: query.name, estimates: estimatesOf(query, value, within) };
  });

const promise = (answers: readonly NamedEstimates[]): string => {
  const one = answers.every(({ estimates }) => estimates.length === 1);
  const hold = one ? 'an interval holds' : 'all intervals of a question hold';
  return `With probability 95 % ${hold} what is exact on the clamped data. That covers noise alone.`;
};

/** A release for programs. */
export function releaseJson(told: ToldRelease): string {
  const { release, certificate, left } = told;
  const { answer, key, replayed } = release;
  return JSON.stringify({
    answer,
    answers: answersOf(told),
    key,
    replayed,
    left: left.map(({ name, remaining }) => ({ account: name, ...jsonAmounts(remaining) })),
    certificate,
  });
}

/** A release for people. */
export function printRelease(told: ToldRelease): string {
  const { spec, release, certificate, left, path } = told;
  const { receipt, key, replayed } = release;
  const answers = answersOf(told);
  const cost = spec.open.map(certificate.dIn).toDecimalString();
  const free = replayed ? ', charged when this key was first used: no charge now' : '';
  const { version, id } = certificate.snapshot;
  return [
    ...answers.flatMap(({ name, estimates }) => printEstimates(name, estimates)),
    '',
    promise(answers),
    `loss         ${lossName(spec.open.measure)} ${cost}${free}`,
    ...left.map(
      ({ name, remaining }) => `left         ${printAmounts(remaining)} in '${oneLine(name)}'`,
    ),
    `snapshot     ${oneLine(version)}, ${id}`,
    `entry        ${receipt.seq} of '${oneLine(receipt.account)}', head ${receipt.head}`,
    `key          ${oneLine(key)}`,
    `signature    ${receipt.signature ?? 'none'}`,
    ...(path === undefined ? [] : [`certificate  ${path}`]),
  ].join('\n');
}
