import type { Dataset } from './dataset.ts';
import type { Carrier, Integer, Real, Vector } from './domain.ts';

/** What can be read as a dataset of domain D at once: an ingested one, an array, a typed array of numbers, or any iterable of elements. */
export type Data<D> =
  D extends Vector<infer A>
    ? | Iterable<Carrier<A>>
      | Dataset<D>
      | (A extends Real | Integer ? Float64Array | Int32Array : never)
    : never;

/** A dataset that arrives in batches, each of them `Data`. */
export type DataStream<D> = AsyncIterable<Data<D>>;

/** Reads data at once, or a stream of batches as it comes. */
export interface Invoke<D, A> {
  (data: Data<D>): A;
  (stream: DataStream<D>): Promise<A>;
}
