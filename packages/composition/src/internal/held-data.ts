import {
  dataRefusal,
  type DatasetDomain,
  DiscreetError,
  fieldOf,
  isIterable,
  isStream,
  proved,
} from '@discreet/core';

/** Data that can be read again for every question. */
export interface HeldData {
  /** the data for one reading, or a promise of them */
  readonly open: () => unknown;
}

const once = (received: string): DiscreetError =>
  new DiscreetError({
    tag: 'InvalidParameter',
    where: 'data',
    rule: 'data are read for every question: give an array, an ingested dataset, a promise of one, or a function that opens a stream afresh',
    received,
  });

/** Whether data can be read again, told by their kind alone. */
const isRereadable = (data: unknown): boolean =>
  Array.isArray(data) ||
  ArrayBuffer.isView(data) ||
  data instanceof Set ||
  fieldOf(data, 'kind') === 'dataset';

/** Refuses what would be empty, or something else, when it is read again. */
const rereadable = (data: unknown, domain: DatasetDomain): unknown => {
  if (!isRereadable(data)) {
    const refused = dataRefusal(data, domain);
    throw isStream(data) || refused === undefined
      ? once(isStream(data) ? 'a stream' : 'an iterable')
      : refused;
  }
  const refused = dataRefusal(data, domain);
  if (refused !== undefined) throw refused;
  return data;
};

/** Whether a value is a promise; it is asked for its `then` once, by whoever waits for it. */
const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  value instanceof Promise || typeof fieldOf(value, 'then') === 'function';

/** A source that gives data afresh each time; what it gave before may be used up, and is not taken a second time. */
const afresh = (source: () => unknown, domain: DatasetDomain): HeldData => {
  const given = new WeakSet();
  const checked = (data: unknown): unknown => {
    if (isRereadable(data)) return data;
    if (isStream(data) || isIterable(data)) {
      const stream: object = data;
      if (given.has(stream)) throw once('the same stream again');
      given.add(stream);
      return data;
    }
    return rereadable(data, domain);
  };
  return {
    open: () => {
      const data = source();
      return isPromise(data) ? Promise.resolve(data).then(checked) : checked(data);
    },
  };
};

/**
 * Takes the data of a session, in whatever form they come.
 *
 * **Errors** What can be read only once, and what is no data of the domain, is refused by its kind, before a row is read. What a promise or
 * a function gives is known later: it fails the question that reads it.
 */
export function heldData(data: unknown, domain: DatasetDomain): HeldData {
  if (typeof data === 'function')
    return afresh(() => proved<unknown>(Reflect.apply(data, undefined, [])), domain);
  if (isPromise(data)) {
    const promised = Promise.resolve(data).then((given) => rereadable(given, domain));
    // it fails the questions, not the process
    promised.catch(() => undefined);
    return { open: () => promised };
  }
  const held = rereadable(data, domain);
  return { open: () => held };
}
