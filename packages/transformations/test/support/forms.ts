import { proved } from '@discreet/core';

/** A pipeline as these tests call it: data of any form in, an answer or a promise of one out. */
export interface Invocable {
  readonly invoke: (data: never) => unknown;
}

/** Calls a pipeline with data of any type. */
export function invoke(pipeline: Invocable, data: unknown): unknown {
  return pipeline.invoke(proved<never>(data));
}

/** An iterable that can be read again and again, and counts how often it was. */
export function counted<A>(rows: readonly A[]): Iterable<A> & { readonly reads: () => number } {
  let reads = 0;
  return {
    reads: () => reads,
    *[Symbol.iterator]() {
      reads += 1;
      yield* rows;
    },
  };
}

/** A generator of the rows: gone after one pass. */
export function* generated<A>(rows: readonly A[]): Generator<A> {
  yield* rows;
}

/** The rows in pieces of the given lengths, which are used again and again; a length of 0 is an empty piece. */
export function pieces<A>(rows: readonly A[], lengths: readonly number[]): A[][] {
  const result: A[][] = [];
  for (let start = 0, i = 0; start < rows.length; i += 1) {
    const length = lengths[i % lengths.length] ?? 1;
    result.push(rows.slice(start, start + length));
    start += length;
  }
  return result;
}

/** A stream of batches, one tick apart. */
export async function* streamed(batches: Iterable<unknown>): AsyncGenerator {
  for (const batch of batches) {
    await Promise.resolve();
    yield batch;
  }
}

/** Every form in which rows may arrive, by name. */
export function forms(rows: readonly unknown[]): ReadonlyMap<string, () => unknown> {
  const numbers = rows.filter((row) => typeof row === 'number');
  const result = new Map<string, () => unknown>([
    ['an array', () => [...rows]],
    ['a frozen array', () => Object.freeze([...rows])],
    ['an iterable', () => counted(rows)],
    ['a generator', () => generated(rows)],
    ['a stream of arrays', () => streamed(pieces(rows, [3, 0, 1, 5]))],
    ['a stream of iterables', () => streamed(pieces(rows, [2, 0]).map((piece) => counted(piece)))],
    ['a stream of generators', () => streamed(pieces(rows, [4]).map((piece) => generated(piece)))],
    ['a stream of single rows in arrays', () => streamed(rows.map((row) => [row]))],
  ]);
  if (numbers.length === rows.length) {
    result.set('a Float64Array', () => Float64Array.from(numbers));
    result.set('a view into a Float64Array', () =>
      Float64Array.from([1e9, ...numbers, -1e9]).subarray(1, numbers.length + 1),
    );
    result.set('a stream of Float64Arrays', () =>
      streamed(pieces(numbers, [2, 0, 3]).map((piece) => Float64Array.from(piece))),
    );
    if (numbers.every((x) => Number.isInteger(x) && Math.abs(x) < 2 ** 31 && !Object.is(x, -0))) {
      result.set('an Int32Array', () => Int32Array.from(numbers));
      result.set('a stream of mixed typed arrays', () =>
        streamed(
          pieces(numbers, [3, 1]).map((piece, i) =>
            i % 2 === 0 ? Int32Array.from(piece) : Float64Array.from(piece),
          ),
        ),
      );
    }
  }
  return result;
}
