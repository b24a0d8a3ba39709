import * as guess from '../guess.ts';
import { type Cells, mixture, poissonSample, swap } from './cells.ts';
import { gaussianCells, type NormalPair } from './gaussian-cells.ts';
import type { Grid, Masses } from './grid.ts';
import { laplaceCells } from './laplace-cells.ts';
import { inOrder } from './in-order.ts';
import type { Rate } from './rate.ts';

/** How fine cells must be: their width in loss, where chances times e^(tilt loss) are, or Infinity for a sketch; and how many standard deviations of noise are looked at. */
export interface Fineness {
  readonly width: number;
  readonly tilt: number;
  readonly reach: number;
}

/** The privacy loss of one use of a mechanism, for one order of two neighbouring datasets. */
export type Law = (fineness: Fineness) => Cells;

/** A rough picture of a law, for searches: outcomes with chances and losses. */
export interface Sketch {
  readonly chances: Float64Array;
  readonly losses: Float64Array;
}

/** The picture that cells show. */
export function sketchOf({ p, q, low, high, error }: Cells): Sketch {
  const chances: number[] = [];
  const losses: number[] = [];
  for (let j = 0; j < p.length; j += 1) {
    const [x, y] = [p[j]!, q[j]!];
    if (error[j] === 1 || !(x > 1e-300)) continue;
    const loss = y > 1e-300 ? guess.ln(x / y) : low[j]!;
    chances.push(x);
    losses.push(Number.isFinite(loss) ? loss : (low[j]! + high[j]!) / 2);
  }
  return inOrder(Float64Array.from(losses), Float64Array.from(chances));
}

const MOST_BINS = 1536;
/** places of together a greater chance are told apart */
const HEAVY = 1 / 1024;

/** The picture of chances on a grid, neighbours taken together where they are many, and not likely. */
export function sketchOfMasses({ first, mass }: Masses, { offset, step }: Grid): Sketch {
  let [from, to] = [0, mass.length];
  while (from < to && !(mass[from]! > 1e-300)) from += 1;
  while (to > from && !(mass[to - 1]! > 1e-300)) to -= 1;
  const size = Math.ceil((to - from) / MOST_BINS);
  const chances: number[] = [];
  const losses: number[] = [];
  for (let start = from, next = from; start < to; start = next) {
    let [sum, moment] = [0, 0];
    for (
      ;
      next < Math.min(to, start + size) && (next === start || sum + mass[next]! < HEAVY);
      next += 1
    ) {
      sum += mass[next]!;
      moment += mass[next]! * (next - start);
    }
    if (!(sum > 1e-300)) continue;
    chances.push(sum);
    losses.push(offset + (first + start + moment / sum) * step);
  }
  return { chances: Float64Array.from(chances), losses: Float64Array.from(losses) };
}

/** ln E e^(t loss), and its first two derivatives. */
export function cumulants(
  { chances, losses }: Sketch,
  t: number,
): readonly [number, number, number] {
  const size = losses.length;
  // the exponent is greatest at an end
  const top = Math.max(t * (losses[0] ?? 0), t * (losses[size - 1] ?? 0));
  let [sum, first, second] = [0, 0, 0];
  const origin = t > 0 ? (losses[size - 1] ?? 0) : (losses[0] ?? 0);
  let mean = 0;
  for (let round = 0; round < 2; round += 1) {
    [sum, first, second] = [0, 0, 0];
    const centre = round === 0 ? origin : mean;
    for (let j = 0; j < size; j += 1) {
      const exponent = t * losses[j]! - top;
      if (exponent < -700) continue;
      const weight = chances[j]! * guess.exp(exponent);
      const d = losses[j]! - centre;
      sum += weight;
      first += weight * d;
      second += weight * d * d;
    }
    mean = centre + first / sum;
    // far from the mean, squares cancel
    if (second / sum < 1e6 * (second / sum - (first / sum) ** 2)) break;
  }
  if (sum === 0) return [top - 700, origin, 1e-300];
  return [top + guess.ln(sum), mean, Math.max(second / sum - (first / sum) ** 2, 1e-300)];
}

const COARSE = 1 / 16;
const FEWEST = 1 / 64;
const MOST_CELLS = 262144;

/** Gaussian noise, and mixtures of it. */
export function normalLaw(pair: NormalPair): Law {
  const all = [...pair.first.centres, ...pair.second.centres];
  const range = Math.max(...all) - Math.min(...all);
  return ({ width, tilt, reach }) => {
    if (width === Infinity) return gaussianCells(pair, COARSE, reach);
    // how fast the loss changes with the output, in the square mean, where it counts
    const coarse = gaussianCells(pair, COARSE, Math.min(reach, 16));
    let [top, sum, squares] = [-Infinity, 0, 0];
    const { p, low, high } = coarse;
    for (let j = 1; j + 1 < p.length; j += 1)
      top = Math.max(top, tilt * high[j]! + guess.ln(p[j]! + 1e-300));
    for (let j = 1; j + 1 < p.length; j += 1) {
      const weight = guess.exp(tilt * high[j]! + guess.ln(p[j]! + 1e-300) - top);
      const slope = (high[j]! - low[j]!) / COARSE;
      sum += weight;
      squares += weight * slope * slope;
    }
    const wanted = width / Math.sqrt(squares / sum);
    const least = (range + 2 * reach) / MOST_CELLS;
    let step = FEWEST;
    while (step > wanted && step / 2 > least) step /= 2;
    return gaussianCells(pair, step, reach);
  };
}

/** Laplace noise of loss at most `epsilon`. */
export function laplaceLaw(epsilon: number): Law {
  return ({ width }) =>
    laplaceCells(epsilon, Math.max(Math.min(width, epsilon / 128), (2 * epsilon) / MOST_CELLS));
}

/** A law that is known outcome by outcome, made once. */
export function atomsLaw(make: () => Cells): Law {
  let cells: Cells | undefined;
  return () => (cells ??= make());
}

/** The law for the datasets in the other order: for a tilt t the one at -1 - t, since Q = e^-loss P. */
export function swappedLaw(law: Law): Law {
  return ({ width, tilt, reach }) => swap(law({ width, tilt: -1 - tilt, reach }));
}

/** The mechanism on a Poisson sample; the second dataset lacks the record. The loss of the sample is flatter than the mechanism's. */
export function sampledLaw(law: Law, rate: Rate): Law {
  return (fineness) => poissonSample(law(fineness), rate);
}

/** A mechanism that is drawn openly with the given chances. */
export function mixtureLaw(parts: readonly (readonly [number, Law])[]): Law {
  // cells bias by the square of their width: what is rare may be coarser
  return ({ width, tilt, reach }) =>
    mixture(
      parts.map(
        ([weight, law]) =>
          [weight, law({ width: width / Math.sqrt(weight), tilt, reach })] as const,
      ),
    );
}

/** A law of which events of at most a small chance are not known: they are seen as an infinite loss from above, and left out from below. */
export function unseenLaw(law: Law, chance: number): Law {
  const nothing: Cells = {
    p: Float64Array.of(chance),
    q: Float64Array.of(chance),
    error: Float64Array.of(1),
    low: Float64Array.of(-Infinity),
    high: Float64Array.of(Infinity),
  };
  return (fineness) =>
    mixture([
      [1, law(fineness)],
      [1, nothing],
    ]);
}
