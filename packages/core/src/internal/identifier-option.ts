import { DiscreetError } from '@discreet/numeric';
import { print } from '../print.ts';
import { readOptions } from '../read-options.ts';

/** The column that says whose a row is, from the options of an id distance. */
export function identifierOption(where: string, options: unknown): string {
  const identifier = readOptions(where, options, ['identifier']).get('identifier');
  if (typeof identifier !== 'string' || identifier === '')
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: 'identifier must be the name of a column',
      received: print(identifier),
    });
  return identifier;
}
