import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-code.ts';
import type { Command } from './internal/command.ts';
import { commands } from './internal/commands.ts';
import { failureOf } from './internal/failure.ts';
import { helpOf, overview } from './internal/help.ts';
import { libraryVersion } from './internal/library-version.ts';
import { oneLine } from './internal/one-line.ts';
import { parseCommand } from './internal/parse-command.ts';
import type { Terminal } from './terminal.ts';

/** The command that arguments start with, and the arguments that are its own. */
const commandOf = (
  args: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } => {
  const found = commands.find(({ name }) => name.split(' ').every((word, i) => args[i] === word));
  if (found !== undefined)
    return { command: found, rest: args.slice(found.name.split(' ').length) };
  const [first = ''] = args;
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  throw new CommandError(
    'Usage',
    group.length > 0
      ? `discreet ${first}: one of ${group.map(({ name }) => name.slice(first.length + 1)).join(', ')} must follow`
      : `there is no command '${oneLine(first).slice(0, 60)}'; see discreet --help`,
  );
};

/**
 * Runs the `discreet` command.
 *
 * **Contract** Resolves to the exit code that is documented for what happened; it never rejects. Answers go to `out`; every failure is one sentence to
 * `error` (with more lines where `ingest` names several places), or JSON where `--json` was given. Nothing but `ingest` says anything of the data.
 *
 * @example
 * import { discreet } from '@discreet/cli';
 * const lines: string[] = [];
 * const terminal = { out: (text: string) => void lines.push(text), error: (text: string) => void lines.push(text) };
 * await discreet(['release'], terminal); // => 2
 * lines; // => ['discreet release: SPEC is missing; see discreet release --help']
 */
export async function discreet(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const [first] = args;
    if (first === undefined || first === '--help' || first === 'help') {
      (first === undefined ? terminal.error : terminal.out)(overview(commands));
      return first === undefined ? exitCodes.usage : exitCodes.ok;
    }
    if (first === '--version') {
      terminal.out(libraryVersion());
      return exitCodes.ok;
    }
    const { command, rest } = commandOf(args);
    const asked = parseCommand(command, rest);
    if (asked.kind === 'help') {
      terminal.out(helpOf(command));
      return exitCodes.ok;
    }
    return await command.run(asked.given, terminal);
  } catch (error) {
    const { exitCode, tag, message, details, key } = failureOf(error);
    if (args.includes('--json'))
      terminal.error(
        JSON.stringify({
          error: { tag, message, ...(details.length > 0 ? { details } : {}), key, exitCode },
        }),
      );
    else
      terminal.error(
        [
          message + (key === undefined ? '' : ` (key ${oneLine(key)})`),
          ...details.map((line) => `  ${line}`),
        ].join('\n'),
      );
    return exitCode;
  }
}
