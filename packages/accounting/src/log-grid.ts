import { readFields, readParameter, refusal } from './internal/read-parameter.ts';

/** What a grid spans, and how dense it is. */
export interface LogGrid {
  readonly from: number;
  readonly to: number;
  /** 1: powers of ten; 3: also 2 and 5 of each; 9: every first digit. 3 unless it is given */
  readonly perDecade?: 1 | 3 | 9;
}

const digits = new Map<unknown, readonly number[]>([
  [1, [1]],
  [3, [1, 2, 5]],
  [9, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
]);

const exponentOf = (x: number): number => Number(x.toExponential().split('e')[1]);

/**
 * Round numbers from one number to another, evenly spread on a logarithmic axis: deltas, counts, noises.
 *
 * **Contract** In rising order: `from`, then what lies strictly between of 1, 2, 5 times a power of ten, then `to`. Each prints as the short decimal that it is read as. From a whole number
 * on, all are whole numbers where both ends are.
 * **Errors** Ends that are no finite numbers > 0, or are not in rising order; another density.
 *
 * @example
 * logGrid({ from: 1e-3, to: 0.5 }); // => [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
 * logGrid({ from: 1, to: 256, perDecade: 1 }); // => [1, 10, 100, 256]
 */
export function logGrid(span: LogGrid): readonly number[] {
  const where = 'logGrid';
  readFields(where, span);
  const { from, to, perDecade = 3 } = span;
  for (const [name, end] of [
    ['from', from],
    ['to', to],
  ] as const) {
    readParameter(where, name, end, '> 0');
    if (typeof end !== 'number') throw refusal(where, `${name} must be a number`, end);
  }
  if (from > to) throw refusal(where, 'from must be at most to', from);
  const first = digits.get(perDecade);
  if (first === undefined) throw refusal(where, 'perDecade must be 1, 3 or 9', perDecade);
  const between: number[] = [];
  for (let exponent = exponentOf(from); exponent <= exponentOf(to); exponent += 1)
    for (const digit of first) {
      const x = Number(`${digit}e${exponent}`);
      if (from < x && x < to) between.push(x);
    }
  return Object.freeze(from === to ? [from] : [from, ...between, to]);
}
