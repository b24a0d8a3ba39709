import { DiscreetError, fieldOf } from '@discreet/core';
import { LedgerError } from '@discreet/ledger';
import { CommandError } from '../command-error.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import { oneLine } from './one-line.ts';

/** A failure as the command tells it: one sentence, an exit code, and never what an engine or the runtime says of data. */
export interface Failure {
  readonly tag: string;
  readonly message: string;
  readonly exitCode: number;
  readonly details: readonly string[];
  readonly key?: string;
}

const ledger = (tag: string, message: string): Failure => ({
  tag,
  message,
  exitCode: exitCodes.ledger,
  details: [],
});

/** SQLite's numbers, their lowest byte, that say more than that the file cannot be used. */
const sqlite: Readonly<Record<number, string>> = {
  5: 'another process keeps it from being used',
  6: 'another process keeps it from being used',
  8: 'it may not be written',
  11: 'it is damaged',
  13: 'the disk is full',
  14: 'it cannot be opened',
  26: 'it is no ledger',
};

const sqliteFailure = (error: unknown): Failure | undefined => {
  if (fieldOf(error, 'code') !== 'ERR_SQLITE_ERROR') return undefined;
  const number = fieldOf(error, 'errcode');
  const code = typeof number === 'number' ? number & 0xff : 0;
  const locked = code === 5 || code === 6;
  return ledger(
    locked ? 'Locked' : 'NotSupported',
    `ledger: ${sqlite[code] ?? `it cannot be used, SQLite ${code}`}`,
  );
};

/** PostgreSQL's five-letter codes, and those of a connection that is not to be had. */
const postgresFailure = (error: unknown): Failure | undefined => {
  const code = fieldOf(error, 'code');
  const server = fieldOf(error, 'severity') !== undefined;
  const connection =
    typeof code === 'string' && /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST)/.test(code);
  return server || connection
    ? ledger(
        'NotSupported',
        `ledger: the PostgreSQL server cannot be used, ${oneLine(String(code))}`,
      )
    : undefined;
};

/** What a command says of an error. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommandError) {
    const { tag, message, exitCode, details } = error;
    return { tag, message: oneLine(message), exitCode, details };
  }
  if (error instanceof DiscreetError)
    return {
      tag: error._tag,
      message: oneLine(error.message),
      exitCode: exitCodeOf(error._tag),
      details: [],
      ...(error instanceof LedgerError ? { key: error.key } : {}),
    };
  return (
    sqliteFailure(error) ??
    postgresFailure(error) ?? {
      tag: 'Unexpected',
      message: `an unexpected failure, ${error instanceof Error ? oneLine(error.name) : 'of no name'}`,
      exitCode: exitCodes.unexpected,
      details: [],
    }
  );
}
