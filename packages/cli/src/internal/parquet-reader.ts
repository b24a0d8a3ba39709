import type { Atom } from '@discreet/core';
import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { CommandError } from '../command-error.ts';
import type { OwnerColumn } from '../owner-schema.ts';
import {
  checkColumns,
  type ColumnKind,
  type FileColumn,
  othersOf,
  wholeNumber,
} from './column-kinds.ts';
import { oneLine } from './one-line.ts';
import { type DataReader, type ReadRow, Unfit } from './row.ts';

/** what the library makes of a type that is a number, a text or a truth value; times, lists and bytes are none of them */
const kinds: Readonly<Record<string, ColumnKind>> = {
  BOOLEAN: 'boolean',
  INT32: 'number',
  INT64: 'number',
  FLOAT: 'number',
  DOUBLE: 'number',
  BYTE_ARRAY: 'text',
};
const annotations: Readonly<Record<string, ColumnKind>> = {
  STRING: 'text',
  UTF8: 'text',
  ENUM: 'text',
  DECIMAL: 'number',
  FLOAT16: 'number',
  INTEGER: 'number',
  INT_8: 'number',
  INT_16: 'number',
  INT_32: 'number',
  INT_64: 'number',
  UINT_8: 'number',
  UINT_16: 'number',
  UINT_32: 'number',
  UINT_64: 'number',
};

const columnOf = ({ element, children }: SchemaTree): FileColumn => {
  const { name, repetition_type, type = 'GROUP', logical_type, converted_type } = element;
  if (children.length > 0 || repetition_type === 'REPEATED')
    return { name, kind: undefined, type: logical_type?.type ?? converted_type ?? 'LIST' };
  const annotation = logical_type?.type ?? converted_type;
  return annotation === undefined
    ? { name, kind: kinds[type], type }
    : {
        name,
        kind: annotation === 'NULL' ? 'nothing' : annotations[annotation],
        type: `${type} (${annotation})`,
      };
};

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const notText = new Unfit('the value must be UTF-8 text');

/** a text, or what stands for one that is none: the library would put a replacement character there in silence */
const textOf = (bytes: Uint8Array | undefined): unknown => {
  if (bytes === undefined) return undefined;
  try {
    return decoder.decode(bytes);
  } catch {
    return notText;
  }
};

const valueOf = (domain: Atom, value: unknown): unknown => {
  if (typeof value === 'bigint') return wholeNumber(domain, value);
  return value instanceof Date ? new Unfit('the value must be no time') : value;
};

/** Reads the columns of a Parquet file that the schema has, a group of rows at a time. */
export async function parquetReader(
  path: string,
  columns: readonly OwnerColumn[],
  started: (rows: number) => void,
  read: (rows: number) => void,
): Promise<DataReader> {
  const failed = (error: unknown): CommandError =>
    error instanceof CommandError
      ? error
      : new CommandError(
          'Misfit',
          `${path}: it cannot be read as Parquet, ${oneLine(error instanceof Error ? error.message : '')}`,
        );
  try {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file, { geoparquet: false });
    const held = parquetSchema(metadata).children.map(columnOf);
    checkColumns(path, columns, held);
    started(Number(metadata.num_rows));
    const scan = await parquetScan({
      file,
      metadata,
      columns: columns.map(({ name }) => name),
      compressors,
      parsers: { stringFromBytes: textOf },
      geoparquet: false,
    });
    const rows = async function* (): AsyncGenerator<ReadRow> {
      let line = 0;
      for (const range of scan.ranges) {
        const data: ArrayLike<unknown>[] = [];
        try {
          for (const { name } of columns)
            data.push(await scan.readColumn({ ...range, column: name }));
        } catch (error) {
          throw failed(error);
        }
        const length = range.rowEnd - range.rowStart;
        if (data.some((column) => column.length !== length))
          throw failed(new Error('its columns differ in length'));
        for (let i = 0; i < length; i += 1) {
          line += 1;
          const values = columns.map(({ domain }, at) => valueOf(domain, data[at]?.[i]));
          yield { kind: 'row', line, values };
        }
        read(length);
      }
    };
    return { place: 'row', rows: rows(), leftOut: () => othersOf(columns, held) };
  } catch (error) {
    throw failed(error);
  }
}
