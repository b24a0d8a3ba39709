import { expNear, lnNear, NEAR } from './exp.ts';
import type { Rate } from './rate.ts';

/**
 * The outcomes of one use of a mechanism, cut into cells, for two neighbouring datasets.
 *
 * For each cell j: its chance under the first dataset is within p(1 +- error), under the second within q(1 +- error), and every outcome in it has a privacy
 * loss ln(dP/dQ) within [low, high]. A cell with an error of 1 has chances of at most 2p and 2q.
 */
export interface Cells {
  readonly p: Float64Array;
  readonly q: Float64Array;
  readonly error: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The cells for the datasets in the other order: the loss has the other sign. */
export function swap({ p, q, error, low, high }: Cells): Cells {
  return {
    p: q.slice().reverse(),
    q: p.slice().reverse(),
    error: error.slice().reverse(),
    low: high.map((x) => 0 - x).reverse(),
    high: low.map((x) => 0 - x).reverse(),
  };
}

/** further down doubles lose digits of e^loss */
const LEAST = -700;

/** ln(1 - rate + rate e^loss), rounded down or up. */
function sampledLoss(loss: number, rate: Rate, sign: 1 | -1): number {
  const seen = Math.max(loss, LEAST);
  const [value, off] =
    sign === -1 && loss < LEAST ? lnOff(rate.rest, 0) : sampledLossNear(seen, rate);
  return value + sign * off;
}

const lnOff = (x: number, size: number): readonly [value: number, off: number] => {
  const value = lnNear(x);
  return [value, NEAR * (4 + Math.abs(value) + size)];
};

/** ln(1 - rate + rate e^loss) for a loss that is not far below 0, and by how much that is off at most. */
function sampledLossNear(
  loss: number,
  { rate, rest }: Rate,
): readonly [value: number, off: number] {
  if (loss === Infinity) return [Infinity, 0];
  if (loss > 600) {
    // e^loss may overflow: rate e^loss = e^sum
    const lnRate = lnNear(rate);
    const sum = loss + lnRate;
    const value = sum > 600 ? sum : lnNear(rest + expNear(sum));
    return [value, NEAR * (5 + 2 * loss + 2 * Math.abs(lnRate))];
  }
  return lnOff(rest + rate * expNear(loss), Math.abs(loss));
}

/** The mechanism on a Poisson sample: the second dataset lacks the record, which comes in with the given probability < 1. */
export function poissonSample({ p, q, error, low, high }: Cells, rate: Rate): Cells {
  const all = (losses: Float64Array, sign: 1 | -1): Float64Array =>
    losses.map((loss) => sampledLoss(loss, rate, sign));
  return {
    p: p.map((x, j) => rate.rest * (q[j] ?? 0) + rate.rate * x),
    q,
    error: error.map((e) => e + NEAR),
    low: all(low, -1),
    high: all(high, 1),
  };
}

/** The loss of a mechanism that is drawn with given chances, where what was drawn is seen: the cells of one after those of the other. */
export function mixture(parts: readonly (readonly [weight: number, cells: Cells])[]): Cells {
  const size = parts.reduce((sum, [, { p }]) => sum + p.length, 0);
  const column = (of: (cells: Cells, weight: number) => Float64Array): Float64Array => {
    const all = new Float64Array(size);
    let at = 0;
    for (const [weight, cells] of parts) {
      const part = of(cells, weight);
      all.set(part, at);
      at += part.length;
    }
    return all;
  };
  return {
    p: column(({ p }, weight) => p.map((x) => weight * x)),
    q: column(({ q }, weight) => q.map((x) => weight * x)),
    error: column(({ error }) => error.map((x) => x + NEAR)),
    low: column(({ low }) => low),
    high: column(({ high }) => high),
  };
}
