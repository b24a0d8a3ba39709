import { type DatasetDomain, type DatasetMetric, DiscreetError, print } from '@discreet/core';
import type * as fc from 'fast-check';
import { distanceRefusal, replacedRows } from './internal/distance-refusal.ts';
import { edited, replacedInPlace } from './internal/ordered-pairs.ts';
import { inAnyOrder, inThisOrder } from './internal/pair-order.ts';
import { added, replacedIn } from './internal/unordered-pairs.ts';
import { differingUsers } from './internal/user-pairs.ts';
import type { MemberOptions } from './members.ts';
import type { NeighbourPair } from './neighbour-pair.ts';

export type { NeighbourPair } from './neighbour-pair.ts';

/**
 * Pairs of datasets at distance exactly d, under any metric of datasets. Where order does not count each dataset has one of its own, so
 * that pairs at distance 0 are permutations.
 *
 * **Contract** `distanceBetween(metric, x, y)` is d for every pair. Under `symmetricDistance` d counts persons, of whom the last may have
 * fewer rows than `contributions`; under the id distances it counts users, each of whom has one row or several, and misfits among
 * identifiers are missing ones. A domain with a public size gives datasets of that size, unless `misfits` asks for others as well.
 * **Errors** A d that is no whole number >= 0, and one at which the domain has no two datasets: more rows than the public size, more users
 * than there are, an odd number of rows that come or go at a public size, other rows where there is one only. An id distance where the rows
 * have no such column, or have a public size.
 * **Source** docs/proofs/neighbours.md
 *
 * @example
 * import { distanceBetween, real, symmetricDistance, values } from 'discreet';
 * import { neighbours } from '@discreet/testing';
 * import * as fc from 'fast-check';
 * const metric = symmetricDistance({ contributions: 3 });
 * const pairs = fc.sample(neighbours(values(real, metric).inputDomain, metric, 2), 5);
 * pairs.every(({ x, y }) => {
 *   const distance = distanceBetween(metric, x, y);
 *   return distance._tag === 'Some' && distance.value.toString() === '2';
 * }); // => true
 */
export function neighbours(
  domain: DatasetDomain,
  metric: DatasetMetric,
  distance: number,
  options: MemberOptions = {},
): fc.Arbitrary<NeighbourPair> {
  const misfits = options.misfits === true;
  const rule = distanceRefusal(domain, metric, distance, misfits);
  if (rule !== undefined)
    throw new DiscreetError({
      tag: 'InvalidDistance',
      where: 'neighbours',
      rule,
      received: print(distance),
    });
  switch (metric.kind) {
    case 'symmetricDistance': {
      const most = distance * metric.contributions;
      const least = distance === 0 ? 0 : most - metric.contributions + 1;
      const replaced = replacedRows(metric, distance);
      return inAnyOrder(
        domain.size === undefined || misfits || replaced === undefined
          ? added(domain, options, least, most)
          : replacedIn(domain, options, replaced),
        distance,
      );
    }
    case 'changeOneDistance':
      return inAnyOrder(replacedIn(domain, options, distance), distance);
    case 'hammingDistance':
      return inThisOrder(replacedInPlace(domain, options, distance), distance);
    case 'insertDeleteDistance':
      return inThisOrder(edited(domain, options, distance), distance);
    case 'symmetricIdDistance':
    case 'changeOneIdDistance':
      return inAnyOrder(differingUsers(domain, metric, distance, options), distance);
  }
}
