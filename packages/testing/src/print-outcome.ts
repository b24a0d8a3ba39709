import { Rational } from '@discreet/numeric';

/**
 * An outcome in print: the name under which its probability is kept.
 *
 * **Contract** Equal outcomes print the same, whatever the order of an object's keys; numbers print in full.
 *
 * @example
 * import { printOutcome } from '@discreet/testing';
 * printOutcome({ Oslo: 2, Bergen: 3n }); // => '{Bergen: 3, Oslo: 2}'
 */
export function printOutcome(outcome: unknown): string {
  if (typeof outcome === 'string') return JSON.stringify(outcome);
  if (typeof outcome !== 'object' || outcome === null || outcome instanceof Rational)
    return Object.is(outcome, -0) ? '-0' : String(outcome);
  if (Array.isArray(outcome)) return `[${outcome.map(printOutcome).join(', ')}]`;
  const entries: [string, unknown][] = Object.entries(outcome);
  const printed = entries
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}: ${printOutcome(value)}`);
  return `{${printed.join(', ')}}`;
}
