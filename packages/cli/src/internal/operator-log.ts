import { appendFileSync, closeSync, openSync } from 'node:fs';
import { CommandError } from '../command-error.ts';

/** Takes why a mechanism failed. */
export type Report = (
  cause: unknown,
  request: { readonly account: string; readonly key: string },
) => void;

const textOf = (cause: unknown): string =>
  cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);

/**
 * The operator's log: a line of JSON for each mechanism that failed after its charge, with the cause, which may tell of the data and which the
 * analyst never sees. That it can be written is found out here, before anything is charged.
 */
export function operatorLog(file: string): Report {
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch {
    throw new CommandError('Unreadable', `${file}: the log cannot be written`);
  }
  return (cause, { account, key }) => {
    appendFileSync(file, `${JSON.stringify({ account, key, cause: textOf(cause) })}\n`);
  };
}
