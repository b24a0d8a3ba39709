// A power cut under SQLite: what was written and never flushed may be gone, or be there by half.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileAnchor, type LedgerEngine, openLedger, sqliteEngine } from '../../src/index.ts';
import type { Event } from './plan.ts';

type Ok = Extract<Event, { readonly what: 'ok' }>;

/** What is wrong with the state that a power cut left: what had been told must be there, in a ledger that opens. */
export const lossOf = async (
  folder: string,
  files: ReadonlyMap<string, Buffer>,
  told: readonly Ok[],
): Promise<string | undefined> => {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  let engine: LedgerEngine | undefined;
  try {
    engine = await sqliteEngine({ file: join(folder, 'budget.db') });
    const ledger = await openLedger({
      engine,
      anchor: fileAnchor({ file: join(folder, 'heads') }),
    });
    const report = await ledger.verify();
    if (!report.holds) return report.problems.join('; ');
    const anchored = await fileAnchor({ file: join(folder, 'heads') }).records();
    for (const { account, key, bytes, seq } of told) {
      if (!anchored.some((record) => record.account === account && record.seq >= seq))
        return `${key} was told and is not anchored`;
      const row = await engine.transact([], async (transaction) =>
        transaction.request(account, key),
      );
      if (row?.state !== 'committed' || row.answer !== bytes) return `${key} was told and is lost`;
    }
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    await engine?.close();
  }
};

interface Write {
  readonly offset: number;
  readonly bytes: Buffer;
}

/** A file as the disk has it, and what was written to it since it was last flushed. */
class Disk {
  flushed: Buffer = Buffer.alloc(0);
  waiting: Write[] = [];
  length = 0;

  write(offset: number, bytes: Buffer): void {
    this.waiting.push({ offset, bytes });
    this.length = Math.max(this.length, offset + bytes.length);
  }

  after(count: number): Buffer {
    let content = this.flushed;
    for (const { offset, bytes } of this.waiting.slice(0, count)) {
      const size = Math.max(content.length, offset + bytes.length);
      const grown = Buffer.alloc(size);
      content.copy(grown);
      bytes.copy(grown, offset);
      content = grown;
    }
    return content;
  }

  flush(): void {
    this.flushed = this.after(this.waiting.length);
    this.waiting = [];
  }

  truncate(length: number): void {
    // the order of a truncation and of writes is kept by the file system's journal
    this.flush();
    this.flushed = this.flushed.subarray(0, length);
    this.length = length;
  }
}

const unhex = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex');
const pathOf = (text: string): string =>
  text.startsWith('\\x') ? unhex(text).toString('utf8') : text;

/** Lines of two threads that were under way at once, put together again. */
const whole = (trace: string): readonly string[] => {
  const begun = new Map<string, string>();
  return trace.split('\n').flatMap((line) => {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(thread, rest.slice(0, -' <unfinished ...>'.length));
      return [];
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    return [resumed === null ? rest : `${begun.get(thread) ?? ''}${resumed[1] ?? ''}`];
  });
};

/** A state of the disk that a power cut can leave, and what had been told by then. */
export interface State {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly told: readonly Ok[];
}

/**
 * All states that a power cut could leave right after something was told: without what was not flushed, and with half of it.
 *
 * `start` is what the files held when the trace began.
 */
export const statesOf = (
  traceFile: string,
  start: ReadonlyMap<string, Buffer>,
): readonly State[] => {
  const disks = new Map<string, Disk>();
  const diskOf = (name: string): Disk => {
    const found = disks.get(name);
    if (found !== undefined) return found;
    const made = new Disk();
    made.flushed = start.get(name) ?? Buffer.alloc(0);
    made.length = made.flushed.length;
    disks.set(name, made);
    return made;
  };
  for (const name of start.keys()) diskOf(name);
  const told: Ok[] = [];
  const states: State[] = [];
  for (const line of whole(readFileSync(traceFile, 'latin1'))) {
    const [, call = '', path = '', rest = ''] = /^(\w+)\(\d+<([^>]*)>(.*)$/.exec(line) ?? [];
    const name = pathOf(path).split('/').at(-1) ?? '';
    if (name === 'log' && call === 'write') {
      const [, text = ''] = /^, "((?:\\x[0-9a-f]{2})*)"/.exec(rest) ?? [];
      const event = JSON.parse(unhex(text).toString('utf8')) as Event;
      if (event.what !== 'ok') continue;
      told.push(event);
      for (const share of [0, 0.5])
        states.push({
          told: [...told],
          files: new Map(
            [...disks].map(([file, disk]) => [
              file,
              disk.after(Math.floor(disk.waiting.length * share)),
            ]),
          ),
        });
      continue;
    }
    if (!['budget.db', 'budget.db-wal', 'heads'].includes(name)) continue;
    const disk = diskOf(name);
    if (call === 'fsync' || call === 'fdatasync') disk.flush();
    else if (call === 'ftruncate') disk.truncate(Number(/^, (\d+)/.exec(rest)?.[1]));
    else if (call === 'pwrite64' || call === 'write') {
      const [, text = '', , offset] =
        /^, "((?:\\x[0-9a-f]{2})*)", (\d+)(?:, (\d+))?\)/.exec(rest) ?? [];
      disk.write(offset === undefined ? disk.length : Number(offset), unhex(text));
    }
  }
  return states;
};

/** the header of the log, and of each frame with its page */
export const logHeader = 32;
export const frameSize = 24 + 4096;
