import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../exit-code.ts';
import { parseSchema } from '../../owner-schema.ts';
import { endLine, headLine, rowLine } from '../../snapshot.ts';
import { type CheckedRows, checkRows, type Misfit } from '../check-rows.ts';
import { type Command, jsonOption } from '../command.ts';
import { oneLine } from '../one-line.ts';
import { openData } from '../open-data.ts';
import { readJson } from '../read-text.ts';
import { type WholeFile, wholeFile } from '../write-file.ts';

/** how much text is gathered before it is written */
const piece = 1 << 18;

const placeOf = (place: 'line' | 'row', { line, column, rule }: Misfit): string =>
  `${place} ${line}${column === '' ? '' : `, column '${oneLine(column)}'`}: ${rule}`;

const refusal = (data: string, place: 'line' | 'row', checked: CheckedRows): CommandError => {
  const { count, misfits } = checked;
  const [first] = misfits;
  const places = misfits.map((misfit) => placeOf(place, misfit));
  const rest = count - misfits.length;
  const what = first === undefined ? 'the data do not fit their schema' : placeOf(place, first);
  return new CommandError(
    'Misfit',
    `${data}, ${what}${count > 1 ? ` (and ${count - 1} more)` : ''}`,
    [
      ...(count > 1 ? places : []),
      ...(rest > 0 && count > 1 ? [`and ${rest} more, not named`] : []),
    ],
  );
};

const isVersion = (version: string): boolean => /^[^\p{Cc}\p{Cs}]{1,200}$/u.test(version);

const counts = (of: Readonly<Record<string, number>>): string =>
  Object.entries(of)
    .map(([name, count]) => `${oneLine(name)} ${count}`)
    .join(', ');

/** The owner's step: data in, a snapshot out. */
export const ingestCommand: Command = {
  name: 'ingest',
  summary: "checks DATA against its owner's SCHEMA and keeps them as a snapshot",
  positionals: [{ name: 'DATA', says: 'CSV, JSON lines, Parquet or Arrow IPC' }],
  options: {
    schema: {
      value: 'SCHEMA',
      says: 'what the owner says of the data, as JSON; discreet schema schema',
    },
    out: {
      value: 'SNAPSHOT',
      says: "where the snapshot goes; DATA's name with .snapshot unless given",
    },
    version: {
      value: 'NAME',
      says: "the owner's public name for this state of the data; random unless given",
    },
    format: {
      value: 'FORMAT',
      says: 'csv, jsonl, parquet or arrow; by the name of DATA unless given',
    },
    misfits: { value: 'N', says: 'how many places that do not fit are named; 100 unless given' },
    json: jsonOption,
  },
  notes: [
    'What it prints, errors and report, is for the owner of the data alone. Nothing is written where a',
    'row does not fit. Give each state of the data a new version. A hidden file that ends in .part is what an',
    'ingestion that was stopped has left: remove it.',
  ],
  run: async (given, terminal) => {
    const data = given.positional(0);
    const schemaFile = given.required('schema');
    const out =
      given.text('out') ?? `${data.slice(0, data.length - extname(data).length)}.snapshot`;
    const most = given.whole('misfits', 100);
    const id = randomUUID();
    const version = given.text('version') ?? id;
    if (!isVersion(version))
      throw new CommandError('Usage', '--version must have 1 to 200 printable characters');
    const schema = parseSchema(schemaFile, readJson(schemaFile));
    if (existsSync(out))
      throw new CommandError('Usage', `${out}: it is there already, name another with --out`);
    const { reader, progress } = await openData(
      data,
      given.text('format'),
      schema.columns,
      terminal,
    );
    const file: WholeFile = await wholeFile(out);
    const hash = createHash('sha256');
    let buffer = headLine({ version, id, schema });
    const flush = async (): Promise<void> => {
      hash.update(buffer);
      await file.write(buffer);
      buffer = '';
    };
    let checked: CheckedRows;
    try {
      checked = await checkRows(reader, schema, most, (values) => {
        buffer += rowLine(values);
        return buffer.length < piece ? undefined : flush();
      });
      if (checked.count > 0) throw refusal(data, reader.place, checked);
      await flush();
      await file.write(endLine(checked.rows, hash.digest('hex')));
    } catch (error) {
      await file.drop();
      throw error;
    } finally {
      progress.end();
    }
    await file.keep();
    const { rows, missing, notFinite } = checked;
    const leftOut = reader.leftOut();
    if (given.flag('json'))
      terminal.out(
        JSON.stringify({ snapshot: out, version, id, rows, missing, notFinite, leftOut }),
      );
    else {
      const list = (label: string, text: string): readonly string[] =>
        text === '' ? [] : [`${label}  ${text}`];
      terminal.out(
        [
          `snapshot    ${out}`,
          `version     ${oneLine(version)}`,
          `id          ${id}`,
          `rows        ${rows}`,
          ...list('missing   ', counts(missing)),
          ...list('not finite', counts(notFinite)),
          ...list('left out  ', leftOut.map(oneLine).join(', ')),
          'This report is for the owner of the data alone.',
        ].join('\n'),
      );
    }
    return exitCodes.ok;
  },
};
