import { Buffer, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { BadInput, oneLine, whyUnreadable } from './bad-input.ts';
import type { Atom, ColumnSchema } from './schema.ts';

/** The rows of a CSV file, as they stream by, and where each of them began. */
export interface CsvRows {
  readonly rows: AsyncIterable<Readonly<Record<string, unknown>>>;
  /** the line of the file on which row n begins, both from 1 */
  readonly lineOf: (row: number) => number | undefined;
}

const number = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** What the text of a field stands for; a text that stands for nothing stays as it is, and `ingest` refuses it. */
const valueOf = (domain: Atom, field: string): unknown => {
  if (domain.kind === 'text') return field;
  if (field === '') return null;
  if (domain.kind === 'real' || domain.kind === 'integer')
    return number.test(field) && Number.isFinite(Number(field)) ? Number(field) : field;
  if (domain.kind === 'boolean') return field === 'true' ? true : field === 'false' ? false : field;
  return field;
};

/** The first line that is not UTF-8, in a file that can be read again. Bytes that end a line are never part of a longer character. */
const lineNotUtf8 = async (path: string): Promise<number | undefined> => {
  let line = 0;
  const input = createReadStream(path, 'latin1');
  for await (const bytes of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (!isUtf8(Buffer.from(bytes, 'latin1'))) return line;
  }
  return undefined;
};

/** The text of a file, piece by piece: UTF-8, with or without a byte order mark. */
async function* textOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    const chunks: AsyncIterable<Uint8Array> = createReadStream(path);
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    const line = error instanceof TypeError ? await lineNotUtf8(path) : undefined;
    const where = line === undefined ? path : `${path}, line ${line}`;
    throw new BadInput(`${where}: ${whyUnreadable(error)}`);
  }
}

const quoting = 'a quote may only open a field, close it, or stand doubled inside a quoted one';
const rules: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: quoting,
  INVALID_OPENING_QUOTE: quoting,
  CSV_MAX_RECORD_SIZE: 'the record is longer than a million characters: is a quote not closed?',
};

/** How far a file has been read: the line on which each record began, the header's first, the next one's, and the header. */
interface Progress {
  readonly begun: number[];
  next: number;
  header: readonly string[];
}

/** what csv-parse gives with `raw: true` */
const fieldsOf = (item: unknown): readonly string[] => {
  const record: unknown =
    typeof item === 'object' && item !== null && 'record' in item ? item.record : [];
  return Array.isArray(record) ? record.map(String) : [];
};

/** Records in the order of the file. Lines are counted here: csv-parse counts a CRLF inside a quoted field twice. */
async function* recordsOf(path: string, progress: Progress): AsyncGenerator<readonly string[]> {
  const parser = parse({
    raw: true,
    relax_column_count: true,
    max_record_size: 1_000_000,
    on_record: (record, { raw = '' }) => {
      const begins = progress.next;
      progress.next += raw.match(/\r\n|\r|\n/g)?.length ?? 0;
      if (raw.trim() === '') return null;
      if (progress.begun.length === 0) progress.header = fieldsOf(record);
      progress.begun.push(begins);
      return record;
    },
  });
  try {
    // the parser ends with the error of its source, and the loop with that of the parser
    pipeline(Readable.from(textOf(path)), parser, () => undefined);
    for await (const item of parser) yield fieldsOf(item);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const rule = rules[error.code] ?? oneLine(error);
    const name = progress.header[Number(error['column'])];
    const column = name === undefined ? '' : `, column '${name}'`;
    throw new BadInput(`${path}, record that begins on line ${progress.next}${column}: ${rule}`);
  }
}

/** where each declared column stands in the header */
const positionsOf = (
  where: string,
  header: readonly string[],
  columns: readonly ColumnSchema[],
): readonly number[] =>
  columns.map(({ name }) => {
    const position = header.indexOf(name);
    if (position < 0)
      throw new BadInput(`${where}: no column '${name}', the header has ${header.join(', ')}`);
    if (header.includes(name, position + 1))
      throw new BadInput(`${where}: the column '${name}' stands in the header twice`);
    return position;
  });

/** Streams a CSV file whose first record names the columns. Columns that the owner has not declared are left out. */
export function readCsv(path: string, columns: readonly ColumnSchema[]): CsvRows {
  const progress: Progress = { begun: [], next: 1, header: [] };
  const lineOf = (row: number): number | undefined => progress.begun[row];
  async function* rows(): AsyncGenerator<Readonly<Record<string, unknown>>> {
    let row = 0;
    let width = 0;
    let fields: readonly { readonly name: string; readonly domain: Atom; readonly at: number }[] =
      [];
    for await (const record of recordsOf(path, progress)) {
      const where = `${path}, line ${lineOf(row)}`;
      if (row === 0) {
        width = record.length;
        const positions = positionsOf(where, record, columns);
        fields = columns.map(({ name, domain }, i) => ({ name, domain, at: positions[i] ?? -1 }));
      } else {
        if (record.length !== width)
          throw new BadInput(`${where}: ${record.length} fields, the header has ${width}`);
        yield Object.fromEntries(
          fields.map(({ name, domain, at }) => [name, valueOf(domain, record[at] ?? '')]),
        );
      }
      row += 1;
    }
    if (row === 0)
      throw new BadInput(`${path}: the file is empty, its first line must name the columns`);
  }
  return { rows: rows(), lineOf };
}
