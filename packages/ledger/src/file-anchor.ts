import { DiscreetError } from '@discreet/core';
import { open, readFile } from 'node:fs/promises';
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

/**
 * Anchors in a file to which lines are added and from which none is taken.
 *
 * Put it on another volume than the ledger, one that a restoration of the ledger does not touch.
 *
 * **Contract** As `Anchor`. Several processes may share the file. A line that a crash cut off is passed over.
 * **Errors** `NotSupported` where the file cannot be read or written.
 * **Cost** One flush of the disk for each call, however many records.
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
  const append = async (records: readonly AnchorRecord[]): Promise<void> => {
    if (records.length === 0) return;
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
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw failed(error);
    }
  };
  return Object.freeze({
    append: (records: readonly AnchorRecord[]) => queue(() => append(records)),
    records: async () => {
      let text: string;
      try {
        text = await readFile(file, 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
        throw failed(error);
      }
      return text.split('\n').flatMap(recordOf);
    },
  });
}
