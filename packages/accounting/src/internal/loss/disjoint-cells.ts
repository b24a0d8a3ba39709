import type { Cells } from './cells.ts';
import { expNear, lnNear, NEAR } from './exp.ts';
import type { Rate } from './rate.ts';

/** A chance below e^-700 that stands for what two laws overlap in. */
const OVERLAP = 1e-304;

/** Beyond it two normal laws are far apart: they overlap in less than 2 Q(39) < e^-760. */
export const FAR_APART = 80;

/**
 * Gaussian noise on a Poisson sample that gives the record away, results being mu > 80 apart: up to mu/2 - 1 the loss is between ln(1 - rate) and
 * ln(1 - rate + rate e^-mu), and beyond it, where only a record in the sample gets, as good as infinite.
 */
export function disjointCells({ rate, rest }: Rate): Cells {
  const least = lnNear(rest);
  const most = lnNear(rest + rate * expNear(-FAR_APART));
  const off = NEAR * (4 + 2 * Math.abs(least));
  return {
    p: Float64Array.of(rest, rate),
    q: Float64Array.of(1, OVERLAP),
    error: Float64Array.of(4 * NEAR, 4 * NEAR),
    low: Float64Array.of(least - off, least - off),
    high: Float64Array.of(most + off, Infinity),
  };
}
