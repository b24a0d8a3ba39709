import type { Atom } from '@discreet/core';
import { DataType, RecordBatchReader } from 'apache-arrow';
import { open } from 'node:fs/promises';
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

const kindOf = (type: unknown): ColumnKind | undefined => {
  if (DataType.isDictionary(type)) {
    const values: unknown = type.dictionary;
    return kindOf(values);
  }
  if (DataType.isInt(type) || DataType.isFloat(type) || DataType.isDecimal(type)) return 'number';
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type))
    return 'text';
  if (DataType.isBool(type)) return 'boolean';
  return DataType.isNull(type) ? 'nothing' : undefined;
};

/** The number that the words of a decimal stand for, least word first, in two's complement: its nearest double. */
const decimalOf = (words: Uint32Array, scale: number): number => {
  let value = 0n;
  for (let i = words.length - 1; i >= 0; i -= 1) value = (value << 32n) | BigInt(words[i] ?? 0);
  return Number(`${BigInt.asIntN(32 * words.length, value)}e${-scale}`);
};

const scaleOf = (type: unknown): number => (DataType.isDecimal(type) ? type.scale : 0);

const valueOf = (domain: Atom, scale: number, value: unknown): unknown => {
  if (typeof value === 'bigint') return wholeNumber(domain, value);
  if (value instanceof Uint32Array) return decimalOf(value, scale);
  return typeof value === 'object' && value !== null
    ? new Unfit('the value must be a single one')
    : value;
};

/** Reads the columns of an Arrow file or stream that the schema has, a record batch at a time. */
export async function arrowReader(
  path: string,
  columns: readonly OwnerColumn[],
  started: (batches: number) => void,
  read: (batches: number) => void,
): Promise<DataReader> {
  const failed = (error: unknown): CommandError =>
    error instanceof CommandError
      ? error
      : new CommandError(
          'Misfit',
          `${path}: it cannot be read as Arrow, ${oneLine(error instanceof Error ? error.message : '')}`,
        );
  try {
    const file = await open(path);
    const reader = await RecordBatchReader.from(file);
    await reader.open();
    const held: readonly FileColumn[] = reader.schema.fields.map(({ name, type }) => ({
      name,
      kind: kindOf(type),
      type: String(type),
    }));
    checkColumns(path, columns, held);
    // a stream does not say how many it has
    started(reader.numRecordBatches);
    const fields = columns.map(({ name, domain }) => {
      const at = held.findIndex((column) => column.name === name);
      return { at, domain, scale: scaleOf(reader.schema.fields[at]?.type) };
    });
    const rows = async function* (): AsyncGenerator<ReadRow> {
      let line = 0;
      try {
        for await (const batch of reader) {
          const vectors = fields.map(({ at }) => batch.getChildAt(at));
          for (let i = 0; i < batch.numRows; i += 1) {
            line += 1;
            const values = fields.map(({ domain, scale }, column) =>
              valueOf(domain, scale, vectors[column]?.get(i)),
            );
            yield { kind: 'row', line, values };
          }
          read(1);
        }
      } catch (error) {
        throw failed(error);
      } finally {
        await file.close();
      }
    };
    return { place: 'row', rows: rows(), leftOut: () => othersOf(columns, held) };
  } catch (error) {
    throw failed(error);
  }
}
