import type { Cells } from './cells.ts';
import { expNear, NEAR, oneMinusExp } from './exp.ts';

/** below it doubles lose digits: all losses are in one cell */
const TINY = 1e-280;

/**
 * Laplace noise whose loss is at most `epsilon`, a double within a relative 2^-52 of the truth: an atom at each end, and a density e^(-(epsilon - loss)/2) / 4
 * between, in cells of equal width.
 *
 * Under the second dataset the loss has the law of minus the loss under the first.
 */
export function laplaceCells(epsilon: number, width: number): Cells {
  const count = epsilon > TINY ? Math.max(1, Math.ceil((2 * epsilon) / width)) : 1;
  const step = (2 * epsilon) / count;
  const off = 4 * NEAR * epsilon + TINY;
  const share = oneMinusExp(step / 2) / 2;
  const masses = Float64Array.from({ length: count + 2 }, (_, j) => {
    if (j === 0) return expNear(-epsilon) / 2;
    return j === count + 1 ? 0.5 : share * expNear((-(count - j) * step) / 2);
  });
  const edges = Float64Array.from({ length: count + 1 }, (_, j) => j * step - epsilon);
  const at = (j: number): number => edges[Math.min(Math.max(j, 0), count)] ?? 0;
  return {
    p: masses,
    q: masses.slice().reverse(),
    error: masses.map(() => NEAR * (4 + 4 * epsilon)),
    low: masses.map((_, j) => at(j - 1) - off),
    high: masses.map((_, j) => at(j) + off),
  };
}
