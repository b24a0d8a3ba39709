import {
  type Approximate,
  DiscreetError,
  type Gate,
  type GaussianDP,
  isArray,
  type MaxDivergence,
  type Needs,
  ownFields,
  print,
  proved,
  readOptions,
  type ZeroConcentratedDivergence,
} from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Amount } from './amounts.ts';
import { approximateFilter } from './approximate-filter.ts';
import { approximateZeroConcentratedFilter } from './approximate-zero-concentrated-filter.ts';
import type { FilterKernel } from './filter-kernel.ts';
import type { AtDistance } from './fully-adaptive.ts';
import { gaussianFilter } from './gaussian-filter.ts';
import { makeInteractive, spaceOf } from './internal/interactive.ts';
import type { PlanSource } from './plan.ts';
import { pureFilter } from './pure-filter.ts';
import type { Interactive } from './queryable.ts';
import { zeroConcentratedFilter } from './zero-concentrated-filter.ts';

/** The loss of one query that is fixed in advance. */
export type FixedLoss =
  | { readonly epsilon: Amount }
  | { readonly epsilon: Amount; readonly delta: Amount }
  | { readonly rho: Amount }
  | { readonly rho: Amount; readonly delta: Amount }
  | { readonly mu: Amount };

/** The measure that a fixed loss is in. */
export type MeasureOfLoss<P> = P extends { readonly epsilon: Amount; readonly delta: Amount }
  ? Approximate<MaxDivergence>
  : P extends { readonly epsilon: Amount }
    ? MaxDivergence
    : P extends { readonly rho: Amount; readonly delta: Amount }
      ? Approximate<ZeroConcentratedDivergence>
      : P extends { readonly rho: Amount }
        ? ZeroConcentratedDivergence
        : P extends { readonly mu: Amount }
          ? GaussianDP
          : never;

/** Why losses of these measures cannot stand together; all of a union are told apart. */
type OneShape<ME, All = ME> = ME extends unknown
  ? [All] extends [ME]
    ? unknown
    : Needs<'all losses have one shape: epsilon, rho or mu, all with a delta or none'>
  : never;

type Maker = (capacity: never) => FilterKernel;

/** the filter of each shape of losses, by its names in order */
const makers: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['epsilon', pureFilter],
  ['delta epsilon', approximateFilter],
  ['rho', zeroConcentratedFilter],
  ['delta rho', approximateZeroConcentratedFilter],
  ['mu', gaussianFilter],
]);

const where = 'adaptive';

const refuse = (rule: string, received: unknown): DiscreetError =>
  new DiscreetError({ tag: 'InvalidParameter', where, rule, received: print(received) });

/** the filter whose capacity is just what the losses come to, and the losses as its charges */
const ruleOf = (losses: unknown): Parameters<typeof makeInteractive>[2] => {
  if (!isArray(losses) || losses.length === 0)
    throw refuse('the losses must be an array of at least one', losses);
  const names = [...(ownFields(losses[0])?.keys() ?? [])];
  const make = makers.get([...names].sort().join(' '));
  if (make === undefined)
    throw refuse('a loss is in epsilon, rho or mu, with a delta or without', losses[0]);
  const one = make(proved<never>(Object.fromEntries(names.map((name) => [name, 0n]))));
  const parts = Array.from<unknown, ReturnType<typeof one.parseCharge>>(losses, one.parseCharge);
  let spent = one.nothing;
  const charges = parts.map((part) => {
    if (E.isLeft(part)) throw part.left;
    spent = one.add(spent, part.right);
    return part.right;
  });
  return {
    kernel: make(proved<never>(one.reading(spent))),
    limited: true,
    parts: Object.freeze(charges),
  };
};

/**
 * Adaptive composition with parameters that are fixed in advance: the first query may cost the first loss, the next the next.
 *
 * **Contract** For all x, x' at the distance: all answers together lose at most the losses' sum (for mu, the root of the sum of squares,
 * rounded up). Queries may be chosen in full knowledge of earlier answers; their losses are those that stand here. A query that costs less
 * than its part uses it up; one that costs more is refused, and the part stays.
 * **Units** epsilon and rho in nats, delta a probability
 * **Errors** No losses, losses in several shapes, and amounts that are no finite numbers >= 0 are refused.
 * **Source** docs/proofs/composition.md
 *
 * @example
 * import { adaptive, chain, count, laplace, real, symmetricDistance, values } from 'discreet';
 * const ages = values(real, symmetricDistance());
 * const twice = adaptive(ages, [{ epsilon: 0.5 }, { epsilon: 0.25 }]);
 * twice.filter.capacity['epsilon']?.toString(); // => '3/4'
 * const queryable = twice.invoke([31, 45, 62]);
 * await queryable.ask(chain(ages, count(), laplace({ epsilon: 0.5 })));
 * queryable.remaining()['epsilon']?.toString(); // => '1/4'
 */
export function adaptive<DI, MI, P extends FixedLoss>(
  source: PlanSource<DI, MI>,
  losses: readonly Gate<P, OneShape<MeasureOfLoss<P>>>[],
  options?: AtDistance,
): Interactive<DI, MI, MeasureOfLoss<P>> {
  const distance = readOptions(where, options, ['distance']).get('distance');
  const space = spaceOf(source, where, distance);
  return proved<Interactive<DI, MI, MeasureOfLoss<P>>>(
    makeInteractive(where, space, ruleOf(losses)),
  );
}
