import { DiscreetError } from '@discreet/numeric';
import type { SizedChangeOneDistance } from './metric.ts';
import { proved } from './any-pipeline.ts';
import type { SizeCheck, Static } from './parsed.ts';
import { print } from './print.ts';
import { readOptions } from './read-options.ts';
import type { Gate } from './refusal.ts';

/**
 * Neighbours have one public size and differ in the values of one row; a person has one row.
 *
 * **Contract** distance(x, x') is the least number of rows that must be changed. The size is public, and stands in every formula even where
 * the data turn out to have another one.
 *
 * @example
 * changeOneDistance({ size: 1000 }).size; // => 1000
 */
export function changeOneDistance<const P extends { readonly size: number }>(options: {
  readonly [K in keyof P]: Gate<P[K], SizeCheck<P[K]>>;
}): SizedChangeOneDistance<Static<P['size']>> {
  const size = readOptions('changeOneDistance', options, ['size']).get('size');
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 1)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'changeOneDistance',
      rule: 'size must be a whole number from 1 to 2^53 - 1',
      received: print(size),
    });
  return proved<SizedChangeOneDistance<Static<P['size']>>>(
    Object.freeze({ kind: 'changeOneDistance', size }),
  );
}
