import {
  type AnyMeasurement,
  DiscreetError,
  distanceBetween,
  openMeasurement,
  proved,
} from '@discreet/core';
import * as O from 'fp-ts/lib/Option.js';
import { checkPrivacyStatistically } from './check-privacy-statistically.ts';
import { simulate } from './simulate.ts';
import type { SamplingOptions, StatisticalReport } from './statistical-report.ts';

/** a simulated measurement of any types */
interface Simulated {
  readonly invoke: (data: readonly unknown[]) => unknown;
}

/**
 * Attacks a measurement's privacy map on two datasets as `checkPrivacyStatistically` does, with its own answers and its own claim.
 *
 * **Contract** The claim is the map's value at the distance of the two datasets. If it is true there, `holds` is false with probability at
 * most `falseAlarm`.
 * **Errors** What is no measurement; datasets at no finite distance; options that are none.
 *
 * @example
 * import { chain, count, laplace, real, symmetricDistance, values } from 'discreet';
 * import { checkMeasurementStatistically } from '@discreet/testing';
 * const howMany = chain(values(real, symmetricDistance()), count(), laplace({ scale: 2 }));
 * checkMeasurementStatistically(howMany, { x: [1, 2, 3], y: [1, 2] }).holds; // => true
 */
export function checkMeasurementStatistically(
  measurement: AnyMeasurement,
  pair: { readonly x: readonly unknown[]; readonly y: readonly unknown[] },
  options: SamplingOptions = {},
): StatisticalReport {
  const where = 'checkMeasurementStatistically';
  const { inputMetric, map, outputMeasure } = openMeasurement(measurement, where);
  const distance = distanceBetween(inputMetric, pair.x, pair.y);
  if (O.isNone(distance))
    throw new DiscreetError({
      tag: 'InvalidDistance',
      where,
      rule: 'x and y must be at a finite distance',
    });
  const loss = map(distance.value);
  return checkPrivacyStatistically(
    (data: readonly unknown[], entropy): unknown =>
      proved<Simulated>(simulate(measurement, entropy)).invoke(data),
    pair,
    outputMeasure.kind === 'maxDivergence' ? { epsilon: loss } : { rho: loss },
    options,
  );
}
