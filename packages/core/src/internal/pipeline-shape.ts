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

const common = ['inputDomain', 'inputMetric', 'map', 'steps', 'assumptions'];
const parts: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['transformation', [...common, 'outputDomain', 'outputMetric', '~execution']],
  ['measurement', [...common, 'outputMeasure', 'noise', 'exact', '~release']],
]);

/** The first part that a pipeline of its kind lacks: an object that only says it is one is refused by name. */
export function missingPart(value: unknown): string | undefined {
  return parts.get(kindOf(value))?.find((name) => {
    const part = field(value, name);
    const there = typeof part === 'function' || (typeof part === 'object' && part !== null);
    return !there || (/Domain|Metric|Measure/.test(name) && typeof kindOf(part) !== 'string');
  });
}
