import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { CommandError } from '../command-error.ts';
import type { OwnerColumn } from '../owner-schema.ts';
import type { Terminal } from '../terminal.ts';
import { csvReader } from './csv-reader.ts';
import { jsonLinesReader } from './json-lines-reader.ts';
import { type Progress, startProgress } from './progress.ts';
import { whyUnreadable } from './read-text.ts';
import type { DataReader } from './row.ts';

const formats = {
  csv: 'CSV',
  jsonl: 'JSON lines',
  parquet: 'Parquet',
  arrow: 'Arrow IPC, file or stream',
} as const;
type Format = keyof typeof formats;

const extensions: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.parquet': 'parquet',
  '.pq': 'parquet',
  '.arrow': 'arrow',
  '.arrows': 'arrow',
  '.feather': 'arrow',
  '.ipc': 'arrow',
};

const isFormat = (name: string): name is Format => Object.hasOwn(formats, name);

const formatOf = (path: string, named: string | undefined): Format => {
  if (named !== undefined) {
    if (isFormat(named)) return named;
    throw new CommandError('Usage', `--format must be ${Object.keys(formats).join(', ')}`);
  }
  const format = extensions[extname(path).toLowerCase()];
  if (format === undefined)
    throw new CommandError(
      'Usage',
      `${path}: its name does not tell its format, give --format ${Object.keys(formats).join(', ')}`,
    );
  return format;
};

/** Opens a file of data in one of the formats that are known. */
export async function openData(
  path: string,
  named: string | undefined,
  columns: readonly OwnerColumn[],
  terminal: Terminal,
): Promise<{ readonly reader: DataReader; readonly progress: Progress }> {
  const format = formatOf(path, named);
  let size: number;
  try {
    const found = statSync(path);
    if (found.isDirectory())
      throw new CommandError('Unreadable', `${path}: this is a folder, not a file`);
    ({ size } = found);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError('Unreadable', `${path}: ${whyUnreadable(error)}`);
  }
  const progress = startProgress(terminal, format === 'csv' || format === 'jsonl' ? size : 0);
  const read = (amount: number): void => {
    progress.add(amount);
  };
  switch (format) {
    case 'csv':
      return { reader: csvReader(path, columns, read), progress };
    case 'jsonl':
      return { reader: jsonLinesReader(path, columns, read), progress };
    case 'parquet':
      return { reader: await parquetReaderOf(path, columns, progress), progress };
    case 'arrow':
      return { reader: await arrowReaderOf(path, columns, progress, size), progress };
  }
}

// loaded where they are needed: a release reads no Parquet and no Arrow, and starts faster without them
const parquetReaderOf = async (
  path: string,
  columns: readonly OwnerColumn[],
  progress: Progress,
): Promise<DataReader> => {
  const { parquetReader } = await import('./parquet-reader.ts');
  return parquetReader(
    path,
    columns,
    (rows) => {
      // a row is taken for a hundred bytes
      progress.start(rows * 100);
    },
    (rows) => {
      progress.add(rows * 100);
    },
  );
};

const arrowReaderOf = async (
  path: string,
  columns: readonly OwnerColumn[],
  progress: Progress,
  size: number,
): Promise<DataReader> => {
  const { arrowReader } = await import('./arrow-reader.ts');
  let batches = 0;
  return arrowReader(
    path,
    columns,
    (all) => {
      batches = all;
      if (all > 0) progress.start(size);
    },
    (some) => {
      if (batches > 0) progress.add((some * size) / batches);
    },
  );
};
