import { DiscreetError } from '@discreet/numeric';
import type { Domain } from '../domain.ts';
import type { Metric } from '../metric.ts';

/**
 * Refuses a metric that tells users by a column which the domain does not have: where nobody has an identifier all rows are one user's, and what
 * is claimed for users would be claimed for nobody.
 */
export function checkSpace(domain: Domain, metric: Metric): void {
  if (metric.kind !== 'symmetricIdDistance' && metric.kind !== 'changeOneIdDistance') return;
  const { identifier } = metric;
  if (
    domain.kind === 'vector' &&
    domain.element.kind === 'row' &&
    Object.hasOwn(domain.element.columns, identifier)
  )
    return;
  throw new DiscreetError({
    tag: 'StepMismatch',
    where: metric.kind,
    rule: `the rows must have a column '${identifier}'`,
    received: domain.kind === 'vector' ? domain.element.kind : domain.kind,
  });
}
