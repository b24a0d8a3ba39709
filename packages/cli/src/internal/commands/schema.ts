import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../exit-code.ts';
import { schemaSchema } from '../../schema-schema.ts';
import { specSchema } from '../../spec-schema.ts';
import type { Command } from '../command.ts';

/** Prints the JSON Schemas, for editors. */
export const schemaCommand: Command = {
  name: 'schema',
  summary: 'prints the JSON Schema of a SPEC or of a SCHEMA, for editors',
  positionals: [{ name: 'WHICH', says: 'spec or schema' }],
  options: {},
  run: (given, terminal) => {
    const which = given.positional(0);
    if (which !== 'spec' && which !== 'schema')
      throw new CommandError('Usage', 'WHICH must be spec or schema');
    terminal.out(JSON.stringify(which === 'spec' ? specSchema : schemaSchema, undefined, 2));
    return exitCodes.ok;
  },
};
