import type { Terminal } from '../terminal.ts';
import type { Given } from './given.ts';

/** An option of a command. */
export interface CommandOption {
  /** what stands for its text in the help; a flag has none */
  readonly value?: string;
  readonly says: string;
}

/** An argument by place. */
export interface Positional {
  readonly name: string;
  readonly says: string;
  readonly optional?: boolean;
}

/** One command: what it takes, what it says of itself, and what it does. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly positionals: readonly Positional[];
  readonly options: Readonly<Record<string, CommandOption>>;
  /** more for the help */
  readonly notes?: readonly string[];
  /** does it and resolves to the exit code */
  readonly run: (given: Given, terminal: Terminal) => number | Promise<number>;
}

/** The option that every command has. */
export const jsonOption: CommandOption = {
  says: 'writes JSON, for programs; errors are JSON too, on standard error',
};
