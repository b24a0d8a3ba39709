import { DiscreetError } from '@discreet/core';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Anchor, AnchorRecord } from './anchor.ts';
import { oneAtATime } from './internal/one-at-a-time.ts';

const isRecord = (value: unknown): value is AnchorRecord =>
  typeof value === 'object' &&
  value !== null &&
  'account' in value &&
  typeof value.account === 'string' &&
  'seq' in value &&
  typeof value.seq === 'number' &&
  Number.isSafeInteger(value.seq) &&
  'head' in value &&
  typeof value.head === 'string' &&
  'spent' in value &&
  typeof value.spent === 'string';

const recordOf = (line: string): readonly AnchorRecord[] => {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? [value] : [];
  } catch {
    // a line that a crash cut off: the answer that waited for it was not released
    return [];
  }
};

/** Makes a new file's name outlast a power cut; Windows has no such call and needs none. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Anchors in a file to which lines are added and from which none is taken.
 *
 * Put it on another volume than the ledger, one that a restoration of the ledger does not touch.
 *
 * **Contract** As `Anchor`. Several processes may share the file. A line that a crash cut off is passed over.
 * **Errors** `NotSupported` where the file cannot be read or written; `BehindAnchor` where it has become shorter.
 * **Cost** One flush of the disk for all calls that come while the last one is under way; reading on costs what was added.
 *
 * @example
 * import { fileAnchor } from '@discreet/ledger';
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * const anchor = fileAnchor({ file: join(mkdtempSync(join(tmpdir(), 'anchor-')), 'heads') });
 * await anchor.append([{ account: 'census', seq: 1, head: 'ab', spent: '{}' }]);
 * (await anchor.records()).length; // => 1
 */
export function fileAnchor(options: { readonly file: string }): Anchor {
  const { file } = options;
  if (typeof file !== 'string' || file === '')
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'fileAnchor',
      rule: 'file must be a path',
      received: typeof file,
    });
  const failed = (error: unknown): DiscreetError =>
    new DiscreetError({
      tag: 'NotSupported',
      where: 'fileAnchor',
      rule: 'the file of anchors must be there to be read and written',
      received: error instanceof Error && 'code' in error ? String(error.code) : 'a failure',
    });
  const queue = oneAtATime();
  const write = async (records: readonly AnchorRecord[]): Promise<void> => {
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    try {
      const handle = await open(file, 'a+', 0o600);
      try {
        const { size } = await handle.stat();
        const last = Buffer.alloc(1);
        if (size > 0) await handle.read(last, 0, 1, size - 1);
        // one write, so that lines of two processes do not mix; a line that was cut off is ended first
        await handle.appendFile(size > 0 && last[0] !== 0x0a ? `\n${lines}` : lines);
        await handle.datasync();
        if (size === 0) await syncFolder(dirname(file));
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw failed(error);
    }
  };
  let waiting: AnchorRecord[] = [];
  let next: Promise<void> | undefined;
  /** how far into the file each number of records reaches, for those who asked up to there */
  const marks = new Map<number, number>();
  const readFrom = async (start: number): Promise<Buffer> => {
    let handle;
    try {
      handle = await open(file, 'r');
    } catch (error) {
      if (start === 0 && error instanceof Error && 'code' in error && error.code === 'ENOENT')
        return Buffer.alloc(0);
      throw failed(error);
    }
    try {
      const { size } = await handle.stat();
      if (size < start)
        throw new DiscreetError({
          tag: 'BehindAnchor',
          where: 'fileAnchor',
          rule: 'the file of anchors lost lines that it had',
        });
      const bytes = Buffer.alloc(size - start);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      return bytes.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  };
  return Object.freeze({
    append: (records: readonly AnchorRecord[]): Promise<void> => {
      if (records.length === 0) return Promise.resolve();
      waiting.push(...records);
      // all that come while a flush is under way share the next one
      next ??= queue(() => {
        const taken = waiting;
        waiting = [];
        next = undefined;
        return write(taken);
      });
      return next;
    },
    records: async (from = 0) => {
      const mark = marks.get(from);
      const bytes = await readFrom(mark ?? 0);
      // what stands after the last line's end is still being written, or was cut off
      const end = bytes.lastIndexOf(0x0a) + 1;
      const found = bytes.subarray(0, end).toString('utf8').split('\n').flatMap(recordOf);
      const fresh = mark === undefined ? found.slice(from) : found;
      marks.delete(from);
      marks.set(from + fresh.length, (mark ?? 0) + end);
      return fresh;
    },
  });
}
