import type { Batch } from './batch.ts';
import type { ElementDomain } from './domain.ts';

/**
 * Gathers elements of a domain into a batch; what is of another type, or no declared label, is a missing value.
 *
 * **Contract** Total: no element makes it throw. A number that is no number is NaN, a label that is not declared is -1.
 */
export interface Encoder {
  readonly put: (index: number, value: unknown) => void;
  /** the batch of the first `length` elements that were put */
  readonly batch: (length: number) => Batch;
}

/** An encoder for elements of a domain, with room for `capacity` of them. */
export function makeEncoder(domain: ElementDomain, capacity: number): Encoder {
  switch (domain.kind) {
    case 'real':
    case 'integer':
    case 'interval': {
      const values = new Float64Array(capacity);
      return {
        put: (i, value) => {
          values[i] = typeof value === 'number' ? value : NaN;
        },
        batch: (end) => ({ kind: 'numbers', values, start: 0, end }),
      };
    }
    case 'category':
    case 'boolean': {
      const values = new Int32Array(capacity);
      const codes = new Map<unknown, number>(
        domain.kind === 'boolean'
          ? [
              [false, 0],
              [true, 1],
            ]
          : domain.labels.map((label, code) => [label, code]),
      );
      return {
        put: (i, value) => {
          values[i] = codes.get(value) ?? -1;
        },
        batch: (end) => ({ kind: 'codes', values, start: 0, end }),
      };
    }
    case 'text': {
      const values: (string | undefined)[] = [];
      return {
        put: (i, value) => {
          values[i] = typeof value === 'string' ? value : undefined;
        },
        batch: (end) => ({ kind: 'texts', values, start: 0, end }),
      };
    }
    case 'row': {
      const values: unknown[] = [];
      return {
        put: (i, value) => {
          values[i] = value;
        },
        batch: (end) => ({ kind: 'rows', values, start: 0, end }),
      };
    }
  }
}
