import { ingest } from '@discreet/transformations';
import { type Dataset, type DatasetDomain, proved } from '@discreet/core';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { CommandError } from './command-error.ts';
import { startProgress } from './internal/progress.ts';
import { whyUnreadable } from './internal/read-text.ts';
import { wholeLines } from './internal/whole-lines.ts';
import { type OwnerSchema, schemaOf } from './owner-schema.ts';
import type { Terminal } from './terminal.ts';

/** The head of a snapshot: all that may be known of it. */
export interface SnapshotHead {
  /** the owner's name for this state of the data */
  readonly version: string;
  /** a random name beside it, made when the data were ingested; never computed from them */
  readonly id: string;
  readonly schema: OwnerSchema;
}

/** Data that their owner has ingested, read back. */
export interface Snapshot extends SnapshotHead {
  readonly dataset: Dataset<DatasetDomain>;
}

/** The first line of a snapshot. */
export function headLine({ version, id, schema }: SnapshotHead): string {
  const { columns, metric, missing } = schema.json;
  return `${JSON.stringify({ format: 'discreet/snapshot', formatVersion: 1, version, id, missing, metric, columns })}\n`;
}

/** Numbers that JSON has no word for are written as text, which a column of numbers cannot hold otherwise. NaN is a missing number. */
export function rowLine(values: readonly unknown[]): string {
  return `${JSON.stringify(
    values.map((value) =>
      typeof value === 'number' && !Number.isFinite(value)
        ? Number.isNaN(value)
          ? null
          : String(value)
        : (value ?? null),
    ),
  )}\n`;
}

/** The last line of a snapshot: a file that was cut off or altered is not taken for what was ingested. */
export function endLine(rows: number, sha256: string): string {
  return `${JSON.stringify({ rows, sha256 })}\n`;
}

const noSnapshot = (path: string): CommandError =>
  new CommandError('Unreadable', `${path}: it is no snapshot; discreet ingest makes one`);
const damaged = (path: string): CommandError =>
  new CommandError('Unreadable', `${path}: the snapshot is damaged; ingest the data again`);

const fieldsOf = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
};

const headOf = (path: string, line: string): SnapshotHead => {
  const { format, formatVersion, version, id, missing, metric, columns } = fieldsOf(line);
  if (format !== 'discreet/snapshot') throw noSnapshot(path);
  if (formatVersion !== 1)
    throw new CommandError('Unreadable', `${path}: the snapshot must have format version 1`);
  if (typeof version !== 'string' || typeof id !== 'string') throw damaged(path);
  try {
    return { version, id, schema: schemaOf(path, columns, metric, missing) };
  } catch {
    throw damaged(path);
  }
};

const valueOf = (numeric: boolean, value: unknown): unknown =>
  numeric && (value === 'Infinity' || value === '-Infinity') ? Number(value) : value;

/** Reads a snapshot line by line: the head, what takes the rows, and a check of the end. */
class SnapshotReader {
  readonly #path: string;
  readonly #hash = createHash('sha256');
  #head: SnapshotHead | undefined;
  #numeric: readonly boolean[] = [];
  #rows = 0;
  #ended = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** the head, once its line has been read */
  get head(): SnapshotHead {
    if (this.#head === undefined) throw noSnapshot(this.#path);
    return this.#head;
  }

  begin(line: string): void {
    this.#head = headOf(this.#path, line);
    this.#numeric = this.#head.schema.columns.map(
      ({ domain }) => domain.kind === 'real' || domain.kind === 'integer',
    );
    this.#hash.update(`${line}\n`);
  }

  /** the row of a line; none for the last one */
  row(line: string): Readonly<Record<string, unknown>> | undefined {
    if (this.#ended) throw damaged(this.#path);
    if (!line.startsWith('[')) {
      const { rows, sha256 } = fieldsOf(line);
      if (rows !== this.#rows || sha256 !== this.#hash.digest('hex')) throw damaged(this.#path);
      this.#ended = true;
      return undefined;
    }
    let values: unknown;
    try {
      values = JSON.parse(line);
    } catch {
      throw damaged(this.#path);
    }
    if (!Array.isArray(values)) throw damaged(this.#path);
    const list: readonly unknown[] = values;
    this.#rows += 1;
    this.#hash.update(`${line}\n`);
    return Object.fromEntries(
      this.head.schema.columns.map(({ name }, i) => [
        name,
        valueOf(this.#numeric[i] === true, list[i]),
      ]),
    );
  }

  end(): void {
    if (!this.#ended) throw damaged(this.#path);
  }
}

/**
 * Reads a snapshot that `discreet ingest` has written, and checks every row again.
 *
 * **Errors** `CommandError` with the tag `Unreadable` for what is no snapshot, or one that was cut off or altered. It says nothing of the data.
 * **Cost** One pass. Numbers take 8 bytes of memory, labels and truth values 4.
 */
export async function readSnapshot(
  path: string,
  terminal: Pick<Terminal, 'progress'> = {},
): Promise<Snapshot> {
  const reader = new SnapshotReader(path);
  let size: number;
  try {
    size = statSync(path).size;
  } catch (error) {
    throw new CommandError('Unreadable', `${path}: ${whyUnreadable(error)}`);
  }
  const progress = startProgress(terminal, size);
  const blocks = wholeLines(path, progress.add);
  async function* lines(): AsyncGenerator<string> {
    try {
      for await (const block of blocks) yield* block.replace(/\n$/, '').split('\n');
    } catch (error) {
      // a file of another kind: what the reader of lines says of it is about data
      throw error instanceof CommandError && error.tag === 'Unreadable' ? error : noSnapshot(path);
    }
  }
  const all = lines();
  try {
    const first = await all.next();
    reader.begin(first.done === true ? '' : first.value);
    const rows = async function* (): AsyncGenerator<Readonly<Record<string, unknown>>> {
      for await (const line of all) {
        const row = reader.row(line);
        if (row !== undefined) yield row;
      }
      reader.end();
    };
    const { version, id, schema } = reader.head;
    const ingested = await ingest(schema.source, rows(), {
      version,
      missing: schema.keepMissing ? 'keep' : 'refuse',
    });
    if (ingested._tag === 'Left') throw damaged(path);
    return { version, id, schema, dataset: proved<Dataset<DatasetDomain>>(ingested.right.dataset) };
  } finally {
    progress.end();
  }
}
