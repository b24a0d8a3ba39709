import { parseArgs } from 'node:util';
import { CommandError } from '../command-error.ts';
import type { Command, CommandOption } from './command.ts';
import { Given } from './given.ts';
import { oneLine } from './one-line.ts';

/** What was asked of a command: that it runs, or what it can do. */
export type Asked = { readonly kind: 'help' } | { readonly kind: 'run'; readonly given: Given };

const helpOption: CommandOption = { says: 'prints what the command takes' };

const sentence = (error: unknown): string => {
  const message = error instanceof Error ? error.message : 'the arguments cannot be read';
  return oneLine(message.split(/[.\n]/)[0] ?? message);
};

/** Reads the arguments of a command: nothing unknown, nothing twice, nothing left out that must be there. */
export function parseCommand(command: Command, args: readonly string[]): Asked {
  const options = Object.fromEntries(
    [...Object.entries(command.options), ['help', helpOption] as const].map(([name, { value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const usage = (what: string): CommandError =>
    new CommandError(
      'Usage',
      `discreet ${command.name}: ${what}; see discreet ${command.name} --help`,
    );
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
  } catch (error) {
    throw usage(sentence(error));
  }
  if (parsed.values['help'] === true) return { kind: 'help' };
  const seen = new Set<string>();
  for (const token of parsed.tokens) {
    if (token.kind !== 'option') continue;
    if (seen.has(token.name)) throw usage(`--${token.name} is given twice`);
    seen.add(token.name);
  }
  const { positionals } = parsed;
  const missing = command.positionals.find(
    ({ optional = false }, index) => !optional && positionals[index] === undefined,
  );
  if (missing !== undefined) throw usage(`${missing.name} is missing`);
  if (positionals.length > command.positionals.length)
    throw usage(`unexpected argument '${oneLine(positionals[command.positionals.length] ?? '')}'`);
  if (positionals.includes('')) throw usage('an argument must not be empty');
  const values = new Map<string, string | true>();
  for (const [name, value] of Object.entries(parsed.values))
    if (typeof value === 'string') values.set(name, value);
    else if (value === true) values.set(name, true);
  return { kind: 'run', given: new Given(values, positionals) };
}
