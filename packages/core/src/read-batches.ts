import { DiscreetError } from '@discreet/numeric';
import { type Batch, batchLength } from './batch.ts';
import type { Dataset } from './dataset.ts';
import type { DatasetDomain, ElementDomain } from './domain.ts';
import { makeEncoder } from './encoder.ts';
import { isIterable } from './is-iterable.ts';
import { sameDomain } from './same-space.ts';

/** Whether data arrive as a stream of batches. */
export function isStream(data: unknown): data is AsyncIterable<unknown> {
  return typeof data === 'object' && data !== null && Symbol.asyncIterator in data;
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

/** an array by its indices: its length is read once, and a hole is a missing value */
function* encodedArray(data: readonly unknown[], domain: ElementDomain): Generator<Batch> {
  const encoder = makeEncoder(domain, batchLength);
  const { length } = data;
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

/**
 * Reads data of a domain in batches of at most `batchLength`, in place where it can.
 *
 * **Contract** Total on elements: one that does not fit is a missing value. What is no collection at all, or was ingested for another
 * domain, is refused by its kind alone, before it is read.
 */
export function readBatches(data: unknown, domain: DatasetDomain): Iterable<Batch> {
  const element = domain.element;
  const numeric = element.kind === 'real' || element.kind === 'integer';
  if (!isIterable(data) && !isDataset(data))
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'invoke',
      rule: 'data must be an array, a typed array, an iterable or an ingested dataset',
      // the kind alone: in a stream this may be a row
      received: data === null ? 'null' : `a value of type ${typeof data}`,
    });
  if (isDataset(data)) {
    // the size is no part of what an ingested dataset was checked against
    if (!sameDomain({ kind: 'vector', element: data.domain.element }, { kind: 'vector', element }))
      throw new DiscreetError({
        tag: 'StepMismatch',
        where: 'invoke',
        rule: 'the dataset was ingested for another domain',
      });
    return data['~batches']();
  }
  if (numeric && (data instanceof Float64Array || data instanceof Int32Array))
    return windows(data.length, (start, end) => ({ kind: 'numbers', values: data, start, end }));
  if (Array.isArray(data)) {
    const values: readonly unknown[] = data;
    if (element.kind !== 'row') return encodedArray(values, element);
    return windows(values.length, (start, end) => ({ kind: 'rows', values, start, end }));
  }
  return encoded(data, element);
}
