import { CommandError } from '../command-error.ts';

/** The own entries of a JSON object with just these keys; what is misspelt is refused, not passed over. */
export function jsonObject(
  json: unknown,
  where: string,
  keys: readonly string[],
): ReadonlyMap<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new CommandError('Usage', `${where}: it must be a JSON object`);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(json);
  const other = entries.find(([key]) => !keys.includes(key));
  if (other !== undefined)
    throw new CommandError(
      'Usage',
      `${where}: there is no key '${other[0].slice(0, 60)}', the keys are ${keys.join(', ')}`,
    );
  return new Map(entries);
}
