import { DiscreetError, Rational, rationalFromDecimal } from '@discreet/numeric';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { DatasetMetric } from './metric.ts';
import { print } from './print.ts';

/** What a distance or a loss can be written as; numbers are read as the decimal that they print as. */
export type Distance = number | bigint | string | Rational;

const datasetMetrics: { readonly [K in DatasetMetric['kind']]: true } = {
  symmetricDistance: true,
  changeOneDistance: true,
  insertDeleteDistance: true,
  hammingDistance: true,
  symmetricIdDistance: true,
  changeOneIdDistance: true,
};

/** Whether a metric of that name measures datasets. */
export function isDatasetMetric(name: string): boolean {
  return Object.hasOwn(datasetMetrics, name);
}

/** Whether the distances of a metric of that name are whole: those of datasets are, and `discreteDistance` is 0 or 1. */
export function hasWholeDistances(name: string): boolean {
  return isDatasetMetric(name) || name === 'discreteDistance';
}

/**
 * The distance that a value stands for, if it is one.
 *
 * **Contract** Finite and >= 0; whole where those of the metric are. -0 is 0.
 */
export function parseDistance(
  value: Distance,
  metric: string,
  where: string,
  name: 'dIn' | 'dOut' = 'dIn',
): E.Either<DiscreetError, Rational> {
  const whole = hasWholeDistances(metric);
  const parsed = value instanceof Rational ? O.some(value) : rationalFromDecimal(value);
  if (O.isSome(parsed) && parsed.value.sign() >= 0 && (!whole || parsed.value.isInteger()))
    return E.right(parsed.value);
  const rule = `${name} must be a ${whole ? 'whole ' : ''}number >= 0`;
  const received = print(value);
  return E.left(new DiscreetError({ tag: 'InvalidDistance', where, rule, received }));
}
