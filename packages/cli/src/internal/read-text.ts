import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { CommandError } from '../command-error.ts';

/** what a file of JSON may hold: a pipeline or a schema is small, and data that were named by mistake are not read */
const most = 16_000_000;

/** Why a file could not be used; never what stands in it. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'this is a folder, not a file';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read or written';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOTDIR':
      return 'a part of its path is no folder';
    default:
      return code === '' ? 'it cannot be used' : `it cannot be used, ${code}`;
  }
}

/** The text of a small file. */
export function readText(path: string): string {
  let bytes: Buffer;
  try {
    if (statSync(path).size > most)
      throw new CommandError('Unreadable', `${path}: more than ${most} bytes are no such file`);
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError('Unreadable', `${path}: ${whyUnreadable(error)}`);
  }
  if (!isUtf8(bytes)) throw new CommandError('Unreadable', `${path}: it is not UTF-8 text`);
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

/** where the engine says that JSON breaks off; the rest of its message quotes the text, which may be data */
const placeOf = (error: unknown): string => {
  const place = /line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : '');
  return place === null ? '' : ` (line ${place[1] ?? ''}, column ${place[2] ?? ''})`;
};

/** What a text is in JSON. */
export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError('Unreadable', `${where}: it is not JSON${placeOf(error)}`);
  }
}

/** What a small file holds as JSON. */
export function readJson(path: string): unknown {
  return parseJson(readText(path), path);
}
