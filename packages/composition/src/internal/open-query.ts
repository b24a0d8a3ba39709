import {
  type DatasetDomain,
  describeDomain,
  describeMetric,
  DiscreetError,
  lossName,
  type Measure,
  type Metric,
  openMeasurement,
  type OpenMeasurement,
  sameDomain,
  sameMetric,
} from '@discreet/core';
import type { Rational } from '@discreet/numeric';

/** A query that fits a plan, with its exact cost for one person. */
export interface OpenQuery {
  readonly name: string;
  readonly measurement: OpenMeasurement;
  readonly cost: Rational;
}

/** What a plan's queries must agree with. */
export interface PlanSpace {
  readonly domain: DatasetDomain;
  readonly metric: Metric;
  readonly measure: Measure;
}

/** Checks at run time what the types of `ask` and `follow` check at compile time. */
export function openQuery(space: PlanSpace, name: string, query: unknown): OpenQuery {
  const where = `plan, '${name}'`;
  const measurement = openMeasurement(query, where);
  const mismatch = (rule: string, received: string): DiscreetError =>
    new DiscreetError({ tag: 'StepMismatch', where, rule, received });
  if (measurement.outputMeasure.kind !== space.measure.kind)
    throw mismatch(
      `the budget is in ${lossName(space.measure)}: convert the query first`,
      `a query in ${lossName(measurement.outputMeasure)}`,
    );
  if (!sameMetric(measurement.inputMetric, space.metric))
    throw mismatch(
      `this query counts neighbours in another way than the plan, ${describeMetric(space.metric)}`,
      describeMetric(measurement.inputMetric),
    );
  if (!sameDomain(measurement.inputDomain, space.domain))
    throw mismatch('this query reads another table', describeDomain(measurement.inputDomain));
  return { name, measurement, cost: measurement.map(1) };
}
