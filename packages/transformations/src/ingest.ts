import {
  type Batch,
  batchLength,
  contains,
  type Dataset,
  type DatasetDomain,
  DiscreetError,
  type ElementDomain,
  makeEncoder,
  openDataset,
  print,
  proved,
  readOptions,
  type Transformation,
  isIterable,
  isStream,
} from '@discreet/core';
import * as E from 'fp-ts/lib/Either.js';
import { IngestionRefused, type Misfit } from './ingestion-refused.ts';

/** The options of `ingest`. */
export interface IngestOptions {
  /** the owner's public name for this state of the data; never computed from the data */
  readonly version: string;
  /** what to do with null and undefined: refuse the data, unless it is said to keep them as missing values; NaN is a member of number columns either way */
  readonly missing?: 'refuse' | 'keep';
}

/** What only the owner may see: how many rows there are, and how many values in each column are missing or not finite. */
export interface IngestionReport {
  readonly rows: number;
  readonly missing: Readonly<Record<string, number>>;
  readonly notFinite: Readonly<Record<string, number>>;
}

/** Data that were checked, and the report about them, which is not private. */
export interface Ingestion<D> {
  readonly dataset: Dataset<D>;
  readonly report: IngestionReport;
}

/** how many misfits an error names; all are counted */
const named = 20;

interface Chunk {
  /** takes the values of a row, one for each column */
  readonly put: (index: number, values: readonly unknown[]) => void;
  readonly batch: (length: number) => Batch;
}

const field = (row: unknown, name: string): unknown =>
  typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined;

const newChunk = (element: ElementDomain): Chunk => {
  if (element.kind !== 'row') {
    const { put, batch } = makeEncoder(element, batchLength);
    return {
      put: (index, values) => {
        put(index, values[0]);
      },
      batch,
    };
  }
  const encoders = Object.entries(element.columns).map(
    ([name, atom]) => [name, makeEncoder(atom, batchLength)] as const,
  );
  return {
    put: (index, values) => {
      for (const [i, [, encoder]] of encoders.entries()) encoder.put(index, values[i]);
    },
    batch: (end) => ({
      kind: 'columns',
      columns: new Map(encoders.map(([name, encoder]) => [name, encoder.batch(end)])),
      start: 0,
      end,
    }),
  };
};

/** One ingestion under way: what has been read, what did not fit, and the counts for the report. */
class Ingester {
  readonly #element: ElementDomain;
  readonly #columns: readonly (readonly [string, ElementDomain])[];
  readonly #keepMissing: boolean;
  readonly #batches: Batch[] = [];
  readonly #misfits: Misfit[] = [];
  readonly #missing = new Map<string, number>();
  readonly #notFinite = new Map<string, number>();
  #chunk: Chunk;
  #length = 0;
  #rows = 0;
  #refused = 0;

  constructor(element: ElementDomain, keepMissing: boolean) {
    this.#element = element;
    this.#columns =
      element.kind === 'row' ? Object.entries<ElementDomain>(element.columns) : [['', element]];
    this.#keepMissing = keepMissing;
    this.#chunk = newChunk(element);
  }

  #refuse(column: string, rule: string): void {
    this.#refused += 1;
    if (this.#misfits.length < named) this.#misfits.push({ row: this.#rows, column, rule });
  }

  #check(column: string, domain: ElementDomain, value: unknown): void {
    if (value === null || value === undefined || Number.isNaN(value)) {
      this.#missing.set(column, (this.#missing.get(column) ?? 0) + 1);
      const allowed = this.#keepMissing || (Number.isNaN(value) && contains(domain, value));
      if (!allowed) this.#refuse(column, 'a value is missing');
    } else if (!contains(domain, value)) {
      const expected =
        domain.kind === 'category' ? 'one of the declared labels' : `a member of ${domain.kind}`;
      this.#refuse(column, `the value must be ${expected}`);
    } else if (typeof value === 'number' && !Number.isFinite(value)) {
      this.#notFinite.set(column, (this.#notFinite.get(column) ?? 0) + 1);
    }
  }

  add(row: unknown): void {
    this.#rows += 1;
    const isTable = this.#element.kind === 'row';
    // each value is read once: what is checked is what is kept
    const values = isTable ? this.#columns.map(([column]) => field(row, column)) : [row];
    if (isTable && (typeof row !== 'object' || row === null))
      this.#refuse('', 'a row must be an object');
    else
      for (const [i, [column, domain]] of this.#columns.entries())
        this.#check(column, domain, values[i]);
    this.#chunk.put(this.#length, values);
    this.#length += 1;
    if (this.#length === batchLength) this.#close();
  }

  #close(): void {
    if (this.#length > 0) this.#batches.push(this.#chunk.batch(this.#length));
    this.#chunk = newChunk(this.#element);
    this.#length = 0;
  }

  finish<D>(domain: DatasetDomain, version: string): E.Either<IngestionRefused, Ingestion<D>> {
    this.#close();
    if (domain.size !== undefined && domain.size !== this.#rows) {
      this.#refused += 1;
      const rule = `the data must have the declared ${domain.size} rows, got ${this.#rows}`;
      this.#misfits.unshift({ row: this.#rows, column: '', rule });
    }
    if (this.#refused > 0)
      return E.left(new IngestionRefused(this.#refused, Object.freeze([...this.#misfits])));
    const batches = Object.freeze([...this.#batches]);
    const dataset = { kind: 'dataset', domain, version, '~batches': () => batches };
    return E.right({
      dataset: proved<Dataset<D>>(Object.freeze(dataset)),
      report: Object.freeze({
        rows: this.#rows,
        missing: Object.freeze(Object.fromEntries(this.#missing)),
        notFinite: Object.freeze(Object.fromEntries(this.#notFinite)),
      }),
    });
  }
}

const optionsOf = (options: unknown): { readonly version: string; readonly keep: boolean } => {
  const given = readOptions('ingest', options, ['version', 'missing']);
  const [version, missing] = [given.get('version'), given.get('missing')];
  const refuse = (rule: string, received: unknown): DiscreetError =>
    new DiscreetError({
      tag: 'InvalidParameter',
      where: 'ingest',
      rule,
      received: print(received),
    });
  if (typeof version !== 'string' || version === '')
    throw refuse('version must be a name that is not empty', version);
  if (missing !== undefined && missing !== 'refuse' && missing !== 'keep')
    throw refuse("missing must be 'refuse' or 'keep'", missing);
  return { version, keep: missing === 'keep' };
};

/**
 * Checks rows against their owner's schema, once, and holds them column by column: the owner's own act, before any query.
 *
 * **Contract** Right when every declared value of every row is a member of its column's domain (or missing, with `missing: 'keep'`) and,
 * under `changeOneDistance`, the number of rows is the declared one. Queries on the dataset give the same answers as on the rows.
 * **Shapes** Any iterable of rows, or an async iterable of rows.
 * **Errors** `IngestionRefused` in a `Left`, with row numbers from 1, columns and rules, and no value of the data. It is for the owner
 * alone: never show it to an analyst. A source that throws, throws here: the owner may see why.
 * **Cost** One pass. Numbers take 8 bytes, labels and booleans 4.
 * **Source** docs/proofs/ingest.md
 *
 * @example
 * import { ingest, integer, symmetricDistance, table } from 'discreet';
 * const people = table({ age: integer }, symmetricDistance());
 * ingest(people, [{ age: 41 }, { age: 'old' }], { version: '2026-01' })._tag; // => 'Left'
 */
export function ingest<DI, MI, DO, MO, C extends number>(
  source: Transformation<DI, MI, DO, MO, C>,
  rows: Iterable<unknown>,
  options: IngestOptions,
): E.Either<IngestionRefused, Ingestion<DI>>;
export function ingest<DI, MI, DO, MO, C extends number>(
  source: Transformation<DI, MI, DO, MO, C>,
  rows: AsyncIterable<unknown>,
  options: IngestOptions,
): Promise<E.Either<IngestionRefused, Ingestion<DI>>>;
export function ingest(source: unknown, rows: unknown, options: unknown): unknown {
  const { inputDomain } = openDataset(source, 'ingest', 'needs a source such as table()');
  const { version, keep } = optionsOf(options);
  const ingester = new Ingester(inputDomain.element, keep);
  if (isStream(rows))
    return (async () => {
      for await (const row of rows) ingester.add(row);
      return ingester.finish(inputDomain, version);
    })();
  if (!isIterable(rows))
    throw new DiscreetError({
      tag: 'InvalidParameter',
      where: 'ingest',
      rule: 'rows must be an iterable or an async iterable of rows',
      received: print(rows),
    });
  for (const row of rows) ingester.add(row);
  return ingester.finish(inputDomain, version);
}
