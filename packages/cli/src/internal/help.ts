import type { Command } from './command.ts';

const aligned = (lines: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.max(0, ...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
};

const usageOf = ({ name, positionals, options }: Command): string =>
  [
    `usage: discreet ${name}`,
    ...positionals.map(({ name: what, optional = false }) => (optional ? `[${what}]` : what)),
    ...(Object.keys(options).length > 0 ? ['[options]'] : []),
  ].join(' ');

/** What a command says of itself. */
export function helpOf(command: Command): string {
  const options: readonly (readonly [string, string])[] = [
    ...Object.entries(command.options).map(
      ([name, { value, says }]) =>
        [`--${name}${value === undefined ? '' : ` ${value}`}`, says] as const,
    ),
    ['--help', 'prints this'],
  ];
  return [
    command.summary,
    '',
    usageOf(command),
    ...(command.positionals.length > 0
      ? ['', ...aligned(command.positionals.map(({ name, says }) => [name, says]))]
      : []),
    '',
    ...aligned(options),
    ...(command.notes === undefined ? [] : ['', ...command.notes]),
  ].join('\n');
}

/** What the command as a whole says of itself. */
export function overview(commands: readonly Command[]): string {
  return [
    'Private statistics from a shell, charged to a budget that outlives the process.',
    '',
    'usage: discreet COMMAND [arguments] [options]',
    '',
    ...aligned(commands.map(({ name, summary }) => [name, summary])),
    '',
    ...aligned([
      ['COMMAND --help', 'what a command takes'],
      ['--version', 'the version of the library'],
    ]),
    '',
    'Exit codes:',
    ...aligned([
      ['0', 'done'],
      ['1', 'an unexpected failure'],
      ['2', 'usage: an option, an argument, a missing file, a SPEC or SCHEMA that is wrong'],
      ['3', 'data that do not fit their schema (ingest)'],
      ['4', 'refused, nothing spent: overspent, suspended, another table or unit, no such account'],
      ['5', 'the key: used for another request, burned, pending or expired'],
      ['6', 'the ledger: locked, behind its anchor, corrupt, or not to be used'],
      ['7', 'the mechanism failed after it was charged'],
      ['8', 'verify: something does not hold'],
      ['9', 'Node is older than 22.13'],
    ]),
  ].join('\n');
}
