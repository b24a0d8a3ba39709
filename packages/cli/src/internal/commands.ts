import type { Command } from './command.ts';
import { budgetCommands } from './commands/budget.ts';
import { curveCommand } from './commands/curve.ts';
import { explainCommand } from './commands/explain.ts';
import { ingestCommand } from './commands/ingest.ts';
import { keyCommand } from './commands/key.ts';
import { releaseCommand } from './commands/release.ts';
import { schemaCommand } from './commands/schema.ts';
import { verifyCommand } from './commands/verify.ts';

/** All commands, in the order of a release from start to finish. */
export const commands: readonly Command[] = [
  ingestCommand,
  ...budgetCommands.slice(0, 2),
  explainCommand,
  releaseCommand,
  verifyCommand,
  keyCommand,
  schemaCommand,
  curveCommand,
  ...budgetCommands.slice(2),
];
