import { Interval, Rational } from '@discreet/numeric';
import { type Cells, mixture, poissonSample, swap } from './cells.ts';
import { NEAR } from './exp.ts';
import { type Law, swappedLaw } from './law.ts';
import type { Loss } from './loss.ts';
import type { Rate } from './rate.ts';

/*
 * Samples of a fixed size, where one record is replaced. With z >= 1, q the chance that the record is drawn and h the profile of the mechanism given that,
 * the profile is at most g(z) = q h(1 + (z - 1)/q), and by symmetry g(z) = 1 - z + z g(1/z) for z < 1. Where h is the same in both orders g is convex: losses above 0
 * have the law of a Poisson sample, those below 0 that of its other order, and the rest of the chance is at 0. Proof: docs/proofs/pld-mechanisms.md.
 */

/** The cells of some rows; where `isFlat` says so, all of a cell's chance is seen at its greatest loss. */
const chosen = (
  { p, q, error, low, high }: Cells,
  rows: readonly number[],
  isFlat: (j: number) => boolean,
): Cells => ({
  p: Float64Array.from(rows, (j) => p[j] ?? 0),
  q: Float64Array.from(rows, (j) => (isFlat(j) ? 0 : (q[j] ?? 0))),
  error: Float64Array.from(rows, (j) => error[j] ?? 1),
  low: Float64Array.from(rows, (j) => (isFlat(j) ? 0 : (low[j] ?? 0))),
  high: Float64Array.from(rows, (j) => high[j] ?? Infinity),
});

/** The part of the cells with losses above 0. The cell around 0 belongs to it. */
const positive = (cells: Cells): Cells => {
  const { low, high } = cells;
  const rows = Array.from(high.keys()).filter((j) => (high[j] ?? 0) > 0);
  return chosen(cells, rows, (j) => (low[j] ?? 0) < 0);
};

/** The part of the cells with losses below 0, but for the cell around 0: that is raised to 0. */
const negative = (cells: Cells): Cells => {
  const { low, high } = cells;
  const rows = Array.from(low.keys()).filter((j) => (low[j] ?? 0) < 0 && (high[j] ?? 0) <= 0);
  return chosen(cells, rows, () => false);
};

function symmetrised(sample: Cells): Cells {
  const [below, above] = [negative(swap(sample)), positive(sample)];
  let [known, size] = [0, 0];
  for (const { p, error } of [below, above])
    p.forEach((x, j) => {
      known += x * Math.max(0, 1 - (error[j] ?? 1));
      size += 1;
    });
  const rest = Math.max(0, 1 - known * (1 - NEAR * (size + 4)));
  const nothing: Cells = {
    p: Float64Array.of(rest),
    q: Float64Array.of(rest),
    error: Float64Array.of(2 * NEAR),
    low: Float64Array.of(0),
    high: Float64Array.of(0),
  };
  return mixture([below, nothing, above].map((part) => [1, part] as const));
}

/** The loss, for one replaced record that is drawn with a rate, of a mechanism with a law that is the same in both orders. */
export function replacedInSample(law: Law, rate: Rate): readonly Loss[] {
  const sample: Law = (fineness) => poissonSample(law(fineness), rate);
  const above: Law = (fineness) => symmetrised(sample(fineness));
  // attained where all other records change nothing
  return [
    { above, below: sample },
    { above, below: swappedLaw(sample) },
  ];
}

const DRAW_BITS = 192;

/** The chance that a record is never drawn in m draws from n with replacement: not 1 less all others, which would lose its digits. */
export const neverDrawn = (m: bigint, n: bigint): Interval =>
  Interval.of(Rational.of(n - 1n, n), DRAW_BITS).power(Number(m));

/** How often a record is drawn in m draws from n with replacement: the chances of 1, 2, ... times until the rest is below 2^-1000. */
export function drawChances(m: bigint, n: bigint): readonly Interval[] {
  const bits = DRAW_BITS;
  const one = Interval.integer(1, bits);
  const share = Interval.of(Rational.of(1n, n), bits);
  const rest = one.sub(share);
  if (n === 1n) return [];
  let term = rest.power(Number(m));
  const odds = share.div(rest);
  const chances: Interval[] = [];
  for (let k = 1n; k <= m; k += 1n) {
    term = term
      .mul(odds)
      .mul(Interval.integer(m - k + 1n, bits))
      .div(Interval.integer(k, bits));
    chances.push(term);
    if (k > 2n * (m / n) + 2n && term.isBelow(one.scale(-1010))) break;
  }
  return chances;
}
