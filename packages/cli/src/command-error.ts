import { type ExitCodes, exitCodes } from './exit-code.ts';

/** What kind of refusal of the command's own this is. */
export type CommandErrorTag = 'Usage' | 'Unreadable' | 'Misfit' | 'Ledger' | 'Unverified';

const codes: Readonly<Record<CommandErrorTag, ExitCodes[keyof ExitCodes]>> = {
  Usage: exitCodes.usage,
  Unreadable: exitCodes.usage,
  Misfit: exitCodes.misfit,
  Ledger: exitCodes.ledger,
  Unverified: exitCodes.unverified,
};

/** A refusal of the command's own: one sentence, without a record of the data unless it is for the data's owner. */
export class CommandError extends Error {
  readonly tag: CommandErrorTag;
  readonly exitCode: ExitCodes[keyof ExitCodes];
  /** further lines for whoever reads them */
  readonly details: readonly string[];

  constructor(tag: CommandErrorTag, message: string, details: readonly string[] = []) {
    super(message);
    this.name = 'CommandError';
    this.tag = tag;
    this.exitCode = codes[tag];
    this.details = details;
  }
}
