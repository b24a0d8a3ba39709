import { printable } from '../report/report.ts';

/** A file that cannot be used as it is: one line for the person who runs the example, who owns the data. */
export class BadInput extends Error {}

/** What an error says, on one line. */
export function oneLine(error: unknown): string {
  return printable(error instanceof Error ? error.message : String(error));
}

/** Why a file could not be read. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'this is a folder, not a file';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'not UTF-8 text';
  return oneLine(error);
}
