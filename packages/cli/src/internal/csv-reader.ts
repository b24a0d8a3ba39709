import type { Atom } from '@discreet/core';
import { CsvError, parse } from 'csv-parse';
import { pipeline, Readable } from 'node:stream';
import { CommandError } from '../command-error.ts';
import type { OwnerColumn } from '../owner-schema.ts';
import { oneLine } from './one-line.ts';
import { type DataReader, type ReadRow, Unfit } from './row.ts';
import { wholeLines } from './whole-lines.ts';

const number = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** a whole number whose double is another one would be counted as that other one */
const numberOf = (field: string): unknown => {
  const value = Number(field);
  if (!number.test(field)) return new Unfit('the value must be a number');
  return Number.isFinite(value) ? value : new Unfit('the number must be within the doubles');
};

/** What the text of a field stands for. An empty field is an empty text, and a missing value of every other kind. */
const valueOf = (domain: Atom, field: string): unknown => {
  switch (domain.kind) {
    case 'text':
      return field;
    case 'real':
    case 'integer':
      return field === '' ? null : numberOf(field);
    case 'boolean':
      if (field === '') return null;
      return field === 'true'
        ? true
        : field === 'false'
          ? false
          : new Unfit("the value must be 'true' or 'false'");
    case 'category':
      return field === '' && !domain.labels.includes('') ? null : field;
  }
};

const quoting = 'a quote may only open a field, close it, or stand doubled inside a quoted one';
const rules: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: quoting,
  INVALID_OPENING_QUOTE: quoting,
  CSV_MAX_RECORD_SIZE: 'the record is longer than a million characters: is a quote not closed?',
};

/** what the parser gives: a record with its text */
const fieldsOf = (item: unknown): readonly string[] => {
  const record: unknown =
    typeof item === 'object' && item !== null && 'record' in item ? item.record : [];
  return Array.isArray(record) ? record.map(String) : [];
};

const positionsOf = (
  where: string,
  header: readonly string[],
  columns: readonly OwnerColumn[],
): readonly number[] =>
  columns.map(({ name }) => {
    const position = header.indexOf(name);
    if (position < 0)
      throw new CommandError('Misfit', `${where}: the header has no column '${oneLine(name)}'`);
    if (header.includes(name, position + 1))
      throw new CommandError(
        'Misfit',
        `${where}: the header has the column '${oneLine(name)}' twice`,
      );
    return position;
  });

/**
 * Reads CSV whose first record names the columns: commas, double quotes as in RFC 4180, any end of line, in quoted fields too; blank lines are no
 * records. A record with more or fewer fields than the header is a misfit.
 */
export function csvReader(
  path: string,
  columns: readonly OwnerColumn[],
  read: (bytes: number) => void,
): DataReader {
  let leftOut: readonly string[] = [];
  // the parser runs ahead of whoever reads its records, so that lines are counted where it stands
  let next = 1;
  let parsed: readonly string[] | undefined;
  const begun: number[] = [];
  async function* rows(): AsyncGenerator<ReadRow> {
    const parser = parse({
      raw: true,
      relax_column_count: true,
      max_record_size: 1_000_000,
      record_delimiter: ['\r\n', '\n', '\r'],
      on_record: (record, { raw = '' }) => {
        const line = next;
        next += raw.match(/\r\n|\r|\n/g)?.length ?? 0;
        if (raw.trim() === '') return null;
        parsed ??= fieldsOf(record);
        begun.push(line);
        return record;
      },
    });
    let header: readonly string[] | undefined;
    let positions: readonly number[] = [];
    let at = 0;
    try {
      // the parser ends with the error of its source, and the loop with that of the parser
      pipeline(Readable.from(wholeLines(path, read)), parser, () => undefined);
      for await (const item of parser) {
        const fields = fieldsOf(item);
        const line = begun[at] ?? 0;
        at += 1;
        // what was read is let go of, now and then
        if (at === 10_000) {
          begun.splice(0, at);
          at = 0;
        }
        if (header === undefined) {
          header = fields;
          positions = positionsOf(`${path}, line ${line}`, fields, columns);
          leftOut = fields.filter((name) => columns.every((column) => column.name !== name));
          continue;
        }
        if (fields.length !== header.length) {
          const rule = `the record has ${fields.length} fields, the header ${header.length}`;
          yield { kind: 'misfit', line, rule };
          continue;
        }
        const values = columns.map(({ domain }, i) =>
          valueOf(domain, fields[positions[i] ?? -1] ?? ''),
        );
        yield { kind: 'row', line, values };
      }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const rule = rules[error.code] ?? oneLine(error.message);
      const name = parsed?.[Number(error['column'])];
      const column = name === undefined ? '' : `, column '${oneLine(name)}'`;
      throw new CommandError(
        'Misfit',
        `${path}, record that begins on line ${next}${column}: ${rule}`,
      );
    }
    if (header === undefined)
      throw new CommandError(
        'Misfit',
        `${path}: the file is empty, its first line must name the columns`,
      );
  }
  return { place: 'line', rows: rows(), leftOut: () => leftOut };
}
