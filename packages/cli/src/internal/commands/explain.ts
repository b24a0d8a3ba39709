import { lossName } from '@discreet/core';
import { describeSpec } from '../../certificate.ts';
import { exitCodes } from '../../exit-code.ts';
import { parseSpec } from '../../spec.ts';
import { type Command, jsonOption } from '../command.ts';
import { oneLine } from '../one-line.ts';
import { readJson } from '../read-text.ts';

/** Says everything about a SPEC before anything is spent. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'says what SPEC asks, what it costs and how accurate it is, before anything is spent',
  positionals: [
    { name: 'SPEC', says: 'a pipeline, a plan or a batch as JSON; discreet schema spec' },
  ],
  options: { json: jsonOption },
  run: (given, terminal) => {
    const file = given.positional(0);
    const spec = parseSpec(file, readJson(file));
    if (given.flag('json')) {
      terminal.out(
        JSON.stringify({
          query: spec.json,
          ...describeSpec(spec, '1'),
          explain: spec.queries.map(({ measurement }) => measurement.explain()),
        }),
      );
      return exitCodes.ok;
    }
    const loss = lossName(spec.open.measure);
    const several = spec.queries.flatMap(({ name, measurement }) => [
      `${oneLine(name)}:`,
      measurement.explain(),
      '',
    ]);
    terminal.out(
      spec.json !== null && spec.queries.length === 1 && spec.queries[0]?.name === ''
        ? spec.queries[0].measurement.explain()
        : [
            ...several,
            `together     ${loss} ${spec.open.map(1).toDecimalString()}, charged as one`,
            ...(spec.budget === undefined
              ? []
              : [`budget       ${loss} ${spec.budget.toDecimalString()} at most`]),
          ].join('\n'),
    );
    return exitCodes.ok;
  },
};
