import type { Domain, ElementDomain } from './domain.ts';
import type { Metric } from './metric.ts';
import type { Json, StepJson } from './pipeline-json.ts';

const element = (domain: ElementDomain): string => {
  switch (domain.kind) {
    case 'category':
      return `category(${domain.labels.join(', ')})`;
    case 'interval':
      return `numbers in [${domain.lower}, ${domain.upper}] on a grid of 10^${domain.grid.exponent}`;
    case 'row':
      return `{ ${Object.entries(domain.columns)
        .map(([name, atom]) => `${name}: ${element(atom)}`)
        .join(', ')} }`;
    default:
      return domain.kind;
  }
};

/** A domain in words. */
export function describeDomain(domain: Domain): string {
  switch (domain.kind) {
    case 'vector':
      return domain.size === undefined
        ? `rows of ${element(domain.element)}`
        : `${domain.size} rows of ${element(domain.element)}`;
    case 'grid':
      return `multiples of ${domain.unit.toDecimalString()}`;
    case 'counts':
      return `counts of ${domain.labels.join(', ')}`;
    case 'bins':
      return `counts of ${domain.edges.length - 1} bins`;
  }
}

/** A metric in words. */
export function describeMetric(metric: Metric): string {
  switch (metric.kind) {
    case 'symmetricDistance':
      return metric.contributions === 1
        ? metric.kind
        : `${metric.kind}, ${metric.contributions} rows a person`;
    case 'symmetricIdDistance':
    case 'changeOneIdDistance':
      return `${metric.kind}, users by ${metric.identifier}`;
    default:
      return metric.kind;
  }
}

const parameter = (value: Json): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

/** A step in words, as a caller would write it. */
export function describeStep(step: StepJson): string {
  const parameters = Object.entries(step).filter(([key]) => key !== 'step');
  return `${step.step}(${parameters.map(([key, value]) => `${key}: ${parameter(value)}`).join(', ')})`;
}
