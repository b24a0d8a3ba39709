import { DiscreetError } from '@discreet/numeric';
import { type Batch, batchLength } from './batch.ts';
import type { Dataset } from './dataset.ts';
import type { DatasetDomain, ElementDomain } from './domain.ts';
import { makeEncoder } from './encoder.ts';
import { proved } from './any-pipeline.ts';
import { isIterable } from './is-iterable.ts';
import { sameDomain } from './same-space.ts';

/** Whether data arrive as a stream of batches. */
export function isStream(data: unknown): data is AsyncIterable<unknown> {
  try {
    return typeof data === 'object' && data !== null && Symbol.asyncIterator in data;
  } catch {
    // an object that fails when it is looked at fails again where it is read, as a source
    return false;
  }
}

const isDataset = (data: unknown): data is Dataset<DatasetDomain> =>
  typeof data === 'object' &&
  data !== null &&
  'kind' in data &&
  data.kind === 'dataset' &&
  '~batches' in data;

/** The one error for a source of rows that failed; it says nothing about why, since the cause may depend on the data. */
export function sourceFailed(): DiscreetError {
  return new DiscreetError({
    tag: 'SourceFailed',
    where: 'invoke',
    rule: 'the source of the data failed while it was read',
  });
}

function* encoded(data: Iterable<unknown>, domain: ElementDomain): Generator<Batch> {
  const encoder = makeEncoder(domain, batchLength);
  let length = 0;
  for (const element of data) {
    encoder.put(length, element);
    length += 1;
    if (length === batchLength) {
      yield encoder.batch(length);
      length = 0;
    }
  }
  if (length > 0) yield encoder.batch(length);
}

/** the length of an array, read once; a proxy may say anything */
const lengthOf = (data: readonly unknown[]): number => {
  const { length } = data;
  if (!Number.isSafeInteger(length)) throw sourceFailed();
  return length;
};

const typedArray = proved<object>(Object.getPrototypeOf(Float64Array.prototype));

/**
 * A plain view of the memory that the engine holds for a typed array.
 *
 * A subclass or a property of the array's own may give another `length`, `subarray` or `constructor`: a kernel that trusted them could
 * count a row twice. The engine's own getters, called on the array, cannot be replaced by it.
 */
const plainView = (data: Float64Array | Int32Array): Float64Array | Int32Array => {
  const own = (key: 'buffer' | 'byteOffset' | 'length'): unknown =>
    Reflect.get(typedArray, key, data);
  const length = proved<number>(own('length'));
  const View = data instanceof Float64Array ? Float64Array : Int32Array;
  // a detached buffer has no memory to view
  if (length === 0) return new View(0);
  return new View(proved<ArrayBuffer>(own('buffer')), proved<number>(own('byteOffset')), length);
};

/** an array by its indices: a hole is a missing value */
function* encodedArray(data: readonly unknown[], domain: ElementDomain): Generator<Batch> {
  const encoder = makeEncoder(domain, batchLength);
  const length = lengthOf(data);
  for (let start = 0; start < length; start += batchLength) {
    const end = Math.min(length, start + batchLength);
    for (let i = start; i < end; i++) encoder.put(i - start, data[i]);
    yield encoder.batch(end - start);
  }
}

function* windows(length: number, view: (start: number, end: number) => Batch): Generator<Batch> {
  for (let start = 0; start < length; start += batchLength)
    yield view(start, Math.min(length, start + batchLength));
}

/** Whether data are a collection that can be read at once. */
export function isCollection(data: unknown): data is Iterable<unknown> | Dataset<DatasetDomain> {
  return isIterable(data) || isDataset(data);
}

/**
 * Why data cannot be read in a domain, if they cannot: they are no collection at all, or were ingested for another domain. It is said of their
 * kind alone, before any row is read.
 */
export function dataRefusal(data: unknown, domain: DatasetDomain): DiscreetError | undefined {
  if (!isCollection(data))
    return new DiscreetError({
      tag: 'InvalidParameter',
      where: 'invoke',
      rule: 'data must be an array, a typed array, an iterable or an ingested dataset',
      received: data === null ? 'null' : `a value of type ${typeof data}`,
    });
  if (!isDataset(data)) return undefined;
  const { element } = domain;
  // the size is no part of what an ingested dataset was checked against
  return sameDomain({ kind: 'vector', element: data.domain.element }, { kind: 'vector', element })
    ? undefined
    : new DiscreetError({
        tag: 'StepMismatch',
        where: 'invoke',
        rule: 'the dataset was ingested for another domain',
      });
}

/**
 * Reads data of a domain in batches of at most `batchLength`, in place where it can.
 *
 * **Contract** Total on elements: one that does not fit is a missing value. The data are what `dataRefusal` does not refuse.
 */
export function readBatches(
  data: Iterable<unknown> | Dataset<DatasetDomain>,
  { element }: DatasetDomain,
): Iterable<Batch> {
  if (isDataset(data)) return data['~batches']();
  const numeric = element.kind === 'real' || element.kind === 'integer';
  if (numeric && (data instanceof Float64Array || data instanceof Int32Array)) {
    const values = plainView(data);
    return windows(values.length, (start, end) => ({ kind: 'numbers', values, start, end }));
  }
  if (Array.isArray(data)) {
    const values: readonly unknown[] = data;
    if (element.kind !== 'row') return encodedArray(values, element);
    return windows(lengthOf(values), (start, end) => ({ kind: 'rows', values, start, end }));
  }
  return encoded(data, element);
}
