import { DiscreetError, fieldOf, print, proved, readOptions } from '@discreet/core';
import { advancedFilter } from '../advanced-filter.ts';
import type { Amount } from '../amounts.ts';
import { approximateFilter } from '../approximate-filter.ts';
import { approximateZeroConcentratedFilter } from '../approximate-zero-concentrated-filter.ts';
import type { FilterKernel } from '../filter-kernel.ts';
import { gaussianFilter } from '../gaussian-filter.ts';
import { pureFilter } from '../pure-filter.ts';
import { renyiFilter } from '../renyi-filter.ts';
import { renyiOrdersFilter, type RenyiOrdersCapacity } from '../renyi-orders-filter.ts';
import { zeroConcentratedFilter } from '../zero-concentrated-filter.ts';

/** A reading does not depend on the capacity; where one must be large enough for its orders, this is. */
const beyondReach = '1e1000';

const refuse = (rule: string, received: unknown): DiscreetError =>
  new DiscreetError({
    tag: 'InvalidParameter',
    where: 'odometer',
    rule,
    received: print(received),
  });

const renyiKernel = (options: ReadonlyMap<string, unknown>): FilterKernel => {
  const given = (name: string): never => proved<never>(options.get(name));
  if (options.get('order') !== undefined)
    return renyiFilter({ order: given('order'), epsilon: 0n });
  const capacity: RenyiOrdersCapacity = {
    epsilon: beyondReach,
    delta: given('delta'),
    orders: given('orders'),
    rule: given('rule'),
  };
  return renyiOrdersFilter(capacity);
};

/** The rule by which an odometer of a measure adds up. */
export function odometerKernel(measure: unknown, options: unknown): FilterKernel {
  const kind = fieldOf(measure, 'kind');
  const of = fieldOf(fieldOf(measure, 'of'), 'kind');
  const names = ['distance', 'deltaPrime', 'order', 'orders', 'delta', 'rule'] as const;
  const given = readOptions('odometer', options, names);
  const takes = (allowed: readonly string[]): void => {
    const other = names.find(
      (name) => name !== 'distance' && given.get(name) !== undefined && !allowed.includes(name),
    );
    if (other !== undefined) throw refuse('this measure has no such option', other);
  };
  if (kind === 'renyiDivergence') {
    takes(given.get('order') === undefined ? ['orders', 'delta', 'rule'] : ['order']);
    return renyiKernel(given);
  }
  if (kind === 'approximate' && of === 'maxDivergence' && given.get('deltaPrime') !== undefined) {
    takes(['deltaPrime']);
    const deltaPrime = proved<Amount>(given.get('deltaPrime'));
    return advancedFilter({ epsilon: 0n, deltaPrime, deltaDoublePrime: 0n });
  }
  takes([]);
  if (kind === 'maxDivergence') return pureFilter({ epsilon: 0n });
  if (kind === 'zeroConcentratedDivergence') return zeroConcentratedFilter({ rho: 0n });
  if (kind === 'gaussianDP') return gaussianFilter({ mu: 0n });
  if (kind === 'approximate' && of === 'maxDivergence')
    return approximateFilter({ epsilon: 0n, delta: 0n });
  if (kind === 'approximate' && of === 'zeroConcentratedDivergence')
    return approximateZeroConcentratedFilter({ rho: 0n, delta: 0n });
  throw refuse('an odometer needs a measure such as maxDivergence', kind ?? measure);
}
