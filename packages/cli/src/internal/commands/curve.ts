import {
  compositionSeries,
  type Curve,
  type EventAccountant,
  logGrid,
  profileSeries,
  tradeOffSeries,
} from '@discreet/accounting';
import type { ChartRows } from '@discreet/charts';
import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../exit-code.ts';
import { type Command, jsonOption } from '../command.ts';
import type { Given } from '../given.ts';
import {
  accountantOptions,
  type GuaranteeFile,
  labelsOf,
  readGuarantee,
} from '../guarantee-file.ts';
import { rowsAsCsv, rowsAsJson } from '../print-rows.ts';
import { madeAt } from '../refused.ts';
import { wholeFile } from '../write-file.ts';

type Labelled = readonly (readonly [label: string, file: GuaranteeFile])[];

/** The same of every file, under its label. */
const each = <T>(files: Labelled, make: (file: GuaranteeFile) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(files.map(([label, file]) => [label, make(file)]));

const refuseOptions = (given: Given, names: readonly string[], of: string): void => {
  const unused = names.find((name) => given.text(name) !== undefined);
  if (unused !== undefined) throw new CommandError('Usage', `--${unused} is not for a ${of}`);
};

/** The guarantees as they stand: events are taken --count times. */
const guarantees = (
  given: Given,
  files: Labelled,
): Readonly<Record<string, Curve | EventAccountant>> => {
  const count = given.text('count') ?? '1';
  return each(files, (of) =>
    of.kind === 'curve'
      ? of.curve
      : madeAt('--count', () => of.accountant.compose(of.event, count)),
  );
};

const rowsOf = (given: Given, files: Labelled): ChartRows => {
  const of = given.text('of') ?? 'profile';
  switch (of) {
    case 'profile':
    case 'trade-off': {
      refuseOptions(given, ['delta', 'up-to'], of);
      const members = guarantees(given, files);
      return madeAt(of, () => (of === 'profile' ? profileSeries : tradeOffSeries)(members));
    }
    case 'composition': {
      refuseOptions(given, ['count'], of);
      const to = given.whole('up-to', 1000);
      const delta = given.required('delta');
      const members = each(files, (file) => {
        if (file.kind === 'event') return file;
        throw new CommandError('Usage', `${file.file}: a composition is of events, not of curves`);
      });
      const counts = madeAt('--up-to', () => logGrid({ from: 1, to }));
      return madeAt('--delta', () => compositionSeries(members, { delta, counts }));
    }
    default:
      throw new CommandError('Usage', '--of must be profile, trade-off or composition');
  }
};

const writeSvg = async (
  path: string,
  rows: ChartRows,
  title: string | undefined,
): Promise<void> => {
  // a drawing library is slow to load: only who asks for a chart waits for it
  const { chartSvg } = await import('@discreet/charts');
  const svg = madeAt('--svg', () => chartSvg(rows, title === undefined ? {} : { title }));
  const file = await wholeFile(path);
  try {
    await file.write(svg);
  } catch (error) {
    await file.drop();
    throw error;
  }
  await file.keep();
};

/** Prints a privacy curve, and draws it. */
export const curveCommand: Command = {
  name: 'curve',
  summary: 'prints a privacy curve of an event or a guarantee, and draws it',
  positionals: [
    { name: 'FILE', says: 'an event (discreet-event) or a guarantee (discreet/curve) as JSON' },
    { name: 'OTHER', says: 'a second one, in the same table and chart', optional: true },
  ],
  options: {
    of: { value: 'WHAT', says: 'profile, trade-off or composition; a profile unless given' },
    delta: { value: 'D', says: 'for a composition: where epsilon is read' },
    'up-to': { value: 'N', says: 'for a composition: so many uses at most; 1000 unless given' },
    count: { value: 'N', says: 'for the others: how often the event happens; once unless given' },
    ...accountantOptions,
    svg: { value: 'FILE', says: 'writes the chart there' },
    title: { value: 'TEXT', says: 'what stands above the chart' },
    json: jsonOption,
  },
  notes: [
    'The rows are CSV, or JSON with --json. The upper end is certified (of a trade-off curve, the lower one); the other',
    'end shows what rounding and grids may have cost. Nothing is opened but the files, and nothing is spent.',
  ],
  run: async (given, terminal) => {
    const names = [given.positional(0), given.optional(1)].filter((name) => name !== undefined);
    const title = given.text('title');
    const svg = given.text('svg');
    if (title !== undefined && svg === undefined)
      throw new CommandError('Usage', '--title is for a chart: --svg must be given');
    const labels = labelsOf(names);
    const files = names.map((name, i) => [labels[i] ?? name, readGuarantee(name, given)] as const);
    const rows = rowsOf(given, files);
    if (svg !== undefined) await writeSvg(svg, rows, title);
    terminal.out(given.flag('json') ? rowsAsJson(rows) : rowsAsCsv(rows));
    return exitCodes.ok;
  },
};
