import type { Json } from './pipeline-json.ts';
import type { Domain, ElementDomain } from './domain.ts';
import type { Metric } from './metric.ts';

/** The JSON of an element's domain, as it stands in a pipeline. */
export function elementJson(domain: ElementDomain): Json {
  switch (domain.kind) {
    case 'category':
      return { category: domain.labels };
    case 'interval':
      return {
        interval: [domain.lower, domain.upper],
        grid: [domain.grid.exponent, String(domain.grid.lower), String(domain.grid.upper)],
      };
    case 'row':
      return Object.fromEntries(
        Object.entries(domain.columns)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, atom]) => [name, elementJson(atom)]),
      );
    default:
      return domain.kind;
  }
}

/** The JSON of a metric, as it stands in a pipeline. */
export function metricJson(metric: Metric): Json {
  switch (metric.kind) {
    case 'symmetricDistance':
      return { kind: metric.kind, contributions: metric.contributions };
    case 'symmetricIdDistance':
    case 'changeOneIdDistance':
      return { kind: metric.kind, identifier: metric.identifier };
    default:
      return metric.kind;
  }
}

const domainJson = (domain: Domain): Json => {
  switch (domain.kind) {
    case 'vector':
      return {
        vector: domain.element.kind,
        of: elementJson(domain.element),
        size: domain.size ?? null,
      };
    case 'grid':
      return { grid: domain.unit.toString() };
    case 'counts':
      return { counts: domain.labels };
    case 'bins':
      return { bins: domain.edges };
  }
};

/**
 * Whether two domains are the same; the order of a table's columns does not count.
 */
export function sameDomain(a: Domain, b: Domain): boolean {
  return JSON.stringify(domainJson(a)) === JSON.stringify(domainJson(b));
}

/** Whether two metrics are the same, contributions and identifiers included. */
export function sameMetric(a: Metric, b: Metric): boolean {
  return JSON.stringify(metricJson(a)) === JSON.stringify(metricJson(b));
}
