import { DiscreetError } from '@discreet/numeric';
import { ownFields } from './own-fields.ts';
import { print } from './print.ts';

/**
 * The options of a function by name, checked: a misspelt option is refused, not ignored.
 *
 * **Contract** Only own properties count, so nothing that somebody put on `Object.prototype` does. Left out is `undefined`.
 * **Errors** What is no object, and an option that is not among `names`, are refused by name.
 *
 * @example
 * readOptions('clamp', { resolution: 0.1 }, ['resolution']).get('resolution'); // => 0.1
 */
export function readOptions<K extends string>(
  where: string,
  options: unknown,
  names: readonly K[],
): ReadonlyMap<K, unknown> {
  const allowed = names.join(' and ');
  const refuse = (received: string): DiscreetError =>
    new DiscreetError({
      tag: 'InvalidParameter',
      where,
      rule: `the options are an object with ${allowed}`,
      received,
    });
  if (options === undefined) return new Map();
  const fields = ownFields(options);
  if (fields === undefined) throw refuse(print(options));
  const known: readonly string[] = names;
  const other = [...fields.keys()].find((key) => !known.includes(key));
  if (other !== undefined) throw refuse(print(other));
  return new Map(names.map((name) => [name, fields.get(name)]));
}
