import { printKind } from '../print.ts';

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value
    ? Reflect.get(value, name)
    : undefined;

/** What a pipeline says it is. */
export function kindOf(value: unknown): unknown {
  return field(value, 'kind');
}

const kinds: readonly unknown[] = [
  'transformation',
  'measurement',
  'simulatedMeasurement',
  'plan',
  'dataset',
];

/** What stands where a pipeline should, in print: one of our kinds, else what JavaScript calls it, since it may be a record. */
export function printPipeline(value: unknown): string {
  const kind = kindOf(value);
  return kinds.includes(kind) ? `a ${String(kind)}` : printKind(value);
}
