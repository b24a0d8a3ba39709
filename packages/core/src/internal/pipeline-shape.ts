import { fieldOf } from '../field-of.ts';
import { printKind } from '../print.ts';

/** What a pipeline says it is. */
export function kindOf(value: unknown): unknown {
  return fieldOf(value, 'kind');
}

/** Whether a kind is one of those that `Simulable` makes: a test's, never to be released. */
export function isSimulated(kind: unknown): boolean {
  return typeof kind === 'string' && kind.startsWith('simulated');
}

const kinds: readonly unknown[] = [
  'transformation',
  'measurement',
  'simulatedMeasurement',
  'plan',
  'simulatedPlan',
  'dataset',
];

/** What stands where a pipeline should, in print: one of our kinds, else what JavaScript calls it, since it may be a record. */
export function printPipeline(value: unknown): string {
  const kind = kindOf(value);
  return kinds.includes(kind) ? `a ${String(kind)}` : printKind(value);
}
