import {
  cast,
  chain,
  clamp,
  column,
  count,
  countBy,
  ingest,
  laplace,
  plan,
  positive,
  type Positive,
  type Rational,
  sum,
  symmetricDistance,
  table,
} from 'discreet';
import { around, mean, quotient } from '../report/intervals.ts';
import type { Answer, Report } from '../report/report.ts';
import { BadInput } from './bad-input.ts';
import { readCsv } from './rows.ts';
import type { Schema } from './schema.ts';

const alpha = 0.05;

/** The source that a schema describes. Its columns are known only at run time, so `cast` says below what is in them. */
const sourceOf = (schema: Schema) =>
  table(
    Object.fromEntries(schema.columns.map(({ name, domain }) => [name, domain])),
    symmetricDistance({ contributions: schema.contributions }),
  );
type Source = ReturnType<typeof sourceOf>;

/** The owner's act: every row against the schema. A misfit is told by line and column, never by its value. */
const ingestFile = async (path: string, source: Source, schema: Schema) => {
  const { rows, lineOf } = readCsv(path, schema.columns);
  const { version, missing } = schema;
  const ingestion = await ingest(source, rows, { version, missing });
  if (ingestion._tag === 'Right') return ingestion.right.dataset;
  const { misfits, count: all } = ingestion.left;
  const [first] = misfits;
  if (first === undefined) throw ingestion.left;
  const more = all > 1 ? ` (and ${all - 1} more)` : '';
  const line = lineOf(first.row) ?? first.row;
  throw new BadInput(`${path}, line ${line}, column '${first.column}': ${first.rule}${more}`);
};

/** A budget in millionths, and its share for each of n questions. */
const sharesOf = (text: string, n: number): { readonly all: Positive; readonly each: Positive } => {
  if (!/^\d+(\.\d{1,6})?$/.test(text))
    throw new BadInput(`--epsilon must be a decimal with at most six places, got ${text}`);
  const [whole = '', decimals = ''] = text.split('.');
  const millionths = BigInt(whole + decimals.padEnd(6, '0'));
  const share = positive(Number(`${millionths / BigInt(n)}e-6`));
  const all = positive(Number(text));
  if (all._tag === 'Left' || share._tag === 'Left')
    throw new BadInput(`--epsilon must be at least 0.000001 for each of ${n} questions`);
  return { all: all.right, each: share.right };
};

/** Ingests a CSV file and asks all that its schema allows: budget and questions are settled before the file is opened. */
export async function release(file: string, schema: Schema, epsilon: string): Promise<Report> {
  const source = sourceOf(schema);
  const questions = 1 + schema.columns.filter(({ sum, counts }) => sum ?? counts).length;
  const { all, each } = sharesOf(epsilon, questions);
  const dataset = await ingestFile(file, source, schema);

  const howMany = chain(source, count(), laplace({ epsilon: each }));
  const sums = schema.columns.flatMap(({ name, sum: asked }) => {
    if (asked === undefined) return [];
    const clamped = chain(source, column(name), cast(asked.domain), clamp(asked.bounds));
    return [
      { name, bounds: asked.bounds, query: chain(clamped, sum(), laplace({ epsilon: each })) },
    ];
  });
  const counts = schema.columns.flatMap(({ name, counts: labels }) => {
    if (labels === undefined) return [];
    return [
      {
        name,
        query: chain(source, column(name), cast(labels), countBy(), laplace({ epsilon: each })),
      },
    ];
  });

  // Names and costs are known only at run time, so the plan has `tryRun`: it checks all costs before anything is drawn.
  const start = plan(source, { epsilon: all });
  const numbers = sums.reduce(
    (asked, { name, query }) => asked.ask(`sum of ${name}`, query),
    start.ask<string, typeof howMany>('rows', howMany),
  );
  const [first, ...rest] = counts;
  const outcome =
    first === undefined
      ? numbers.tryRun(dataset)
      : rest
          .reduce(
            (asked, { name, query }) => asked.ask(`by ${name}`, query),
            numbers.ask<string, typeof first.query>(`by ${first.name}`, first.query),
          )
          .tryRun(dataset);
  if (outcome._tag === 'Left') throw outcome.left;
  const answers = outcome.right;

  let { left } = start;
  const pay = (query: { readonly map: (dIn: number) => Rational }) => {
    const cost = query.map(1);
    left = left.sub(cost);
    return { epsilon: cost, left };
  };
  const numberOf = (name: string): number => {
    const answer = answers[name];
    if (typeof answer !== 'number') throw new Error(`no number was asked as '${name}'`);
    return answer;
  };
  const rows = numberOf('rows');
  const report: Answer[] = [
    {
      name: 'Rows',
      unit: 'count',
      ...pay(howMany),
      estimates: [
        { label: 'all', value: rows, interval: around(rows, howMany.accuracy(alpha), 0) },
      ],
    },
  ];
  for (const { name, bounds, query } of sums) {
    const total = numberOf(`sum of ${name}`);
    const interval = (a: number) => around(total, query.accuracy(a), -Infinity);
    report.push({
      name: `Sum of ${name}`,
      unit: `each within ${bounds[0]} and ${bounds[1]}`,
      ...pay(query),
      estimates: [{ label: 'all', value: total, interval: interval(alpha) }],
    });
    report.push({
      name: `Mean of ${name}`,
      unit: 'sum over rows',
      epsilon: query.map(0),
      left,
      estimates: [
        {
          label: 'all',
          value: mean(total, rows, bounds),
          interval: quotient(
            interval(alpha / 2),
            around(rows, howMany.accuracy(alpha / 2), 0),
            bounds,
          ),
        },
      ],
    });
  }
  for (const { name, query } of counts) {
    const answer = answers[`by ${name}`];
    const accuracy = query.accuracy(alpha, { simultaneous: true });
    report.push({
      name: `Rows by ${name}`,
      unit: 'count',
      ...pay(query),
      estimates: Object.entries(typeof answer === 'object' ? answer : {}).map(([label, value]) => ({
        label,
        value,
        interval: around(value, accuracy, 0),
      })),
    });
  }
  return { title: `${file}, version ${schema.version}`, epsilon: start.left, answers: report };
}
