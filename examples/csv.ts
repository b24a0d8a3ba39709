/**
 * Private statistics of any CSV file under its owner's schema:
 *
 *     node examples/dist/csv.js FILE SCHEMA [--epsilon 1] [--json]
 *
 * It releases the number of rows, the sum and the mean of each column with bounds, and counts for each column with labels. The budget
 * is shared equally. A missing number that the owner keeps counts as the lower bound. Bad input is refused at ingestion, with line and column: that message is for the owner of the data alone.
 */
import { parseArgs } from 'node:util';
import { BadInput, oneLine } from './csv/bad-input.ts';
import { release } from './csv/release.ts';
import { readSchema } from './csv/schema.ts';
import { reportAsJson, reportAsText } from './report/report.ts';

const usage = 'usage: csv FILE SCHEMA [--epsilon 1] [--json]';

try {
  const { values: options, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      epsilon: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const [file, schema, ...others] = positionals;
  if (file === undefined || schema === undefined || others.length > 0) throw new BadInput(usage);
  const report = await release(file, readSchema(schema), options.epsilon);
  console.log(options.json ? reportAsJson(report) : reportAsText(report));
} catch (error) {
  console.error(oneLine(error));
  process.exitCode = 1;
}
