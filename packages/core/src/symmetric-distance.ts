import { DiscreetError } from '@discreet/numeric';
import { proved } from './any-pipeline.ts';
import type { SymmetricDistance } from './metric.ts';
import type { SizeCheck, Static } from './parsed.ts';
import { print } from './print.ts';
import { readOptions } from './read-options.ts';
import type { Gate } from './refusal.ts';

/** The options of `symmetricDistance`. */
export interface Contributions {
  /** how many rows one person may have; 1 unless it is given */
  readonly contributions: number;
}

/** Parameters that say a number of contributions; P is inferred through it. */
type ContributionsCheck<P> = {
  readonly [K in keyof P]: Gate<P[K], SizeCheck<P[K], 'contributions'>>;
};

/**
 * Neighbours differ by rows added or removed, a person having up to `contributions` rows.
 *
 * **Contract** Distances count persons: distance(x, x') = ceil(|x symmetric difference x'| / contributions). Changing one person's rows is
 * distance 2. That nobody has more rows is an assumption, printed by `explain()`.
 *
 * @example
 * symmetricDistance({ contributions: 3 }).contributions; // => 3
 */
export function symmetricDistance(): SymmetricDistance;
export function symmetricDistance<const P extends Contributions>(
  options: ContributionsCheck<P>,
): SymmetricDistance<Static<P['contributions']>>;
export function symmetricDistance(options?: unknown): SymmetricDistance<number> {
  const contributions =
    options === undefined
      ? 1
      : readOptions('symmetricDistance', options, ['contributions']).get('contributions');
  if (
    typeof contributions !== 'number' ||
    !Number.isSafeInteger(contributions) ||
    contributions < 1
  )
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'symmetricDistance',
      rule: 'contributions must be a whole number from 1 to 2^53 - 1',
      received: print(contributions),
    });
  return proved<SymmetricDistance<number>>(
    Object.freeze({ kind: 'symmetricDistance', contributions }),
  );
}
