import {
  type Approximate,
  DiscreetError,
  fieldOf,
  type Gate,
  type GaussianDP,
  type LossName,
  type MaxDivergence,
  type Needs,
  print,
  proved,
  type RenyiDivergence,
  type ZeroConcentratedDivergence,
  type ComposabilityOf,
} from '@discreet/core';
import { approximateFilter, type ApproximateCapacity } from './approximate-filter.ts';
import {
  type ApproximateZeroConcentratedCapacity,
  approximateZeroConcentratedFilter,
} from './approximate-zero-concentrated-filter.ts';
import type { FilterKernel, FilterMeasure } from './filter-kernel.ts';
import { type GaussianCapacity, gaussianFilter } from './gaussian-filter.ts';
import { type PureCapacity, pureFilter } from './pure-filter.ts';
import { type RenyiCapacity, renyiFilter } from './renyi-filter.ts';
import {
  type ZeroConcentratedCapacity,
  zeroConcentratedFilter,
} from './zero-concentrated-filter.ts';

/** Why no running total in measure ME may decide when to stop; `unknown` where one may. */
export type Filters<ME> = 0 extends 1 & ME
  ? Needs<'the type of this measure is any'>
  : [ME] extends [FilterMeasure]
    ? unknown
    : [ComposabilityOf<ME>] extends [{ readonly filters: false }]
      ? Needs<`${LossName<ME>} add up only over queries that were fixed in advance, no rule that stops on them is sound: filter in epsilon, rho or mu`>
      : Needs<'a filter needs a measure such as maxDivergence'>;

/** The capacity of a filter in measure ME. */
export type CapacityIn<ME> = ME extends MaxDivergence
  ? PureCapacity
  : ME extends Approximate<MaxDivergence>
    ? ApproximateCapacity
    : ME extends ZeroConcentratedDivergence
      ? ZeroConcentratedCapacity
      : ME extends Approximate<ZeroConcentratedDivergence>
        ? ApproximateZeroConcentratedCapacity
        : ME extends GaussianDP
          ? GaussianCapacity
          : ME extends RenyiDivergence
            ? RenyiCapacity
            : never;

type Maker = (capacity: never) => FilterKernel;

const makers: ReadonlyMap<unknown, Maker> = new Map<unknown, Maker>([
  ['maxDivergence', pureFilter],
  ['zeroConcentratedDivergence', zeroConcentratedFilter],
  ['gaussianDP', gaussianFilter],
  ['renyiDivergence', renyiFilter],
]);
const approximateMakers: ReadonlyMap<unknown, Maker> = new Map<unknown, Maker>([
  ['maxDivergence', approximateFilter],
  ['zeroConcentratedDivergence', approximateZeroConcentratedFilter],
]);

const stopRule = (name: string): DiscreetError =>
  new DiscreetError({
    tag: 'StepMismatch',
    where: 'privacyFilter',
    rule: `${name} add up only over queries that were fixed in advance, no rule that stops on them is sound: filter in epsilon, rho or mu`,
  });

/**
 * The privacy filter of basic composition in a measure: the one that `pureFilter` and its like make, chosen by the measure.
 *
 * **Contract** As the filter's own: mechanisms may be chosen adaptively, parameters and all, and what all answers together lose is at most
 * the capacity.
 * **Errors** A measure whose losses add up only where they were fixed in advance does not compile, and is refused at run time: privacy loss
 * distributions and trade-off functions. A rule that composes the ones so far and stops at a target does not keep the target (arXiv
 * 2602.06756, arXiv 2602.15815).
 * **Source** docs/proofs/composition.md, docs/proofs/privacy-filters.md
 *
 * @example
 * import { maxDivergence, privacyFilter } from 'discreet';
 * privacyFilter(maxDivergence, { epsilon: 1 }).kind; // => 'pure'
 */
export function privacyFilter<ME>(
  measure: Gate<ME, Filters<ME>>,
  capacity: CapacityIn<ME>,
): FilterKernel<Extract<ME, FilterMeasure>> {
  const kind = fieldOf(measure, 'kind');
  if (kind === 'privacyLossDistribution') throw stopRule('privacy loss distributions');
  if (kind === 'fDP') throw stopRule('trade-off functions');
  const make =
    kind === 'approximate'
      ? approximateMakers.get(fieldOf(fieldOf(measure, 'of'), 'kind'))
      : makers.get(kind);
  if (make === undefined)
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'privacyFilter',
      rule: 'a filter needs a measure such as maxDivergence',
      received: print(kind ?? measure),
    });
  return proved<FilterKernel<Extract<ME, FilterMeasure>>>(make(proved<never>(capacity)));
}
