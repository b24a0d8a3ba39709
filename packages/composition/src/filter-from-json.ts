import { DiscreetError, print, proved } from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import { advancedFilter } from './advanced-filter.ts';
import { approximateFilter } from './approximate-filter.ts';
import { approximateZeroConcentratedFilter } from './approximate-zero-concentrated-filter.ts';
import type { FilterKernel } from './filter-kernel.ts';
import { gaussianFilter } from './gaussian-filter.ts';
import { pureFilter } from './pure-filter.ts';
import { renyiFilter } from './renyi-filter.ts';
import { renyiOrdersFilter } from './renyi-orders-filter.ts';
import { zeroConcentratedFilter } from './zero-concentrated-filter.ts';

type Maker = (capacity: never) => FilterKernel;

/** the closed registry of filters; what is not here cannot be named */
const makers: ReadonlyMap<unknown, Maker> = new Map<unknown, Maker>([
  ['pure', pureFilter],
  ['approximate', approximateFilter],
  ['zeroConcentrated', zeroConcentratedFilter],
  ['approximateZeroConcentrated', approximateZeroConcentratedFilter],
  ['gaussian', gaussianFilter],
  ['renyi', renyiFilter],
  ['renyiOrders', renyiOrdersFilter],
  ['advanced', advancedFilter],
]);

const refuse = (rule: string, received: unknown): DiscreetError =>
  new DiscreetError({
    tag: 'InvalidJson',
    where: 'filterFromJson',
    rule,
    received: print(received),
  });

const read = (json: unknown): FilterKernel => {
  if (typeof json !== 'object' || json === null) throw refuse('a filter must be an object', json);
  const field = (key: string): unknown =>
    Object.hasOwn(json, key) ? Reflect.get(json, key) : undefined;
  if (field('format') !== 'discreet/filter')
    throw refuse("format must be 'discreet/filter'", field('format'));
  if (field('version') !== 1) throw refuse('version must be 1', field('version'));
  const known = ['format', 'version', 'filter', 'capacity', 'orders', 'rule'];
  const other = Object.keys(json).find((key) => !known.includes(key));
  if (other !== undefined) throw refuse('a filter has no such key', other);
  const maker = makers.get(field('filter'));
  if (maker === undefined) throw refuse('filter must be one that is known', field('filter'));
  const capacity = field('capacity');
  if (typeof capacity !== 'object' || capacity === null)
    throw refuse('capacity must be an object', capacity);
  const several = field('filter') === 'renyiOrders';
  if (!several && (field('orders') !== undefined || field('rule') !== undefined))
    throw refuse("only the filter 'renyiOrders' takes orders and a rule", field('filter'));
  return maker(
    proved<never>(
      several ? { ...capacity, orders: field('orders'), rule: field('rule') } : capacity,
    ),
  );
};

/**
 * Reads a filter back from its JSON, through a closed registry: no code is loaded and none is evaluated.
 *
 * **Contract** filterFromJson(JSON of f) takes and refuses exactly the charges that f does.
 * **Errors** A `Left` for another format or version, an unknown filter or key, and whatever the constructors refuse.
 *
 * @example
 * import { filterFromJson, pureFilter } from '@discreet/composition';
 * const back = filterFromJson(JSON.parse(JSON.stringify(pureFilter({ epsilon: 0.1 }))));
 * back._tag === 'Right' && back.right.capacity['epsilon']?.toString(); // => '1/10'
 */
export function filterFromJson(json: unknown): E.Either<DiscreetError, FilterKernel> {
  try {
    return E.right(read(json));
  } catch (error) {
    if (error instanceof DiscreetError) return E.left(error);
    throw error;
  }
}
