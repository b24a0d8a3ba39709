import {
  DiscreetError,
  fieldOf,
  l1Distance,
  type L1Distance,
  l2Distance,
  type L2Distance,
  type Metric,
  type Mul,
  type Needs,
  type Num,
  print,
  type SymmetricDistance,
} from '@discreet/core';
import { Rational } from '@discreet/numeric';

/** The metrics that counts in disjoint groups can be measured in. */
export type CountMetric = L1Distance | L2Distance;

/**
 * What one row does to counts in disjoint groups, as a literal: 1 where it comes or goes; where it changes, it leaves one group and enters
 * another, which is 2 in L1 and sqrt(2), here rounded up, in L2.
 */
export type CountSensitivity<C, MO, M> = MO extends SymmetricDistance
  ? C
  : M extends L1Distance
    ? C extends Num
      ? Mul<C, 2>
      : number
    : C extends Num
      ? Mul<C, 1.414214>
      : number;

/**
 * The map's factor for counts in disjoint groups: of d in L1, of d^2 in L2 squared. It is the same number in both.
 *
 * d rows that come or go move the counts by a vector of whole numbers whose absolute values sum to at most d: L1 <= d, and L2 <= L1. d rows
 * that change move them by (entries) - (departures), at most d of each: L1 <= 2 d, and L2^2 <= d^2 + d^2, reached when all d rows go from
 * one group to one other.
 */
export function countFactor(rows: Metric): Rational {
  return rows.kind === 'symmetricDistance' ? Rational.one : Rational.of(2n);
}

/** The metric that a caller asks for, checked at run time. */
export function checkCountMetric(metric: unknown, where: string): CountMetric {
  const kind = metric === undefined ? 'l1Distance' : fieldOf(metric, 'kind');
  if (kind === 'l1Distance') return l1Distance;
  if (kind === 'l2Distance') return l2Distance;
  throw new DiscreetError({
    tag: 'InvalidParameter',
    where,
    rule: 'the metric must be l1Distance or l2Distance',
    received: print(metric),
  });
}

/** Why a type is no single metric for counts. */
export type CountMetricCheck<M> = [M] extends [L1Distance]
  ? unknown
  : [M] extends [L2Distance]
    ? unknown
    : Needs<'counts are measured in one metric: l1Distance or l2Distance'>;
